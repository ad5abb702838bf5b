//! Lists of rules, and of examples that their rules judge otherwise.

use super::summary::count;
use crate::examples::Disagreement;
use crate::ruleset::{ExampleVerdict, Rule, Ruleset};
use std::io::{self, Write};

/// One line a rule: element, id, title.
pub fn list(out: &mut dyn Write, ruleset: &Ruleset, wanted: &dyn Fn(&Rule) -> bool) -> io::Result<()> {
    for rule in ruleset.rules.iter().filter(|r| wanted(r)) {
        writeln!(out, "{:<18} {:<34} {}", rule.element, rule.id, rule.title)?;
    }
    Ok(())
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
