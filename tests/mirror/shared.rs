//! The shapes of the other files of a ruleset.

use super::{KindName, Texts};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// `code.toml`: which Code a folder is.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "code.toml of a ruleset of ombudlint"
)]
pub struct Code {
    id: String,
    title: String,
    /// Where the Code's text was read.
    source: String,
}

/// `contacts.toml`: ways to reach a body, and the day on which they closed.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "contacts.toml of a ruleset of ombudlint"
)]
pub struct Contacts {
    contact: Option<Vec<Contact>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contact {
    body: String,
    /// `phone`, `web`, `post`, `email`, `name`.
    route: String,
    words: Option<Texts>,
    /// The first day on which it no longer works, in quotes.
    until: Option<super::Day>,
    note: Option<String>,
    /// What to write instead; begins with a verb.
    instead: Option<String>,
    /// What `ombudlint fix` may write in its place.
    mend: Option<Vec<Replacement>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Replacement {
    /// The formula of the words that go.
    says: String,
    /// What stands there then.
    write: String,
    /// Where a link behind these words leads from now on.
    link: Option<String>,
}

/// `kinds.toml`: the signs by which a document's kind is guessed.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "kinds.toml of a ruleset of ombudlint"
)]
pub struct KindSigns {
    kind: Option<Vec<KindSign>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KindSign {
    name: KindName,
    title: Option<Texts>,
    says: Option<Texts>,
}

/// `lexicon.toml`: the field's vocabulary.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "lexicon.toml of a ruleset of ombudlint"
)]
pub struct Lexicon {
    /// Named lists of phrases.
    concepts: Option<BTreeMap<String, Texts>>,
    negation: Option<Negation>,
    /// Formulas by which the reading tells context, standing and stage, by name.
    markers: Option<BTreeMap<String, Texts>>,
    process: Option<Vec<Process>>,
    event: Option<Vec<Event>>,
}

/// Words that deny, and those that decide how far they reach.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Negation {
    words: Option<Texts>,
    /// Formulas that hold such a word and deny nothing.
    harmless: Option<Texts>,
    /// Open a clause of their own.
    clause_openers: Option<Texts>,
    /// Verbs that a "not" behind them denies.
    auxiliaries: Option<Texts>,
    /// The same, but only to their own sentence.
    copulas: Option<Texts>,
    /// What begins with them after a pause only adds to the clause.
    additions: Option<Texts>,
    /// May be what a verb is done to.
    objects: Option<Texts>,
    /// After an object they show that it was one.
    after_objects: Option<Texts>,
    /// After a "not" they make a limit of it.
    comparing: Option<Texts>,
    /// Make a clause that only tells a case or a thing.
    subordinators: Option<Texts>,
    /// A "not" before them forbids nothing.
    leaving_open: Option<Texts>,
    /// The same, if a "to" follows.
    leaving_open_before_to: Option<Texts>,
    /// These deny the clause whose subject they open: "no service has …".
    denying_subjects: Option<Texts>,
    /// A "not" after them forbids whatever follows.
    prohibiting: Option<Texts>,
    /// Open a remark between commas that a denial reaches past: "nobody, whatever their tenure, is …".
    remarks: Option<Texts>,
    /// Denied, they deny the clause after them: "it is not the case that …".
    claims: Option<Texts>,
    /// Deny what they set something against, whatever that is: "rather than".
    contrasting: Option<Texts>,
    /// Join what is denied with what comes after it.
    joining: Option<Texts>,
}

/// What a timescale times.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Process {
    name: String,
    /// What a stage's time times where nothing else is said: "Stage 1: 10 working days".
    of_stage: Option<bool>,
    words: Option<Texts>,
}

/// What starts a clock.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Event {
    name: String,
    /// Events happen in this order; equal for those that are the same to a Code.
    order: Option<u32>,
    /// The process that a time which starts here times where nothing else says it.
    times: Option<String>,
    words: Option<Texts>,
}

/// `bank-holidays.toml`: the days that are no working days.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "bank-holidays.toml of a ruleset of ombudlint"
)]
pub struct BankHolidays {
    source: String,
    checked: super::Day,
    year: Option<Vec<Year>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Year {
    year: u32,
    days: Option<Vec<super::Day>>,
    /// Days that the usual rule does not give.
    one_off: Option<Vec<super::Day>>,
    /// Days that the usual rule gives and that were no holiday.
    not_kept: Option<Vec<super::Day>>,
}

/// `dates.toml`: what a letter's dates are the dates of.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "dates.toml of a ruleset of ombudlint"
)]
pub struct DateWords {
    letter: Option<LetterDate>,
    dated: Option<Vec<Dated>>,
}

/// Where a letter's own date stands.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LetterDate {
    labels: Option<Texts>,
    salutation: Option<Texts>,
}

/// Words that tell what a date is the date of.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dated {
    event: String,
    kinds: Option<super::Kinds>,
    stage: Option<u32>,
    words: Option<Texts>,
}
