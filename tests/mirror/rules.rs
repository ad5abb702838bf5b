//! The shape of a section of a ruleset and of own rules.

use super::{KindName, Kinds, Severity, Texts};
use ombudlint::ruleset::RowFault;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Rules: one section of a Code, or a landlord's own rules over a shipped ruleset (then with `extends`).
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case", title = "Rules of ombudlint")]
pub struct Rules {
    /// Own rules: the shipped ruleset they are laid over.
    extends: Option<String>,
    /// Own rules: what they are called.
    title: Option<String>,
    /// Own rules: phrases added to concepts of the lexicon.
    words: Option<BTreeMap<String, Texts>>,
    /// Named lists of phrases.
    concepts: Option<BTreeMap<String, Texts>>,
    /// Own rules: ways to reach a body of one's own.
    contact: Option<Vec<super::shared::Contact>>,
    /// Own rules: limits stricter than the Code's.
    promise: Option<Vec<Promise>>,
    /// Own rules: other weights, further kinds of document.
    change: Option<Vec<Change>>,
    provision: Option<Vec<Provision>>,
    rule: Option<Vec<Rule>>,
}

/// A limit stricter than the Code's.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Promise {
    element: String,
    /// At most this long: `5 working days`.
    limit: Option<String>,
    /// At least this long: `24 months`.
    at_least: Option<String>,
    total_limit: Option<String>,
    severity: Option<Severity>,
}

/// What a duty of the Code weighs, and which further kinds of document must say it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Change {
    element: String,
    severity: Option<Severity>,
    required_in: Option<Kinds>,
}

/// A provision: its words and the duties in it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Provision {
    /// Its number, as a text: as a number 6.10 is 6.1.
    id: String,
    text: String,
    /// Why no document can show it, if so.
    attest: Option<String>,
    /// Speaks of an event that may not have arisen: a self-assessment may answer neither yes nor no.
    may_not_arise: Option<bool>,
    element: Option<Vec<Element>>,
}

/// A separable duty of a provision.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Element {
    /// The provision's number, a dot and a name; the number alone for a provision of one duty.
    id: String,
    title: String,
    /// What a signed statement has to show, when practice decides.
    attest: Option<String>,
    /// How much it weighs when it is missing; an error unless said.
    severity: Option<Severity>,
    /// Exceptions by kind of document.
    severity_in: Option<BTreeMap<String, Severity>>,
    required_in: Option<Kinds>,
    checked_in: Option<Kinds>,
    /// `false`: the Code allows no exception, and no waiver excuses it.
    waivable: Option<bool>,
}

/// One way of deciding an element.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    id: String,
    /// What it decides; left out by rules on the rows of a form.
    element: Option<String>,
    title: String,
    /// The kinds of document it reads; without it all of its element.
    kinds: Option<Kinds>,
    check: Check,
    explain: Option<Explain>,
    fix: Option<Fix>,
    example: Option<Vec<Example>>,
}

/// What `ombudlint fix` may do.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fix {
    /// Take out the words that say otherwise, once somebody has decided so.
    remove: Option<bool>,
    /// The paragraph to begin with, where `write` tells of a case.
    begin: Option<String>,
}

/// One of the kinds of check.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Check {
    statement: Option<Statement>,
    timescale: Option<Timescale>,
    definition: Option<Definition>,
    contact: Option<Reaching>,
    dates: Option<Dates>,
    row: Option<Row>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Explain {
    why: String,
    /// A wording that would pass.
    write: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    verdict: ExampleVerdict,
    text: String,
    kind: Option<KindName>,
    /// The words of `text` to be underlined.
    marks: Option<String>,
    /// A document handed in with it, read as a complaints policy: for rows that are replayed against documents.
    beside: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum ExampleVerdict {
    Met,
    Weak,
    Breached,
    Missing,
    Silent,
}

/// Is it said?
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Statement {
    met: Option<Patterns>,
    weak: Option<Patterns>,
    breached: Option<Patterns>,
    not_applicable: Option<Patterns>,
    /// The separable halves of the duty.
    parts: Option<Texts>,
    /// How many parts are enough; all unless said.
    enough: Option<u32>,
    /// From how many parts on it is weak rather than missing.
    weak_from: Option<u32>,
    stage: Option<u32>,
    neutral: Option<bool>,
    /// A statement of no stage counts only if this holds in it or near it.
    about: Option<String>,
    each_stage: Option<bool>,
    slot: Option<bool>,
    contact: Option<String>,
}

/// A formula, or formulas, each alone or with conditions.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Patterns {
    One(String),
    Many(Vec<FormulaOrPattern>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum FormulaOrPattern {
    Formula(String),
    Pattern(Box<Pattern>),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pattern {
    says: String,
    near: Option<String>,
    unless: Option<String>,
    under: Option<String>,
    nowhere: Option<String>,
    others: Option<bool>,
    stage: Option<u32>,
    within: Option<Within>,
    part: Option<String>,
    /// The sentence shown to the writer.
    because: Option<String>,
    severity: Option<Severity>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Within {
    Statement,
    Paragraph,
    Exclusion,
    Heading,
}

/// Is the figure within the limit?
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Timescale {
    process: String,
    from: Option<String>,
    limit: Option<String>,
    at_least: Option<String>,
    total_limit: Option<String>,
    any: Option<bool>,
    stage: Option<u32>,
    neutral: Option<bool>,
    severity: Option<Severity>,
    each_stage: Option<bool>,
    softened: Option<Patterns>,
}

/// Is it word for word?
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Definition {
    text: String,
    opening: String,
    introduced: Option<Texts>,
    narrowed: Option<Patterns>,
    substitution: Option<Vec<Substitution>>,
    edition: Option<Vec<Edition>>,
    limb: Option<Vec<Limb>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Substitution {
    of: String,
    accepts: Option<Texts>,
    own_name: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Edition {
    name: String,
    text: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limb {
    name: String,
    says: Option<Texts>,
}

/// Can the body be reached?
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reaching {
    body: String,
    breached: Option<Patterns>,
    with: Option<Patterns>,
}

/// Are a letter's own dates within the limit?
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dates {
    /// `10 working days`.
    limit: String,
    /// Events from which it counts.
    from: Texts,
    /// Events that count where the letter tells none of `from`.
    otherwise: Option<Texts>,
    /// Events that have to come in time.
    to: Texts,
    stage: Option<u32>,
    unless: Option<Patterns>,
    because: Option<String>,
}

/// Has a row of a filled self-assessment this fault?
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    finds: Fault,
    severity: Severity,
}

/// The faults of rows, from the program's own list.
pub struct Fault;

impl JsonSchema for Fault {
    fn schema_name() -> Cow<'static, str> {
        "Fault".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = RowFault::ALL.iter().map(|(name, _)| *name).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}
