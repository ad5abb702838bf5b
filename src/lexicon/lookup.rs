//! Many statements, many formulas: which statements have the words without which a formula cannot hold.

use super::{ConceptId, Formula, IdMap, Lexicon, Match, Matcher, Step, Stream};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A set of statements.
type Set = Rc<[u64]>;

/// A list of statements made ready for many formulas.
pub struct Lookup<'a> {
    lexicon: &'a Lexicon,
    streams: Vec<&'a Stream>,
    matchers: Vec<OnceCell<Matcher<'a>>>,
    having: IdMap<Set>,
    concepts: RefCell<IdMap<Set>>,
}

impl<'a> Lookup<'a> {
    pub fn new(lexicon: &'a Lexicon, streams: impl Iterator<Item = &'a Stream>) -> Self {
        let streams: Vec<&Stream> = streams.collect();
        let blocks = streams.len().div_ceil(64);
        let mut having: IdMap<Vec<u64>> = IdMap::default();
        for (n, stream) in streams.iter().enumerate() {
            for &atom in stream.tags.iter().flatten() {
                having.entry(atom).or_insert_with(|| vec![0; blocks])[n / 64] |= 1 << (n % 64);
            }
        }
        let having = having.into_iter().map(|(atom, set)| (atom, set.into())).collect();
        let matchers = streams.iter().map(|_| OnceCell::new()).collect();
        Lookup {
            lexicon,
            streams,
            matchers,
            having,
            concepts: RefCell::default(),
        }
    }

    /// The matcher of statement `n`.
    pub fn matcher(&self, n: usize) -> &Matcher<'a> {
        self.matchers[n].get_or_init(|| Matcher::new(self.lexicon, self.streams[n]))
    }

    /// Number of words of statement `n`.
    pub fn word_count(&self, n: usize) -> usize {
        self.streams[n].words.len()
    }

    /// All places where any of `formulas` holds, by statement; none under a negation.
    pub fn hits(&self, formulas: &[Formula]) -> Vec<Vec<Match>> {
        self.hits_where(formulas, |matcher, formula, m| !matcher.is_denied(formula, m))
    }

    /// All places where any of `formulas` holds, negated or not.
    pub fn mentions(&self, formulas: &[Formula]) -> Vec<Vec<Match>> {
        self.hits_where(formulas, |_, _, _| true)
    }

    fn hits_where(&self, formulas: &[Formula], allowed: impl Fn(&Matcher, &Formula, Match) -> bool) -> Vec<Vec<Match>> {
        let mut out = vec![Vec::new(); self.streams.len()];
        for formula in formulas {
            for n in self.candidates(formula) {
                let matcher = self.matcher(n);
                out[n].extend(matcher.find_where(formula, |m| allowed(matcher, formula, m)));
            }
        }
        out
    }

    /// The statements that have every word without which the formula cannot hold, in order.
    pub fn candidates(&self, formula: &Formula) -> Vec<usize> {
        let mut left = vec![u64::MAX; self.streams.len().div_ceil(64)];
        for part in formula.parts.iter().filter(|part| !part.forbidden) {
            self.narrow(&part.steps, &mut left);
        }
        let bits = left.iter().enumerate().flat_map(|(block, bits)| {
            let mut rest = *bits;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(block * 64 + bit)
            })
        });
        bits.filter(|n| *n < self.streams.len()).collect()
    }

    /// Takes out of `left` the statements in which `steps` cannot occur.
    fn narrow(&self, steps: &[Step], left: &mut [u64]) {
        for step in steps {
            match step {
                Step::Word(atom) => keep(left, self.having.get(atom).map(|s| &**s)),
                Step::Words(atoms) => {
                    let mut any = vec![0; left.len()];
                    for set in atoms.iter().filter_map(|atom| self.having.get(atom)) {
                        any.iter_mut().zip(&**set).for_each(|(a, b)| *a |= b);
                    }
                    keep(left, Some(&any));
                }
                Step::Concept(id) => keep(left, Some(&self.with_concept(*id))),
                Step::Any(choices) | Step::Field(choices) => {
                    let mut any = vec![0; left.len()];
                    for choice in choices {
                        let mut here = left.to_vec();
                        self.narrow(choice, &mut here);
                        any.iter_mut().zip(here).for_each(|(a, b)| *a |= b);
                    }
                    left.copy_from_slice(&any);
                }
                Step::Gap(_) | Step::Optional(_) | Step::Start | Step::End => {}
            }
        }
    }

    /// The statements that may hold a concept: they have its words, or the reading noted it there.
    fn with_concept(&self, id: ConceptId) -> Set {
        if let Some(known) = self.concepts.borrow().get(&id) {
            return known.clone();
        }
        let mut any = vec![0; self.streams.len().div_ceil(64)];
        for phrase in self.lexicon.phrases(id) {
            let mut here = vec![u64::MAX; any.len()];
            self.narrow(phrase, &mut here);
            any.iter_mut().zip(here).for_each(|(a, b)| *a |= b);
        }
        for (n, _) in self
            .streams
            .iter()
            .enumerate()
            .filter(|(_, s)| s.facts.contains_key(&id))
        {
            any[n / 64] |= 1 << (n % 64);
        }
        let found = Set::from(any);
        self.concepts.borrow_mut().insert(id, found.clone());
        found
    }
}

fn keep(left: &mut [u64], set: Option<&[u64]>) {
    match set {
        Some(set) => left.iter_mut().zip(set).for_each(|(a, b)| *a &= b),
        None => left.fill(0),
    }
}
