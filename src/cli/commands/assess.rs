//! `assess`: the verdict on every provision.

use crate::cli::args::AssessArguments;
use crate::cli::batch::judge;
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::terminal::print;
use crate::ruleset::Examples;

pub fn assess(arguments: &AssessArguments) -> Status {
    let engine = match engine(&arguments.input.ruleset, Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let batch = judge(&engine, &arguments.input);
    print(batch.json(&engine).as_bytes(), Ok(())).max(batch.status)
}
