//! Settings of an installation: a file, then the environment, then flags, the later winning.
//!
//! Every one is documented in `docs/settings.md`; a test compares that table with this struct.

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
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
        figment = match file {
            Some(path) => figment.merge(Toml::file_exact(path)),
            None => figment.merge(Toml::file("mainstay.toml")),
        };
        figment = figment.merge(Env::prefixed("MAINSTAY_").ignore(&["test_postgres", "test_mail"]));
        let config: Config =
            figment.extract().map_err(|e| anyhow::anyhow!("the settings cannot be used: {e}"))?;
        crate::address::Proxies::parse(&config.trusted_proxies)
            .map_err(|e| anyhow::anyhow!("the settings cannot be used: {e}"))?;
        Ok(config)
    }
    /// True when cookies may only travel over TLS.
    pub fn secure(&self) -> bool {
        self.public_address.starts_with("https://")
    }
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
