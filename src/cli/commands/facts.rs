//! `facts`: what is read from a document.

use crate::cli::args::FactsArguments;
use crate::cli::batch::{refused, report_unread};
use crate::cli::clock::today;
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::input;
use crate::cli::terminal::print;
use crate::report;
use crate::ruleset::Examples;

pub fn facts(arguments: &FactsArguments) -> Status {
    let engine = match engine(&arguments.ruleset, Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let source = match input::read(&arguments.path) {
        Ok(source) => source,
        Err(unread) => return report_unread(&unread),
    };
    let today = arguments.today.unwrap_or_else(today);
    let (reading, _) = match engine.open(&source, arguments.kind) {
        Ok(opened) => opened,
        Err(refusal) => return refused(&source, refusal).1,
    };
    let mut out = Vec::new();
    let written = match &arguments.element {
        Some(element) => report::facts::trace(&mut out, &source, &reading, &engine.ruleset, element, today),
        None => report::facts::print(&mut out, &source, &reading, &engine.ruleset, today),
    };
    print(&out, written)
}
