//! The rows a form must have, and which of them a stretch of text is: a row that lost its number is known by its words.

use crate::lexicon::words::words;
use crate::ruleset::Ruleset;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{HashMap, HashSet};

/// What each row of a form asks, in order.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    /// Entries by their first words.
    openings: HashMap<Vec<String>, Vec<usize>>,
}

#[derive(Debug)]
struct Entry {
    id: String,
    words: Vec<String>,
    known: HashSet<String>,
}

/// So many words at its beginning tell one requirement from the text around it.
const OPENING: usize = 4;
/// The share of a text's words, in order, that are a requirement's when it is this one.
const ALIKE: f64 = 0.75;
/// With fewer words nothing is recognised.
const LEAST: usize = 4;

impl Catalogue {
    /// The provisions of a Code.
    pub fn of(ruleset: &Ruleset) -> Catalogue {
        Catalogue::new(ruleset.provisions.iter().map(|p| (p.id.clone(), p.text.as_str())))
    }

    pub fn new<'t>(rows: impl Iterator<Item = (String, &'t str)>) -> Catalogue {
        let mut out = Catalogue::default();
        for (n, (id, text)) in rows.enumerate() {
            let words = fold(text);
            let opening = words.iter().take(OPENING).cloned().collect();
            out.openings.entry(opening).or_default().push(n);
            let known = words.iter().cloned().collect();
            out.entries.push(Entry { id, words, known });
        }
        out
    }

    /// How many rows a form has.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    pub fn id(&self, row: usize) -> &str {
        &self.entries[row].id
    }

    pub fn words(&self, row: usize) -> &[String] {
        &self.entries[row].words
    }

    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|e| e.id == id)
    }

    /// How many of `said`'s words are the requirement's own, in order: 0 to 1.
    pub fn likeness(&self, row: usize, said: &[String]) -> f64 {
        if said.is_empty() {
            return 0.0;
        }
        let entry = &self.entries[row];
        let shared = said.iter().filter(|w| entry.known.contains(*w)).count();
        if (shared as f64) < ALIKE * said.len() as f64 {
            return shared as f64 / said.len() as f64 / 2.0;
        }
        let ops = capture_diff_slices(Algorithm::Myers, said, &entry.words);
        let same: usize = ops
            .iter()
            .filter(|op| matches!(op, DiffOp::Equal { .. }))
            .map(|op| op.old_range().len())
            .sum();
        same as f64 / said.len() as f64
    }

    /// The row whose requirement holds these words. Of several alike the first after `after` is meant.
    pub fn recognise(&self, text: &str, after: Option<usize>) -> Option<usize> {
        let said = fold(text);
        if said.len() < LEAST {
            return None;
        }
        self.nearest(&said, after, 0..self.count())
    }

    /// The row whose requirement begins as `text` does.
    pub fn begun_by(&self, text: &str, after: Option<usize>) -> Option<usize> {
        let said = fold(text);
        let candidates = self.openings.get(said.get(..OPENING)?)?;
        self.nearest(&said, after, candidates.iter().copied())
    }

    fn nearest(&self, said: &[String], after: Option<usize>, rows: impl Iterator<Item = usize>) -> Option<usize> {
        let next = after.map_or(0, |row| row + 1);
        let distance = |row: usize| (row + self.count() - next % self.count()) % self.count();
        let mut best: Option<(f64, usize)> = None;
        for row in rows {
            let likeness = self.likeness(row, said);
            let better = match best {
                Some((most, known)) => likeness > most || likeness == most && distance(row) < distance(known),
                None => true,
            };
            if likeness >= ALIKE && better {
                best = Some((likeness, row));
            }
        }
        best.map(|(_, row)| row)
    }
}

/// The words of a text, figures in letters and digits alike.
pub fn fold(text: &str) -> Vec<String> {
    const FIGURES: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let folded = words(text).into_iter().map(|w| w.text);
    folded
        .map(|word| match FIGURES.iter().position(|f| *f == word) {
            Some(number) => number.to_string(),
            None => word.to_string(),
        })
        .collect()
}
