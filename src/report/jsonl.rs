//! One finding a line, each a JSON object: for `jq`, log stores and scripts.

use super::item::{Item, Run};
use super::json::{Evidence, Excused};
use crate::finding::Verdict;
use crate::ruleset::Severity;
use serde::Serialize;

/// A finding on a line of its own.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Line<'a> {
    path: &'a str,
    kind: &'static str,
    provision: &'a str,
    element: &'a str,
    rule: &'a str,
    verdict: Verdict,
    severity: Severity,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    /// The first of the words a person would change; for something missing, where it would belong.
    at: Evidence<'a>,
    /// Whether `at` is only where something missing would belong.
    near: bool,
    /// Further words that belong to the same finding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Evidence<'a>>,
    /// The same in the next version of the document, whatever line it has moved to.
    fingerprint: String,
    #[serde(flatten)]
    excused: Excused<'a>,
}

/// All findings of a run.
pub fn answer(run: Run<'_>) -> String {
    let mut out = String::new();
    for item in run.items() {
        out.push_str(&serde_json::to_string(&line(&item)).expect("a finding has only strings and numbers"));
        out.push('\n');
    }
    out
}

fn line<'a>(item: &'a Item<'a>) -> Line<'a> {
    let source = &item.judged.source;
    Line {
        path: source.name(),
        kind: item.judged.kind.name(),
        provision: item.provision(),
        element: &item.finding.element,
        rule: item.rule(),
        verdict: item.finding.verdict,
        severity: item.finding.severity,
        message: item.headline(),
        help: item.help(),
        at: Evidence::of(item.span, source),
        near: item.is_near(),
        also: item.also().into_iter().map(|s| Evidence::of(s, source)).collect(),
        fingerprint: item.fingerprint(),
        excused: Excused::of(item.finding),
    }
}
