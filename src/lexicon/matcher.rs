//! Finding formulas in one statement. A sequence is followed at all places at once, by the set of places
//! it can have reached, so the work is bounded by words × steps, whatever the formula.

use super::bits::Bits;
use super::formula::{Choices, Formula, Gap, Part, Step, Steps};
use super::index::{Shape, Stream};
use super::lookup::Lookup;
use super::vocabulary::AtomId;
use super::word_class::WordClass;

/// A range of words of a [`Stream`] that says what a formula asks, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Match {
    pub start: usize,
    pub end: usize,
}

impl Match {
    fn words(self) -> Bits {
        Bits::range(self.start, self.end).without(Bits::one(self.end))
    }

    /// Whether any of the matched words is the statement's own.
    pub fn reaches(self, stream: &Stream) -> bool {
        self.end > stream.own
    }
}

/// How far back a negation is looked for, in words.
const NEGATION_REACH: usize = 5;

/// Words of a remark between commas, and of "not the case" before its "that".
const LONGEST_REMARK: usize = 10;
const LONGEST_CLAIM: usize = 4;

/// One statement of a [`Lookup`].
pub struct Matcher<'a> {
    lookup: Lookup<'a>,
    statement: usize,
    shape: &'a Shape,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(lookup: Lookup<'a>, statement: usize) -> Self {
        Matcher {
            lookup,
            statement,
            shape: &lookup.index.shapes[statement],
        }
    }

    fn parts(&self, formula: Formula) -> impl Iterator<Item = Part<'a>> + Clone {
        self.lookup.lexicon.formulas().parts(formula)
    }

    /// The places of the first part of `formula` (shortest match for each beginning) if all parts hold.
    /// Matches under a negation that the formula does not name are left out.
    pub fn find(&self, formula: Formula) -> Vec<Match> {
        self.find_where(formula, |m| !self.is_denied(formula, m))
    }

    /// As [`find`](Self::find), but it is `allowed` that decides on matches of the first part,
    /// also whether a negation before them matters.
    pub fn find_where(&self, formula: Formula, allowed: impl Fn(Match) -> bool) -> Vec<Match> {
        let mut out = Vec::new();
        if !self.mentions(formula) {
            return out;
        }
        for (n, part) in self.parts(formula).filter(|part| !part.forbidden).enumerate() {
            let mut found = self.shortest(part.steps);
            // A "not" that the first part names does not count against the others.
            let named = |at: usize| out.iter().any(|first: &Match| first.start <= at && at < first.end);
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
                let above = |m: &Match| m.start < self.shape.heading_end;
                if found.iter().any(above) && self.heading_forbids(formula) {
                    found.retain(|m| !above(m));
                }
                out = found;
            }
        }
        out
    }

    /// Whether the formula holds anywhere in the statement or its context.
    pub fn holds(&self, formula: Formula) -> bool {
        !self.find(formula).is_empty()
    }

    /// Whether all parts occur, under a negation or not: enough for what only gives context.
    pub fn mentions(&self, formula: Formula) -> bool {
        self.parts(formula).all(|part| part.forbidden != self.occurs_for(part))
    }

    /// Whether the words of `part` stand where it looks for them: a heading is wider than the sentence below it,
    /// so that its words forbid nothing unless the formula says so.
    fn occurs_for(&self, part: Part) -> bool {
        if part.forbidden && !part.heading_too {
            self.occurs_below(part.steps)
        } else {
            self.occurs(part.steps)
        }
    }

    /// Whether `steps` occurs, and not in the heading alone.
    fn occurs_below(&self, steps: Steps) -> bool {
        let below = Bits::range(
            self.shape.heading_end + usize::from(self.shape.heading_end > 0),
            self.shape.length,
        );
        !self.follow(steps, self.everywhere()).and(below).is_empty()
    }

    /// Whether the heading, too, has words that `formula` forbids: for what was found in the heading itself.
    fn heading_forbids(&self, formula: Formula) -> bool {
        self.parts(formula)
            .any(|part| part.forbidden && self.occurs(part.steps))
    }

    /// Whether `steps` occurs at all, negated or not.
    fn occurs(&self, steps: Steps) -> bool {
        !self.follow(steps, self.everywhere()).is_empty()
    }

    /// Before each word, and behind the last.
    fn everywhere(&self) -> Bits {
        Bits::range(0, self.shape.length)
    }

    /// The shortest match for each beginning of what is known to occur.
    fn shortest(&self, steps: Steps) -> Vec<Match> {
        let mut out = Vec::new();
        self.each_beginning(steps, self.beginnings(steps), |start, ends| {
            let end = ends.iter().find(|end| *end > start);
            out.extend(end.map(|end| Match { start, end }));
        });
        out
    }

    /// The longest match of the first part of `formula` for each beginning if all parts hold, under a negation or not.
    pub fn longest(&self, formula: Formula) -> Vec<Match> {
        let mut out = Vec::new();
        if let Some(first) = self.parts(formula).find(|part| !part.forbidden)
            && self.mentions(formula)
        {
            self.each_beginning(first.steps, self.beginnings(first.steps), |start, ends| {
                let end = ends.iter().filter(|end| *end > start).last();
                out.extend(end.map(|end| Match { start, end }));
            });
        }
        out
    }

    /// Every match of a formula of one part: from each beginning to each end.
    pub(super) fn all_matches(&self, formula: Formula) -> Vec<Match> {
        let mut out = Vec::new();
        for part in self.parts(formula) {
            // Tried from everywhere at once, most phrases turn out not to be there.
            let ends = self.follow(part.steps, self.everywhere());
            if ends.is_empty() {
                continue;
            }
            let mut all = |start: usize, ends: Bits| {
                out.extend(ends.iter().filter(|end| *end > start).map(|end| Match { start, end }));
            };
            if let Some(width) = part.steps.width() {
                ends.iter().for_each(|end| all(end - width, Bits::one(end)));
                continue;
            }
            let beginnings = self.beginnings(part.steps);
            match beginnings.only() {
                Some(start) => all(start, ends),
                None => self.each_beginning(part.steps, beginnings, all),
            }
        }
        out
    }

    /// Tells for each of `beginnings` where `steps` may end.
    fn each_beginning(&self, steps: Steps, beginnings: Bits, mut tell: impl FnMut(usize, Bits)) {
        beginnings
            .iter()
            .for_each(|start| tell(start, self.follow(steps, Bits::one(start))));
    }

    /// Places at which `steps` can begin, going by the first of them.
    fn beginnings(&self, mut steps: Steps) -> Bits {
        match steps.next() {
            Some(Step::Word(atom)) => self.places_of(atom),
            Some(Step::Words(atoms)) => self.places_of_any(atoms),
            Some(Step::Concept(id)) => {
                let mut bits = Bits::default();
                let places = self.lookup.concept_in(id, self.statement);
                places.iter().for_each(|place| bits.insert(place.start.into()));
                bits
            }
            Some(Step::Any(choices)) => choices.fold(Bits::default(), |bits, choice| bits.or(self.beginnings(choice))),
            _ => self.everywhere(),
        }
    }

    /// Whether a negation in the same clause governs the word at `start`.
    pub fn is_negated(&self, start: usize) -> bool {
        self.negation_before(start).is_some()
    }

    /// Whether word `n` is one of a class; no word beyond the last is.
    pub fn is(&self, n: usize, class: WordClass) -> bool {
        n < self.shape.length && self.lookup.index.is(self.shape, n, class)
    }

    /// Whether a negation that the formula does not name governs its match, from before it or from within.
    pub fn is_denied(&self, formula: Formula, found: Match) -> bool {
        let first = self.parts(formula).find(|part| !part.forbidden);
        self.is_negated(found.start) || first.is_some_and(|part| self.denied_after_gap(part.steps, found))
    }

    /// Whether what a formula asks after one of its `...` stands under a denial that the gap passed over:
    /// "if we need longer … we do not give you the reason".
    fn denied_after_gap(&self, steps: Steps, found: Match) -> bool {
        if self.shape.negations.and(found.words()).is_empty() {
            return false;
        }
        steps.around_far_gaps().any(|(before, rest)| {
            // A denial that the formula names is what it looks for.
            let named = self.follow(before, Bits::one(found.start)).first();
            let from = named.unwrap_or(found.start).max(self.shape.heading_end);
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
        if self.is(at, WordClass::Contrasting) {
            return true;
        }
        let before = |class| at.checked_sub(1).is_some_and(|n| self.is(n, class));
        // "… and no service has a scheme of its own"
        let opens = at == self.shape.own
            || self.shape.paused.contains(at)
            || before(WordClass::ClauseOpener) && !before(WordClass::Subordinator);
        if opens && self.is(at, WordClass::DenyingSubject) {
            return true;
        }
        let open = start != at + 1 && !before(WordClass::Prohibiting) && self.is(at + 1, WordClass::LeavingOpen)
            || self.is(at + 1, WordClass::LeavingOpenBeforeTo) && self.is(at + 2, WordClass::To);
        let clause = (0..at).rev().take(NEGATION_REACH + 1);
        let mut clause = clause.take_while(|n| !self.shape.paused.contains(n + 1) && n + 1 != self.shape.own);
        (before(WordClass::Auxiliary) || self.is_copula_before(at))
            && !open
            && !clause.any(|n| self.is(n, WordClass::Subordinator))
    }

    /// "The following are not heard:" excludes the items that it announces; it does not deny what they say.
    fn is_copula_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|n| self.is(n, WordClass::Copula))
    }

    /// Where a remark between commas begins that ends before word `end`: "whatever their tenure" before "is turned away".
    fn remark_before(&self, end: usize) -> Option<usize> {
        let from = end.saturating_sub(LONGEST_REMARK).max(self.shape.own + 1);
        let opened = (from..end).rev().find(|n| self.shape.paused.contains(*n))?;
        self.is(opened, WordClass::Remark).then_some(opened)
    }

    fn is_claim_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|n| self.is(n, WordClass::Claim))
    }

    /// The negation that denies all of a clause: "it is not the case that …", where the word at `at` opens it ("that", or the
    /// "you" after it).
    fn denied_claim(&self, at: usize) -> Option<usize> {
        let opened = [Some(at), at.checked_sub(1)].into_iter().flatten();
        let mut opened = opened.filter(|n| self.is(*n, WordClass::ClauseOpener) && !self.shape.paused.contains(*n));
        let that = opened.find(|n| self.is_claim_before(*n))?;
        let before = (0..that).rev().take(LONGEST_CLAIM);
        before.into_iter().find(|n| self.shape.negations.contains(*n))
    }

    /// The negation in the same clause that governs the word at `start`.
    fn negation_before(&self, start: usize) -> Option<usize> {
        let shape = self.shape;
        // What only a denied verb reaches: "we do not tell you, in writing, …", and the items that it announces.
        let mut denied_only = false;
        // Where the remark begins that is being passed over.
        let mut remark = None;
        for at in (0..start).rev() {
            if remark.is_some_and(|opened| at >= opened) {
                continue;
            }
            let next = at + 1;
            denied_only |= start - at > NEGATION_REACH;
            // What follows a pause, a subject or a conjunction begins afresh.
            if next == shape.heading_end {
                return None;
            }
            if next > shape.own && shape.edges.contains(next) {
                // The next sentence of a paragraph.
                return None;
            }
            if next == shape.own {
                denied_only = true;
            } else if remark != Some(next) && shape.paused.contains(next) {
                remark = self.remark_before(next);
                if remark.is_some() {
                    denied_only = true;
                    continue;
                }
                if !self.is(next, WordClass::Addition) {
                    return None;
                }
                denied_only = true;
            }
            if shape.negations.contains(at) {
                let announced = start >= shape.own && at < shape.own;
                return (!denied_only || self.denies(at, start) && !(announced && self.is_copula_before(at)))
                    .then_some(at);
            }
            if self.is(at, WordClass::ClauseOpener) {
                // "We do not give you the date": a "you" that is given something opens no clause.
                let object = self.is(at, WordClass::Object) && self.is(next, WordClass::AfterObject);
                // "We do not write and explain": joined verbs are denied together.
                let joined = self.is(at, WordClass::Joining)
                    && !shape.paused.contains(at)
                    && !self.is(next, WordClass::ClauseOpener)
                    && !shape.negations.contains(next)
                    && !self.is(next, WordClass::Auxiliary);
                if !object && !joined {
                    if let Some(denied) = self.denied_claim(at) {
                        return Some(denied);
                    }
                    // "Nor do you have to say why": the subject stands behind its verb.
                    return at.checked_sub(2).filter(|before| {
                        !denied_only && shape.negations.contains(*before) && !shape.paused.contains(at)
                    });
                }
                denied_only = true;
            }
        }
        None
    }

    /// The places reached from `from` by `steps`.
    fn follow(&self, steps: Steps, from: Bits) -> Bits {
        let mut places = from;
        let mut after_start = false;
        for step in steps {
            if places.is_empty() {
                break;
            }
            // After a word at the end of a heading a gap would lead out of it; after `^` nothing was matched yet.
            let short_gap = matches!(step, Step::Gap(Gap::Close | Gap::Near));
            if short_gap && !after_start && self.shape.heading_end > 0 {
                places = places.without(Bits::one(self.shape.heading_end));
            }
            places = self.step(step, places);
            after_start = matches!(step, Step::Start);
        }
        places
    }

    fn step(&self, step: Step, from: Bits) -> Bits {
        let each = |choices: Choices, start: Bits| {
            let possible = choices.filter(|steps| self.may_begin(*steps));
            possible.fold(start, |reached, steps| reached.or(self.follow(steps, from)))
        };
        match step {
            Step::Word(atom) => from.and(self.places_of(atom)).up(),
            Step::Words(atoms) => from.and(self.places_of_any(atoms)).up(),
            Step::Concept(id) => {
                let mut reached = Bits::default();
                let here = self.lookup.concept_in(id, self.statement);
                here.iter()
                    .filter(|place| from.contains(place.start.into()))
                    .for_each(|place| reached.insert(place.end.into()));
                reached
            }
            Step::Any(choices) => each(choices, Bits::default()),
            Step::Optional(choices) => each(choices, from),
            Step::Field(choices) => self.fields(choices, from),
            Step::Start | Step::End => from.and(self.shape.edges),
            Step::Gap(gap) => self.gap(gap, from),
        }
    }

    /// Whether the first of `steps` may stand in the statement.
    fn may_begin(&self, mut steps: Steps) -> bool {
        match steps.next() {
            Some(Step::Word(atom)) => self.shape.may_hold(atom),
            Some(Step::Words(atoms)) => atoms.iter().any(|atom| self.shape.may_hold(*atom)),
            _ => true,
        }
    }

    fn gap(&self, gap: Gap, from: Bits) -> Bits {
        if gap == Gap::Far {
            return from.first().map_or(from, |first| Bits::range(first, self.shape.length));
        }
        let mut reached = from;
        let mut edge = from;
        for _ in 0..gap.reach() {
            edge = edge.and(self.shape.passable).up().without(reached);
            if edge.is_empty() {
                break;
            }
            reached = reached.or(edge);
        }
        reached
    }

    /// The ends of fields that begin in `from` and have one of `choices` in their names.
    fn fields(&self, choices: Choices, from: Bits) -> Bits {
        let mut reached = Bits::default();
        let Some(placeholder) = self.lookup.lexicon.placeholder() else {
            return reached;
        };
        for field in self.lookup.concept_in(placeholder, self.statement) {
            let words = field.words();
            let inside = Bits::range(words.start, words.end);
            let named = || {
                choices
                    .clone()
                    .any(|steps| !self.follow(steps, inside).and(inside).is_empty())
            };
            if from.contains(words.start) && named() {
                reached.insert(words.end);
            }
        }
        reached
    }

    fn places_of(&self, atom: AtomId) -> Bits {
        self.lookup.index.words_at(atom, self.shape)
    }

    fn places_of_any(&self, atoms: &[AtomId]) -> Bits {
        let possible = atoms.iter().filter(|atom| self.shape.may_hold(**atom));
        possible.fold(Bits::default(), |bits, atom| bits.or(self.places_of(*atom)))
    }
}
