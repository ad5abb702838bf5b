//! `rules`: the rules, and whether their examples hold.

use crate::cli::args::{RulesAction, RulesArguments};
use crate::cli::clock::today;
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::terminal::print;
use crate::examples;
use crate::report;
use crate::ruleset::{Examples, Rule};

pub fn rules(arguments: &RulesArguments) -> Status {
    let engine = match engine(&arguments.ruleset, Examples::Read) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let wanted = |rule: &Rule| {
        let names = |o: &String| rule.id == *o || rule.element == *o || rule.element.starts_with(&format!("{o}."));
        arguments.only.is_empty() || arguments.only.iter().any(names)
    };
    let mut out = Vec::new();
    if arguments.action == Some(RulesAction::Test) {
        let (count, failed) = examples::run(&engine, &wanted, arguments.today.unwrap_or_else(today));
        let written = report::rules::disagreements(&mut out, &engine.ruleset, count, &failed);
        let found = if failed.is_empty() {
            Status::Clean
        } else {
            Status::Findings
        };
        return print(&out, written).max(found);
    }
    let written = report::rules::list(&mut out, &engine.ruleset, &wanted);
    print(&out, written)
}
