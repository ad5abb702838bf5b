//! A Complaint Handling Code as data: its text, its provisions and elements, the rules that decide them,
//! their examples. Read from `rulesets/`, validated as carefully as a document.

mod days;
mod form;
mod load;
mod read;
mod rules;

pub use form::{Answers, Count, Forms, Labels, QuestionForm, References, RowCheck, RowFault};
pub use load::{Examples, LoadError, contacts, load_folder, load_sources, read_source};
pub use read::{Section, SectionReader, kinds, severity};
pub use rules::Rules;

use crate::calendar::{BankHolidays, Period};
use crate::kind::Kind;
use crate::lexicon::{Formula, Lexicon};
use crate::source::{Source, Span};

/// How much an unmet duty weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never changes a verdict.
    Advice,
    Warning,
    Error,
}

/// A place in one of the ruleset's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    pub file: usize,
    pub span: Span,
}

/// Everything about one edition of one Code.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Ruleset {
    /// `hos-2024`
    pub id: String,
    pub title: String,
    /// Where the Code's text was read.
    pub source: String,
    /// Not part of a compiled ruleset: the texts stand beside it.
    #[serde(skip)]
    pub files: Vec<Source>,
    /// Compiled by itself, so that both can be taken in at once.
    #[serde(skip)]
    pub lexicon: Lexicon,
    /// In the Code's order.
    pub provisions: Vec<Provision>,
    /// In the order of their elements. Compiled by themselves, as they are not needed before a document is read.
    #[serde(skip)]
    pub rules: Rules,
    pub contacts: Vec<Contact>,
    pub kind_signs: Vec<KindSign>,
    /// How filled self-assessments look.
    pub forms: Forms,
    pub bank_holidays: BankHolidays,
    pub dates: DateWords,
    /// What a landlord adds to the Code, if it does.
    #[serde(skip)]
    pub house: Option<House>,
}

/// A landlord's own rules, read after those of a Code.
#[derive(Debug)]
pub struct House {
    pub title: String,
    /// Index of its first file in [`Ruleset::files`].
    pub first_file: usize,
}

/// A numbered provision of the Code.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Provision {
    /// Its number in the Code.
    pub id: String,
    /// The Code's own words.
    pub text: String,
    pub place: Place,
    /// Where `text` stands in its file.
    pub text_place: Place,
    /// Why no document can show it, if so.
    pub attest: Option<String>,
    /// Speaks of an event that may not have arisen, so that a self-assessment may answer neither yes nor no.
    pub may_not_arise: bool,
    /// Ids of its separable duties in the Code's order; one equal to `id` when it is a single duty.
    pub elements: Vec<Element>,
}

/// A separable duty of a provision: its number, a dot and a name.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Element {
    pub id: String,
    pub title: String,
    /// What a signed statement has to show, when practice decides (also).
    pub attest: Option<String>,
    /// Severity when a kind must say it and does not, and exceptions by kind.
    pub severity: Severity,
    pub severity_in: Vec<(Kind, Severity)>,
    pub required_in: Vec<Kind>,
    pub checked_in: Vec<Kind>,
    /// Whether a landlord may explain for a while why it does not comply.
    pub waivable: bool,
    /// Further kinds in which a landlord wants it to be said.
    #[serde(skip)]
    pub promised_in: Vec<Kind>,
    /// How much a landlord wants it to weigh, whatever the Code's own weight.
    #[serde(skip)]
    pub own_severity: Option<Severity>,
    pub place: Place,
}

impl Element {
    /// What it weighs when it is missing, as the Code's ruleset says.
    pub fn severity_for(&self, kind: Kind) -> Severity {
        self.severity_in
            .iter()
            .find(|(k, _)| *k == kind)
            .map_or(self.severity, |(_, s)| *s)
    }

    /// What a finding weighs that the Code's ruleset weighs as `severity`. Advice stays advice.
    pub fn weigh(&self, severity: Severity) -> Severity {
        match self.own_severity {
            Some(own) if severity > Severity::Advice || self.severity == Severity::Advice => own,
            _ => severity,
        }
    }
}

/// One way of deciding an element.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Rule {
    /// `stage-1-response-time`
    pub id: String,
    pub element: String,
    pub title: String,
    /// The kinds this rule reads; empty means every kind of its element.
    pub kinds: Vec<Kind>,
    pub check: Check,
    pub why: String,
    /// A wording that passes.
    pub write: String,
    /// What `fix` may do for it.
    pub fix: RuleFix,
    pub examples: Vec<Example>,
    pub place: Place,
}

/// What may be done for a rule that is not kept.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct RuleFix {
    /// Words that say otherwise may be taken out, once somebody has decided so.
    pub remove: bool,
    /// A wording to begin with, where the one that passes tells of a case.
    pub begin: Option<String>,
}

/// A kind of check with what it looks for. One module of [`crate::check`] each.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub enum Check {
    Statement(StatementCheck),
    Timescale(TimescaleCheck),
    Definition(DefinitionCheck),
    Contact(ContactCheck),
    Dates(DatesCheck),
    /// A fault in the rows of a filled self-assessment.
    Row(RowCheck),
}

/// Which statements a pattern reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Within {
    /// The document's own statements.
    #[default]
    Statement,
    /// A whole paragraph or list item at once.
    Paragraph,
    /// Items of lists of what is not accepted, and sentences that exclude.
    Exclusion,
    /// Headings and subject lines too.
    Heading,
}

/// A formula and the conditions under which it counts.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Pattern {
    pub says: Formula,
    pub place: Place,
    /// Must hold too, somewhere in the same paragraph, list or heading.
    pub near: Option<Formula>,
    /// Must not hold anywhere in the same paragraph.
    pub unless: Option<Formula>,
    /// Must hold in a heading above.
    pub under: Option<Formula>,
    /// Must hold nowhere in the document.
    pub nowhere: Option<Formula>,
    pub stage: Option<u8>,
    pub within: Within,
    /// Also reads statements about other services' and bodies' rules.
    pub others: bool,
    /// Which of the check's `parts` it shows; none means all of them.
    pub part: Option<String>,
    /// Why it is weak or a breach, for the reader.
    pub because: Option<String>,
    /// A breach that weighs less than an error.
    pub severity: Option<Severity>,
}

impl Pattern {
    /// A formula without conditions.
    pub fn plain(says: Formula, place: Place) -> Self {
        Pattern {
            says,
            place,
            near: None,
            unless: None,
            under: None,
            nowhere: None,
            stage: None,
            within: Within::Statement,
            others: false,
            part: None,
            because: None,
            severity: None,
        }
    }
}

/// Formulas over the statements of a document.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct StatementCheck {
    pub met: Vec<Pattern>,
    pub weak: Vec<Pattern>,
    pub breached: Vec<Pattern>,
    /// Where one holds and nothing else does, the duty does not arise.
    pub not_applicable: Vec<Pattern>,
    /// Separable halves of the duty.
    pub parts: Vec<String>,
    /// How many parts are enough; all of them unless said.
    pub enough: usize,
    /// How many parts make it weak rather than missing; 0 for never.
    pub weak_from: usize,
    /// Reads statements of this stage and of both (and of none, if `neutral`).
    pub stage: Option<u8>,
    pub neutral: bool,
    /// A statement of no stage counts only if this holds in it or near it: what the duty is about.
    pub about: Option<Formula>,
    /// Must be met for stage 1 and for stage 2.
    pub each_stage: bool,
    /// A heading with something under it, or a placeholder's name, says it.
    pub slot: bool,
    /// Also needs a working route to this body, anywhere in the document.
    pub contact: Option<String>,
}

/// A limit on a timescale.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct TimescaleCheck {
    pub process: String,
    pub stage: Option<u8>,
    /// A figure in a statement of no stage counts.
    pub neutral: bool,
    /// At most this long.
    pub limit: Option<Period>,
    /// At least this long.
    pub at_least: Option<Period>,
    /// The event that starts the Code's clock.
    pub from: Option<String>,
    /// A total that includes another limit ("40 working days in all").
    pub total_limit: Option<Period>,
    /// Severity of a figure out of bounds, if not an error.
    pub severity: Option<Severity>,
    /// There must be a figure for stage 1 and for stage 2.
    pub each_stage: bool,
    /// Any figure will do: only presence is asked.
    pub any: bool,
    /// Discretion that softens an `at_least` limit to a warning.
    pub softened: Vec<Pattern>,
    /// What the landlord itself promises beyond the Code.
    #[serde(skip)]
    pub promise: Option<Promise>,
}

/// A landlord's own limits, each stricter than the Code's.
#[derive(Debug, Clone)]
pub struct Promise {
    pub limit: Option<Period>,
    pub at_least: Option<Period>,
    pub total_limit: Option<Period>,
    pub severity: Severity,
    /// Where the landlord wrote it.
    pub place: Place,
}

/// A limit on the working days between two days of a letter.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct DatesCheck {
    /// Where the limit starts to run; of several, the latest counts.
    pub from: Vec<Start>,
    /// The same where the letter gives none of `from`.
    pub otherwise: Vec<Start>,
    /// Where it ends: the first of these that the letter dates.
    pub to: Vec<Moment>,
    /// Working days.
    pub limit: Period,
    /// Reads the dates of this stage, of both and of none.
    pub stage: Option<u8>,
    /// Where one holds, the dates decide nothing.
    pub unless: Vec<Pattern>,
    /// What a letter over the limit does, for the reader.
    pub because: Option<String>,
    /// What the landlord itself promises beyond the Code.
    #[serde(skip)]
    pub promise: Option<Promise>,
}

/// A day that a letter tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Moment {
    /// The letter's own date.
    Letter,
    /// An index into [`DateWords::events`].
    Event(usize),
}

/// A moment, or some working days after it: "acknowledgement + 10 working days".
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Start {
    pub moment: Moment,
    /// Working days.
    pub then: u32,
}

/// The words that tell what happened, or will, on a day.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct DateWords {
    /// What may stand before a letter's own date: "Date", "Sent".
    pub labels: Vec<String>,
    /// "Dear …": the letter's own date stands above.
    pub salutation: Vec<Formula>,
    /// Names of events, each once.
    pub events: Vec<String>,
    pub words: Vec<EventWords>,
}

/// Formulas that begin or end with the date of an event.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct EventWords {
    /// Index into [`DateWords::events`].
    pub event: usize,
    /// The letters in which they mean it; empty for all.
    pub kinds: Vec<Kind>,
    /// The stage it belongs to, whatever else the sentence speaks of.
    pub stage: Option<u8>,
    pub says: Vec<Formula>,
}

/// An exact form of words.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct DefinitionCheck {
    /// The words, with `{name}` where a substitution of that name is accepted.
    pub text: String,
    pub text_place: Place,
    pub introduced: Vec<Formula>,
    /// Begins a definition: "an expression of dissatisfaction".
    pub opening: Formula,
    pub substitutions: Vec<Substitution>,
    pub editions: Vec<OlderEdition>,
    pub limbs: Vec<Limb>,
    /// What may not be added.
    pub narrowed: Vec<Pattern>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Substitution {
    /// The Code's words.
    pub of: String,
    pub accepts: Vec<String>,
    /// Also the landlord's own name.
    pub own_name: bool,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct OlderEdition {
    pub name: String,
    pub text: String,
}

/// A part of the definition that must survive a paraphrase.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Limb {
    pub name: String,
    pub says: Vec<Formula>,
}

/// Whether a body can be reached by what the document says.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct ContactCheck {
    /// The body, as in `contacts.toml`.
    pub body: String,
    /// Old or wrong routes only are a breach.
    pub breached: Vec<Pattern>,
    /// A statement that must be there too.
    pub with: Vec<Pattern>,
}

/// The route of a [`Contact`] that is only a mail-merge field.
pub const FIELD: &str = "field";

/// A route to an Ombudsman, right now or once.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Contact {
    pub body: String,
    /// `phone`, `web`, `post`, `email`; `name` only names the body, `field` is a field where details should stand.
    pub route: String,
    pub words: Vec<Formula>,
    /// First day on which it no longer works for a new case.
    pub until: Option<jiff::civil::Date>,
    pub note: Option<String>,
    /// What to write instead; begins with a verb.
    pub instead: Option<String>,
    /// What may stand in its place without anybody having to decide; the first that can be written counts.
    pub mend: Vec<Replacement>,
}

/// Words that may be put in the place of others.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Replacement {
    /// The words that go; the longest match counts.
    pub says: Formula,
    pub write: String,
    /// What a link behind these words leads to from now on.
    pub link: Option<String>,
}

/// A title or words by which a document's kind is guessed.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct KindSign {
    pub kind: Kind,
    pub title: Vec<Formula>,
    pub says: Vec<Formula>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Example {
    pub verdict: ExampleVerdict,
    pub text: String,
    pub kind: Option<Kind>,
    /// The words to be underlined.
    pub marks: Option<String>,
    /// A document handed in with it: for rows that are replayed against documents.
    pub beside: Option<String>,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ExampleVerdict {
    Met,
    Weak,
    Breached,
    Missing,
    /// Says nothing to the point: neither met nor breached.
    Silent,
}

impl Check {
    /// Its name in a rule's table.
    pub fn name(&self) -> &'static str {
        match self {
            Check::Statement(_) => "statement",
            Check::Timescale(_) => "timescale",
            Check::Definition(_) => "definition",
            Check::Contact(_) => "contact",
            Check::Dates(_) => "dates",
            Check::Row(_) => "row",
        }
    }

    /// What the landlord promises beyond the Code, where this check judges it.
    pub fn promise(&self) -> Option<&Promise> {
        match self {
            Check::Timescale(check) => check.promise.as_ref(),
            Check::Dates(check) => check.promise.as_ref(),
            Check::Statement(_) | Check::Definition(_) | Check::Contact(_) | Check::Row(_) => None,
        }
    }

    /// Whether it only knows what a document may not say: silence is what passes.
    pub fn only_contradicts(&self) -> bool {
        matches!(self, Check::Statement(check) if check.met.is_empty() && check.weak.is_empty())
    }
}

impl Rule {
    /// Whether it reads documents of this kind, where its element arises there.
    pub fn reads(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

impl Ruleset {
    /// Lower-case hexadecimal SHA-256 over the texts of all its files, each with its length, in their order.
    pub fn sha256(&self) -> String {
        let texts = self.files.iter().map(Source::text);
        let all: String = texts.map(|text| format!("{}\n{text}", text.len())).collect();
        crate::source::sha256(all.as_bytes())
    }

    pub fn element(&self, id: &str) -> Option<(&Provision, &Element)> {
        self.provisions
            .iter()
            .find_map(|p| p.elements.iter().find(|e| e.id == id).map(|e| (p, e)))
    }

    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provisions.iter().find(|p| p.id == id)
    }

    /// The ids of all provisions, elements and rules.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let provisions = self.provisions.iter();
        let of_code =
            provisions.flat_map(|p| std::iter::once(p.id.as_str()).chain(p.elements.iter().map(|e| e.id.as_str())));
        of_code.chain(self.rules.iter().map(|r| r.id.as_str()))
    }

    /// Elements that neither a rule nor an attestation decides. A complete Code has none.
    pub fn undecided(&self) -> impl Iterator<Item = &Element> {
        let elements = self.provisions.iter().flat_map(|p| &p.elements);
        elements.filter(|e| e.attest.is_none() && !self.rules.iter().any(|rule| rule.element == e.id))
    }

    /// Whether a place is in the landlord's own rules, not in those of the Code.
    pub fn is_own(&self, place: Place) -> bool {
        self.house.as_ref().is_some_and(|house| place.file >= house.first_file)
    }

    /// The source text of a place in the ruleset's own files.
    pub fn file(&self, place: Place) -> &Source {
        &self.files[place.file]
    }
}
