//! Words to concepts. The lexicon (`rulesets/lexicon.toml`) holds the field's vocabulary: who is a resident,
//! what counts as acknowledging, which words turn a sentence round. Knows no rule and no document.

mod bits;
pub mod formula;
mod ids;
mod lookup;
pub mod matcher;
mod parse;
pub mod vocabulary;
pub mod words;

pub use formula::{Formula, Step};
pub use ids::IdMap;
pub use lookup::Lookup;
pub use matcher::{Match, Matcher, Stream};
pub use vocabulary::{AtomId, Automaton, ConceptId, Interner};

use crate::problem::Problem;
use crate::source::Span;
use crate::toml_reader::{Located, Reader, Sink};

/// Concepts whose places the reading tells, not words.
pub const DURATION: &str = "duration";
pub const PLACEHOLDER: &str = "placeholder";
pub const DATE: &str = "date";
pub const LINK: &str = "link";
pub const AMOUNT: &str = "amount";
pub const LANDLORD_NAME: &str = "landlord-name";
/// A number that counts something, in the figures of a form.
pub const FIGURE: &str = "figure";
/// What the document calls its stages.
pub const STAGE_NAMES: [&str; 2] = ["stage-1-name", "stage-2-name"];
const TOLD_BY_READING: [&str; 9] = [
    FIGURE,
    DURATION,
    PLACEHOLDER,
    DATE,
    LINK,
    AMOUNT,
    LANDLORD_NAME,
    STAGE_NAMES[0],
    STAGE_NAMES[1],
];

/// What a timescale times: `acknowledge`, `respond`, `extend`, …
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Process {
    pub name: String,
    pub words: Vec<Formula>,
}

/// What starts a clock, in the order in which events happen; `order` is equal for events that are the same to a Code.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Event {
    pub name: String,
    pub order: u32,
    pub words: Vec<Formula>,
}

/// Lists of formulas that the reading asks for by name.
macro_rules! formula_lists {
    ($($(#[$doc:meta])* $field:ident = $key:literal),* $(,)?) => {
        /// The formulas by which the reading tells context, standing, stage and polarity.
        #[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
        pub struct Markers { $($(#[$doc])* pub $field: Vec<Formula>),* }

        impl Markers {
            fn read(reader: &mut Reader, interner: &mut Interner) -> Self {
                Markers { $($field: formulas(reader.strings($key), interner, reader.sink())),* }
            }
        }
    };
}

formula_lists! {
    /// "the Code says landlords must": told, not promised.
    quoted = "quoted",
    /// "The Code says": announces what stands in quotation marks or in a block after it.
    quoting = "quoting",
    /// The line below a quotation that names where it comes from.
    source = "source",
    /// Headings over an extract of a Code.
    quoted_heading = "quoted-heading",
    /// "we adopt", "as the Code asks, we will": a quotation that is a promise.
    adopted = "adopted",
    /// "until March 2024", "our old policy".
    former = "former",
    /// Headings over rules that are no longer in force.
    former_heading = "former-heading",
    /// "you now have": ends what `former` began.
    present = "present",
    /// "we will add", "is to be reviewed".
    planned = "planned",
    /// Rules of another service, scheme or body.
    other_service = "other-service",
    other_service_heading = "other-service-heading",
    /// "aim to", "normally".
    hedged = "hedged",
    /// Headings and lead-ins over what is not accepted.
    exclusion_head = "exclusion-head",
    /// A sentence that itself excludes.
    exclusion = "exclusion",
    /// "We will accept …": headings and lead-ins that end an exclusion's reach.
    inclusion_head = "inclusion-head",
    stage_1 = "stage-1",
    stage_2 = "stage-2",
    both_stages = "both-stages",
    /// A third stage or later, also by another name.
    later_stage = "later-stage",
    /// A stage named for what happened there, not for what the sentence is about.
    stage_aside = "stage-aside",
    /// "you can ask for stage 2": what follows in the paragraph is about stage 2.
    towards_stage_2 = "towards-stage-2",
    /// A lead-in that ends with a full stop: "The following are not complaints."
    lead_in = "lead-in",
    /// "days" are defined as working days.
    days_are_working_days = "days-are-working-days",
    /// Amounts that are a total, not an addition: "20 working days in all".
    total = "total",
    /// "will", "shall": begins a promise; what starts a clock is told as done.
    promise = "promise",
    /// "every", "at least every": an interval, not a limit.
    interval = "interval",
}

/// The field's vocabulary, compiled.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Lexicon {
    pub interner: Interner,
    phrases: Vec<Vec<Vec<Step>>>,
    /// By atom: the phrases that begin with it, each with its concept.
    begun: Vec<Vec<(ConceptId, u32)>>,
    /// By concept: the phrases that begin otherwise than with a word.
    unbegun: Vec<Vec<u32>>,
    pub names: Vec<String>,
    negations: Vec<Formula>,
    harmless: Vec<Formula>,
    clause_openers: Vec<AtomId>,
    auxiliaries: Vec<AtomId>,
    copulas: Vec<AtomId>,
    additions: Vec<AtomId>,
    objects: Vec<AtomId>,
    after_objects: Vec<AtomId>,
    comparing: Vec<AtomId>,
    subordinators: Vec<AtomId>,
    leaving_open: Vec<AtomId>,
    prohibiting: Vec<AtomId>,
    leaving_open_before_to: Vec<AtomId>,
    joining: Vec<AtomId>,
    placeholder: Option<ConceptId>,
    pub markers: Markers,
    pub processes: Vec<Process>,
    pub events: Vec<Event>,
}

impl Lexicon {
    /// Reads a lexicon file. Mistakes go to the sink of `reader`; what could be read is kept.
    pub fn read(mut reader: Reader) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let sink = reader.sink();
        for name in TOLD_BY_READING {
            lexicon.interner.declare_concept(name);
            lexicon.names.push(name.to_owned());
            lexicon.phrases.push(Vec::new());
        }
        lexicon.placeholder = lexicon.interner.concept(PLACEHOLDER);
        if let Some(concepts) = reader.table("concepts") {
            lexicon.add_concepts(concepts);
        }
        if let Some(mut negation) = reader.table("negation") {
            lexicon.negations = formulas(negation.strings("words"), &mut lexicon.interner, sink);
            lexicon.harmless = formulas(negation.strings("harmless"), &mut lexicon.interner, sink);
            let mut atoms = |key: &'static str| {
                let words = negation.strings(key);
                let mut atoms: Vec<AtomId> = words.iter().map(|w| lexicon.interner.atom(&w.text, false)).collect();
                atoms.sort_unstable();
                atoms
            };
            lexicon.clause_openers = atoms("clause-openers");
            lexicon.auxiliaries = atoms("auxiliaries");
            lexicon.copulas = atoms("copulas");
            lexicon.additions = atoms("additions");
            lexicon.objects = atoms("objects");
            lexicon.after_objects = atoms("after-objects");
            lexicon.comparing = atoms("comparing");
            lexicon.subordinators = atoms("subordinators");
            lexicon.leaving_open = atoms("leaving-open");
            lexicon.prohibiting = atoms("prohibiting");
            lexicon.leaving_open_before_to = atoms("leaving-open-before-to");
            lexicon.joining = atoms("joining");
            negation.finish();
        }
        if let Some(mut markers) = reader.table("markers") {
            lexicon.markers = Markers::read(&mut markers, &mut lexicon.interner);
            markers.finish();
        }
        for mut process in reader.tables("process") {
            let name = process.required("name").text;
            let words = formulas(process.strings("words"), &mut lexicon.interner, sink);
            lexicon.processes.push(Process { name, words });
            process.finish();
        }
        for mut event in reader.tables("event") {
            let name = event.required("name").text;
            let order = event.number("order").unwrap_or(0);
            let words = formulas(event.strings("words"), &mut lexicon.interner, sink);
            lexicon.events.push(Event { name, order, words });
            event.finish();
        }
        reader.finish();
        lexicon
    }

    /// Adds a table of concepts: each key a name, each value its phrases.
    pub fn add_concepts(&mut self, table: Reader) {
        let sink = table.sink();
        let lists = table.named_lists();
        for (name, _) in &lists {
            if self.concept(&name.text).is_some() {
                let message = format!("the concept `{}` is already there", name.text);
                let help = "give yours another name; to add words to one that is there, write them under `[words]`";
                sink.report(Problem::new(name.span, message).help(help));
                continue;
            }
            self.interner.declare_concept(&name.text);
            self.names.push(name.text.clone());
            self.phrases.push(Vec::new());
        }
        for (name, phrases) in &lists {
            let Some(id) = self.concept(&name.text) else { continue };
            for phrase in phrases {
                if let Some(steps) = phrase_steps(phrase, &mut self.interner, sink) {
                    self.phrases[id as usize].push(steps);
                }
            }
        }
        self.refuse_circles(&lists, sink);
    }

    /// Adds words to concepts that are there: each key a concept, each value further phrases.
    pub fn add_words(&mut self, table: Reader) {
        let sink = table.sink();
        let lists = table.named_lists();
        for (name, phrases) in &lists {
            let Some(id) = self.concept(&name.text) else {
                let message = format!("there is no concept `{}` to add words to", name.text);
                let help = match self.interner.closest_concept(&name.text) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write new ones under `[concepts]`".to_owned(),
                };
                sink.report(Problem::new(name.span, message).help(help));
                continue;
            };
            if TOLD_BY_READING.contains(&name.text.as_str()) && !STAGE_NAMES.contains(&name.text.as_str()) {
                let message = format!("`{}` is told from the document, not by a list of words", name.text);
                sink.report(Problem::new(name.span, message).help("leave it out"));
                continue;
            }
            for phrase in phrases {
                if let Some(steps) = phrase_steps(phrase, &mut self.interner, sink) {
                    self.phrases[id as usize].push(steps);
                }
            }
        }
        let lists: Vec<_> = lists
            .into_iter()
            .filter(|(name, _)| self.concept(&name.text).is_some())
            .collect();
        self.refuse_circles(&lists, sink);
    }

    /// Notes which phrases begin with which word; to be called when everything is read.
    pub fn settle(&mut self) {
        self.begun = vec![Vec::new(); self.interner.atom_count()];
        self.unbegun = vec![Vec::new(); self.phrases.len()];
        for (concept, phrases) in self.phrases.iter().enumerate() {
            for (n, phrase) in phrases.iter().enumerate() {
                match phrase.first() {
                    Some(Step::Word(atom)) => self.begun[*atom as usize].push((concept as ConceptId, n as u32)),
                    _ => self.unbegun[concept].push(n as u32),
                }
            }
        }
    }

    /// The phrases that begin with a word, each with its concept.
    pub fn begun_with(&self, atom: AtomId) -> &[(ConceptId, u32)] {
        self.begun.get(atom as usize).map_or(&[], Vec::as_slice)
    }

    /// The phrases of a concept that begin otherwise than with a word.
    pub fn unbegun(&self, id: ConceptId) -> &[u32] {
        self.unbegun.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// The concept under which a reading notes the fields to be filled in.
    pub fn placeholder(&self) -> Option<ConceptId> {
        self.placeholder
    }

    pub fn phrases(&self, id: ConceptId) -> &[Vec<Step>] {
        &self.phrases[id as usize]
    }

    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.interner.concept(name)
    }

    /// Whether a word with these tags opens a clause of its own ("and", "you", "if").
    pub fn begins_clause(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.clause_openers, tags)
    }

    /// Whether it is a verb that a "not" behind it denies ("do", "will").
    pub fn is_auxiliary(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.auxiliaries, tags)
    }

    /// Whether it is a verb that a "not" behind it denies, but only to its own sentence ("is").
    pub fn is_copula(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.copulas, tags)
    }

    /// Whether what begins with such a word after a pause only adds to the clause ("in writing").
    pub fn adds(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.additions, tags)
    }

    /// Whether such a word may be what a verb is done to ("give you").
    pub fn can_be_object(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.objects, tags)
    }

    /// Whether such a word after an object shows that it was one ("give you the date").
    pub fn follows_object(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.after_objects, tags)
    }

    /// Whether such a word makes a clause that only tells a case or a thing: "if", "that".
    pub fn subordinates(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.subordinators, tags)
    }

    /// The same of words that a "to" has to follow: "you do not have to".
    pub fn leaves_open_before_to(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.leaving_open_before_to, tags)
    }

    /// Whether a "not" after such a verb forbids whatever follows: "you cannot ask".
    pub fn prohibits(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.prohibiting, tags)
    }

    /// Whether such a word joins what is denied with what comes after it: "and".
    pub fn joins(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.joining, tags)
    }

    /// Whether a "not" before such a word forbids nothing: "it does not matter".
    pub fn leaves_open(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.leaving_open, tags)
    }

    /// Whether such a word after a "not" makes a limit of it: "not longer than".
    pub fn compares(&self, tags: &[AtomId]) -> bool {
        holds_any(&self.comparing, tags)
    }

    /// For each stream which of its words negate, leaving out harmless turns such as "no later than".
    pub fn negations<'s>(&'s self, streams: impl Iterator<Item = &'s Stream>) -> Vec<Vec<bool>> {
        let lookup = Lookup::new(self, streams);
        let (negating, harmless) = (lookup.hits(&self.negations), lookup.hits(&self.harmless));
        let marked = negating
            .iter()
            .zip(harmless)
            .enumerate()
            .map(|(n, (negating, harmless))| {
                let mut out = vec![false; lookup.word_count(n)];
                negating.iter().for_each(|m| out[m.start..m.end].fill(true));
                harmless.iter().for_each(|m| out[m.start..m.end].fill(false));
                out
            });
        marked.collect()
    }

    fn refuse_circles(&mut self, lists: &[(Located, Vec<Located>)], sink: &Sink) {
        for (name, _) in lists {
            let id = self.concept(&name.text).expect("declared before");
            let mut seen = Vec::new();
            let mut open = vec![id];
            while let Some(next) = open.pop() {
                let inner: Vec<_> = self.phrases[next as usize]
                    .iter()
                    .flat_map(|p| concepts_in(p))
                    .collect();
                if inner.contains(&id) {
                    sink.report(Problem::new(
                        name.span,
                        format!("the concept `{}` contains itself", name.text),
                    ));
                    self.phrases[id as usize].clear();
                    break;
                }
                open.extend(inner.into_iter().filter(|c| !seen.contains(c)).collect::<Vec<_>>());
                seen.push(next);
            }
        }
    }
}

fn concepts_in(steps: &[Step]) -> Vec<ConceptId> {
    steps
        .iter()
        .flat_map(|step| match step {
            Step::Concept(id) => vec![*id],
            Step::Any(choices) | Step::Optional(choices) | Step::Field(choices) => {
                choices.iter().flat_map(|c| concepts_in(c)).collect()
            }
            _ => Vec::new(),
        })
        .collect()
}

fn phrase_steps(phrase: &Located, interner: &mut Interner, sink: &Sink) -> Option<Vec<Step>> {
    let mut formula = formula(phrase, interner, sink)?;
    if formula.parts.len() > 1 {
        sink.report(Problem::new(phrase.span, "a phrase of a concept has no `&`".to_owned()));
    }
    Some(formula.parts.swap_remove(0).steps)
}

/// Reads one formula; a mistake is reported at its place in the file.
pub fn formula(text: &Located, interner: &mut Interner, sink: &Sink) -> Option<Formula> {
    match parse::parse(&text.text, interner) {
        Ok(formula) => Some(formula),
        Err(error) => {
            let span = Span::new(text.span.start + error.at.start, text.span.start + error.at.end);
            let help = "see “Formulas” in docs/rulesets.md";
            sink.report(Problem::new(span.to_within(text.span), error.message).help(help));
            None
        }
    }
}

/// Whether one of `tags` is in a sorted list.
fn holds_any(sorted: &[AtomId], tags: &[AtomId]) -> bool {
    tags.iter().any(|tag| sorted.binary_search(tag).is_ok())
}

pub fn formulas(texts: Vec<Located>, interner: &mut Interner, sink: &Sink) -> Vec<Formula> {
    texts.iter().filter_map(|text| formula(text, interner, sink)).collect()
}
