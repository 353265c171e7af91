//! Settings of an installation: a file, then the environment, then flags, the later winning.
//!
//! Every one is documented in `docs/settings.md`; a test compares that table with this struct.

use figment::error::{Actual, Kind};
use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Source};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Settings.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the embedded database, backups and the log of letters are kept.
    pub data_dir: PathBuf,
    /// A PostgreSQL address; empty means the embedded database in `data_dir`.
    pub database: String,
    /// Address to listen on.
    pub listen: String,
    /// The address people type, such as `https://mainstay.school.example`. With `https`, cookies
    /// are sent over TLS only.
    pub public_address: String,
    /// Addresses of the reverse proxy in front, with commas between; empty means that there is
    /// none, and nobody is believed about where a request came from.
    pub trusted_proxies: String,
    /// Minutes of quiet after which a session ends.
    pub session_minutes: i64,
    /// Minutes of quiet after which a session on a shared screen ends.
    pub shared_session_minutes: i64,
    /// Hours after which a session ends however busy it is.
    pub session_hours: i64,
    /// Seconds a request may take.
    pub request_seconds: u64,
    /// Largest form in kilobytes.
    pub form_kilobytes: usize,
    /// Largest file in megabytes.
    pub upload_megabytes: usize,
    /// What carries email away: empty sends none, `folder` puts each message into `outbox` in the
    /// data folder, and an address such as `smtps://name:password@mail.example` is a mail server.
    pub mail_server: String,
    /// Who email is from, such as `Fairholme School <room@school.example>`.
    pub mail_from: String,
    /// The secret that links in messages are proved with, the same on every node; empty makes one
    /// and keeps it in the data folder.
    pub link_key: String,
    /// A command that scans each file sent as a document, given on its standard input; empty scans
    /// none.
    pub scan_command: String,
    /// Seconds that command is given for one file; one that takes longer is ended, and the file
    /// waits.
    pub scan_seconds: u64,
    /// A folder of fonts (TTF, OTF, TTC) for letters to people whose names the built-in fonts do
    /// not draw; empty means the built-in ones alone.
    pub fonts_dir: String,
    /// How much the log says: error, warn, info or debug.
    pub log: String,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data_dir: PathBuf::from("./mainstay-data"),
            database: String::new(),
            listen: "127.0.0.1:8080".into(),
            public_address: String::new(),
            trusted_proxies: String::new(),
            session_minutes: 60,
            shared_session_minutes: 5,
            session_hours: 12,
            request_seconds: 30,
            form_kilobytes: 512,
            upload_megabytes: 64,
            mail_server: String::new(),
            mail_from: String::new(),
            link_key: String::new(),
            scan_command: String::new(),
            scan_seconds: 120,
            fonts_dir: String::new(),
            log: "info".into(),
        }
    }
}

impl Config {
    /// Defaults, then the file (named, or `mainstay.toml` here if there is one), then
    /// `MAINSTAY_…` from the environment. Flags are laid over by the caller.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Config> {
        let mut figment = Figment::from(Serialized::defaults(Config::default()));
        // The folder Mainstay is started from, and none above it: a file nobody thought of would
        // else set an installation.
        let here = Some(Path::new("mainstay.toml")).filter(|path| path.is_file());
        if let Some(path) = file.or(here) {
            if !path.is_file() {
                anyhow::bail!("there is no settings file {}", path.display());
            }
            figment = figment.merge(Toml::file_exact(path));
        }
        figment = figment.merge(Env::prefixed("MAINSTAY_").ignore(&[
            "test_postgres",
            "test_mail",
            "test_calendar",
        ]));
        let config: Config = figment.extract().map_err(|e| {
            let wrong: Vec<String> = e.into_iter().map(|e| in_words(&e)).collect();
            anyhow::anyhow!(
                "the settings cannot be used: {}; docs/settings.md has every setting",
                wrong.join("; ")
            )
        })?;
        config.usable().map_err(|e| anyhow::anyhow!("the settings cannot be used: {e}"))?;
        Ok(config)
    }
    /// What no installation can run with, though it can be read.
    fn usable(&self) -> Result<(), String> {
        crate::address::Proxies::parse(&self.trusted_proxies).map_err(|e| e.to_string())?;
        if !LOGS.contains(&self.log.as_str()) {
            return Err(format!("log is “{}”, and is one of {}", self.log, LOGS.join(", ")));
        }
        let least = [
            ("session_minutes", self.session_minutes > 0),
            ("shared_session_minutes", self.shared_session_minutes > 0),
            ("session_hours", self.session_hours > 0),
            ("request_seconds", self.request_seconds > 0),
            ("form_kilobytes", self.form_kilobytes > 0),
            ("upload_megabytes", self.upload_megabytes > 0),
        ];
        match least.iter().find(|(_, enough)| !enough) {
            Some((name, _)) => Err(format!("{name} is 1 or more")),
            None => Ok(()),
        }
    }
    /// True when cookies may only travel over TLS.
    pub fn secure(&self) -> bool {
        self.public_address.starts_with("https://")
    }
}

/// How much the log may say.
const LOGS: [&str; 4] = ["error", "warn", "info", "debug"];

/// One thing wrong with the settings: which, what is there, and where it came from.
fn in_words(wrong: &figment::Error) -> String {
    let name = wrong.path.last().map(|name| name.to_lowercase()).unwrap_or_default();
    let what = match &wrong.kind {
        Kind::UnknownField(name, _) => format!("there is no setting {name}"),
        Kind::InvalidType(found, wanted) | Kind::InvalidValue(found, wanted) => {
            let found = match found {
                Actual::Str(text) => format!("“{text}”"),
                other => other.to_string(),
            };
            let wanted = match wanted.as_str() {
                "i64" => "a whole number",
                "u64" | "usize" => "a whole number, 1 or more",
                "a string" => "words in quotes",
                other => other,
            };
            format!("{name} is {found}, and should be {wanted}")
        }
        // Where a file cannot be read as settings at all, its reader says on which line.
        other => other.to_string().trim().to_string(),
    };
    let from = wrong.metadata.as_ref().map(|from| match &from.source {
        Some(Source::File(path)) => format!(" ({})", path.display()),
        _ => " (in the environment, as MAINSTAY_…)".to_string(),
    });
    format!("{what}{}", from.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_settings_has_every_setting_with_its_default_and_no_other() {
        let document = include_str!("../../../docs/settings.md");
        let table: Vec<(String, String)> = document
            .split("## Flags")
            .next()
            .unwrap()
            .lines()
            .filter_map(|l| l.strip_prefix("| `"))
            .map(|l| {
                let mut cells = l.split('|').map(|c| c.trim().trim_matches('`').to_string());
                (cells.next().unwrap(), cells.next().unwrap())
            })
            .collect();
        let text = format!("{:?}", Config::default());
        let real: Vec<(String, String)> = text
            .trim_start_matches("Config { ")
            .trim_end_matches(" }")
            .split(", ")
            .map(|pair| {
                let (name, value) = pair.split_once(": ").unwrap();
                let value = value.trim_matches('"');
                let value = if value.is_empty() { "empty" } else { value };
                (name.to_string(), value.to_string())
            })
            .collect();
        assert_eq!(table, real);
    }
}
