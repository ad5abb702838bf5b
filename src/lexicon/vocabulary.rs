//! Every word of every formula, each with a number, and the one automaton that finds them all.

use super::words::Word;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;

/// A word of some formula (`acknowledge`) or the beginning of one (`acknowledg*`).
pub type AtomId = u32;
/// A named group of phrases: `<resident>`.
pub type ConceptId = u32;

/// Gives numbers to words and concepts while formulas are read.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Interner {
    /// Whole words, and beginnings of words.
    atoms: [HashMap<String, AtomId>; 2],
    concepts: HashMap<String, ConceptId>,
}

impl Interner {
    pub fn atom(&mut self, text: &str, prefix: bool) -> AtomId {
        let next = self.atom_count() as AtomId;
        let atoms = &mut self.atoms[usize::from(prefix)];
        match atoms.get(text) {
            Some(known) => *known,
            None => *atoms.entry(text.to_owned()).or_insert(next),
        }
    }

    pub fn declare_concept(&mut self, name: &str) -> ConceptId {
        let next = self.concepts.len() as ConceptId;
        *self.concepts.entry(name.to_owned()).or_insert(next)
    }

    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.concepts.get(name).copied()
    }

    pub fn closest_concept(&self, name: &str) -> Option<&str> {
        crate::near::closest(name, self.concepts.keys().map(String::as_str))
    }

    pub fn atom_count(&self) -> usize {
        self.atoms.iter().map(HashMap::len).sum()
    }

    /// The automaton over all words seen so far.
    pub fn automaton(&self) -> Automaton {
        let of = |prefix: bool| {
            self.atoms[usize::from(prefix)]
                .iter()
                .map(move |(text, id)| (text.as_str(), prefix, *id))
        };
        let mut patterns: Vec<(&str, bool, AtomId)> = of(false).chain(of(true)).collect();
        patterns.sort_unstable();
        let search = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(patterns.iter().map(|(text, ..)| text))
            .expect("a vocabulary is far below the automaton's limits");
        Automaton {
            search,
            atoms: patterns.iter().map(|&(_, prefix, id)| (id, prefix)).collect(),
        }
    }
}

/// Finds all words of all formulas in one pass over a text.
#[derive(Debug)]
pub struct Automaton {
    search: AhoCorasick,
    /// By pattern: which atom, and whether it is a beginning only.
    atoms: Vec<(AtomId, bool)>,
}

impl Automaton {
    /// For each word the atoms it satisfies, sorted.
    pub fn tag(&self, words: &[Word]) -> Vec<Vec<AtomId>> {
        let mut joined = String::with_capacity(words.iter().map(|w| w.text.len() + 1).sum());
        let mut starts = Vec::with_capacity(words.len());
        for word in words {
            starts.push(joined.len());
            joined.push_str(&word.text);
            joined.push(' ');
        }
        let mut tags = vec![Vec::new(); words.len()];
        for found in self.search.find_overlapping_iter(&joined) {
            let (id, prefix) = self.atoms[found.pattern().as_usize()];
            if let Ok(word) = starts.binary_search(&found.start())
                && (prefix || found.end() - found.start() == words[word].text.len())
            {
                tags[word].push(id);
            }
        }
        for tag in &mut tags {
            tag.sort_unstable();
            tag.dedup();
        }
        tags
    }
}
