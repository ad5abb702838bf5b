//! What was mended in a document, for its author: which line, what stood there, what stands there now, and why.

use super::sentences;
use super::summary::count;
use crate::fix::{Made, Mended, Told};
use crate::ruleset::Severity;
use std::io::{self, Write};

/// Whether the edits were made or are only shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Done,
    Proposed,
}

/// Everything that was mended in a document, and what is left to its author.
pub fn document(out: &mut dyn Write, mended: &Mended, tense: Tense) -> io::Result<()> {
    let judged = &mended.opinion.judged;
    let name = judged.source.name();
    if !mended.made.is_empty() {
        writeln!(out, "{name}")?;
    }
    for made in &mended.made {
        self::made(out, made, mended)?;
    }
    if !mended.made.is_empty() {
        writeln!(out)?;
    }
    let places = count(mended.made.len(), "place");
    let done = match (mended.made.len(), tense) {
        (0, _) => "nothing to mend without a decision of yours".to_owned(),
        (_, Tense::Done) => format!("{places} mended"),
        (_, Tense::Proposed) => format!("{places} can be mended"),
    };
    let (errors, warnings) = (judged.count(Severity::Error), judged.count(Severity::Warning));
    let left: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| count(n, what))
        .collect();
    let left = match (errors + warnings, left.join(" and ")) {
        (0, _) => "nothing is left".to_owned(),
        (1, left) => format!("{left} is left to you"),
        (_, left) => format!("{left} are left to you"),
    };
    writeln!(out, "{name}: {done}; {left}")
}

fn made(out: &mut dyn Write, made: &Made, mended: &Mended) -> io::Result<()> {
    let judged = &mended.opinion.judged;
    let why = match &made.target {
        Told::Finding(finding) => format!(
            "{} [{}]",
            sentences::headline(finding, judged.kind, &judged.ruleset),
            finding.element
        ),
        Told::Note(note) => note.message.clone(),
    };
    writeln!(out, "  line {}: {why}", made.line)?;
    if !made.was.is_empty() {
        writeln!(out, "    was: {}", made.was)?;
    }
    writeln!(out, "    now: {}", made.now)
}
