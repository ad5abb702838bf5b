//! The commands and the settings of `docs/author.md` do what the page says, as they stand there.

#![cfg(unix)]

mod support;

use regex::Regex;
use serde_json::Value;
use support::page::{Step, bash, blocks, walk};
use support::run::{read, write};
use support::text;
use tempfile::TempDir;

/// The commands of the page's console blocks, for a folder with a faulty policy in two versions.
const COMMANDS: &[Step] = &[
    ("pandoc policy.docx --to gfm --wrap=none --output policy.md", None),
    ("ombudlint check policy.md", Some(1)),
    ("ombudlint explain 6.4", Some(0)),
    ("ombudlint fix --diff policy.md", Some(1)),
    ("ombudlint fix policy.md", Some(1)),
    ("ombudlint check --write-baseline ombudlint-baseline.json", Some(0)),
    ("ombudlint check --baseline ombudlint-baseline.json", Some(0)),
    ("ombudlint facts policy.md --element 6.3", Some(0)),
    (
        "ombudlint new stage-1-response letters --landlord \"Millbeck District Council\"",
        Some(0),
    ),
    ("ombudlint check letters", Some(0)),
    ("ombudlint compare policy-2023.md policy-2024.md", Some(0)),
];

fn documents() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |from: &str, to: &str| write(folder.path(), to, text(from));
    copy("fixtures/example/complaints-policy.md", "policy.md");
    copy("fixtures/compare/policy-2023.md", "policy-2023.md");
    copy("fixtures/compare/policy-2024.md", "policy-2024.md");
    std::fs::create_dir(folder.path().join("letters")).expect("a folder");
    folder
}

#[test]
fn the_way_from_a_document_to_a_clean_check_can_be_walked() {
    let documents = documents();
    let folder = documents.path();
    walk(&text("docs/author.md"), COMMANDS, folder, |_, _| ());
    let letter = read(folder, "letters/stage-1-response.md");
    // As the page says of a letter to be sent.
    write(
        folder,
        "letters/stage-1-response.md",
        letter.replace("template: true", "template: false"),
    );
    let checked = bash(folder, "ombudlint check letters", &[]);
    assert_eq!(
        checked.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&checked.stdout)
    );
}

#[test]
fn an_editor_reads_every_finding_with_the_pattern_of_the_page() {
    let tasks: Value = serde_json::from_str(&blocks(&text("docs/author.md"), "json").join("\n")).expect("JSON");
    let task = &tasks["tasks"][0];
    let pattern = &task["problemMatcher"]["pattern"];
    let regexp = Regex::new(pattern["regexp"].as_str().expect("a text")).expect("a pattern");
    let documents = documents();
    // A field that was left unfilled is told without a number of the Code.
    write(
        documents.path(),
        "sent.md",
        "---\nkind: stage-1-response\ntemplate: false\n---\n\nDear {{name}}\n",
    );
    let output = bash(documents.path(), task["command"].as_str().expect("a text"), &[]);
    let report = String::from_utf8(output.stdout).expect("UTF-8");
    let mut codes = 0;
    for line in report.lines() {
        let found = regexp.captures(line).unwrap_or_else(|| panic!("not read: {line}"));
        let group = |name: &str| {
            let number = pattern[name].as_u64().expect("a number") as usize;
            found.get(number).map_or("", |group| group.as_str())
        };
        assert!(documents.path().join(group("file")).is_file(), "{line}");
        assert!(["error", "warning", "note"].contains(&group("severity")), "{line}");
        assert!(group("line").parse::<usize>().is_ok() && group("column").parse::<usize>().is_ok());
        assert!(!group("message").is_empty(), "{line}");
        codes += usize::from(group("code").contains('/'));
    }
    let told = report.lines().count();
    assert!(
        codes > 8 && codes < told,
        "{codes} of {told} have a number of the Code:\n{report}"
    );
}
