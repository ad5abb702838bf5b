//! Documents, what the program says of them, and words read back by line and column.

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Folders that are checked: all fixtures, and documents made to trip formats.
pub fn folders() -> [&'static Path; 2] {
    static FIXTURES: OnceLock<PathBuf> = OnceLock::new();
    let fixtures = FIXTURES.get_or_init(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    [fixtures, traps()]
}

/// The output of `check --format FORMAT .` in a folder.
/// Each is run once.
pub fn said(folder: &Path, format: &str) -> String {
    static SAID: Mutex<BTreeMap<(PathBuf, String), String>> = Mutex::new(BTreeMap::new());
    let mut known = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (folder.to_owned(), format.to_owned());
    known.entry(key).or_insert_with(|| run(folder, format, &["."])).clone()
}

/// The output for some paths, in UTF-8 and with the exit status of a run with findings.
pub fn run(folder: &Path, format: &str, paths: &[&str]) -> String {
    let mut command = cargo_bin_cmd!("ombudlint");
    let command = command
        .current_dir(folder)
        .env_remove("GITHUB_STEP_SUMMARY")
        .args(["check", "--today", "2026-11-01", "--format", format])
        .args(paths);
    let output = command.output().expect("the program starts");
    assert!(
        matches!(output.status.code(), Some(1 | 2)),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// All findings of a folder, one JSON object each: the yardstick for the other formats.
pub fn findings(folder: &Path) -> Vec<Value> {
    let lines = said(folder, "jsonl");
    let found: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert!(
        found.len() > 20,
        "only {} findings in {}",
        found.len(),
        folder.display()
    );
    found
}

/// A document of the project with much in it, and its copies with line endings, marks and names that trip formats.
fn traps() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let policy = std::fs::read_to_string(root.join("fixtures/example/complaints-policy.md")).expect("a fixture");
        let letter = std::fs::read_to_string(root.join("fixtures/example/stage-1-response.md")).expect("a fixture");
        let broken: String = letter.replace(" within ", "\nwithin ").replace(" going ", "\ngoing ");
        write("plain.md", &policy);
        write("our letters/50% sure, really: yes & no.md", &letter);
        write("our letters/Ærøskøbing – ‘draft’ #2.md", &letter);
        write("crlf.md", &policy.replace('\n', "\r\n"));
        write("cr.md", &policy.replace('\n', "\r"));
        write("broken-lines.md", &broken);
        write("broken-crlf.md", &broken.replace('\n', "\r\n"));
        write("marked.md", &format!("\u{feff}{policy}"));
        write(
            "wide.md",
            &policy.replace("15 working days", "15 wörking days 🏠 — 15 working days"),
        );
        write("no-end.md", policy.trim_end());
        write(
            "minutes.md",
            "# Minutes\n\nWe met on Monday and talked about bicycles.\n",
        );
        write("wrong-key.md", &policy.replacen("kind:", "knd:", 1));
        write("no-text.md", "%PDF-1.7");
        folder
    });
    folder.path()
}

/// The words from `start` up to `end`, both (line, column) from 1; columns are characters, a byte order mark is none.
/// Written apart from the program's own arithmetic.
pub fn words(folder: &Path, path: &str, start: (u64, u64), end: (u64, u64)) -> String {
    let text = std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut at = (1, 1);
    let mut out = String::new();
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        if at >= end {
            break;
        }
        if at >= start {
            out.push(c);
        }
        at = match c {
            '\r' if chars.peek() == Some(&'\n') => (at.0, at.1 + 1),
            '\r' | '\n' => (at.0 + 1, 1),
            _ => (at.0, at.1 + 1),
        };
    }
    assert!(at >= start, "{path} has no {start:?}");
    out
}

/// Judges `value` by a schema of `tests/schemas` or `docs/schemas`.
pub fn assert_valid(schema: &str, value: &Value) {
    static MADE: Mutex<BTreeMap<String, jsonschema::Validator>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = made.entry(schema.to_owned()).or_insert_with(|| validator(schema));
    let wrong: Vec<String> = validator
        .iter_errors(value)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn validator(schema: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(schema);
    let schema = std::fs::read_to_string(path).expect("a schema");
    // The schema of OASIS has a bracket too many in one pattern, which not every regular expression engine forgives.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
}

pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text {pointer} in {value}"))
}

pub fn number(value: &Value, pointer: &str) -> u64 {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    found.unwrap_or_else(|| panic!("no number {pointer} in {value}"))
}
