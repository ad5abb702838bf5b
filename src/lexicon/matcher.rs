//! Finding formulas in one statement. A sequence is matched by the sets of places where it can end,
//! so the work is bounded by words × steps, whatever the formula.

use super::Lexicon;
use super::formula::{Formula, Gap, Step};
use super::vocabulary::{AtomId, ConceptId};
use super::words::Word;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The words of one statement, with the words of its context (heading, lead-in, row and column heads) before them.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    pub words: Vec<Word>,
    pub tags: Vec<Vec<AtomId>>,
    /// Index of the first word of the statement's own.
    pub own: usize,
    /// Before this index stand the words of a heading; no short gap leads out of it.
    pub heading_end: usize,
    /// For each word, and for the end, whether a heading, lead-in, table head or the statement begins there.
    pub edges: Vec<bool>,
    /// Words that turn what follows into its contrary.
    pub negations: Vec<bool>,
    /// Concepts that are not told by words: `<duration>`, `<placeholder>`, the landlord's name.
    pub facts: HashMap<ConceptId, Vec<(usize, usize)>>,
}

/// A range of words of a [`Stream`] that says what a formula asks, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Match {
    pub start: usize,
    pub end: usize,
}

impl Match {
    /// Whether any of the matched words is the statement's own.
    pub fn reaches(self, stream: &Stream) -> bool {
        self.end > stream.own
    }
}

/// How far back a negation is looked for, in words.
const NEGATION_REACH: usize = 5;

/// Where a concept that begins at a word can end.
type ConceptEnds = HashMap<(ConceptId, usize), Rc<[usize]>>;

pub struct Matcher<'a> {
    lexicon: &'a Lexicon,
    stream: &'a Stream,
    concepts: RefCell<ConceptEnds>,
}

impl<'a> Matcher<'a> {
    pub fn new(lexicon: &'a Lexicon, stream: &'a Stream) -> Self {
        Matcher {
            lexicon,
            stream,
            concepts: RefCell::default(),
        }
    }

    /// The places of the first part of `formula` (shortest match for each beginning) if all parts hold.
    /// Matches under a negation that the formula does not name are left out.
    pub fn find(&self, formula: &Formula) -> Vec<Match> {
        self.find_where(formula, |m| !self.is_negated(m.start))
    }

    /// As [`find`](Self::find), but it is `allowed` that decides on matches of the first part,
    /// also whether a negation before them matters.
    pub fn find_where(&self, formula: &Formula, allowed: impl Fn(Match) -> bool) -> Vec<Match> {
        let mut out = Vec::new();
        for part in formula.parts.iter().filter(|part| part.forbidden) {
            if !self.matches_of(&part.steps).is_empty() {
                return out;
            }
        }
        for (n, part) in formula.parts.iter().filter(|part| !part.forbidden).enumerate() {
            let mut found = self.matches_of(&part.steps);
            found.retain(|m| if n == 0 { allowed(*m) } else { !self.is_negated(m.start) });
            if found.is_empty() {
                return Vec::new();
            }
            if n == 0 {
                out = found;
            }
        }
        out
    }

    /// Whether the formula holds anywhere in the statement or its context.
    pub fn holds(&self, formula: &Formula) -> bool {
        !self.find(formula).is_empty()
    }

    /// Whether `steps` occurs at all, negated or not.
    fn matches_of(&self, steps: &[Step]) -> Vec<Match> {
        let mut out = Vec::new();
        for start in 0..self.stream.words.len() {
            if let Some(&end) = self.sequence_ends(steps, start).iter().find(|&&end| end > start) {
                out.push(Match { start, end });
            }
        }
        out
    }

    /// Whether a negation in the same clause governs the word at `start`.
    pub fn is_negated(&self, start: usize) -> bool {
        let stream = self.stream;
        for back in 1..=NEGATION_REACH.min(start) {
            let at = start - back;
            // What follows a pause, a subject or a conjunction begins afresh.
            if stream.words[at + 1].after_pause || at + 1 == stream.own || at + 1 == stream.heading_end {
                return false;
            }
            if stream.negations[at] {
                return true;
            }
            if self.lexicon.begins_clause(&stream.tags[at]) {
                return false;
            }
        }
        false
    }

    fn sequence_ends(&self, steps: &[Step], start: usize) -> Vec<usize> {
        let mut places = vec![start];
        for step in steps {
            if places.is_empty() {
                return places;
            }
            places = match step {
                Step::Gap(gap) => self.after_gap(*gap, &places),
                _ => {
                    let mut ends: Vec<usize> = places.iter().flat_map(|&at| self.step_ends(step, at)).collect();
                    ends.sort_unstable();
                    ends.dedup();
                    ends
                }
            };
        }
        places
    }

    fn after_gap(&self, gap: Gap, places: &[usize]) -> Vec<usize> {
        let len = self.stream.words.len();
        let mut reached = vec![false; len + 1];
        for &place in places {
            let limit = place.saturating_add(gap.reach()).min(len);
            let mut at = place;
            loop {
                if std::mem::replace(&mut reached[at], true) && gap == Gap::Far {
                    break;
                }
                if at >= limit {
                    break;
                }
                let barred = !gap.crosses_negation()
                    && (self.stream.negations[at] || (at + 1 == self.stream.heading_end) || at + 1 > len);
                if barred {
                    break;
                }
                at += 1;
            }
        }
        (0..=len).filter(|&at| reached[at]).collect()
    }

    fn step_ends(&self, step: &Step, at: usize) -> Vec<usize> {
        match step {
            Step::Word(atom) => {
                let here = self
                    .stream
                    .tags
                    .get(at)
                    .is_some_and(|tags| tags.binary_search(atom).is_ok());
                if here { vec![at + 1] } else { Vec::new() }
            }
            Step::Concept(id) => self.concept_ends(*id, at).to_vec(),
            Step::Any(choices) => choices.iter().flat_map(|steps| self.sequence_ends(steps, at)).collect(),
            Step::Optional(choices) => {
                let mut ends = vec![at];
                ends.extend(choices.iter().flat_map(|steps| self.sequence_ends(steps, at)));
                ends
            }
            Step::Field(choices) => self.field_ends(choices, at),
            Step::Start | Step::End => {
                if self.stream.edges.get(at) == Some(&true) {
                    vec![at]
                } else {
                    Vec::new()
                }
            }
            Step::Gap(gap) => self.after_gap(*gap, &[at]),
        }
    }

    /// The end of a field that begins at `at` and has one of `choices` in its name.
    fn field_ends(&self, choices: &[Vec<Step>], at: usize) -> Vec<usize> {
        let fields = self.lexicon.placeholder().and_then(|id| self.stream.facts.get(&id));
        let named = |start: usize, end: usize| {
            (start..end).any(|from| {
                choices
                    .iter()
                    .any(|steps| self.sequence_ends(steps, from).iter().any(|&to| to <= end))
            })
        };
        let here = fields
            .into_iter()
            .flatten()
            .filter(|(start, end)| *start == at && named(*start, *end));
        here.map(|&(_, end)| end).collect()
    }

    fn concept_ends(&self, id: ConceptId, at: usize) -> Rc<[usize]> {
        if let Some(known) = self.concepts.borrow().get(&(id, at)) {
            return known.clone();
        }
        // A concept never contains itself: the lexicon refuses that when it is read.
        let mut ends: Vec<usize> = self
            .lexicon
            .phrases(id)
            .iter()
            .flat_map(|steps| self.sequence_ends(steps, at))
            .collect();
        if let Some(facts) = self.stream.facts.get(&id) {
            ends.extend(facts.iter().filter(|(start, _)| *start == at).map(|&(_, end)| end));
        }
        ends.sort_unstable();
        ends.dedup();
        let ends: Rc<[usize]> = ends.into();
        self.concepts.borrow_mut().insert((id, at), ends.clone());
        ends
    }

    /// Places of a concept in the statement.
    pub fn concept(&self, id: ConceptId) -> Vec<Match> {
        (0..self.stream.words.len())
            .filter_map(|start| self.concept_ends(id, start).last().map(|&end| Match { start, end }))
            .collect()
    }
}
