//! Many statements, many formulas: which statements have the words without which a formula cannot hold,
//! and where it does hold.

use super::formula::Steps;
use super::index::{ConceptPlace, ConceptPlaces, Index};
use super::statement_set::StatementSet;
use super::{ConceptId, Formula, Lexicon, Match, Matcher, Step};
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// So many statements are looked at one by one rather than as a set.
const FEW: usize = 6;

/// An [`Index`] with the lexicon whose words it is made of.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) index: &'a Index,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, index: &'a Index) -> Self {
        Lookup { lexicon, index }
    }

    /// The matcher of statement `n`.
    pub fn matcher(self, n: usize) -> Matcher<'a> {
        Matcher::new(self, n)
    }

    /// Number of words of statement `n`.
    pub fn word_count(self, n: usize) -> usize {
        self.index.shapes[n].length
    }

    /// All places where any of `formulas` holds, by statement; none under a negation.
    pub fn hits(self, formulas: &[Formula]) -> Vec<Vec<Match>> {
        self.hits_where(formulas, |matcher, formula, m| !matcher.is_denied(formula, m))
    }

    /// All places where any of `formulas` holds, negated or not.
    pub fn mentions(self, formulas: &[Formula]) -> Vec<Vec<Match>> {
        self.hits_where(formulas, |_, _, _| true)
    }

    /// As [`mentions`](Self::mentions), in the statements of `among` only, by their numbers.
    pub fn mentions_among(self, formulas: &[Formula], among: &StatementSet) -> FxHashMap<usize, Vec<Match>> {
        let mut out = FxHashMap::<usize, Vec<Match>>::default();
        self.each_hit(
            formulas,
            among,
            |_, _, _| true,
            |n, found| out.entry(n).or_default().extend(found),
        );
        out
    }

    fn hits_where(self, formulas: &[Formula], allowed: impl Fn(&Matcher, Formula, Match) -> bool) -> Vec<Vec<Match>> {
        let mut out = vec![Vec::new(); self.index.statement_count()];
        let all = StatementSet::full(out.len());
        self.each_hit(formulas, &all, allowed, |n, found| out[n].extend(found));
        out
    }

    /// Tells where `formulas` hold in the statements of `among`, one statement of one formula at a time.
    fn each_hit(
        self,
        formulas: &[Formula],
        among: &StatementSet,
        allowed: impl Fn(&Matcher, Formula, Match) -> bool,
        mut tell: impl FnMut(usize, Vec<Match>),
    ) {
        for formula in formulas {
            for n in self.candidates_among(*formula, among.clone()) {
                let matcher = self.matcher(n);
                let found = matcher.find_where(*formula, |m| allowed(&matcher, *formula, m));
                if !found.is_empty() {
                    tell(n, found);
                }
            }
        }
    }

    /// The statements that have every word without which the formula cannot hold, in order.
    pub fn candidates(self, formula: Formula) -> Vec<usize> {
        self.candidates_among(formula, StatementSet::full(self.index.statement_count()))
    }

    /// As [`candidates`](Self::candidates), of the statements in `left` only.
    pub fn candidates_among(self, formula: Formula, mut left: StatementSet) -> Vec<usize> {
        let needed = self.lexicon.formulas().parts(formula).filter(|part| !part.forbidden);
        // Most formulas have a word that the whole document lacks.
        if !needed.clone().all(|part| self.can_occur(part.steps)) {
            return Vec::new();
        }
        needed.for_each(|part| self.narrow(part.steps, &mut left));
        left.iter().collect()
    }

    /// Whether the words without which `steps` cannot occur stand anywhere.
    fn can_occur(self, mut steps: Steps) -> bool {
        steps.all(|step| match step {
            Step::Word(atom) => self.index.stands(atom),
            Step::Words(atoms) => atoms.iter().any(|atom| self.index.stands(*atom)),
            Step::Any(mut choices) | Step::Field(mut choices) => choices.any(|choice| self.can_occur(choice)),
            Step::Concept(_) | Step::Gap(_) | Step::Optional(_) | Step::Start | Step::End => true,
        })
    }

    /// Takes out of `left` the statements in which `steps` cannot occur.
    fn narrow(self, steps: Steps, left: &mut StatementSet) {
        // What is told at one stroke comes first: often nothing is left.
        for step in steps {
            match step {
                Step::Word(atom) => self.index.keep_those_with(&[atom], left),
                Step::Concept(id) => left.keep(&self.concept(id).statements),
                _ => continue,
            }
            if left.is_empty() {
                return;
            }
        }
        if left.len() <= FEW {
            return left.retain(|n| self.may_occur_in(n, steps));
        }
        for step in steps {
            match step {
                Step::Words(atoms) => self.index.keep_those_with(atoms, left),
                Step::Any(choices) | Step::Field(choices) => {
                    let mut any = StatementSet::empty(self.index.statement_count());
                    for choice in choices.filter(|choice| self.can_occur(*choice)) {
                        if let Some(atom) = choice.only_word() {
                            self.index.add_those_with(atom, &mut any);
                            continue;
                        }
                        let mut here = left.clone();
                        self.narrow(choice, &mut here);
                        any.add(&here);
                    }
                    left.keep(&any);
                }
                _ => continue,
            }
            if left.is_empty() {
                return;
            }
        }
    }

    /// Whether statement `n` may have the words without which `steps` cannot occur.
    fn may_occur_in(self, n: usize, mut steps: Steps) -> bool {
        let shape = &self.index.shapes[n];
        steps.all(|step| match step {
            Step::Word(atom) => shape.may_hold(atom),
            Step::Words(atoms) => atoms.iter().any(|atom| shape.may_hold(*atom)),
            Step::Concept(id) => self.concept(id).statements.contains(n),
            Step::Any(mut choices) | Step::Field(mut choices) => choices.any(|choice| self.may_occur_in(n, choice)),
            Step::Gap(_) | Step::Optional(_) | Step::Start | Step::End => true,
        })
    }

    /// Looks for concepts before they are asked for, until told that it is enough.
    pub fn look_ahead(self, enough: &AtomicBool) {
        for id in 0..self.lexicon.concept_count() {
            if enough.load(Ordering::Relaxed) {
                return;
            }
            self.concept(id as ConceptId);
        }
    }

    /// The places of a concept in statement `n`.
    pub(super) fn concept_in(self, id: ConceptId, n: usize) -> &'a [ConceptPlace] {
        let concept = self.concept(id);
        if !concept.statements.contains(n) {
            return &[];
        }
        let all = &concept.places;
        let from = all.partition_point(|place| (place.statement as usize) < n);
        let here = all[from..].iter().take_while(|place| place.statement as usize == n);
        &all[from..from + here.count()]
    }

    /// All places of a concept: of its phrases, and those that the reading told.
    fn concept(self, id: ConceptId) -> &'a ConceptPlaces {
        // A concept never contains itself: the lexicon refuses that when it is read.
        self.index.concept(id, || {
            let mut found = self.index.told(id).to_vec();
            for &phrase in self.lexicon.phrases(id) {
                if let Some(atom) = self.lexicon.formulas().single_word(phrase) {
                    found.extend(self.index.words_of(atom));
                    continue;
                }
                for n in self.candidates(phrase) {
                    let matches = self.matcher(n).all_matches(phrase);
                    found.extend(matches.into_iter().map(|m| ConceptPlace::new(n, m)));
                }
            }
            found
        })
    }
}
