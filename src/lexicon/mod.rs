//! Words to concepts. The lexicon (`rulesets/lexicon.toml`) holds the field's vocabulary: who is a resident,
//! what counts as acknowledging, which words turn a sentence round. Knows no rule and no document.

mod atoms;
mod bits;
pub mod formula;
mod ids;
mod index;
mod lookup;
pub mod matcher;
mod parse;
mod sieve;
mod statement_set;
pub mod vocabulary;
mod word_class;
pub mod words;

pub use atoms::Atoms;
pub use formula::{Formula, Formulas, Step};
pub use ids::IdMap;
pub use index::{Index, Stream};
pub use lookup::Lookup;
pub use matcher::{Match, Matcher};
pub use statement_set::StatementSet;
pub use vocabulary::{AtomId, ConceptId, Interner, Term, Terms};
pub use word_class::{WordClass, WordClasses};

use crate::problem::Problem;
use crate::source::Span;
use crate::toml_reader::{Located, Reader, Sink};
use formula::Steps;

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
    /// What a stage's time times where nothing else is said: "Stage 1: 10 working days".
    pub of_stage: bool,
    pub words: Vec<Formula>,
}

/// What starts a clock, in the order in which events happen; `order` is equal for events that are the same to a Code.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Event {
    pub name: String,
    pub order: u32,
    /// Index into [`Lexicon::processes`]: what a time that starts here times where nothing else says it.
    pub times: Option<usize>,
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
    /// Heads of columns and rows that are the landlord's own, beside those of other services.
    own_column = "own-column",
    /// Heads that name another service, where one beside them is the landlord's own.
    other_column = "other-column",
    /// Headings, row heads and lead-ins over what is no complaint: requests, enquiries, claims.
    other_matter = "other-matter",
    /// Words that make a sentence or a heading one about complaints.
    complaint_matter = "complaint-matter",
    /// Sentences that tell what another body does, and when.
    other_actor = "other-actor",
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
    names_stage = "names-stage",
    /// "The same applies at stage 2", of what stands before it.
    carried_back = "carried-back",
    /// "Stage 2 works in the same way", of all that is said of stage 1, or of the one thing named.
    carried_over = "carried-over",
    /// A cell that says "same" or "as stage 1".
    carried_cell = "carried-cell",
    /// "Clause 17.2 shall apply", of the clauses that are named by their numbers.
    carried_by_number = "carried-by-number",
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
    /// "rather than within ten days": a length of time that is named and not meant.
    not_meant = "not-meant",
    /// "reply to a complaint in ten days": stage 1, where the same sentence goes on to stage 2.
    first_complaint = "first-complaint",
}

/// The field's vocabulary, compiled.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Lexicon {
    pub interner: Interner,
    /// By concept; each of one part.
    phrases: Vec<Vec<Formula>>,
    pub names: Vec<String>,
    negations: Vec<Formula>,
    harmless: Vec<Formula>,
    pub word_classes: WordClasses,
    placeholder: Option<ConceptId>,
    pub markers: Markers,
    pub processes: Vec<Process>,
    pub events: Vec<Event>,
}

impl Lexicon {
    /// Number of concepts.
    fn concept_count(&self) -> usize {
        self.names.len()
    }

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
            lexicon.word_classes = WordClasses::read(&mut negation, &mut lexicon.interner);
            negation.finish();
        }
        if let Some(mut markers) = reader.table("markers") {
            lexicon.markers = Markers::read(&mut markers, &mut lexicon.interner);
            markers.finish();
        }
        for mut process in reader.tables("process") {
            let name = process.required("name").text;
            let words = formulas(process.strings("words"), &mut lexicon.interner, sink);
            let of_stage = process.flag("of-stage").unwrap_or_default();
            lexicon.processes.push(Process { name, of_stage, words });
            process.finish();
        }
        for mut event in reader.tables("event") {
            let name = event.required("name").text;
            let order = event.number("order").unwrap_or(0);
            let times = event.string("times").and_then(|said| {
                let known = lexicon.processes.iter().position(|process| process.name == said.text);
                if known.is_none() {
                    let message = format!("there is no process `{}`", said.text);
                    sink.report(
                        Problem::new(said.span, message).help("write the name of a `[[process]]` of this file"),
                    );
                }
                known
            });
            let words = formulas(event.strings("words"), &mut lexicon.interner, sink);
            lexicon.events.push(Event {
                name,
                order,
                times,
                words,
            });
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
                self.phrases[id as usize].extend(phrase_of(phrase, &mut self.interner, sink));
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
                self.phrases[id as usize].extend(phrase_of(phrase, &mut self.interner, sink));
            }
        }
        let lists: Vec<_> = lists
            .into_iter()
            .filter(|(name, _)| self.concept(&name.text).is_some())
            .collect();
        self.refuse_circles(&lists, sink);
    }

    /// The concept under which a reading notes the fields to be filled in.
    pub fn placeholder(&self) -> Option<ConceptId> {
        self.placeholder
    }

    pub fn phrases(&self, id: ConceptId) -> &[Formula] {
        &self.phrases[id as usize]
    }

    pub fn formulas(&self) -> &Formulas {
        &self.interner.formulas
    }

    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.interner.concept(name)
    }

    /// For each statement of an index which of its words negate, leaving out harmless turns such as "no later than".
    pub fn negations(&self, index: &Index) -> Vec<Vec<bool>> {
        let lookup = index.with(self);
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
                    .flat_map(|phrase| self.formulas().parts(*phrase))
                    .flat_map(|part| concepts_in(part.steps))
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

fn concepts_in(steps: Steps) -> Vec<ConceptId> {
    steps
        .flat_map(|step| match step {
            Step::Concept(id) => vec![id],
            Step::Any(choices) | Step::Optional(choices) | Step::Field(choices) => {
                choices.flat_map(concepts_in).collect()
            }
            _ => Vec::new(),
        })
        .collect()
}

fn phrase_of(text: &Located, interner: &mut Interner, sink: &Sink) -> Option<Formula> {
    let phrase = formula(text, interner, sink)?;
    if interner.formulas.parts(phrase).count() > 1 {
        sink.report(Problem::new(text.span, "a phrase of a concept has no `&`".to_owned()));
        return None;
    }
    Some(phrase)
}

/// Reads one formula; a mistake is reported at its place in the file.
pub fn formula(text: &Located, interner: &mut Interner, sink: &Sink) -> Option<Formula> {
    match interner.formula(&text.text) {
        Ok(formula) => Some(formula),
        Err(error) => {
            let span = Span::new(text.span.start + error.at.start, text.span.start + error.at.end);
            let help = "see “Formulas” in docs/rulesets.md";
            sink.report(Problem::new(span.to_within(text.span), error.message).help(help));
            None
        }
    }
}

pub fn formulas(texts: Vec<Located>, interner: &mut Interner, sink: &Sink) -> Vec<Formula> {
    texts.iter().filter_map(|text| formula(text, interner, sink)).collect()
}
