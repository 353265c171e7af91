//! The command line as it is typed: what each command says, and how it ends.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own, taken away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("mainstay-said-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_string()
    }
    fn holds(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Said {
    out: String,
    err: String,
    code: i32,
}

impl Said {
    #[track_caller]
    fn ends(self, code: i32) -> Said {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        self
    }
    #[track_caller]
    fn says(self, words: &str) -> Said {
        assert!(self.out.contains(words), "expected “{words}” in:\n{}{}", self.out, self.err);
        self
    }
    #[track_caller]
    fn complains(self, words: &str) -> Said {
        assert!(self.err.contains(words), "expected “{words}” in:\n{}", self.err);
        self
    }
}

fn runs_with(folder: &Path, environment: &[(&str, &str)], args: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mainstay"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MAINSTAY_")) {
        command.env_remove(name);
    }
    let done = command.current_dir(folder).args(args).envs(environment.iter().copied());
    let done = done.output().unwrap();
    Said {
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
        code: done.status.code().unwrap_or(-1),
    }
}

fn runs(folder: &Folder, args: &[&str]) -> Said {
    runs_with(&folder.0, &[], args)
}

#[test]
fn every_command_helps_and_a_line_that_cannot_be_understood_ends_with_2() {
    let folder = Folder::new("help");
    let help = runs(&folder, &["--help"]).ends(0);
    let all = ["serve", "demo", "import", "admin", "migrate", "backup", "check", "clock"];
    for command in all {
        assert!(help.out.contains(&format!("  {command} ")), "{}", help.out);
        let said = runs(&folder, &[command, "--help"]).ends(0);
        for flag in ["--data-dir <PATH>", "--config <FILE>", "--database <URL>"] {
            assert!(said.out.contains(flag), "{command}: {}", said.out);
        }
    }
    help.says("Exit codes");
    runs(&folder, &["demo", "--help"]).says("--size <SIZE>").says("- small:").says("--no-serve");
    runs(&folder, &["import", "csv", "--help"]).says("--dry-run").says("- contacts:");
    runs(&folder, &[]).ends(2).complains("Usage");
    runs(&folder, &["sevre"]).ends(2).complains("'serve'");
    runs(&folder, &["serve", "--lisen", "x"]).ends(2).complains("'--listen'");
    runs(&folder, &["demo", "--size", "huge"]).ends(2).complains("small, large");
    runs(&folder, &["import", "csv", "pupls", "x"]).ends(2).complains("'pupils'");
    assert!(!folder.holds("mainstay-data"));
}

#[test]
fn settings_come_from_the_file_then_the_environment_then_the_flag() {
    let folder = Folder::new("settings");
    let told = |environment: &[(&str, &str)], args: &[&str]| {
        runs_with(&folder.0, environment, args).ends(1).err
    };
    let named = |said: &str, place: &str| {
        assert!(said.contains(&format!("no database in {place};")), "{said}");
    };
    let env = [("MAINSTAY_DATA_DIR", "of-environment")];
    named(&told(&[], &["check"]), "./mainstay-data");
    let other = folder.write("other.toml", "data_dir = \"of-named-file\"");
    folder.write("mainstay.toml", "data_dir = \"of-file\"");
    named(&told(&[], &["check"]), "of-file");
    named(&told(&[], &["--config", &other, "check"]), "of-named-file");
    named(&told(&env, &["check"]), "of-environment");
    named(&told(&env, &["check", "--data-dir", "of-flag"]), "of-flag");
    // A file further up sets nothing.
    folder.write("below/nothing", "");
    let below = runs_with(&folder.0.join("below"), &[], &["check"]).ends(1);
    named(&below.err, "./mainstay-data");
    assert!(!folder.holds("mainstay-data") && !folder.holds("below/mainstay-data"));
}

#[test]
fn a_setting_that_cannot_be_used_is_named_with_where_it_came_from() {
    let folder = Folder::new("wrong-settings");
    for (file, words) in [
        ("lisen = \"x\"", "there is no setting lisen (wrong.toml)"),
        ("session_minutes = \"many\"", "session_minutes is “many”, and should be a whole number"),
        ("form_kilobytes = -3", "form_kilobytes is"),
        ("request_seconds = 0", "request_seconds is 1 or more"),
        ("log = \"loud\"", "log is “loud”, and is one of error, warn, info, debug"),
        ("trusted_proxies = \"nobody\"", "nobody"),
        ("listen = ", "line 1"),
    ] {
        folder.write("wrong.toml", file);
        let said = runs(&folder, &["--config", "wrong.toml", "check"]).ends(1);
        said.complains(words).complains("the settings cannot be used");
    }
    runs(&folder, &["--config", "none.toml", "check"])
        .ends(1)
        .complains("there is no settings file none.toml");
    let said = runs_with(&folder.0, &[("MAINSTAY_LISTENS", "x")], &["check"]).ends(1);
    said.complains("there is no setting listens (in the environment, as MAINSTAY_…)");
    runs(&folder, &["--database", "mysql://x", "check"])
        .ends(1)
        .complains("the address of a PostgreSQL server");
    let said = runs(&folder, &["--database", "postgres://127.0.0.1:1/x", "check"]).ends(1);
    said.complains("the PostgreSQL server cannot be used").complains("refused");
}

#[test]
fn what_looks_after_a_database_makes_none_where_there_is_none() {
    let folder = Folder::new("none");
    for args in [
        &["check"][..],
        &["backup"],
        &["admin", "reset-password", "a@b.example"],
        &["admin", "make-administrator", "a@b.example"],
        &["admin", "end-sessions", "a@b.example"],
    ] {
        runs(&folder, args).ends(1).complains("there is no database in ./mainstay-data");
    }
    assert!(!folder.holds("mainstay-data"));
    runs(&folder, &["migrate"]).ends(0).says("The database is up to date");
    runs(&folder, &["check"]).ends(0).says("the database is whole");
    runs(&folder, &["admin", "reset-password", "a@b.example"])
        .ends(1)
        .complains("nobody signs in with a@b.example");
    runs(&folder, &["admin", "make-administrator", "a@b.example", "--name", "Ms A"])
        .ends(1)
        .complains("there is no school yet");
    folder.write("mainstay-data/mainstay.db", "this is no database, and never was one");
    let said = runs(&folder, &["check"]).ends(1).complains("cannot be opened");
    assert_eq!(said.err.matches("not a database").count(), 1, "{}", said.err);
}

#[test]
fn an_address_that_cannot_be_listened_on_is_said_before_anything_is_made() {
    let folder = Folder::new("listen");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for command in ["serve", "demo"] {
        for (listen, words) in [
            (address.as_str(), "is in use"),
            ("nowhere", "is not an address to listen on"),
            ("127.0.0.1:99999", "is not an address to listen on"),
        ] {
            let said = runs(&folder, &[command, "--listen", listen]).ends(1).complains(words);
            assert!(said.out.is_empty(), "{}", said.out);
        }
    }
    assert!(!folder.holds("mainstay-data/mainstay.db"));
    runs(&folder, &["demo", "--at", "tuesday", "--no-serve"]).ends(1).complains("2026-11-10T11:32");
}

#[test]
fn a_demonstration_is_made_once_checked_copied_and_kept_aside_for_another_day() {
    let folder = Folder::new("demo");
    let at = ["demo", "--no-serve", "--at", "2026-11-10T08:00"];
    runs(&folder, &at).ends(0).says("Made in").says("is in ./mainstay-data/demo");
    let again = runs(&folder, &at).ends(0);
    assert!(!again.out.contains("Made in"), "{}", again.out);
    // Whoever has made nothing but a demonstration means that one.
    runs(&folder, &["check"]).ends(0).says("The demonstration’s database").says("is whole");
    let there = ["--data-dir", "mainstay-data/demo"];
    let said = runs(&folder, &[&there[..], &["check"]].concat()).ends(0);
    said.says("Fairholme Community School: the trail holds");
    let copy = [&there[..], &["backup", "copies/one.db"]].concat();
    runs(&folder, &copy).ends(0).says("The copy opens, is whole, and its trail holds");
    assert!(folder.holds("copies/one.db"));
    runs(&folder, &copy).ends(1).complains("a backup never overwrites");
    folder.write("a-file", "");
    runs(&folder, &[&there[..], &["backup", "a-file/one.db"]].concat())
        .ends(1)
        .complains("the copy cannot be written to a-file/one.db");
    // A copy is a database: the trail of an import into it holds, too.
    let list = folder.write("staff.csv", "Staff Code,Surname,Forename\nZZ9,Quill,Ann\n");
    let import = [&there[..], &["import", "csv", "staff", &list, "--part"]].concat();
    runs(&folder, &import).ends(1).complains("holds several schools; name one with --into");
    let import = [&import[..], &["--into", "Fairholme Community School"]].concat();
    let rehearsal = [&import[..], &["--dry-run"]].concat();
    runs(&folder, &rehearsal).ends(0).says("A rehearsal: nothing was written");
    runs(&folder, &import).ends(0).says("All of it is written");
    runs(&folder, &import).ends(0).says("Nothing was to be changed, and nothing was");
    runs(&folder, &[&there[..], &["check"]].concat()).ends(0);
    let next = ["demo", "--no-serve", "--at", "2026-11-11T08:00"];
    runs(&folder, &next).ends(0).says("The demonstration of 2026-11-10 is kept in");
    assert!(folder.holds("mainstay-data/demo-2026-11-10/mainstay.db"));
}

#[test]
fn a_database_from_a_newer_version_is_refused_by_every_command_that_would_write() {
    let folder = Folder::new("newer");
    runs(&folder, &["migrate"]).ends(0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let path = folder.0.join("mainstay-data/mainstay.db");
        let store = store::Store::open_file(&path).await.unwrap();
        store::testing::from_a_newer_version(&store).await;
        store.close().await;
    });
    let list = folder.write("staff.csv", "Staff Code,Surname,Forename\nZZ9,Quill,Ann\n");
    for args in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["admin", "reset-password", "a@b.example"],
        &["import", "csv", "staff", &list],
    ] {
        let said = runs(&folder, args).ends(1);
        said.complains("written by a newer version of Mainstay").complains("start that version");
    }
    runs(&folder, &["check"]).ends(1).says("newer version of Mainstay");
}
