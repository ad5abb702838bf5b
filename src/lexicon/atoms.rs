//! The words that formulas name, each with its number. Those of a compiled lexicon are used where they lie in the program;
//! only where to look for each is worked out when the program starts.

use super::vocabulary::AtomId;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::borrow::Cow;
use std::hash::BuildHasher;

/// Words and beginnings of words, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub struct Atoms {
    /// All of them, one behind the other.
    text: Cow<'static, str>,
    /// For each where it ends in `text`, and in the lowest bit whether it is a beginning.
    ends: Cow<'static, [u32]>,
    table: HashTable<AtomId>,
    /// Bytes of the longest beginning.
    longest_prefix: usize,
}

impl Atoms {
    /// Those of which `text` and `ends` are the [`text`](Self::text) and [`ends`](Self::ends).
    pub fn compiled(text: &'static str, ends: &'static [u32]) -> Atoms {
        let mut atoms = Atoms {
            text: Cow::Borrowed(text),
            ends: Cow::Borrowed(ends),
            table: HashTable::with_capacity(ends.len()),
            longest_prefix: 0,
        };
        for id in 0..ends.len() as AtomId {
            let (text, prefix) = atoms.atom(id);
            let (hash, length) = (hash(text, prefix), text.len());
            atoms.note(id, hash, length, prefix);
        }
        atoms
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The number of a word, or of a beginning if `prefix`; a new one if it has none.
    pub fn add(&mut self, text: &str, prefix: bool) -> AtomId {
        if let Some(known) = self.get(text, prefix) {
            return known;
        }
        let id = self.count() as AtomId;
        self.text.to_mut().push_str(text);
        let end = (self.text.len() as u32) << 1 | u32::from(prefix);
        self.ends.to_mut().push(end);
        self.note(id, hash(text, prefix), text.len(), prefix);
        id
    }

    /// The atoms that a folded word satisfies: itself, and every beginning it has.
    pub fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = AtomId> + 'a {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let prefixes = ends
            .take_while(|end| *end <= self.longest_prefix)
            .filter_map(|end| self.get(&word[..end], true));
        self.get(word, false).into_iter().chain(prefixes)
    }

    fn note(&mut self, id: AtomId, hash_of_it: u64, length: usize, prefix: bool) {
        if prefix {
            self.longest_prefix = self.longest_prefix.max(length);
        }
        let (text, ends) = (&self.text, &self.ends);
        self.table.insert_unique(hash_of_it, id, |id| {
            let (text, prefix) = atom(text, ends, *id);
            hash(text, prefix)
        });
    }

    fn get(&self, text: &str, prefix: bool) -> Option<AtomId> {
        let found = self
            .table
            .find(hash(text, prefix), |id| self.atom(*id) == (text, prefix));
        found.copied()
    }

    fn atom(&self, id: AtomId) -> (&str, bool) {
        atom(&self.text, &self.ends, id)
    }
}

/// An atom's text, and whether it is a beginning.
fn atom<'t>(text: &'t str, ends: &[u32], id: AtomId) -> (&'t str, bool) {
    let end = ends[id as usize];
    let start = id.checked_sub(1).map_or(0, |before| ends[before as usize] >> 1);
    (&text[start as usize..(end >> 1) as usize], end & 1 == 1)
}

fn hash(text: &str, prefix: bool) -> u64 {
    FxBuildHasher.hash_one((text, prefix))
}
