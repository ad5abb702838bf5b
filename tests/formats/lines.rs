//! `--format jsonl`.

use crate::texts::{assert_valid, findings, folders, number, text, words};
use serde_json::Value;

/// Reads every quotation in a value back from its document; returns how many.
pub fn read_back(folder: &std::path::Path, path: &str, value: &Value) -> usize {
    let inside = match value {
        Value::Object(map) => map.values().map(|v| read_back(folder, path, v)).sum(),
        Value::Array(list) => list.iter().map(|v| read_back(folder, path, v)).sum(),
        _ => 0,
    };
    if value.get("quote").is_none() {
        return inside;
    }
    let start = (number(value, "/line"), number(value, "/column"));
    let end = (number(value, "/end_line"), number(value, "/end_column"));
    assert_eq!(
        words(folder, path, start, end),
        text(value, "/quote"),
        "{path} {start:?}"
    );
    inside + 1
}

#[test]
fn quotations_are_the_words_at_their_place() {
    for folder in folders() {
        for finding in findings(folder) {
            assert!(read_back(folder, text(&finding, "/path"), &finding) > 0);
        }
    }
}

#[test]
fn lines_and_assessments_are_valid_by_their_published_schemas() {
    for folder in folders() {
        for finding in findings(folder) {
            assert_valid("docs/schemas/finding.schema.json", &finding);
        }
        let answer = serde_json::from_str(&crate::texts::said(folder, "json")).expect("JSON");
        assert_valid("docs/schemas/assessment.schema.json", &answer);
    }
    let whole = assert_cmd::cargo::cargo_bin_cmd!("ombudlint")
        .current_dir(folders()[0])
        .args(["assess", "example", "compliant", "--today", "2026-11-01"])
        .output();
    let answer = serde_json::from_slice(&whole.expect("the program starts").stdout).expect("JSON");
    assert_valid("docs/schemas/assessment.schema.json", &answer);
}

#[test]
fn the_assessment_quotes_the_words_at_their_place() {
    for folder in folders() {
        let answer: Value = serde_json::from_str(&crate::texts::said(folder, "json")).expect("JSON");
        let documents = answer["documents"].as_array().expect("documents");
        let count: usize = documents.iter().map(|d| read_back(folder, text(d, "/path"), d)).sum();
        assert!(count > 200, "{count} quotations");
    }
}
