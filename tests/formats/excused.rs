//! What is waived is shown and marked in every format; what a baseline knows is never shown as new.

use crate::texts::{assert_valid, number, text};
use assert_cmd::cargo::cargo_bin_cmd;
use quick_junit::{Report, TestCaseStatus};
use serde_json::Value;
use std::path::Path;

const WAIVED: &str = "6.3/stage-1-answered-in-ten-days";
const REASON: &str = "two posts are vacant, 50% of the team";

/// A policy with one waived finding and one new one; the baseline knows the rest.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = std::fs::read_to_string(root.join("fixtures/example/complaints-policy.md")).expect("a fixture");
    let path = folder.path().join("policy.md");
    let mended = policy.replace("six months", "twelve months");
    std::fs::write(&path, mended).expect("a file");
    check(folder.path(), &["--write-baseline", "known.json"]);
    let waiver = format!("<!-- ombudlint: allow 6.3 reason=\"{REASON}\" until=2027-03-31 -->\n\n");
    let heading = policy
        .lines()
        .take(56)
        .filter(|l| l.starts_with('#'))
        .last()
        .expect("a heading");
    std::fs::write(&path, policy.replacen(heading, &format!("{waiver}{heading}"), 1)).expect("a file");
    folder
}

fn check(folder: &Path, more: &[&str]) -> String {
    let mut command = cargo_bin_cmd!("ombudlint");
    let command = command.current_dir(folder).env_remove("GITHUB_STEP_SUMMARY");
    let output = command
        .args(["check", "policy.md", "--today", "2026-11-01"])
        .args(more)
        .output();
    String::from_utf8(output.expect("the program starts").stdout).expect("UTF-8")
}

fn said(format: &str) -> String {
    check(folder().path(), &["--baseline", "known.json", "--format", format])
}

#[test]
fn a_log_suppresses_them_and_keeps_them() {
    let log: Value = serde_json::from_str(&said("sarif")).expect("JSON");
    assert_valid("tests/schemas/sarif-2.1.0.schema.json", &log);
    let results = log
        .pointer("/runs/0/results")
        .and_then(Value::as_array)
        .expect("results");
    let new: Vec<&str> = results
        .iter()
        .filter(|r| r.get("suppressions").is_none())
        .map(|r| text(r, "/ruleId"))
        .collect();
    assert_eq!(new, ["2.3.limit/time-to-complain"]);
    let waived = results.iter().find(|r| text(r, "/ruleId") == WAIVED).expect("is shown");
    assert!(text(waived, "/suppressions/0/justification").contains(REASON));
    assert_eq!(text(waived, "/suppressions/0/status"), "accepted");
}

#[test]
fn lines_say_why() {
    let lines = said("jsonl");
    let lines: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    for line in &lines {
        assert_valid("docs/schemas/finding.schema.json", line);
    }
    let waived: Vec<&Value> = lines.iter().filter(|l| l.get("waived").is_some()).collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(text(waived[0], "/waived/reason"), REASON);
    let known = lines.iter().filter(|l| l.get("known").is_some()).count();
    assert_eq!(known, lines.len() - 2);
}

#[test]
fn annotations_and_issues_are_of_the_new_and_the_waived() {
    let commands = said("github");
    let findings: Vec<&str> = commands.lines().filter(|l| l.contains('/')).collect();
    assert_eq!(findings.len(), 2, "{commands}");
    let waived = findings.iter().find(|l| l.contains(WAIVED)).expect("is shown");
    assert!(
        waived.starts_with("::notice ") && waived.contains("two posts are vacant, 50%25 of"),
        "{waived}"
    );
    let issues: Value = serde_json::from_str(&said("gitlab")).expect("JSON");
    assert_valid("tests/schemas/gitlab-code-quality.schema.json", &issues);
    let issues = issues.as_array().expect("a list");
    assert_eq!(issues.len(), 2);
    let waived = issues
        .iter()
        .find(|i| text(i, "/check_name") == WAIVED)
        .expect("is shown");
    assert_eq!(text(waived, "/severity"), "info");
    assert!(text(waived, "/description").contains(REASON) && number(waived, "/location/lines/begin") > 50);
}

#[test]
fn cases_are_skipped_with_the_reason() {
    let report = Report::deserialize_from_str(&said("junit")).expect("JUnit XML");
    let cases: Vec<_> = report.test_suites.iter().flat_map(|s| &s.test_cases).collect();
    let failed = cases
        .iter()
        .filter(|c| matches!(c.status, TestCaseStatus::NonSuccess { .. }));
    assert_eq!(failed.count(), 1);
    let waived = cases
        .iter()
        .find(|c| c.name.as_str().starts_with("6.3 "))
        .expect("a case");
    let TestCaseStatus::Skipped { message, .. } = &waived.status else {
        panic!("is not skipped: {waived:?}");
    };
    assert!(
        message.as_ref().is_some_and(|m| m.as_str().contains(REASON)),
        "{message:?}"
    );
}

#[test]
fn a_clerk_reads_what_is_waived_and_how_much_is_known() {
    let page = said("markdown");
    let known = said("jsonl").lines().filter(|l| l.contains("\"known\":true")).count();
    let row = format!("| policy.md | complaints policy | 1 | 0 | 1 | {known} |");
    assert!(known > 3 && page.contains(&row), "{page}");
    assert!(page.contains("### Waived, and not counted\n\n- **6.3 "), "{page}");
    assert!(
        page.contains("Waived until 2027-03-31: two posts are vacant, 50% of the team"),
        "{page}"
    );
    assert!(
        page.contains(&format!("In the baseline, and not listed: {known} findings.")),
        "{page}"
    );
}
