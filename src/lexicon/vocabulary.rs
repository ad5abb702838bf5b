//! Every word of every formula, each with a number, and the concepts.

use super::atoms::Atoms;
use super::formula::{Formula, FormulaError, Formulas};
use super::parse::parse;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// A word of some formula (`acknowledge`) or the beginning of one (`acknowledg*`).
pub type AtomId = u32;
/// A named group of phrases: `<resident>`.
pub type ConceptId = u32;

/// Gives numbers to words and concepts while formulas are read, and keeps the formulas.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Interner {
    /// Compiled by themselves, as are the formulas.
    #[serde(skip)]
    pub atoms: Atoms,
    concepts: FxHashMap<CompactString, ConceptId>,
    #[serde(skip)]
    pub formulas: Formulas,
}

impl Interner {
    pub fn atom(&mut self, text: &str, prefix: bool) -> AtomId {
        self.atoms.add(text, prefix)
    }

    pub fn declare_concept(&mut self, name: &str) -> ConceptId {
        let next = self.concepts.len() as ConceptId;
        *self.concepts.entry(name.into()).or_insert(next)
    }

    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.concepts.get(name).copied()
    }

    pub fn closest_concept(&self, name: &str) -> Option<&str> {
        crate::near::closest(name, self.concepts.keys().map(CompactString::as_str))
    }

    /// Reads a formula and keeps it, with its words.
    ///
    /// # Errors
    /// A mistake in the formula, with its place in `text`.
    pub fn formula(&mut self, text: &str) -> Result<Formula, FormulaError> {
        let tree = parse(text, self)?;
        Ok(self.formulas.add(&tree))
    }

    pub fn atom_count(&self) -> usize {
        self.atoms.count()
    }
}

/// The atoms of one word, as [`Terms::atoms`] gives them.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    start: u32,
    end: u32,
}

/// The different words of a document with the atoms they satisfy: each is looked up once, however often it stands there.
#[derive(Debug)]
pub struct Terms<'i> {
    interner: &'i Interner,
    known: FxHashMap<CompactString, Term>,
    atoms: Vec<AtomId>,
}

impl<'i> Terms<'i> {
    pub fn new(interner: &'i Interner) -> Self {
        Terms {
            interner,
            known: FxHashMap::default(),
            atoms: Vec::new(),
        }
    }

    pub fn of(&mut self, word: &str) -> Term {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let start = self.atoms.len() as u32;
        self.atoms.extend(self.interner.atoms.of(word));
        let term = Term {
            start,
            end: self.atoms.len() as u32,
        };
        self.known.insert(word.into(), term);
        term
    }

    pub fn atoms(&self, term: Term) -> &[AtomId] {
        &self.atoms[term.start as usize..term.end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_satisfies_itself_and_each_of_its_beginnings() {
        let mut interner = Interner::default();
        let [whole, short, long, other] =
            [("reply", false), ("rep", true), ("reply", true), ("repl", false)].map(|(w, p)| interner.atom(w, p));
        let mut terms = Terms::new(&interner);
        let mut atoms = |word| {
            let term = terms.of(word);
            let mut atoms = terms.atoms(term).to_vec();
            atoms.sort_unstable();
            atoms
        };
        assert_eq!(atoms("reply"), [whole, short, long]);
        assert_eq!(atoms("replying"), [short, long]);
        assert_eq!(atoms("repl"), [short, other]);
        assert_eq!(atoms("ré"), [] as [AtomId; 0]);
    }
}
