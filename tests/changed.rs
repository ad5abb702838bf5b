//! `check --changed`: what a commit affects is checked, and nothing else.

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use support::run::{run, write};
use tempfile::TempDir;

const FAULTY: &str = "---\nkind: leaflet\n---\n\n# Complaints\n\nAt stage 1 we answer in full within 15 working days of acknowledging the complaint.\n";
const SOUND: &str = include_str!("../fixtures/compliant/stage-1-response.md");

/// A faulty and a sound document, and own rules and a baseline that the settings name.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| write(folder.path(), name, text);
    write("old.md", FAULTY);
    write("letters/sound.md", SOUND);
    write("rules/ours.toml", "extends = \"hos-2024\"\ntitle = \"Ours\"\n");
    write("known.json", &baseline());
    write("ombudlint.toml", "rulesets = [\"rules\"]\nbaseline = \"known.json\"\n");
    write("pyproject.toml", "[project]\nname = \"site\"\n");
    write("package.json", "{}\n");
    folder
}

/// A baseline that knows nothing of these documents.
fn baseline() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "sound.md", SOUND);
    run(folder.path(), &["check", "--write-baseline", "known.json", "sound.md"]);
    support::run::read(folder.path(), "known.json")
}

/// The documents that were judged when these files changed, and the exit status.
fn judged(folder: &Path, changed: &[&str]) -> (BTreeSet<String>, i32) {
    let more = ["check", "--verbose", "--today", "2026-11-22", "--changed"];
    let run = run(folder, &[&more[..], changed].concat());
    let read = run.err.lines().filter_map(|line| line.split_once(": read as"));
    (read.map(|(path, _)| path.to_owned()).collect(), run.status)
}

fn paths(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_document_is_checked_alone() {
    let folder = folder();
    assert_eq!(
        judged(folder.path(), &["letters/sound.md"]),
        (paths(&["letters/sound.md"]), 0)
    );
    assert_eq!(judged(folder.path(), &["old.md"]), (paths(&["old.md"]), 1));
}

#[test]
fn what_all_documents_are_judged_by_has_all_of_them_checked() {
    let folder = folder();
    let all = (paths(&["letters/sound.md", "old.md"]), 1);
    for file in ["ombudlint.toml", "rules/ours.toml", "./rules/ours.toml", "known.json"] {
        assert_eq!(judged(folder.path(), &[file]), all, "{file}");
        assert_eq!(judged(folder.path(), &["letters/sound.md", file]), all, "{file}");
    }
    // A file that went away, too.
    std::fs::remove_file(folder.path().join("rules/ours.toml")).expect("it was there");
    write(
        folder.path(),
        "rules/more.toml",
        "extends = \"hos-2024\"\ntitle = \"Ours\"\n",
    );
    assert_eq!(judged(folder.path(), &["rules/ours.toml"]), all);
}

#[test]
fn settings_of_a_folder_below_name_their_own_rules() {
    let folder = folder();
    write(
        folder.path(),
        "letters/ombudlint.toml",
        "rulesets = [\"strict.toml\"]\n",
    );
    write(
        folder.path(),
        "letters/strict.toml",
        "extends = \"hos-2024\"\ntitle = \"Strict\"\n\n[[promise]]\nelement = \"6.3\"\nlimit = \"5 working days\"\nseverity = \"error\"\n",
    );
    let (documents, status) = judged(folder.path(), &["letters/strict.toml"]);
    assert_eq!((documents, status), (paths(&["letters/sound.md", "old.md"]), 1));
}

#[test]
fn rules_of_the_command_line_count_too() {
    let folder = folder();
    write(folder.path(), "mine.toml", "extends = \"hos-2024\"\ntitle = \"Mine\"\n");
    assert_eq!(judged(folder.path(), &["mine.toml"]), (paths(&[]), 0));
    let (documents, _) = judged(folder.path(), &["mine.toml", "--ruleset", "mine.toml"]);
    assert_eq!(documents, paths(&["letters/sound.md", "old.md"]));
}

#[test]
fn other_files_affect_nothing() {
    let folder = folder();
    assert_eq!(
        judged(folder.path(), &["pyproject.toml", "package.json"]),
        (paths(&[]), 0)
    );
    assert_eq!(
        judged(folder.path(), &["pyproject.toml", "letters/sound.md"]),
        (paths(&["letters/sound.md"]), 0)
    );
    assert_eq!(judged(folder.path(), &[]), (paths(&[]), 0));
}
