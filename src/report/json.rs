//! The answer other programs read. Lines and columns count from 1, columns in Unicode scalar values.

use super::{Judged, sentences};
use crate::assess::{ElementVerdict, ProvisionVerdict};
use crate::finding::{Finding, Verdict};
use crate::kind::Kind;
use crate::ruleset::{Ruleset, Severity};
use crate::source::{Source, Span};
use serde::Serialize;

/// Names the shape of the answer; changes when a consumer would have to.
const SCHEMA: &str = "ombudlint-assessment-1";

#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    tool: Tool,
    /// The day by which routes were judged to be open.
    today: String,
    documents: Vec<Document<'a>>,
    /// Files that were not read, and why.
    unchecked: Vec<Unchecked<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Unchecked<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: &'static str,
    code: &'a str,
    sha256: String,
    provisions: Vec<Provision<'a>>,
}

#[derive(Serialize)]
struct Provision<'a> {
    id: &'a str,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    elements: Vec<Element<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Evidence<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingJson<'a>>>,
}

#[derive(Serialize)]
struct Element<'a> {
    id: &'a str,
    verdict: Verdict,
    evidence: Vec<Evidence<'a>>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    quote: &'a str,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'a str,
    severity: Severity,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    /// The words a person would change; empty when something is missing.
    spans: Vec<Evidence<'a>>,
}

/// The answer for all documents, indented, with a line break at the end.
pub fn answer(
    judged: &[Judged],
    unchecked: &[(String, String)],
    ruleset: &Ruleset,
    today: jiff::civil::Date,
) -> String {
    let answer = Answer {
        schema: SCHEMA,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        today: today.to_string(),
        documents: judged
            .iter()
            .map(|j| document(&j.source, j.kind, ruleset, &j.verdicts))
            .collect(),
        unchecked: unchecked
            .iter()
            .map(|(path, reason)| Unchecked { path, reason })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&answer).expect("an answer has only strings and numbers");
    text.push('\n');
    text
}

fn document<'a>(
    source: &'a Source,
    kind: Kind,
    ruleset: &'a Ruleset,
    verdicts: &'a [ProvisionVerdict],
) -> Document<'a> {
    let provisions = verdicts
        .iter()
        .filter_map(|p| provision(p, source, kind, ruleset))
        .collect();
    Document {
        path: source.name(),
        kind: kind.name(),
        code: &ruleset.id,
        sha256: source.sha256(),
        provisions,
    }
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
        let evidence = e.evidence.iter().map(|s| evidence(*s, source)).collect();
        e.verdict.map(|verdict| Element {
            id: &e.id,
            verdict,
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
        elements,
        evidence,
        findings,
    })
}

fn finding<'a>(finding: &Finding, source: &'a Source, kind: Kind, ruleset: &'a Ruleset) -> FindingJson<'a> {
    FindingJson {
        rule: &ruleset.rules[finding.rule].id,
        severity: finding.severity,
        message: sentences::headline(finding, kind, ruleset),
        help: sentences::help(finding, ruleset),
        spans: finding.spans.iter().map(|s| evidence(*s, source)).collect(),
    }
}

fn evidence(span: Span, source: &Source) -> Evidence<'_> {
    let (start, end) = (source.position(span.start), source.position(span.end));
    Evidence {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        quote: source.slice(span),
    }
}
