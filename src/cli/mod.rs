//! The command line: arguments in, one pipeline call, one report out. Files, terminal and date live here.

mod args;
mod assessment;
mod batch;
mod bundle;
mod changed;
mod clock;
mod commands;
mod engine;
mod exit;
mod foreign;
mod input;
mod known;
mod progress;
mod project;
mod replace;
mod revision;
mod terminal;

pub use project::formats;

use args::{Arguments, Command};
use clap::Parser;
use exit::Status;
use std::path::Path;
use std::process::ExitCode;

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no mistakes; a closed pipe is none either.
            let _ = error.print();
            if let Some(file) = file_for_command(&error) {
                terminal::eprint(&format!("To check it: `ombudlint check {file}`"));
            }
            return if error.use_stderr() {
                Status::BadInput.into()
            } else {
                Status::Clean.into()
            };
        }
    };
    terminal::speak(arguments.manner);
    let status = match arguments.command {
        Command::Check(arguments) => commands::check(&arguments),
        Command::Fix(arguments) => commands::fix(&arguments),
        Command::Assess(arguments) => commands::assess(&arguments),
        Command::Verify(arguments) => commands::verify(&arguments),
        Command::Compare(arguments) => commands::compare(&arguments),
        Command::New(arguments) => commands::new(&arguments),
        Command::Explain(arguments) => commands::explain(&arguments),
        Command::Facts(arguments) => commands::facts(&arguments),
        Command::Rules(arguments) => commands::rules(&arguments),
        Command::Init(arguments) => commands::init(&arguments),
        Command::Baseline(arguments) => commands::baseline(&arguments),
        Command::Completions(arguments) => commands::completions(&arguments),
        Command::Man(arguments) => commands::man(&arguments),
    };
    status.into()
}

/// The file that somebody named where a command should stand.
fn file_for_command(error: &clap::Error) -> Option<&str> {
    use clap::error::{ContextKind, ContextValue};
    match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) if Path::new(name).exists() => Some(name),
        _ => None,
    }
}
