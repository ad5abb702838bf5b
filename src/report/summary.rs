//! What a check comes to: findings, what was met, what only an attestation can show.

use super::Judged;
use super::human::wrapped;
use crate::finding::Verdict;
use crate::kind::Kind;
use crate::problem::Problems;
use crate::ruleset::Severity;
use std::io::{self, Write};

/// The closing lines of one document.
pub fn document(out: &mut dyn Write, judged: &Judged) -> io::Result<()> {
    let elements = || judged.verdicts.iter().flat_map(|p| &p.elements);
    let ids = |verdict: Verdict| {
        elements()
            .filter(|e| e.verdict == Some(verdict))
            .map(|e| e.id.as_str())
            .collect::<Vec<_>>()
    };
    let (met, open) = (ids(Verdict::Met), ids(Verdict::Unassessed));
    let (errors, warnings) = (judged.count(Severity::Error), judged.count(Severity::Warning));
    let mut verdict = match (errors, warnings) {
        (0, 0) if judged.waived() + judged.known() > 0 => "nothing new to mend".to_owned(),
        (0, 0) => "nothing to mend".to_owned(),
        _ => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    };
    verdict.push_str(&excused(judged.waived(), judged.known()));
    writeln!(out, "{} ({}): {verdict}", judged.source.name(), judged.kind)?;
    if !met.is_empty() {
        let said = grouped(&met);
        let (label, noun) = match judged.kind {
            // Its rows say what the landlord claims; that they are in order does not make the claims true.
            Kind::SelfAssessment => ("   in order: ", "row"),
            _ => ("   met: ", "duty"),
        };
        writeln!(
            out,
            "{}",
            wrapped(label, &format!("{} ({said})", count(met.len(), noun)))
        )?;
    }
    if !open.is_empty() {
        let said = grouped(&open);
        let text = format!("{} that no document can show ({said})", count(open.len(), "duty"));
        writeln!(out, "{}", wrapped("   needs an attestation: ", &text))?;
    }
    Ok(())
}

/// The last line of a check of several documents.
pub fn total(out: &mut dyn Write, judged: &[Judged], asides: &[Problems], unchecked: usize) -> io::Result<()> {
    let sum = |severity| {
        let beside = asides.iter().flat_map(|a| &a.list).filter(|p| p.level == severity);
        judged.iter().map(|j| j.count(severity)).sum::<usize>() + beside.count()
    };
    let (errors, warnings) = (sum(Severity::Error), sum(Severity::Warning));
    write!(
        out,
        "{} checked: {}, {}",
        count(judged.len(), "document"),
        count(errors, "error"),
        count(warnings, "warning")
    )?;
    let (waived, known) = judged.iter().fold((0, 0), |(w, k), j| (w + j.waived(), k + j.known()));
    write!(out, "{}", excused(waived, known))?;
    match unchecked {
        0 => writeln!(out),
        n => writeln!(out, "; {} not checked", count(n, "file")),
    }
}

/// "; 2 waived, 3 in the baseline"; nothing when there are none.
fn excused(waived: usize, known: usize) -> String {
    match (waived, known) {
        (0, 0) => String::new(),
        (waived, 0) => format!("; {waived} waived"),
        (0, known) => format!("; {known} in the baseline"),
        (waived, known) => format!("; {waived} waived, {known} in the baseline"),
    }
}

/// "1 duty", "2 duties".
pub fn count(number: usize, noun: &str) -> String {
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with('a'));
    match (number, stem) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// Elements of one provision share its number: `P.a P.b Q` as `P.a, b; Q`.
pub fn grouped(ids: &[&str]) -> String {
    let mut out = String::new();
    let mut open = None;
    for id in ids {
        let (provision, element) = match id.match_indices('.').nth(1) {
            Some((at, _)) => (&id[..at], Some(&id[at + 1..])),
            None => (*id, None),
        };
        match element {
            Some(element) if open == Some(provision) => out.push_str(&format!(", {element}")),
            _ => {
                if !out.is_empty() {
                    out.push_str("; ");
                }
                out.push_str(id);
            }
        }
        open = Some(provision);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_grouped_by_their_provision() {
        assert_eq!(
            grouped(&["1.2", "1.3.word", "1.3.choice", "6.9.a", "6.9.b"]),
            "1.2; 1.3.word, choice; 6.9.a, b"
        );
        assert_eq!(count(2, "duty"), "2 duties");
    }
}
