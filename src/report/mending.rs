//! What was mended in a document, for its author: which line, what stood there, what stands there now, and why.

use super::sentences;
use super::summary::count;
use crate::fix::{Decided, Grade, Made, Mended, Told};
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
    writeln!(out, "{name}: {}; {}", done(mended, tense), left(mended))?;
    if mended.decisions > 0 {
        let more = count(mended.decisions, "finding");
        let need = if mended.decisions == 1 { "needs" } else { "need" };
        writeln!(
            out,
            "  {more} {need} a decision of yours: `--include-decisions` tries the first"
        )?;
    }
    if mended.scaffolds > 0 {
        let more = count(mended.scaffolds, "missing duty");
        writeln!(out, "  {more}: `--scaffold` puts in paragraphs for you to confirm")?;
    }
    Ok(())
}

/// "2 places mended".
fn done(mended: &Mended, tense: Tense) -> String {
    let of = |wanted: bool| {
        let made = mended.made.iter().filter(|m| (m.grade == Grade::Scaffold) == wanted);
        made.count()
    };
    let (places, paragraphs) = (of(false), of(true));
    let can = |verb: &str| match tense {
        Tense::Done => verb.to_owned(),
        Tense::Proposed => format!("can be {verb}"),
    };
    let told = [
        (places, "place", can("mended")),
        (paragraphs, "paragraph", can("put in")),
    ];
    let told = told.iter().filter(|(n, ..)| *n > 0);
    let told: Vec<String> = told
        .map(|(n, noun, verb)| format!("{} {verb}", count(*n, noun)))
        .collect();
    if told.is_empty() {
        return "nothing to mend without a decision of yours".to_owned();
    }
    told.join(", ")
}

/// "2 errors and 1 warning are left to you".
fn left(mended: &Mended) -> String {
    let judged = &mended.opinion.judged;
    let levels = [(Severity::Error, "error"), (Severity::Warning, "warning")];
    let counts = levels.map(|(level, noun)| (judged.count(level), noun));
    let told = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun));
    let told = told.collect::<Vec<_>>().join(" and ");
    match counts[0].0 + counts[1].0 {
        0 => "nothing is left".to_owned(),
        1 => format!("{told} is left to you"),
        _ => format!("{told} are left to you"),
    }
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
    if made.grade == Grade::Scaffold {
        return writeln!(out, "    put in: {}", made.now);
    }
    writeln!(out, "    was: {}", made.was)?;
    let now = if made.now.is_empty() { "(nothing)" } else { &made.now };
    writeln!(out, "    now: {now}")?;
    match made.decided {
        Some(Decided::Promise(period)) => {
            writeln!(
                out,
                "    decided: {period} is what you now promise; see that it can be kept"
            )
        }
        Some(Decided::Removed) => {
            writeln!(
                out,
                "    decided: this no longer stands in your document; see that nobody works by it"
            )
        }
        None => Ok(()),
    }
}
