//! The answer other programs read.

use crate::assess::{ElementVerdict, ProvisionVerdict};
use crate::kind::Kind;
use crate::ruleset::Ruleset;
use crate::source::{Source, Span};
use serde_json::{Value, json};

pub fn document(source: &Source, kind: Kind, ruleset: &Ruleset, verdicts: &[ProvisionVerdict]) -> Value {
    let provisions: Vec<Value> = verdicts
        .iter()
        .filter(|p| p.verdict.is_some())
        .map(|p| {
            let elements: Vec<Value> = p.elements.iter().filter(|e| e.verdict.is_some()).map(|e| element(e, source)).collect();
            json!({ "id": p.id, "verdict": p.verdict, "elements": elements, "evidence": p.elements.iter().filter(|e| e.id == p.id).flat_map(|e| &e.evidence).map(|s| evidence(*s, source)).collect::<Vec<_>>() })
        })
        .collect();
    json!({ "path": source.name(), "kind": kind.name(), "code": ruleset.id, "sha256": source.sha256(), "provisions": provisions })
}

fn element(element: &ElementVerdict, source: &Source) -> Value {
    json!({ "id": element.id, "verdict": element.verdict, "evidence": element.evidence.iter().map(|s| evidence(*s, source)).collect::<Vec<_>>() })
}

fn evidence(span: Span, source: &Source) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({ "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column, "quote": source.slice(span) })
}
