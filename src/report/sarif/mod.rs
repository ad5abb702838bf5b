//! SARIF 2.1.0, the format of code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//! Lines and columns count from 1, columns in Unicode code points; an end is after the last character.

mod rules;
mod uri;

use super::Judged;
use super::item::{Item, Run, noted};
use super::sentences;
use crate::finding::Excuse;
use crate::source::{Position, Source, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Names the way in which fingerprints are made; changes when they do.
const FINGERPRINT: &str = "ombudlint/v1";

/// The log of a run.
pub fn answer(run: Run<'_>) -> String {
    let rulesets = run.rulesets();
    let (rules, index) = rules::all(&rulesets);
    let results: Vec<Value> = run
        .judged
        .iter()
        .enumerate()
        .flat_map(|(n, judged)| run.items_of(judged).map(move |item| (item, n)))
        .map(|(item, n)| result(&item, n, &index))
        .collect();
    let listed: Vec<Value> = rulesets
        .iter()
        .map(|r| json!({ "id": r.id, "title": r.title, "source": r.source }))
        .collect();
    let artifacts: Vec<Value> = run.judged.iter().map(artifact).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "shortDescription": { "text": "Checks complaint policies and letters against a Complaint Handling Code." },
                "notifications": notifications(),
                "rules": rules,
                "properties": { "rulesets": listed },
            }},
            "invocations": [{
                "executionSuccessful": !run.unchecked.iter().any(|u| u.failed),
                "toolExecutionNotifications": told(run),
                "properties": { "today": run.today.to_string() },
            }],
            "originalUriBaseIds": { uri::ROOT: { "description": {
                "text": "The folder in which ombudlint was run."
            }}},
            "artifacts": artifacts,
            "results": results,
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "defaultEncoding": "utf-8",
            "language": "en-GB",
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("a log has only strings and numbers");
    text.push('\n');
    text
}

fn artifact(judged: &Judged) -> Value {
    json!({
        "location": uri::location(judged.source.name()),
        "roles": ["analysisTarget"],
        "mimeType": "text/markdown",
        "encoding": "utf-8",
        "length": judged.source.text().len(),
        "hashes": { "sha-256": judged.source.sha256() },
        "properties": { "kind": judged.kind.name() },
    })
}

fn result(item: &Item, artifact: usize, index: &BTreeMap<String, usize>) -> Value {
    let source = &item.judged.source;
    let mut message = item.message();
    if item.is_near() {
        message.push_str(" The marked words are where it would belong.");
    }
    let rule = rules::id(item.rule_itself());
    let mut result = json!({
        "ruleId": rule,
        "level": sentences::level(item.finding.severity),
        "message": { "text": message },
        "locations": [physical(source, item.span, Some(artifact))],
        "partialFingerprints": { FINGERPRINT: item.fingerprint() },
        "properties": {
            "provision": item.provision(),
            "element": item.finding.element,
            "verdict": item.finding.verdict,
            "near": item.is_near(),
        },
    });
    if let Some(index) = index.get(&rule) {
        result["ruleIndex"] = (*index).into();
    }
    let also: Vec<Value> = item
        .also()
        .into_iter()
        .map(|s| physical(source, s, Some(artifact)))
        .collect();
    if !also.is_empty() {
        result["relatedLocations"] = also.into();
    }
    if let (Some(excuse), Some(words)) = (&item.finding.excuse, item.excuse()) {
        result["suppressions"] = json!([suppression(excuse, &words)]);
    }
    result
}

fn suppression(excuse: &Excuse, words: &str) -> Value {
    match excuse {
        Excuse::Waived(waiver) => json!({
            "kind": "external",
            "status": "accepted",
            "justification": words,
            "properties": { "until": waiver.until.to_string(), "approvedBy": waiver.approved_by, "minute": waiver.minute },
        }),
        Excuse::Known => json!({ "kind": "external", "status": "accepted", "justification": words }),
    }
}

fn physical(source: &Source, span: Span, artifact: Option<usize>) -> Value {
    let mut location = uri::location(source.name());
    if let Some(artifact) = artifact {
        location["index"] = artifact.into();
    }
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({ "physicalLocation": {
        "artifactLocation": location,
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "snippet": { "text": source.slice(span) },
        },
    }})
}

/// The kinds of notification that a run may hold.
fn notifications() -> Value {
    let kind = |id: &str, what: &str, help: &str| {
        json!({
            "id": id,
            "shortDescription": { "text": what },
            "fullDescription": { "text": what },
            "help": { "text": help },
        })
    };
    json!([
        kind(
            "not-checked",
            "A file was not checked.",
            "The message says why, and what to do."
        ),
        kind(
            "note",
            "Something to know about a document.",
            "It says how a document was read, or what is wrong with a waiver."
        ),
    ])
}

/// Files that were not checked, and notes on those that were.
fn told(run: Run<'_>) -> Vec<Value> {
    let unchecked = run.unchecked.iter().map(|unchecked| {
        let mut place = json!({ "artifactLocation": uri::location(&unchecked.path) });
        if let Some(Position { line, column }) = unchecked.at {
            place["region"] = json!({ "startLine": line, "startColumn": column });
        }
        json!({
            "descriptor": { "id": "not-checked", "index": 0 },
            "level": if unchecked.failed { "error" } else { "note" },
            "message": { "text": sentences::whole(&unchecked.reason) },
            "locations": [{ "physicalLocation": place }],
        })
    });
    let artifact = |source: &Source| run.judged.iter().position(|j| std::ptr::eq(&j.source, source));
    let notes = run.notes().map(|(source, problem)| {
        json!({
            "descriptor": { "id": "note", "index": 1 },
            "level": sentences::level(problem.level),
            "message": { "text": noted(problem) },
            "locations": [physical(source, problem.span, artifact(source))],
        })
    });
    unchecked.chain(notes).collect()
}
