//! The answer other programs read. Lines and columns count from 1, columns in Unicode scalar values.

use super::form::{self, json::FormJson};
use super::item::Run;
use super::{Judged, sentences};
use crate::assess::{ElementVerdict, ProvisionVerdict};
use crate::evidence::Form;
use crate::finding::{Excuse, Finding, Lapse, Verdict, Waiver};
use crate::kind::Kind;
use crate::problem::Problem;
use crate::ruleset::{Ruleset, Severity};
use crate::source::{Source, Span};
use serde::Serialize;

/// Names the shape of the answer; changes when a consumer would have to.
const SCHEMA: &str = "ombudlint-assessment-1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Answer<'a> {
    schema: &'static str,
    tool: Tool,
    /// The day by which routes were judged to be open.
    today: String,
    documents: Vec<Document<'a>>,
    /// All documents together, in the Code's order; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    self_assessment: Option<FormJson<'a>>,
    /// Files that were not read, and why.
    unchecked: Vec<Unchecked<'a>>,
    /// What is to be said of settings: waivers that nothing needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    settings: Vec<Aside<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Unchecked<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    reason: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Aside<'a> {
    path: &'a str,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Document<'a> {
    path: &'a str,
    kind: &'static str,
    code: &'a str,
    sha256: String,
    /// That the kind was guessed; what is wrong with a waiver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note<'a>>,
    provisions: Vec<Provision<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Note<'a> {
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    span: Evidence<'a>,
}

/// The landlord's explanation why it does not comply: the answer is "No, by the day after".
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Waived<'a> {
    reason: &'a str,
    /// The last day on which it holds.
    until: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    granted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'a str>,
    #[serde(rename = "approved-by", skip_serializing_if = "Option::is_none")]
    approved_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minute: Option<&'a str>,
}

/// A waiver that has ended.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Lapsed {
    /// The last day on which it held.
    until: String,
    /// Days since then.
    days: i32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Provision<'a> {
    id: &'a str,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<Waived<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    elements: Vec<Element<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Evidence<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingJson<'a>>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Element<'a> {
    id: &'a str,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<Waived<'a>>,
    evidence: Vec<Evidence<'a>>,
    findings: Vec<FindingJson<'a>>,
}

/// Words of a document with their place; the end is after the last character.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Evidence<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    quote: &'a str,
}

/// What is wrong, where, and what to write instead.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindingJson<'a> {
    rule: &'a str,
    severity: Severity,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    /// The words a person would change; empty when something is missing.
    spans: Vec<Evidence<'a>>,
    #[serde(flatten)]
    excused: Excused<'a>,
}

/// Why a finding does not count, or why it counts again.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Excused<'a> {
    /// The landlord explains why it does not comply: the finding does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<Waived<'a>>,
    /// A waiver for it that has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    lapsed: Option<Lapsed>,
    /// Whether the baseline knows it: then it does not count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    known: bool,
}

/// The answer for all documents, indented, with a line break at the end.
pub fn answer(run: Run<'_>, form: Option<&Form>) -> String {
    let answer = Answer {
        schema: SCHEMA,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        today: run.today.to_string(),
        documents: run.judged.iter().map(document).collect(),
        self_assessment: form.map(form::json::answer),
        unchecked: run
            .unchecked
            .iter()
            .map(|u| Unchecked {
                path: &u.path,
                line: u.at.map(|at| at.line),
                column: u.at.map(|at| at.column),
                reason: &u.reason,
            })
            .collect(),
        settings: run
            .asides
            .iter()
            .map(|aside| Aside {
                path: aside.source.name(),
                notes: notes(&aside.list, &aside.source),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&answer).expect("an answer has only strings and numbers");
    text.push('\n');
    text
}

fn document(judged: &Judged) -> Document<'_> {
    let Judged {
        source,
        kind,
        ruleset,
        verdicts,
        notes,
    } = judged;
    let kind = *kind;
    let provisions = verdicts
        .iter()
        .filter_map(|p| provision(p, source, kind, ruleset))
        .collect();
    Document {
        path: source.name(),
        kind: kind.name(),
        code: &ruleset.id,
        sha256: source.sha256(),
        notes: self::notes(notes, source),
        provisions,
    }
}

fn notes<'a>(notes: &'a [Problem], source: &'a Source) -> Vec<Note<'a>> {
    let note = |n: &'a Problem| Note {
        severity: n.level,
        message: &n.message,
        help: n.help.as_deref(),
        span: Evidence::of(n.span, source),
    };
    notes.iter().map(note).collect()
}

fn provision<'a>(
    provision: &'a ProvisionVerdict,
    source: &'a Source,
    kind: Kind,
    ruleset: &'a Ruleset,
) -> Option<Provision<'a>> {
    let verdict = provision.verdict?;
    let make = |e: &'a ElementVerdict| {
        let findings = e.findings.iter().map(|f| finding(f, source, kind, ruleset)).collect();
        let evidence = e.evidence.iter().map(|s| Evidence::of(*s, source)).collect();
        e.verdict.map(|verdict| Element {
            id: &e.id,
            verdict,
            waived: e.waived().map(Waived::of),
            evidence,
            findings,
        })
    };
    let mut elements: Vec<Element> = provision.elements.iter().filter_map(make).collect();
    // A provision of one element carries its evidence itself.
    let single = provision.elements.len() == 1 && provision.elements[0].id == provision.id;
    let own = if single { elements.pop() } else { None };
    let (evidence, findings) = own.map(|e| (e.evidence, e.findings)).unzip();
    Some(Provision {
        id: &provision.id,
        verdict,
        waived: provision.waived().map(Waived::of),
        elements,
        evidence,
        findings,
    })
}

impl<'a> Excused<'a> {
    pub fn of(finding: &'a Finding) -> Self {
        Excused {
            waived: finding.waiver().map(Waived::of),
            lapsed: finding.lapse.map(Lapsed::of),
            known: finding.excuse == Some(Excuse::Known),
        }
    }
}

impl<'a> Waived<'a> {
    pub fn of(waiver: &'a Waiver) -> Waived<'a> {
        Waived {
            reason: &waiver.reason,
            until: waiver.until.to_string(),
            granted: waiver.granted.map(|d| d.to_string()),
            instead: waiver.instead.as_deref(),
            approved_by: waiver.approved_by.as_deref(),
            minute: waiver.minute.as_deref(),
        }
    }
}

impl Lapsed {
    pub fn of(lapse: Lapse) -> Lapsed {
        Lapsed {
            until: lapse.until.to_string(),
            days: lapse.days,
        }
    }
}

fn finding<'a>(finding: &'a Finding, source: &'a Source, kind: Kind, ruleset: &'a Ruleset) -> FindingJson<'a> {
    FindingJson {
        rule: &ruleset.rules[finding.rule].id,
        severity: finding.severity,
        message: sentences::headline(finding, kind, ruleset),
        help: sentences::help(finding, ruleset),
        spans: finding.spans.iter().map(|s| Evidence::of(*s, source)).collect(),
        excused: Excused::of(finding),
    }
}

impl<'a> Evidence<'a> {
    pub fn of(span: Span, source: &'a Source) -> Evidence<'a> {
        let (start, end) = (source.position(span.start), source.position(span.end));
        Evidence {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            quote: source.slice(span),
        }
    }
}
