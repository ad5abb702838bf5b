//! `--format gitlab`.

use crate::texts::{assert_valid, findings, folders, number, said, text, words};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn issues(folder: &Path) -> Vec<Value> {
    let report: Value = serde_json::from_str(&said(folder, "gitlab")).expect("JSON");
    assert_valid("tests/schemas/gitlab-code-quality.schema.json", &report);
    report.as_array().expect("a list").clone()
}

#[test]
fn an_issue_stands_at_the_words_of_its_finding() {
    for folder in folders() {
        let issues = issues(folder);
        let mut found = issues.iter().filter(|i| text(i, "/check_name").contains('/'));
        for finding in findings(folder) {
            let issue = found.next().expect("an issue for each finding");
            let code = format!("{}/{}", text(&finding, "/element"), text(&finding, "/rule"));
            assert_eq!(text(issue, "/check_name"), code);
            let at = |end: &str| {
                let of = |key: &str| number(issue, &format!("/location/positions/{end}/{key}"));
                (of("line"), of("column"))
            };
            let path = text(issue, "/location/path");
            assert_eq!(
                words(folder, path, at("begin"), at("end")),
                text(&finding, "/at/quote"),
                "{path}"
            );
            assert_eq!(number(issue, "/location/lines/begin"), at("begin").0);
        }
        assert!(found.next().is_none());
    }
}

#[test]
fn no_two_issues_share_a_fingerprint() {
    for folder in folders() {
        let issues = issues(folder);
        let prints: BTreeSet<&str> = issues.iter().map(|i| text(i, "/fingerprint")).collect();
        assert_eq!(prints.len(), issues.len());
    }
}

#[test]
fn a_file_that_could_not_be_checked_blocks() {
    let issues = issues(folders()[1]);
    let of = |path: &str| issues.iter().find(|i| text(i, "/location/path") == path);
    assert_eq!(of("no-text.md").map(|i| text(i, "/severity")), Some("blocker"));
    assert!(of("minutes.md").is_none());
}
