//! The shape of `self-assessment.toml`.

use super::Texts;
use super::rules::Rule;
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// `self-assessment.toml`: what filled self-assessments look like, and the rules for their rows.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename_all = "kebab-case",
    title = "self-assessment.toml of a ruleset of ombudlint"
)]
pub struct Forms {
    /// Named lists of phrases.
    concepts: Option<BTreeMap<String, Texts>>,
    columns: Option<Columns>,
    answers: Option<Answers>,
    references: Option<References>,
    layout: Option<Layout>,
    signs: Option<Signs>,
    count: Option<Vec<Count>>,
    form: Option<Vec<QuestionForm>>,
    rule: Option<Vec<Rule>>,
}

/// The words that landlords put over a column or before a field.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Columns {
    number: Option<Texts>,
    requirement: Option<Texts>,
    answer: Option<Texts>,
    yes: Option<Texts>,
    no: Option<Texts>,
    evidence: Option<Texts>,
    commentary: Option<Texts>,
}

/// What stands in the column of answers.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Answers {
    yes: Option<Texts>,
    no: Option<Texts>,
    /// Understood as yes, and reported.
    means_yes: Option<Texts>,
    /// Understood as no, and reported.
    means_no: Option<Texts>,
    partly: Option<Texts>,
    not_applicable: Option<Texts>,
    /// Marks in a column that is itself an answer.
    marks: Option<Texts>,
}

/// Words that send the reader to another row.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct References {
    /// Stand before a number.
    to: Option<Texts>,
    /// The row before.
    above: Option<Texts>,
    /// May stand between, or beside, without saying anything of their own.
    filler: Option<Texts>,
    /// Papers whose own numbers are meant.
    papers: Option<Texts>,
}

/// How a form is laid out.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layout {
    /// What people write where they have nothing to write.
    blank: Option<Texts>,
    /// Stand before a provision's number.
    row_heads: Option<Texts>,
    /// Begin a heading between rows.
    part_heads: Option<Texts>,
    /// Begin what comes after the last row.
    endings: Option<Texts>,
    /// Before a date they make it a deadline.
    deadlines: Option<Texts>,
    /// Before a date they make it a day on which something is, or was.
    on_a_day: Option<Texts>,
}

/// Formulas that tell what a row's words come to.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signs {
    /// The duty is not met.
    denied: Option<Texts>,
    /// The same, where the Code asks for something to be done.
    denied_duty: Option<Texts>,
    /// Still to be done.
    planned: Option<Texts>,
    /// In the Code's own text: this provision forbids.
    forbids: Option<Texts>,
    #[schemars(rename = "papers-of-stage-1")]
    papers_of_stage_1: Option<Texts>,
    #[schemars(rename = "papers-of-stage-2")]
    papers_of_stage_2: Option<Texts>,
}

/// Something that is counted, told by the words around the figure.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Count {
    name: String,
    says: Option<Texts>,
}

/// A form of an older Code, made of questions without numbers.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuestionForm {
    name: String,
    section: Option<Vec<QuestionSection>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuestionSection {
    title: String,
    questions: Option<Texts>,
    /// Questions that are not answered by yes or no.
    open: Option<Texts>,
}
