//! `init` finds out what it can, explains the rest, and overwrites nothing.

mod support;

use support::run::{read, run, write};

const POLICY: &str = "# Kestrel Homes complaints policy\n\nKestrel Homes wants to put things right. This policy says how Kestrel Homes answers complaints from residents at stage 1 and stage 2.\n";
const RESPONSE: &str = "# Stage 1 response\n\nDear resident,\n\nThis is our stage 1 response to your complaint. Our decision is that we uphold it.\n";

#[test]
fn what_can_be_found_out_is_filled_in_and_works() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "policy.md", POLICY);
    write(folder.path(), "letters/a [1].md", RESPONSE);
    write(folder.path(), "letters/b.md", RESPONSE);
    write(folder.path(), "README.md", "# Recipes\n\nButter the tin.\n");
    let made = run(folder.path(), &["init"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let settings = read(folder.path(), "ombudlint.toml");
    for line in [
        "rulesets = [\"hos-2024\"]",
        "landlord = [\"Kestrel Homes\"]",
        "complaints-policy = [\"/policy.md\"]",
        "stage-1-response = [\"letters/*.md\"]",
    ] {
        assert!(settings.lines().any(|l| l == line), "{line} is not in:\n{settings}");
    }
    let checked = run(folder.path(), &["check", "--today", "2026-11-22"]);
    assert!(!checked.out.contains("going by these words"), "{}", checked.out);
    assert!(!checked.err.contains("ombudlint.toml"), "{}", checked.err);
    assert_eq!(checked.status, 1);
}

#[test]
fn a_files_name_tells_its_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "letters/03 Escalation refusal letter.md", RESPONSE);
    write(folder.path(), "letters/04-stage-2-response-moorside.md", RESPONSE);
    assert_eq!(run(folder.path(), &["init"]).status, 0);
    let settings = read(folder.path(), "ombudlint.toml");
    for (kind, file) in [
        ("escalation-refusal-letter", "03 Escalation refusal letter.md"),
        ("stage-2-response", "04-stage-2-response-moorside.md"),
    ] {
        let line = settings.lines().find(|l| l.starts_with(&format!("{kind} = ")));
        assert!(line.is_some_and(|l| l.contains(file)), "{kind} is not in:\n{settings}");
    }
}

#[test]
fn every_setting_it_explains_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["init"]);
    let settings = read(folder.path(), "ombudlint.toml");
    // What is only explained, taken in: each line that begins like TOML.
    let lines = settings.lines().filter_map(|line| {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        (bare.contains(" = ") || bare.starts_with('[')).then_some(bare)
    });
    let all: Vec<&str> = lines.collect();
    let all = all
        .join("\n")
        .replace("\"some-rule\"", "\"6.10.limit\"")
        .replace("element     = \"…\"", "element = \"6.3\"");
    let all = all.replace("reason      = \"…\"", "reason = \"vacant\"");
    write(folder.path(), "ombudlint.toml", &all);
    write(
        folder.path(),
        "ombudlint-baseline.json",
        "{\"schema\": \"ombudlint-baseline-1\", \"findings\": []}",
    );
    write(folder.path(), "policy.md", POLICY);
    let checked = run(folder.path(), &["check", "--today", "2026-11-22"]);
    assert_eq!(checked.status, 1, "{all}\n{}", checked.err);
    for key in [
        "landlord",
        "exclude",
        "format",
        "baseline",
        "[kinds]",
        "[severity]",
        "[[waiver]]",
    ] {
        assert!(all.contains(key), "{key} is not in:\n{all}");
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "ombudlint.toml", "format = \"short\"\n");
    write(folder.path(), ".pre-commit-config.yaml", "repos: []\n");
    let made = run(folder.path(), &["init", "--pre-commit"]);
    assert_eq!(made.status, 2);
    made.tells(&["ombudlint.toml is already there"]);
    assert!(made.out.contains("- id: ombudlint"), "the entry is shown: {}", made.out);
    assert_eq!(read(folder.path(), "ombudlint.toml"), "format = \"short\"\n");
    assert_eq!(read(folder.path(), ".pre-commit-config.yaml"), "repos: []\n");
}

#[test]
fn the_entry_for_pre_commit_is_written_if_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["init"]);
    assert!(!folder.path().join(".pre-commit-config.yaml").exists());
    let other = tempfile::tempdir().expect("a folder");
    assert_eq!(run(other.path(), &["init", "--pre-commit", "."]).status, 0);
    let entry = read(other.path(), ".pre-commit-config.yaml");
    assert!(entry.starts_with("repos:\n  - repo: local\n"), "{entry}");
}
