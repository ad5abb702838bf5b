//! `compare`: what a new version changes, and nothing else.

use assert_cmd::Command;
use std::path::Path;

const OLD: &str = "fixtures/compare/policy-2023.md";
const NEW: &str = "fixtures/compare/policy-2024.md";

fn compare(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ombudlint"));
    command
        .current_dir(folder)
        .args(["compare", "--today", "2024-08-06"])
        .args(arguments);
    let output = command.output().expect("runs");
    (String::from_utf8(output.stdout).expect("is text"), output.status.code())
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The five changes of a Cabinet paper of 2024: the time limit, the call about the draft, stage 2 in twenty days,
/// extensions, the Ombudsman's details in every letter.
#[test]
fn the_five_key_changes_are_named_and_nothing_else() {
    let (list, _) = compare(here(), &[OLD, NEW, "--format", "cabinet"]);
    let items: Vec<&str> = list.lines().filter(|line| line.starts_with("- 1.")).collect();
    assert_eq!(items.len(), 5, "{list}");
    assert!(
        !list.contains("no longer met"),
        "every change is for the better: {list}"
    );
    for (item, begins, says) in [
        (
            items[0],
            "- 1.1 When to complain: ",
            ["within six months", "becomes", "within 12 months"],
        ),
        (
            items[1],
            "- 1.2 Stage 1: ",
            ["goes through the draft with you", "is taken out", ""],
        ),
        (
            items[2],
            "- 1.3 Stage 2: ",
            ["within 10 working days", "becomes", "within 20 working days"],
        ),
        (
            items[3],
            "- 1.4 If we need more time: ",
            [
                "10 working days at stage 1",
                "20 working days at stage 2",
                "is introduced",
            ],
        ),
        (
            items[4],
            "- 1.5 The Housing Ombudsman: ",
            ["with our stage 2 response", "becomes", "with every letter"],
        ),
    ] {
        assert!(item.starts_with(begins), "{item}");
        let mut rest = item;
        for words in says {
            let at = rest
                .find(words)
                .unwrap_or_else(|| panic!("{words:?} is not in, or not there in, {item}"));
            rest = &rest[at..];
        }
    }
}

#[test]
fn what_is_fixed_and_what_is_worse_follows_the_direction() {
    let (text, _) = compare(here(), &[OLD, NEW, "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    let of = |answer: &serde_json::Value, id: &str| {
        let changes = answer["documents"][0]["changes"].as_array().expect("a list").clone();
        let shifts: Vec<_> = changes
            .iter()
            .flat_map(|c| c["elements"].as_array().expect("a list").clone())
            .collect();
        shifts
            .iter()
            .find(|s| s["element"] == id)
            .map(|s| s["change"].as_str().expect("a word").to_owned())
    };
    for id in ["2.3.limit", "5.9", "6.4.limit", "6.15.limit"] {
        assert_eq!(of(&answer, id).as_deref(), Some("fixed"), "{id}");
    }
    assert_eq!(of(&answer, "6.14").as_deref(), Some("reworded"));
    let (text, status) = compare(here(), &[NEW, OLD, "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    assert_eq!(of(&answer, "2.3.limit").as_deref(), Some("worse"));
    assert_eq!(status, Some(1), "something got worse");
}

#[test]
fn the_same_document_has_no_changes_even_when_it_is_laid_out_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(here().join(NEW)).expect("reads");
    std::fs::write(folder.path().join("a.md"), &text).expect("writes");
    std::fs::write(
        folder.path().join("b.md"),
        text.replace("your complaint", "your\n**complaint**")
            .replace("\n\n", "\n\n\n"),
    )
    .expect("writes");
    let (told, status) = compare(folder.path(), &["a.md", "b.md"]);
    assert!(told.contains("not a word has changed"), "{told}");
    assert!(
        told.contains("0 fixed, 0 worse; 72 of 72 provisions are as they were"),
        "{told}"
    );
    assert_eq!(status, Some(0));
}

#[test]
fn two_revisions_are_compared_without_touching_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |arguments: &[&str]| {
        let run = std::process::Command::new("git")
            .current_dir(folder.path())
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output();
        let output = run.expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let write = |name: &str| {
        let policies = folder.path().join("policies");
        std::fs::create_dir_all(&policies).expect("a folder");
        std::fs::copy(here().join(name), policies.join("complaints.md")).expect("copies");
    };
    git(&["init", "-q"]);
    write(OLD);
    git(&["add", "."]);
    git(&["commit", "-qm", "old"]);
    write(NEW);
    git(&["commit", "-qam", "new"]);
    for operands in [
        ["HEAD~1", "HEAD"],
        ["HEAD~1:policies", "policies"],
        ["HEAD~1:policies/complaints.md", "policies/complaints.md"],
    ] {
        let (list, _) = compare(folder.path(), &[operands[0], operands[1], "--format", "cabinet"]);
        assert_eq!(list.matches("\n- 1.").count(), 5, "{operands:?}\n{list}");
    }
    let (_, status) = compare(folder.path(), &["HEAD~9", "HEAD"]);
    assert_eq!(status, Some(2));
}

#[test]
fn the_gap_table_has_three_columns() {
    let (table, _) = compare(here(), &[OLD, NEW, "--format", "gap-table"]);
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[0].starts_with("| Service related | Current policy | Suggested change"));
    for row in &rows {
        assert_eq!(row.matches(" | ").count(), 2, "{row}");
    }
    assert!(
        rows.iter().any(|row| row.contains("| Not said | If we need longer")),
        "{table}"
    );
}
