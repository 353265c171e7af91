//! The project's own tools, run as `cargo xtask <task>`: the gate that says
//! whether the work is ready, the house rules, and the load measurements.
//!
//! Nothing here is part of the product, and no product crate may depend on it.
//! It must never know anybody's case data: it drives the demo school only.

mod gate;
mod guard;
mod http;
mod load;
mod programs;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--fast] [--without postgres|browser|mail|calendar ...]
    The gate: formatting, clippy, house rules, every test on SQLite and
    PostgreSQL, and the browser journeys against the demo school.
    --without NAME  leaves a part out, and says so (may be repeated)
    --fast          leaves out PostgreSQL, the browser, the mail server and
                    the calendar server

cargo xtask tidy
    The house rules alone.

cargo xtask postgres
    A throw-away PostgreSQL for tests run by hand, until Ctrl-C.

cargo xtask load [--base URL [--pid PID]] [--users 1,16] [--seconds 10]
                 [--size large] [--as WORDS] [--only NAME] [--screens N]
                 [--incidents N]
    Times named pages for one and many users and prints Markdown tables.
    Without --base it starts target/release/mainstay on a demo school of
    its own and measures the start as well.
    --size authority  measures the desk of an authority of 150 schools and
                    12,000 cases instead of a school's pages
    --as WORDS      signs in by the one-click door whose button says WORDS
    --only NAME     measures only the pages whose name contains NAME
    --screens N     instead of pages: the board open on N screens while one
                    adult taps; the time from each tap to each screen
    --incidents N   first brings in a file of N incidents and times that; then
                    the pages of early signs instead of the room's
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.split_first() {
        Some((&"test", rest)) => gate::Wanted::parse(rest).and_then(|wanted| gate::run(&wanted)),
        Some((&"tidy", [])) => tidy::report(&root()),
        Some((&"postgres", [])) => gate::hold_postgres(),
        Some((&"load", rest)) => load::Options::parse(rest).and_then(|options| load::run(&options)),
        Some((&("help" | "--help" | "-h"), _)) | None => {
            print!("{HELP}");
            Ok(true)
        }
        Some((other, _)) => Err(anyhow::anyhow!("there is no task called {other}\n\n{HELP}")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

/// The folder that holds the workspace's `Cargo.toml`.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
