//! `facts`: what is read from a document.

use crate::cli::args::FactsArguments;
use crate::cli::batch::{open, refused, report_unread};
use crate::cli::clock::today;
use crate::cli::exit::Status;
use crate::cli::input;
use crate::cli::project::Projects;
use crate::cli::terminal::print;
use crate::report;

pub fn facts(arguments: &FactsArguments) -> Status {
    let source = match input::read(&arguments.path) {
        Ok(source) => source,
        Err(unread) => return report_unread(&unread),
    };
    let today = arguments.today.unwrap_or_else(today);
    let mut projects = Projects::new(&arguments.ruleset, today);
    let Some(project) = projects.of(&arguments.path) else {
        return projects.status;
    };
    let (engine, opened) = open(&projects.all[project], &source, &arguments.path, arguments.kind);
    let (reading, _) = match opened {
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
