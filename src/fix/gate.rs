//! What an edit has to pass: its finding is gone, no other has come, and a safe one has changed no figure.

use super::edit::{Edit, apply};
use super::{Candidate, Grade, Judge, Opinion, Told};
use crate::finding::{Reason, Verdict};
use crate::fingerprint;
use crate::lexicon::words::words;
use crate::reading::quantities;
use crate::source::Source;
use compact_str::CompactString;
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
    fn improve_on(&self, before: &Counts, key: &str) -> bool {
        self.get(key) < before.get(key) && self.add_nothing_to(before)
    }

    fn add_nothing_to(&self, before: &Counts) -> bool {
        self.0.iter().all(|(key, n)| *n <= before.get(key))
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
    let notes = judged.notes.iter().map(|note| {
        let said = words(judged.source.slice(note.span)).into_iter().map(|w| w.text);
        let said = said.collect::<Vec<_>>().join(" ");
        (format!("{}: {said}", note.message), Told::Note(note.clone()))
    });
    findings.chain(notes)
}

/// What is made of the text after an edit that passes; `before` counts what was told before it.
pub fn pass(
    candidate: &Candidate,
    key: &str,
    target: &Told,
    now: &Opinion,
    before: &Counts,
    judge: &Judge,
) -> Option<Opinion> {
    let source = &now.judged.source;
    let tried = |edits: &[Edit]| {
        let after = judge(Source::new(source.name(), apply(source, edits)))?;
        (after.judged.kind == now.judged.kind).then_some(after)
    };
    match &candidate.confirmed {
        None => {
            let allowed = candidate.grade != Grade::Safe || keeps_numbers(candidate, target, now);
            let after = tried(&candidate.edits).filter(|_| allowed)?;
            Counts::of(&after).improve_on(before, key).then_some(after)
        }
        // It helps once it is confirmed, and until then the finding stays.
        Some(confirmed) => {
            let helps = tried(std::slice::from_ref(confirmed))?;
            let after = tried(&candidate.edits).filter(|_| Counts::of(&helps).improve_on(before, key))?;
            let counts = Counts::of(&after);
            (counts.get(key) == before.get(key) && counts.add_nothing_to(before)).then_some(after)
        }
    }
}

/// Whether an edit leaves every figure as it was. A route may have another number, but no length of time changes.
fn keeps_numbers(candidate: &Candidate, target: &Told, now: &Opinion) -> bool {
    let is_route = match target {
        Told::Finding(finding) => matches!(finding.reason, Reason::DeadRoute { .. }),
        Told::Note(_) => true,
    };
    candidate.edits.iter().all(|edit| {
        let old = now.judged.source.slice(edit.span);
        if is_route {
            let lengths = |text: &str| quantities(text).iter().map(|q| q.period).collect::<Vec<_>>();
            lengths(old) == lengths(&edit.text)
        } else {
            numbers(old) == numbers(&edit.text)
        }
    })
}

/// The numbers in a text, in digits or in words.
fn numbers(text: &str) -> Vec<CompactString> {
    let is_number = |word: &CompactString| word.starts_with(|c: char| c.is_ascii_digit()) || quantity_word(word);
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
