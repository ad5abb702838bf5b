//! An index over a list of statements, as a book has one: for each word and each concept the places where it stands.

use super::bits::Bits;
use super::ids::IdMap;
use super::matcher::Match;
use super::sieve::Sieve;
use super::statement_set::StatementSet;
use super::vocabulary::{AtomId, ConceptId, Term, Terms};
use super::word_class::{ClassBits, WordClass};
use super::words::Word;
use super::{Lexicon, Lookup};
use std::sync::OnceLock;

/// The words of one statement, with the words of its context (heading, lead-in, row and column heads) before them.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// Fewer than [`Stream::LONGEST`].
    pub words: Vec<Word>,
    /// For each word what it satisfies.
    pub terms: Vec<Term>,
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

/// A word of a statement: the statement's number above, the word's in the lowest [`WORD_BITS`] bits.
/// Sources are refused long before they have 2^24 statements.
type Place = u32;

const WORD_BITS: u32 = Bits::CAPACITY.ilog2();

/// Where a concept stands: words `start..end` of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ConceptPlace {
    pub statement: u32,
    pub start: u8,
    pub end: u8,
}

impl ConceptPlace {
    pub fn new(statement: usize, words: Match) -> Self {
        // All fit: a statement has fewer words than `Bits` holds.
        ConceptPlace {
            statement: statement as u32,
            start: words.start as u8,
            end: words.end as u8,
        }
    }

    pub fn words(self) -> Match {
        Match {
            start: self.start.into(),
            end: self.end.into(),
        }
    }
}

/// Everywhere a concept stands.
#[derive(Debug)]
pub(super) struct ConceptPlaces {
    /// In order.
    pub places: Box<[ConceptPlace]>,
    pub statements: StatementSet,
}

/// What a matcher has to know of a statement beside its words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    pub length: usize,
    /// Where its words begin among those of all statements.
    first_word: usize,
    pub own: usize,
    pub heading_end: usize,
    pub edges: Bits,
    /// Words before which a pause stands.
    pub paused: Bits,
    pub negations: Bits,
    /// Words a short gap may pass over.
    pub passable: Bits,
    /// Which atoms may stand in it: most questions end here.
    atoms: Sieve,
    /// Where the words of the first of `atoms` begin among the slots of all statements.
    first_slot: usize,
}

impl Shape {
    /// Whether an atom may stand in the statement.
    pub fn may_hold(&self, atom: AtomId) -> bool {
        self.atoms.may_contain(atom)
    }
}

/// The index. Concepts are looked for when they are first asked for; it can be shared by threads.
#[derive(Debug)]
pub struct Index {
    /// By atom: where its places begin in `places`, and one for the end.
    starts: Vec<u32>,
    /// The places of each atom, in order.
    places: Vec<Place>,
    /// The same by statement, so that asking one statement for many words stays in one stretch of memory: for each remainder
    /// of its [`Sieve`] where its words begin in `words`, and one for the end.
    slots: Vec<u32>,
    /// Words of statements: the atom above, the number of the word in the lowest [`WORD_BITS`] bits.
    words: Vec<u32>,
    /// The statements of those atoms that stand in so many that a set is smaller than the list.
    sets: IdMap<StatementSet>,
    pub(super) shapes: Vec<Shape>,
    /// For each word of all statements what it does in a clause with a negation.
    classes: Vec<ClassBits>,
    facts: IdMap<Vec<ConceptPlace>>,
    concepts: Vec<OnceLock<Box<ConceptPlaces>>>,
}

impl Index {
    pub fn new<'s>(lexicon: &Lexicon, terms: &Terms, streams: impl Iterator<Item = &'s Stream> + Clone) -> Index {
        // How often each atom stands there tells where the next one's places begin.
        let mut starts = vec![0; lexicon.interner.atom_count() + 1];
        let atoms_of = |stream: &'s Stream| stream.terms.iter().map(|term| terms.atoms(*term));
        for atom in streams.clone().flat_map(atoms_of).flatten() {
            starts[*atom as usize + 1] += 1;
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        let mut places = vec![0; starts[starts.len() - 1] as usize];
        let mut next = starts.clone();
        let (mut first_word, mut first_slot) = (0, 0);
        let shapes = streams.clone().map(|stream| {
            let mut shape = shape(stream);
            shape.atoms = Sieve::of(atoms_of(stream).flatten());
            (shape.first_word, shape.first_slot) = (first_word, first_slot);
            first_word += shape.length;
            first_slot += shape.atoms.len();
            shape
        });
        let shapes: Vec<Shape> = shapes.collect();
        let (mut slots, mut words) = (vec![0; first_slot + 1], vec![0; places.len()]);
        let mut free = 0;
        for (n, (stream, shape)) in streams.clone().zip(&shapes).enumerate() {
            let (atoms, slots) = (&shape.atoms, &mut slots[shape.first_slot + 1..][..shape.atoms.len()]);
            let slot_of = |atom| atoms.rank(atom).expect("it was put in just now");
            atoms_of(stream).flatten().for_each(|atom| slots[slot_of(*atom)] += 1);
            for slot in slots.iter_mut() {
                let count = std::mem::replace(slot, free);
                free += count;
            }
            for (word, atoms) in atoms_of(stream).enumerate() {
                for atom in atoms {
                    places[next[*atom as usize] as usize] = (n as Place) << WORD_BITS | word as Place;
                    next[*atom as usize] += 1;
                    let slot = &mut slots[slot_of(*atom)];
                    words[*slot as usize] = *atom << WORD_BITS | word as u32;
                    *slot += 1;
                }
            }
            // Filled, each tells where the next one begins.
        }
        let mut index = Index {
            starts,
            places,
            slots,
            words,
            sets: IdMap::default(),
            classes: Vec::new(),
            shapes,
            facts: facts(streams),
            concepts: Vec::new(),
        };
        index.note_frequent();
        index.note_classes(lexicon);
        index.forget_concepts(lexicon);
        index
    }

    /// The index of streams whose negations are still to be found; they are noted in both.
    pub fn of_read<'s>(lexicon: &Lexicon, terms: &Terms, streams: impl Iterator<Item = &'s mut Stream>) -> Index {
        let mut streams: Vec<&mut Stream> = streams.collect();
        let mut index = Index::new(lexicon, terms, streams.iter().map(|s| &**s));
        let negations = lexicon.negations(&index);
        index.note_negations(lexicon, &negations);
        for (stream, negations) in streams.iter_mut().zip(negations) {
            stream.negations = negations;
        }
        index
    }

    /// For asking it with the words of its lexicon.
    pub fn with<'a>(&'a self, lexicon: &'a Lexicon) -> Lookup<'a> {
        Lookup::new(lexicon, self)
    }

    /// Number of statements.
    pub fn statement_count(&self) -> usize {
        self.shapes.len()
    }

    /// Notes which words of each statement negate.
    fn note_negations(&mut self, lexicon: &Lexicon, negations: &[Vec<bool>]) {
        for (shape, negations) in self.shapes.iter_mut().zip(negations) {
            shape.negations = bits(negations);
            shape.passable = shape.passable.without(shape.negations);
        }
        // A short gap inside a phrase does not pass over a negation.
        self.forget_concepts(lexicon);
    }

    fn note_frequent(&mut self) {
        let count = self.statement_count();
        for atom in 0..self.starts.len() as AtomId - 1 {
            let places = self.places(atom);
            if places.len() > count.div_ceil(64) {
                let mut set = StatementSet::empty(count);
                places.iter().for_each(|place| set.insert(statement_of(*place)));
                self.sets.insert(atom, set);
            }
        }
    }

    fn note_classes(&mut self, lexicon: &Lexicon) {
        self.classes = vec![0; self.shapes.iter().map(|shape| shape.length).sum()];
        for (atom, class) in lexicon.word_classes.iter() {
            for n in self.starts[atom as usize]..self.starts[atom as usize + 1] {
                let place = self.places[n as usize];
                self.classes[self.shapes[statement_of(place)].first_word + word_of(place)] |= class;
            }
        }
    }

    /// Whether word `n` of the statement of `shape` is one of a class.
    pub(super) fn is(&self, shape: &Shape, n: usize, class: WordClass) -> bool {
        self.classes[shape.first_word + n] & class.bit() != 0
    }

    fn forget_concepts(&mut self, lexicon: &Lexicon) {
        self.concepts = (0..lexicon.concept_count()).map(|_| OnceLock::new()).collect();
    }

    /// All places of an atom.
    fn places(&self, atom: AtomId) -> &[Place] {
        let atom = atom as usize;
        &self.places[self.starts[atom] as usize..self.starts[atom + 1] as usize]
    }

    /// The words of the statement of `shape` at which an atom stands.
    pub(super) fn words_at(&self, atom: AtomId, shape: &Shape) -> Bits {
        let mut bits = Bits::default();
        if let Some(slot) = shape.atoms.rank(atom) {
            let slot = shape.first_slot + slot;
            let here = &self.words[self.slots[slot] as usize..self.slots[slot + 1] as usize];
            here.iter()
                .filter(|word| **word >> WORD_BITS == atom)
                .for_each(|word| bits.insert(word_of(*word)));
        }
        bits
    }

    /// Whether an atom stands anywhere.
    pub(super) fn stands(&self, atom: AtomId) -> bool {
        self.starts[atom as usize] < self.starts[atom as usize + 1]
    }

    /// Each place of an atom, as that of a concept.
    pub(super) fn words_of(&self, atom: AtomId) -> impl Iterator<Item = ConceptPlace> {
        self.places(atom).iter().map(|place| {
            let start = word_of(*place);
            ConceptPlace::new(statement_of(*place), Match { start, end: start + 1 })
        })
    }

    /// Takes out of `left` the statements in which none of `atoms` stands.
    pub(super) fn keep_those_with(&self, atoms: &[AtomId], left: &mut StatementSet) {
        if let [only] = atoms
            && let Some(set) = self.sets.get(only)
        {
            return left.keep(set);
        }
        let mut any = StatementSet::empty(self.statement_count());
        atoms.iter().for_each(|atom| self.add_those_with(*atom, &mut any));
        left.keep(&any);
    }

    /// Adds the statements in which an atom stands.
    pub(super) fn add_those_with(&self, atom: AtomId, any: &mut StatementSet) {
        if !self.stands(atom) {
            return;
        }
        match self.sets.get(&atom) {
            Some(set) => any.add(set),
            None => self
                .places(atom)
                .iter()
                .for_each(|place| any.insert(statement_of(*place))),
        }
    }

    /// All places of a concept; `find` looks for them the first time.
    pub(super) fn concept(&self, id: ConceptId, find: impl FnOnce() -> Vec<ConceptPlace>) -> &ConceptPlaces {
        self.concepts[id as usize].get_or_init(|| {
            let mut places = find();
            places.sort_unstable();
            places.dedup();
            let mut statements = StatementSet::empty(self.statement_count());
            places
                .iter()
                .for_each(|place| statements.insert(place.statement as usize));
            Box::new(ConceptPlaces {
                places: places.into(),
                statements,
            })
        })
    }

    /// The places of a concept that the reading told, not words.
    pub(super) fn told(&self, id: ConceptId) -> &[ConceptPlace] {
        self.facts.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn statement_of(place: Place) -> usize {
    (place >> WORD_BITS) as usize
}

fn word_of(place: Place) -> usize {
    place as usize % Bits::CAPACITY
}

fn bits(flags: &[bool]) -> Bits {
    let mut bits = Bits::default();
    let set = flags.iter().enumerate().filter(|(_, flag)| **flag);
    set.for_each(|(n, _)| bits.insert(n));
    bits
}

fn shape(stream: &Stream) -> Shape {
    let length = stream.words.len();
    let negations = bits(&stream.negations);
    let mut paused = Bits::default();
    let after_pause = stream.words.iter().enumerate().filter(|(_, word)| word.after_pause);
    after_pause.for_each(|(n, _)| paused.insert(n));
    let mut passable = Bits::range(0, length).without(Bits::one(length)).without(negations);
    if let Some(last) = stream.heading_end.checked_sub(1) {
        passable = passable.without(Bits::one(last));
    }
    Shape {
        length,
        own: stream.own,
        heading_end: stream.heading_end,
        edges: bits(&stream.edges),
        paused,
        negations,
        first_word: 0,
        passable,
        atoms: Sieve::default(),
        first_slot: 0,
    }
}

fn facts<'s>(streams: impl Iterator<Item = &'s Stream>) -> IdMap<Vec<ConceptPlace>> {
    let mut facts: IdMap<Vec<ConceptPlace>> = IdMap::default();
    for (n, stream) in streams.enumerate() {
        for (concept, found) in &stream.facts {
            let places = found
                .iter()
                .map(|&(start, end)| ConceptPlace::new(n, Match { start, end }));
            facts.entry(*concept).or_default().extend(places);
        }
    }
    facts
}
