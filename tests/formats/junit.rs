//! `--format junit`.

use crate::texts::{findings, folders, said, text, words};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};
use serde_json::Value;
use std::path::Path;

fn report(folder: &Path) -> Report {
    Report::deserialize_from_str(&said(folder, "junit")).expect("JUnit XML")
}

/// What a case tells of its findings: each a line of place, level and headline, and one of the words.
fn told(case: &TestCase) -> String {
    let failure = match &case.status {
        TestCaseStatus::NonSuccess { description, .. } => description.as_ref().map(|d| d.as_str().to_owned()),
        _ => None,
    };
    let rest = case.system_out.as_ref().map(|o| o.as_str().to_owned());
    format!("{}\n{}", failure.unwrap_or_default(), rest.unwrap_or_default())
}

/// XML makes every line break a line feed.
fn as_in_xml(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What the text of a case tells: the line of each finding up to its headline, where its words end, and the words.
fn entries<'a>(told: &'a str, path: &str) -> Vec<(&'a str, (u64, u64), &'a str)> {
    let pieces: Vec<&str> = told.split("words up to ").collect();
    let entry = |pair: &[&'a str]| {
        let line = &pair[0][pair[0].rfind(&format!("{path}:")).expect("a place")..];
        let (end, rest) = pair[1].split_once(": “").expect("words");
        let quote = match rest.split_once("”\n") {
            Some((quote, _)) => quote,
            None => rest.trim_end().strip_suffix('”').expect("words end"),
        };
        let (to_line, to_column) = end.split_once(':').expect("an end");
        let end = (to_line.parse().expect("a number"), to_column.parse().expect("a number"));
        (&line[..line.find("]: ").expect("a rule") + 1], end, quote)
    };
    pieces.windows(2).map(entry).collect()
}

#[test]
fn a_report_is_read_back_with_the_words_of_every_finding() {
    for folder in folders() {
        let report = report(folder);
        let mut found = Vec::new();
        for suite in &report.test_suites {
            let path = suite.name.as_str();
            for case in &suite.test_cases {
                let told = told(case);
                for (place, end, quote) in entries(&told, path) {
                    let mut start = place[path.len() + 1..]
                        .split(':')
                        .map(|n| n.parse().unwrap_or_default());
                    let start = (start.next().unwrap_or_default(), start.next().unwrap_or_default());
                    assert_eq!(as_in_xml(&words(folder, path, start, end)), quote, "{place}");
                    let element = case.name.as_str().split(' ').next().expect("a number");
                    assert!(
                        place.contains(&format!("[{element}/")),
                        "{place} in the case of {element}"
                    );
                    found.push(format!("{place} {quote}"));
                }
            }
        }
        let quote = |f: &Value| as_in_xml(text(f, "/at/quote"));
        let mut known: Vec<String> = findings(folder)
            .iter()
            .map(|f| format!("{} {}", place(f), quote(f)))
            .collect();
        found.sort();
        known.sort();
        let differ = found.iter().zip(&known).find(|(a, b)| a != b);
        assert!(differ.is_none(), "{differ:?}");
        assert_eq!(found.len(), known.len());
    }
}

/// How a case's text names the place and the rule of a finding.
fn place(finding: &Value) -> String {
    let level = match text(finding, "/severity") {
        "advice" => "note",
        level => level,
    };
    format!(
        "{}:{}:{}: {level}[{}/{}]",
        text(finding, "/path"),
        finding["at"]["line"],
        finding["at"]["column"],
        text(finding, "/element"),
        text(finding, "/rule")
    )
}

#[test]
fn a_case_fails_where_the_exit_status_would() {
    let report = report(folders()[1]);
    let failed = |path: &str| {
        let suite = report
            .test_suites
            .iter()
            .find(|s| s.name.as_str() == path)
            .expect("a suite");
        let kind = |c: &TestCase| match &c.status {
            TestCaseStatus::NonSuccess { kind, .. } => Some(*kind),
            _ => None,
        };
        suite.test_cases.iter().filter_map(kind).collect::<Vec<_>>()
    };
    assert_eq!(failed("no-text.md"), [NonSuccessKind::Error]);
    assert_eq!(failed("minutes.md"), []);
    let errors = |path: &str| {
        let of = |f: &&Value| f["path"] == path && f["severity"] == "error";
        let elements = findings(folders()[1]);
        let elements: std::collections::BTreeSet<String> = elements
            .iter()
            .filter(of)
            .map(|f| text(f, "/element").to_owned())
            .collect();
        elements.len()
    };
    assert_eq!(failed("plain.md").len(), errors("plain.md"));
    assert!(!failed("plain.md").is_empty());
}
