//! The executable: reads the command line and says plainly what went wrong.

use clap::Parser;
use mainstay::cli::{Cli, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mainstay: {}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong and why, each reason once: many repeat the one beneath them.
fn told(error: &anyhow::Error) -> String {
    error.chain().map(|cause| cause.to_string()).fold(String::new(), |said, cause| {
        match (said.is_empty(), said.contains(&cause)) {
            (true, _) => cause,
            (_, true) => said,
            _ => format!("{said}: {cause}"),
        }
    })
}
