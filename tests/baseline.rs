//! Start today, see only what is new: findings are known again by their rule and words, not by their lines.

mod support;

use std::path::Path;
use support::run::{Run, read, run, write};
use tempfile::TempDir;

const FAULTS: &str = "---\nkind: leaflet\n---\n\n# Complaints\n\nAt stage 1 we answer Mrs Fotherington in full within 15 working days of acknowledging the complaint.\n\n- At stage 1 we answer in full within 14 working days of acknowledging your complaint.\n- At stage 1 we answer in full within 14 working days of acknowledging your complaint.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "letters/a.md", FAULTS);
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    let mut all = vec!["check", "--today", "2026-11-22", "--format", "short"];
    all.extend(arguments);
    run(folder, &all)
}

fn written() -> TempDir {
    let folder = folder();
    let run = check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    folder
}

#[test]
fn what_is_known_is_counted_and_does_not_fail() {
    let folder = written();
    let run = run(
        folder.path(),
        &["check", "--today", "2026-11-22", "--baseline", "known.json"],
    );
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(
        run.out.contains("letters/a.md (leaflet): nothing new to mend; "),
        "{}",
        run.out
    );
    let before = check(folder.path(), &[]).out.lines().count();
    assert!(
        run.out.contains(&format!("; {before} in the baseline\n")),
        "{}",
        run.out
    );
    assert_eq!(check(folder.path(), &[]).status, 1, "without it all is as before");
}

#[test]
fn fifty_lines_above_change_nothing_and_a_new_fault_is_told() {
    let folder = written();
    let moved = FAULTS.replacen(
        "# Complaints\n",
        &format!("# Complaints\n{}", "\nOur office is open on Mondays.\n".repeat(25)),
        1,
    );
    write(folder.path(), "letters/a.md", &moved);
    let run = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    write(folder.path(), "letters/a.md", moved.replace("15 working", "16 working"));
    let run = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.lines("[6.3/").len(), 1, "{}", run.out);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
}

#[test]
fn of_two_with_the_same_words_a_third_is_new() {
    let folder = written();
    let line = "- At stage 1 we answer in full within 14 working days of acknowledging your complaint.\n";
    write(folder.path(), "letters/a.md", format!("{FAULTS}{line}"));
    let run = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(run.lines("[6.3/").len(), 1, "{}", run.out);
}

#[test]
fn no_word_of_a_document_is_in_it_and_it_is_the_same_each_time() {
    let folder = written();
    let first = read(folder.path(), "known.json");
    assert!(!first.contains("Fotherington") && !first.contains("working"), "{first}");
    let entries: Vec<&str> = first.lines().filter(|l| l.contains("fingerprint")).collect();
    let mut sorted = entries.clone();
    sorted.sort_unstable();
    assert!(entries.len() > 2 && entries == sorted, "{first}");
    check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!(read(folder.path(), "known.json"), first);
}

#[test]
fn writing_it_for_one_document_keeps_the_others() {
    let folder = written();
    let first = read(folder.path(), "known.json");
    write(folder.path(), "b.md", FAULTS);
    check(folder.path(), &["--write-baseline", "known.json", "b.md"]);
    let both = read(folder.path(), "known.json");
    let known = |text: &str| text.lines().filter(|l| l.contains("\"letters/a.md\"")).count();
    assert_eq!(known(&both), known(&first));
    assert_eq!(check(folder.path(), &["--baseline", "known.json"]).out, "");
}

#[test]
fn settings_may_name_it_for_their_documents() {
    let folder = written();
    write(folder.path(), "ombudlint.toml", "baseline = \"known.json\"\n");
    assert_eq!(check(folder.path(), &[]).status, 0);
    let inside = check(&folder.path().join("letters"), &["a.md"]);
    assert_eq!((inside.status, inside.out.as_str()), (0, ""), "{}", inside.err);
}

#[test]
fn pruning_takes_out_what_is_mended_or_gone() {
    let folder = folder();
    write(folder.path(), "b.md", FAULTS);
    check(folder.path(), &["--write-baseline", "known.json"]);
    write(
        folder.path(),
        "letters/a.md",
        FAULTS.replace("15 working", "10 working"),
    );
    std::fs::remove_file(folder.path().join("b.md")).expect("a file");
    let hint = check(folder.path(), &["--baseline", "known.json"]);
    hint.tells(&["1 known finding", "ombudlint baseline --prune known.json"]);
    let run = run(
        folder.path(),
        &["baseline", "--prune", "known.json", "--today", "2026-11-22"],
    );
    assert_eq!(run.status, 0, "{}", run.err);
    let text = read(folder.path(), "known.json");
    assert!(!text.contains("\"b.md\""), "{text}");
    assert_eq!(text.matches("\"6.3\"").count(), 2, "{text}");
    let again = support::run::run(
        folder.path(),
        &["baseline", "--prune", "known.json", "--today", "2026-11-22"],
    );
    assert!(again.out.contains(": 0 taken out"), "{}", again.out);
    assert_eq!(read(folder.path(), "known.json"), text);
}

#[test]
fn what_is_no_baseline_is_told_with_its_place() {
    let folder = folder();
    for (text, told) in [
        ("{\n  \"findings\": [,]\n}\n", "known.json:2:1"),
        (
            "{\"schema\": \"something-else\", \"findings\": []}\n",
            "known.json:1:13",
        ),
        ("", "known.json"),
    ] {
        write(folder.path(), "known.json", text);
        let run = check(folder.path(), &["--baseline", "known.json"]);
        assert_eq!(run.status, 2, "{}", run.err);
        run.tells(&[told]);
    }
    assert_eq!(check(folder.path(), &["--baseline", "none.json"]).status, 2);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_told_and_nothing_is_left_behind() {
    let folder = folder();
    let run = check(folder.path(), &["--write-baseline", "nowhere/known.json"]);
    assert_eq!(run.status, 3, "{}", run.err);
    run.tells(&["nowhere/known.json could not be written"]);
    use std::os::unix::fs::PermissionsExt;
    check(folder.path(), &["--write-baseline", "known.json"]);
    let known = folder.path().join("known.json");
    std::fs::set_permissions(&known, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!(
        known.metadata().expect("it is there").permissions().mode() & 0o777,
        0o640
    );
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|e| e.file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}
