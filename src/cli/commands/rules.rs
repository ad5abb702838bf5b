//! `rules`: the rules, and whether their examples hold.

use crate::cli::args::{RulesAction, RulesArguments, RulesFormat, RulesetArgument};
use crate::cli::clock::today;
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::terminal::{complain, print};
use crate::examples;
use crate::near;
use crate::report;
use crate::ruleset::{Examples, Rule, Ruleset};
use std::path::Path;

pub fn rules(arguments: &RulesArguments) -> Status {
    let (paths, only): (Vec<&String>, Vec<&String>) = arguments.only.iter().partition(|name| is_path(name));
    let named = match paths.as_slice() {
        [] => &arguments.ruleset,
        [path] => &RulesetArgument {
            ruleset: Some((*path).clone()),
            ..arguments.ruleset.clone()
        },
        [_, other, ..] => {
            complain(&format!("one ruleset at a time; leave out `{other}`"));
            return Status::BadInput;
        }
    };
    let engine = match engine(named, Path::new("."), Examples::Read) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let unknown: Vec<_> = only
        .iter()
        .filter(|name| !engine.ruleset.rules.iter().any(|r| names(name, r)))
        .collect();
    for name in &unknown {
        complain(&format!(
            "there is no rule for `{name}` in {}; {}",
            engine.ruleset.id,
            hint(name, &engine.ruleset)
        ));
    }
    if !unknown.is_empty() {
        return Status::BadInput;
    }
    let wanted = |rule: &Rule| only.is_empty() || only.iter().any(|name| names(name, rule));
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
    let written = match arguments.format {
        RulesFormat::Human => report::rules::list(&mut out, &engine.ruleset, &wanted),
        RulesFormat::Json => report::rules::json(&mut out, &engine.ruleset, &wanted),
    };
    print(&out, written)
}

/// A file or folder, there or not, rather than a number of the Code or the id of a rule.
fn is_path(name: &str) -> bool {
    name.ends_with(".toml") || name.contains(['/', '\\']) || Path::new(name).exists()
}

/// Whether `name` is the rule, its element, or its provision.
fn names(name: &str, rule: &Rule) -> bool {
    rule.id == name || rule.element == name || rule.element.starts_with(&format!("{name}."))
}

fn hint(name: &str, ruleset: &Ruleset) -> String {
    if ruleset.provision(name).is_some() || ruleset.element(name).is_some() {
        return "only an attestation can show it".to_owned();
    }
    match near::closest(name, report::explain::ids(ruleset)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`ombudlint rules` lists what there is".to_owned(),
    }
}
