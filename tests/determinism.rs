//! Same input, same bytes: the order of arguments, of the file system and of runs changes nothing.

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::Path;

const FORMATS: [&[&str]; 10] = [
    &["check", "--format", "human"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["check", "--format", "jsonl"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "junit"],
    &["check", "--format", "markdown"],
    &["assess"],
];

/// Documents with findings of all levels, one without a kind and one that is no text.
const DOCUMENTS: [&str; 6] = [
    "a.md",
    "letters/b.md",
    "letters/c.md",
    "no-kind.md",
    "no-text.md",
    "z.markdown",
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    };
    let fixture = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures/labelled")
            .join(name);
        std::fs::read(path).expect("a fixture")
    };
    write("a.md", &fixture("policies/06-calderhithe-city-council.md"));
    write(
        "letters/b.md",
        &fixture("letters/04-stage-1-response-pennard-and-oxleigh-trust.md"),
    );
    write(
        "letters/c.md",
        &fixture("letters/15-refusal-letter-castlemoor-homes.md"),
    );
    let policy = String::from_utf8(fixture("policies/08-marram-and-dune-homes.md")).expect("a text");
    write("no-kind.md", policy.replacen("\nkind:", "\n# kind:", 1).as_bytes());
    write("no-text.md", b"%PDF-1.7");
    write("z.markdown", &fixture("policies/02-borough-of-wexcombe.md"));
    folder
}

/// Both outputs and the status.
fn said(folder: &Path, format: &[&str], paths: &[&str]) -> (String, String, Option<i32>) {
    let mut command = cargo_bin_cmd!("ombudlint");
    let command = command
        .current_dir(folder)
        .args(format)
        .args(["--today", "2026-11-01"])
        .args(paths);
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn the_order_of_arguments_changes_nothing() {
    let folder = folder();
    for format in FORMATS {
        let expected = said(folder.path(), format, &DOCUMENTS);
        assert!(!expected.0.is_empty(), "{format:?}: {}", expected.1);
        let mut paths = DOCUMENTS;
        for turn in 0..DOCUMENTS.len() {
            paths.rotate_left(1);
            paths.swap(turn % 3, 5);
            assert_eq!(said(folder.path(), format, &paths), expected, "{format:?} {paths:?}");
        }
    }
}

#[test]
fn a_folder_is_the_files_in_it() {
    let folder = folder();
    for format in FORMATS {
        let expected = said(folder.path(), format, &DOCUMENTS);
        for paths in [&[][..], &["."], &["letters", "."], &["letters/c.md", ".", "letters"]] {
            assert_eq!(said(folder.path(), format, paths), expected, "{format:?} {paths:?}");
        }
    }
}

#[test]
fn a_second_run_says_the_same() {
    let folder = folder();
    for format in FORMATS {
        let first = said(folder.path(), format, &DOCUMENTS);
        for _ in 0..4 {
            assert_eq!(said(folder.path(), format, &DOCUMENTS), first, "{format:?}");
        }
    }
}

#[test]
fn the_answer_on_one_document_does_not_depend_on_the_others() {
    let folder = folder();
    let all = said(folder.path(), &["check", "--format", "short"], &DOCUMENTS).0;
    let each: String = DOCUMENTS
        .iter()
        .map(|path| said(folder.path(), &["check", "--format", "short"], &[path]).0)
        .collect();
    assert_eq!(each, all);
}
