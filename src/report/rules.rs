//! Lists of rules, and of examples that their rules judge otherwise.

use super::human::wrapped;
use super::summary::count;
use crate::examples::Disagreement;
use crate::kind::Kind;
use crate::ruleset::{Check, ExampleVerdict, Rule, Ruleset, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// A rule with what stands elsewhere about it.
#[derive(Serialize)]
struct Entry<'r> {
    id: &'r str,
    element: &'r str,
    title: &'r str,
    /// `statement`, `timescale`, `definition` or `contact`.
    check: &'static str,
    /// What it weighs when a document that has to say it does not.
    severity: Severity,
    /// Kinds of document that have to say it.
    required_in: Vec<&'static str>,
    /// Kinds in which it is looked at when it is touched.
    checked_in: Vec<&'static str>,
    examples: usize,
    file: &'r str,
    /// Counted from 1.
    line: usize,
    /// A landlord's own rule, not one of the Code's.
    own: bool,
}

/// Names the shape of the list; changes when a consumer would have to.
const SCHEMA: &str = "ombudlint-rules-1";

#[derive(Serialize)]
struct List<'r> {
    schema: &'static str,
    code: &'r str,
    rules: Vec<Entry<'r>>,
}

fn entry<'r>(rule: &'r Rule, ruleset: &'r Ruleset) -> Option<Entry<'r>> {
    let read = |kinds: &[Kind]| kinds.iter().filter(|k| rule.reads(**k)).map(|k| k.name()).collect();
    let file = ruleset.file(rule.place);
    let (severity, required_in, checked_in) = match (&rule.check, ruleset.element(&rule.element)) {
        (Check::Row(check), _) => (check.severity, read(&rule.kinds), Vec::new()),
        (_, Some((_, element))) => (
            element.weigh(element.severity),
            read(&[element.required_in.as_slice(), &element.promised_in].concat()),
            read(&element.checked_in),
        ),
        _ => return None,
    };
    Some(Entry {
        id: &rule.id,
        element: &rule.element,
        title: &rule.title,
        check: rule.check.name(),
        severity,
        required_in,
        checked_in,
        examples: rule.examples.len(),
        file: file.name(),
        line: file.position(rule.place.span.start).line,
        own: ruleset.is_own(rule.place),
    })
}

/// Each rule: its element, id and title; below, how it checks what, and where it stands.
pub fn list(out: &mut dyn Write, ruleset: &Ruleset, wanted: &dyn Fn(&Rule) -> bool) -> io::Result<()> {
    let rules = ruleset.rules.iter().filter(|r| wanted(r));
    for entry in rules.filter_map(|rule| entry(rule, ruleset)) {
        writeln!(out, "{:<18} {}: {}", entry.element, entry.id, entry.title)?;
        let own = if entry.own { "own rule, " } else { "" };
        let facts = format!(
            "{own}{}, {}, {}",
            entry.check,
            super::sentences::level(entry.severity),
            count(entry.examples, "example")
        );
        writeln!(out, "{:<18} {facts}; {}:{}", "", entry.file, entry.line)?;
        for (what, kinds) in [
            ("required in: ", &entry.required_in),
            ("checked in: ", &entry.checked_in),
        ] {
            if !kinds.is_empty() {
                writeln!(out, "{}", wrapped(&format!("{:<18} {what}", ""), &kinds.join(", ")))?;
            }
        }
    }
    Ok(())
}

/// The same for other programs, with a line break at the end.
pub fn json(out: &mut dyn Write, ruleset: &Ruleset, wanted: &dyn Fn(&Rule) -> bool) -> io::Result<()> {
    let rules = ruleset.rules.iter().filter(|r| wanted(r));
    let list = List {
        schema: SCHEMA,
        code: &ruleset.id,
        rules: rules.filter_map(|rule| entry(rule, ruleset)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &list)?;
    writeln!(out)
}

/// Each example that failed with what came out instead, and how many there were.
pub fn disagreements(out: &mut dyn Write, ruleset: &Ruleset, run: usize, failed: &[Disagreement]) -> io::Result<()> {
    for d in failed {
        let file = ruleset.file(d.example.place);
        let line = file.position(d.example.place.span.start).line;
        writeln!(out, "{}:{line}: {} ({})", file.name(), d.rule.id, d.rule.element)?;
        writeln!(out, "    {}", d.example.text.trim().replace('\n', "\n    "))?;
        let got = name(d.got);
        match (d.misplaced, d.quotes.as_slice()) {
            (true, quotes) => writeln!(out, "    is {got}, but by the words {}", quoted(quotes))?,
            (false, []) => writeln!(out, "    should be {}, is {got}", name(d.example.verdict))?,
            (false, quotes) => {
                writeln!(
                    out,
                    "    should be {}, is {got} by the words {}",
                    name(d.example.verdict),
                    quoted(quotes)
                )?;
            }
        }
    }
    writeln!(out, "{}, {} failed", count(run, "example"), failed.len())
}

fn quoted(quotes: &[String]) -> String {
    quotes.iter().map(|q| format!("‘{q}’")).collect::<Vec<_>>().join(", ")
}

fn name(verdict: ExampleVerdict) -> &'static str {
    match verdict {
        ExampleVerdict::Met => "met",
        ExampleVerdict::Weak => "weak",
        ExampleVerdict::Breached => "breached",
        ExampleVerdict::Missing => "missing",
        ExampleVerdict::Silent => "silent",
    }
}
