//! Finding formulas in one statement. A sequence is followed at all places at once, by the set of places
//! it can have reached, so the work is bounded by words × steps, whatever the formula.

use super::Lexicon;
use super::bits::Bits;
use super::formula::{Formula, Gap, Step};
use super::ids::IdMap;
use super::vocabulary::{AtomId, ConceptId};
use super::words::Word;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The words of one statement, with the words of its context (heading, lead-in, row and column heads) before them.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// Fewer than `Bits::CAPACITY`.
    pub words: Vec<Word>,
    /// For each word the atoms it satisfies, sorted.
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
    pub facts: IdMap<Vec<(usize, usize)>>,
}

impl Stream {
    /// A stream has fewer words than this.
    pub const LONGEST: usize = Bits::CAPACITY;
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

/// Where the phrases of a concept stand in the statement.
type ConceptPlaces = IdMap<Rc<[Match]>>;

pub struct Matcher<'a> {
    lexicon: &'a Lexicon,
    stream: &'a Stream,
    /// Where each atom stands, sorted by atom.
    atoms: Vec<(AtomId, Bits)>,
    edges: Bits,
    /// Words a short gap may pass over.
    passable: Bits,
    concepts: RefCell<ConceptPlaces>,
    /// Phrases whose first word is in the statement, sorted by concept.
    begun: OnceCell<Vec<(ConceptId, u32)>>,
}

impl<'a> Matcher<'a> {
    pub fn new(lexicon: &'a Lexicon, stream: &'a Stream) -> Self {
        let mut pairs: Vec<(AtomId, usize)> = stream
            .tags
            .iter()
            .enumerate()
            .flat_map(|(n, tags)| tags.iter().map(move |t| (*t, n)))
            .collect();
        pairs.sort_unstable();
        let mut atoms: Vec<(AtomId, Bits)> = Vec::with_capacity(pairs.len());
        for (atom, word) in pairs {
            match atoms.last_mut() {
                Some((last, bits)) if *last == atom => bits.insert(word),
                _ => atoms.push((atom, Bits::one(word))),
            }
        }
        let mut edges = Bits::default();
        stream
            .edges
            .iter()
            .enumerate()
            .filter(|(_, edge)| **edge)
            .for_each(|(n, _)| edges.insert(n));
        let mut passable = Bits::default();
        for n in 0..stream.words.len() {
            if !stream.negations.get(n).copied().unwrap_or(false) && n + 1 != stream.heading_end {
                passable.insert(n);
            }
        }
        Matcher {
            lexicon,
            stream,
            atoms,
            edges,
            passable,
            concepts: RefCell::default(),
            begun: OnceCell::new(),
        }
    }

    /// The places of the first part of `formula` (shortest match for each beginning) if all parts hold.
    /// Matches under a negation that the formula does not name are left out.
    pub fn find(&self, formula: &Formula) -> Vec<Match> {
        self.find_where(formula, |m| !self.is_denied(formula, m))
    }

    /// As [`find`](Self::find), but it is `allowed` that decides on matches of the first part,
    /// also whether a negation before them matters.
    pub fn find_where(&self, formula: &Formula, allowed: impl Fn(Match) -> bool) -> Vec<Match> {
        let mut out = Vec::new();
        if formula
            .parts
            .iter()
            .any(|part| part.forbidden && self.occurs(&part.steps))
        {
            return out;
        }
        for (n, part) in formula.parts.iter().filter(|part| !part.forbidden).enumerate() {
            if !self.occurs(&part.steps) {
                return Vec::new();
            }
            let mut found = self.matches_of(&part.steps);
            // A "not" that the first part names does not count against the others.
            let named = |at: usize| out.iter().any(|first| first.start <= at && at < first.end);
            found.retain(|m| {
                if n == 0 {
                    allowed(*m)
                } else {
                    self.negation_before(m.start).is_none_or(named)
                }
            });
            if found.is_empty() {
                return found;
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
    fn occurs(&self, steps: &[Step]) -> bool {
        !self.follow(steps, Bits::range(0, self.stream.words.len())).is_empty()
    }

    /// Whether all parts occur, under a negation or not: enough for what only gives context.
    pub fn mentions(&self, formula: &Formula) -> bool {
        formula
            .parts
            .iter()
            .all(|part| part.forbidden != self.occurs(&part.steps))
    }

    fn matches_of(&self, steps: &[Step]) -> Vec<Match> {
        let starts = Bits::range(0, self.stream.words.len());
        let begins = steps.first().map_or(starts, |first| self.beginnings(first, starts));
        let end_of = |start: usize| self.follow(steps, Bits::one(start)).iter().find(|end| *end > start);
        begins
            .iter()
            .filter_map(|start| end_of(start).map(|end| Match { start, end }))
            .collect()
    }

    /// Places of `among` at which a step can begin.
    fn beginnings(&self, step: &Step, among: Bits) -> Bits {
        match step {
            Step::Word(atom) => self.places_of(*atom).and(among),
            Step::Words(atoms) => self.places_of_any(atoms).and(among),
            Step::Concept(id) => {
                let mut bits = Bits::default();
                self.places_of_concept(*id).iter().for_each(|m| bits.insert(m.start));
                bits.and(among)
            }
            Step::Any(choices) => {
                let firsts = choices.iter().filter_map(|steps| steps.first());
                firsts.fold(Bits::default(), |bits, first| bits.or(self.beginnings(first, among)))
            }
            _ => among,
        }
    }

    /// Whether a negation in the same clause governs the word at `start`.
    pub fn is_negated(&self, start: usize) -> bool {
        self.negation_before(start).is_some()
    }

    /// Whether a negation that the formula does not name governs its match, from before it or from within.
    pub fn is_denied(&self, formula: &Formula, found: Match) -> bool {
        let first = formula.parts.iter().find(|part| !part.forbidden);
        self.is_negated(found.start) || first.is_some_and(|part| self.denied_after_gap(&part.steps, found))
    }

    /// Whether what a formula asks after one of its `...` stands under a denial that the gap passed over:
    /// "if we need longer … we do not give you the reason".
    fn denied_after_gap(&self, steps: &[Step], found: Match) -> bool {
        if !self.stream.negations[found.start..found.end].contains(&true) {
            return false;
        }
        let gaps = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| matches!(step, Step::Gap(Gap::Far)));
        gaps.into_iter().any(|(gap, _)| {
            let (before, rest) = (&steps[..gap], &steps[gap + 1..]);
            // A denial that the formula names is what it looks for.
            let named = self.follow(before, Bits::one(found.start)).first();
            let from = named.unwrap_or(found.start).max(self.stream.heading_end);
            let reaches = |start: usize| self.follow(rest, Bits::one(start)).contains(found.end);
            let mut starts = (found.start..found.end).filter(|start| reaches(*start)).peekable();
            starts.peek().is_some() && starts.all(|start| self.denial_before(start).is_some_and(|at| at >= from))
        })
    }

    /// The denied verb ("we do not …") whose clause the word at `start` belongs to.
    pub fn denial_before(&self, start: usize) -> Option<usize> {
        self.negation_before(start).filter(|at| self.denies(*at, start))
    }

    /// Whether the negation at `at` denies a verb of its own clause: "we will not …", but not "if we do not …", which
    /// only tells a case, nor "you do not have to …", which leaves it open.
    fn denies(&self, at: usize, start: usize) -> bool {
        let (tags, words) = (&self.stream.tags, &self.stream.words);
        let auxiliary =
            at.checked_sub(1).is_some_and(|n| self.lexicon.is_auxiliary(&tags[n])) || self.is_copula_before(at);
        let follows =
            |n: usize, list: fn(&Lexicon, &[AtomId]) -> bool| tags.get(n).is_some_and(|t| list(self.lexicon, t));
        let prohibits = at.checked_sub(1).is_some_and(|n| self.lexicon.prohibits(&tags[n]));
        let open = start != at + 1 && !prohibits && follows(at + 1, Lexicon::leaves_open)
            || follows(at + 1, Lexicon::leaves_open_before_to) && words.get(at + 2).is_some_and(|w| w.text == "to");
        let clause = (0..at).rev().take(NEGATION_REACH + 1);
        let mut clause = clause.take_while(|n| !words[n + 1].after_pause && n + 1 != self.stream.own);
        auxiliary && !open && !clause.any(|n| self.lexicon.subordinates(&tags[n]))
    }

    /// "The following are not heard:" excludes the items that it announces; it does not deny what they say.
    fn is_copula_before(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|n| self.lexicon.is_copula(&self.stream.tags[n]))
    }

    /// The negation in the same clause that governs the word at `start`.
    fn negation_before(&self, start: usize) -> Option<usize> {
        let stream = self.stream;
        // What only a denied verb reaches: "we do not tell you, in writing, …", and the items that it announces.
        let mut denied_only = false;
        for at in (0..start).rev() {
            let next = at + 1;
            denied_only |= start - at > NEGATION_REACH;
            // What follows a pause, a subject or a conjunction begins afresh.
            if next == stream.heading_end {
                return None;
            }
            if next == stream.own {
                denied_only = true;
            } else if stream.words[next].after_pause {
                if !self.lexicon.adds(&stream.tags[next]) {
                    return None;
                }
                denied_only = true;
            }
            if stream.negations[at] {
                let announced = start >= stream.own && at < stream.own;
                return (!denied_only || self.denies(at, start) && !(announced && self.is_copula_before(at)))
                    .then_some(at);
            }
            if self.lexicon.begins_clause(&stream.tags[at]) {
                // "We do not give you the date": a "you" that is given something opens no clause.
                let object =
                    self.lexicon.can_be_object(&stream.tags[at]) && self.lexicon.follows_object(&stream.tags[next]);
                // "We do not write and explain": joined verbs are denied together.
                let joined = self.lexicon.joins(&stream.tags[at])
                    && !stream.words[at].after_pause
                    && !self.lexicon.begins_clause(&stream.tags[next])
                    && !stream.negations[next]
                    && !self.lexicon.is_auxiliary(&stream.tags[next]);
                if !object && !joined {
                    // "Nor do you have to say why": the subject stands behind its verb.
                    return at
                        .checked_sub(2)
                        .filter(|before| !denied_only && stream.negations[*before] && !stream.words[at].after_pause);
                }
                denied_only = true;
            }
        }
        None
    }

    /// The places reached from `from` by `steps`.
    fn follow(&self, steps: &[Step], from: Bits) -> Bits {
        let mut places = from;
        let mut before = None;
        for step in steps {
            if places.is_empty() {
                break;
            }
            // After a word at the end of a heading a gap would lead out of it; after `^` nothing was matched yet.
            let leads_out = matches!(step, Step::Gap(Gap::Close | Gap::Near)) && before != Some(&Step::Start);
            if leads_out && self.stream.heading_end > 0 {
                places = places.without(Bits::one(self.stream.heading_end));
            }
            places = self.step(step, places);
            before = Some(step);
        }
        places
    }

    fn step(&self, step: &Step, from: Bits) -> Bits {
        let each = |choices: &[Vec<Step>], start: Bits| {
            choices
                .iter()
                .fold(start, |reached, steps| reached.or(self.follow(steps, from)))
        };
        match step {
            Step::Word(atom) => from.and(self.places_of(*atom)).up(),
            Step::Words(atoms) => from.and(self.places_of_any(atoms)).up(),
            Step::Concept(id) => {
                let mut reached = Bits::default();
                let here = self.places_of_concept(*id);
                here.iter()
                    .filter(|m| from.contains(m.start))
                    .for_each(|m| reached.insert(m.end));
                reached
            }
            Step::Any(choices) => each(choices, Bits::default()),
            Step::Optional(choices) => each(choices, from),
            Step::Field(choices) => self.fields(choices, from),
            Step::Start | Step::End => from.and(self.edges),
            Step::Gap(gap) => self.gap(*gap, from),
        }
    }

    fn gap(&self, gap: Gap, from: Bits) -> Bits {
        if gap == Gap::Far {
            return from
                .first()
                .map_or(from, |first| Bits::range(first, self.stream.words.len()));
        }
        let mut reached = from;
        let mut edge = from;
        for _ in 0..gap.reach() {
            edge = edge.and(self.passable).up().without(reached);
            if edge.is_empty() {
                break;
            }
            reached = reached.or(edge);
        }
        reached
    }

    /// The ends of fields that begin in `from` and have one of `choices` in their names.
    fn fields(&self, choices: &[Vec<Step>], from: Bits) -> Bits {
        let fields = self.lexicon.placeholder().and_then(|id| self.stream.facts.get(&id));
        let mut reached = Bits::default();
        for &(start, end) in fields.into_iter().flatten().filter(|(start, _)| from.contains(*start)) {
            let inside = Bits::range(start, end);
            if choices
                .iter()
                .any(|steps| !self.follow(steps, inside).and(inside).is_empty())
            {
                reached.insert(end);
            }
        }
        reached
    }

    fn places_of_any(&self, atoms: &[AtomId]) -> Bits {
        atoms
            .iter()
            .fold(Bits::default(), |bits, atom| bits.or(self.places_of(*atom)))
    }

    fn phrases_begun(&self) -> Vec<(ConceptId, u32)> {
        let mut all: Vec<_> = self
            .atoms
            .iter()
            .flat_map(|(atom, _)| self.lexicon.begun_with(*atom))
            .copied()
            .collect();
        all.sort_unstable();
        all
    }

    fn places_of(&self, atom: AtomId) -> Bits {
        let found = self.atoms.binary_search_by_key(&atom, |(a, _)| *a);
        found.map_or(Bits::default(), |n| self.atoms[n].1)
    }

    fn places_of_concept(&self, id: ConceptId) -> Rc<[Match]> {
        if let Some(known) = self.concepts.borrow().get(&id) {
            return known.clone();
        }
        // A concept never contains itself: the lexicon refuses that when it is read.
        let all = Bits::range(0, self.stream.words.len());
        let mut found = Vec::new();
        let begun = self.begun.get_or_init(|| self.phrases_begun());
        let from = begun.partition_point(|(concept, _)| *concept < id);
        let here = begun[from..]
            .iter()
            .take_while(|(concept, _)| *concept == id)
            .map(|(_, phrase)| phrase);
        let phrases = self.lexicon.phrases(id);
        for phrase in here.chain(self.lexicon.unbegun(id)).map(|n| &phrases[*n as usize]) {
            if let [Step::Word(atom)] = phrase.as_slice() {
                found.extend(
                    self.places_of(*atom)
                        .iter()
                        .map(|start| Match { start, end: start + 1 }),
                );
                continue;
            }
            let begins = phrase.first().map_or(all, |first| self.beginnings(first, all));
            if self.follow(phrase, begins).is_empty() {
                continue;
            }
            for start in begins.iter() {
                let ends = self.follow(phrase, Bits::one(start));
                found.extend(ends.iter().filter(|end| *end > start).map(|end| Match { start, end }));
            }
        }
        let facts = self.stream.facts.get(&id).into_iter().flatten();
        found.extend(facts.map(|&(start, end)| Match { start, end }));
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
        let found: Rc<[Match]> = found.into();
        self.concepts.borrow_mut().insert(id, found.clone());
        found
    }
}
