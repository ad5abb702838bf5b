//! One line a finding, for editors and `grep`.

use super::Judged;
use super::item::place;
use super::sentences;
use crate::problem::Problem;
use crate::ruleset::Ruleset;
use crate::source::Source;
use std::io::{self, Write};

/// `policy.md:20:49: error[element/rule]: …`
pub fn document(out: &mut dyn Write, judged: &Judged, ruleset: &Ruleset) -> io::Result<()> {
    problems(out, &judged.source, &judged.notes)?;
    for finding in judged.shown() {
        let at = judged.source.position(place(judged, finding).start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}{}",
            judged.source.name(),
            at.line,
            at.column,
            if finding.waiver().is_some() {
                "waived"
            } else {
                sentences::level(finding.severity)
            },
            sentences::code(finding, ruleset),
            sentences::headline(finding, judged.kind, ruleset),
            match (finding.waiver(), finding.lapse) {
                (Some(waiver), _) => format!(" ({})", sentences::waived(waiver)),
                (None, Some(lapse)) => format!(" ({})", sentences::lapsed(lapse)),
                (None, None) => String::new(),
            },
        )?;
    }
    Ok(())
}

/// Notes on a document or on settings: `policy.md:3:1: warning: …`
pub fn problems(out: &mut dyn Write, source: &Source, problems: &[Problem]) -> io::Result<()> {
    for problem in problems {
        let at = source.position(problem.span.start);
        let level = sentences::level(problem.level);
        writeln!(
            out,
            "{}:{}:{}: {level}: {}",
            source.name(),
            at.line,
            at.column,
            problem.message
        )?;
    }
    Ok(())
}
