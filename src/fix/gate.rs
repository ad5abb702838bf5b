//! What an edit has to pass: its finding is gone, no other has come, and a safe one has changed no figure.

use super::{Candidate, Grade, Opinion, Told};
use crate::finding::{Reason, Verdict};
use crate::fingerprint;
use crate::lexicon::words::words;
use crate::reading::quantities;
use crate::ruleset::Severity;
use std::collections::BTreeMap;

/// How often each finding and each note of a text is told, known by rule and words (what is missing by its element), not
/// by place.
pub struct Counts(BTreeMap<String, usize>);

impl Counts {
    pub fn of(opinion: &Opinion) -> Counts {
        let mut counts = BTreeMap::new();
        for (key, _) in all(opinion) {
            *counts.entry(key).or_default() += 1;
        }
        Counts(counts)
    }

    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    fn get(&self, key: &str) -> usize {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// Whether `key` is told less often than before, and nothing more often.
    pub fn improve_on(&self, before: &Counts, key: &str) -> bool {
        self.get(key) < before.get(key) && self.0.iter().all(|(key, n)| *n <= before.get(key))
    }
}

/// The findings and notes of a text that count, with their keys, in its order.
pub fn troubles(opinion: &Opinion) -> Vec<(String, Told)> {
    let excused = |told: &Told| matches!(told, Told::Finding(finding) if finding.excuse.is_some());
    let mut out: Vec<(String, Told)> = all(opinion).filter(|(_, told)| !excused(told)).collect();
    out.sort_by_key(|(_, told)| told.start());
    out
}

fn all(opinion: &Opinion) -> impl Iterator<Item = (String, Told)> {
    let judged = &opinion.judged;
    let findings = judged.findings().map(|finding| {
        // A duty is missing, whichever of its rules tells so.
        let key = match finding.verdict {
            Verdict::Missing => format!("{} is missing, {}", finding.element, finding.is_own(&judged.ruleset)),
            _ => fingerprint::of(finding, &judged.source, &judged.ruleset),
        };
        (key, Told::Finding(finding.clone()))
    });
    let notes = judged.notes.iter().filter(|note| note.level > Severity::Advice);
    let notes = notes.map(|note| {
        let said = words(judged.source.slice(note.span)).into_iter().map(|w| w.text);
        let said = said.collect::<Vec<_>>().join(" ");
        (format!("{}: {said}", note.message), Told::Note(note.clone()))
    });
    findings.chain(notes)
}

/// Whether a safe edit leaves every figure as it was. A route may have another number, but no length of time changes.
pub fn keeps_numbers(candidate: &Candidate, target: &Told, now: &Opinion, after: &Opinion) -> bool {
    if candidate.grade != Grade::Safe {
        return true;
    }
    let is_route = match target {
        Told::Finding(finding) => matches!(finding.reason, Reason::DeadRoute { .. }),
        Told::Note(_) => true,
    };
    let source = &now.judged.source;
    candidate.edits.iter().all(|edit| {
        let old = source.slice(edit.span);
        let same = if is_route {
            let lengths = |text: &str| quantities(text).iter().map(|q| q.period).collect::<Vec<_>>();
            lengths(old) == lengths(&edit.text)
        } else {
            numbers(old) == numbers(&edit.text)
        };
        same && after.judged.kind == now.judged.kind
    })
}

/// The numbers in a text, in digits or in words.
fn numbers(text: &str) -> Vec<String> {
    let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit()) || quantity_word(word);
    words(text).into_iter().map(|w| w.text).filter(is_number).collect()
}

/// "ten", "twenty": a word that a length of time can begin with. "A" and "an" are none here.
fn quantity_word(word: &str) -> bool {
    word.len() > 2 && !quantities(&format!("{word} days")).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_digits_and_words() {
        assert_eq!(numbers("a reply in 10 or twenty days, an answer"), ["10", "twenty"]);
        assert_eq!(numbers("by the landlord, its own staff"), [""; 0]);
    }
}
