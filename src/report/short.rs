//! One line a finding, for editors and `grep`.

use super::Judged;
use super::sentences;
use crate::assess::anchor;
use crate::ruleset::Ruleset;
use std::io::{self, Write};

/// `policy.md:20:49: error[element/rule]: …`
pub fn document(out: &mut dyn Write, judged: &Judged, ruleset: &Ruleset) -> io::Result<()> {
    for note in &judged.notes {
        let at = judged.source.position(note.span.start);
        writeln!(
            out,
            "{}:{}:{}: note: {}",
            judged.source.name(),
            at.line,
            at.column,
            note.message
        )?;
    }
    for finding in judged.findings() {
        let span = finding
            .spans
            .first()
            .copied()
            .unwrap_or_else(|| anchor(finding, &judged.verdicts, &judged.source));
        let at = judged.source.position(span.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            judged.source.name(),
            at.line,
            at.column,
            sentences::level(finding.severity),
            sentences::code(finding, ruleset),
            sentences::headline(finding, judged.kind, ruleset),
        )?;
    }
    Ok(())
}
