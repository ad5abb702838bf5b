//! The commands of `docs/gate.md` and `action.yml` do what the page says, run as they stand there.

#![cfg(unix)]

mod support;

use std::path::Path;
use support::page::{Step, bash, blocks, walk};
use support::run::{read, write};
use support::text;
use tempfile::TempDir;

/// The commands of the page's console blocks. A faulty policy lies in `policies`, a sound letter in `letters`.
const COMMANDS: &[Step] = &[
    (
        "cargo install --locked --git https://github.com/ombudlint/ombudlint",
        None,
    ),
    ("ombudlint check", Some(1)),
    ("ombudlint init --pre-commit", Some(0)),
    ("ombudlint check --write-baseline ombudlint-baseline.json", Some(0)),
    ("ombudlint check", Some(0)),
    ("pre-commit install", None),
    (
        "ombudlint check --format junit policies letters > ombudlint.xml",
        Some(0),
    ),
    (
        "ombudlint check --format jsonl | jq -r 'select(.severity == \"error\") | \"\\(.path):\\(.at.line)\"'",
        None,
    ),
    (
        "ombudlint completions bash > ~/.local/share/bash-completion/completions/ombudlint",
        Some(0),
    ),
    ("ombudlint man ~/.local/share/man/man1", Some(0)),
];

/// A landlord's repository, with a home folder in it.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |from: &str, to: &str| write(folder.path(), to, text(from));
    copy("fixtures/example/complaints-policy.md", "policies/complaints.md");
    copy("fixtures/compliant/stage-1-response.md", "letters/stage-1.md");
    write(
        folder.path(),
        ".home/.local/share/bash-completion/completions/other",
        "",
    );
    folder
}

#[test]
fn the_way_from_nothing_to_a_passing_gate_can_be_walked() {
    let repository = repository();
    let folder = repository.path();
    walk(&text("docs/gate.md"), COMMANDS, folder, |line, told| {
        if line.contains("--write-baseline") {
            assert!(told.contains("as `baseline` in `ombudlint.toml`"), "{told}");
            // As the page says after it.
            let settings = read(folder, "ombudlint.toml");
            let named = settings.replace(
                "# baseline = \"ombudlint-baseline.json\"",
                "baseline = \"ombudlint-baseline.json\"",
            );
            assert_ne!(settings, named);
            write(folder, "ombudlint.toml", &named);
        }
    });
    assert!(read(folder, "ombudlint.xml").contains("<testsuite "));
    assert!(folder.join(".home/.local/share/man/man1/ombudlint-check.1").exists());
    // A new fault shuts the gate again.
    write(folder, "letters/new.md", text("fixtures/example/stage-1-response.md"));
    assert_eq!(bash(folder, "ombudlint check", &[]).status.code(), Some(1));
}

#[test]
fn the_job_on_gitlab_writes_its_reports_and_holds_the_gate() {
    let lines = blocks(&text("docs/gate.md"), "yaml");
    let script: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.trim().strip_prefix("- ombudlint "))
        .collect();
    assert_eq!(script.len(), 3, "{script:?}");
    let repository = repository();
    let run = |folder: &Path| -> Vec<Option<i32>> {
        let lines = script.iter().map(|line| format!("ombudlint {line}"));
        lines.map(|line| bash(folder, &line, &[]).status.code()).collect()
    };
    assert_eq!(run(repository.path()), [Some(0), Some(0), Some(1)]);
    let issues: serde_json::Value =
        serde_json::from_str(&read(repository.path(), "gl-code-quality-report.json")).expect("JSON");
    assert!(issues.as_array().is_some_and(|issues| issues.len() > 5));
    assert!(read(repository.path(), "ombudlint.xml").contains("<failure"));
    std::fs::remove_file(repository.path().join("policies/complaints.md")).expect("it was there");
    assert_eq!(run(repository.path()), [Some(0), Some(0), Some(0)]);
    // What cannot be checked stops the job at its first line.
    write(repository.path(), "letters/wrong.md", "---\nkind: leaflt\n---\n");
    assert_eq!(run(repository.path())[0], Some(1));
}

#[test]
fn the_action_writes_a_log_and_then_fails_where_something_is_wrong() {
    let action = text("action.yml");
    let steps: Vec<&str> = action
        .lines()
        .filter_map(|line| line.trim().strip_prefix("run: "))
        .filter(|line| line.starts_with("ombudlint "))
        .collect();
    assert_eq!(steps.len(), 2, "{steps:?}");
    let repository = repository();
    let folder = repository.path();
    let summary = folder.join("summary.md");
    let run = |paths: &str, arguments: &str| -> Vec<Option<i32>> {
        let variables = [
            ("PATHS", paths),
            ("ARGUMENTS", arguments),
            ("SARIF", "ombudlint.sarif"),
            ("GITHUB_STEP_SUMMARY", summary.to_str().expect("UTF-8")),
        ];
        // As the runner starts bash.
        let runner = |step: &&str| format!("set -eo pipefail\n{step}");
        steps
            .iter()
            .map(|step| bash(folder, &runner(step), &variables).status.code())
            .collect()
    };
    assert_eq!(run("policies letters", ""), [Some(0), Some(1)]);
    let log: serde_json::Value = serde_json::from_str(&read(folder, "ombudlint.sarif")).expect("JSON");
    assert!(log["runs"][0]["results"].as_array().is_some_and(|r| r.len() > 5));
    assert!(read(folder, "summary.md").contains("| policies/complaints.md |"));
    assert_eq!(run("letters", "--deny warnings"), [Some(0), Some(0)]);
    write(folder, "letters/wrong.md", "---\nkind: leaflt\n---\n");
    assert_eq!(run("letters", ""), [Some(0), Some(2)]);
}
