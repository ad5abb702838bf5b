//! `--format jsonl`.

use crate::texts::{findings, folders, number, text, words};
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
fn the_assessment_quotes_the_words_at_their_place() {
    for folder in folders() {
        let answer: Value = serde_json::from_str(&crate::texts::said(folder, "json")).expect("JSON");
        let documents = answer["documents"].as_array().expect("documents");
        let count: usize = documents.iter().map(|d| read_back(folder, text(d, "/path"), d)).sum();
        assert!(count > 200, "{count} quotations");
    }
}
