//! Documents that are not about complaints: nothing is found in them, and one note says that their kind is unknown.

use std::path::Path;
use std::process::Command;

/// The documents of `fixtures/ordinary`, in the order of their names.
fn documents() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ordinary");
    let entries = std::fs::read_dir(folder).expect("a folder of fixtures");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| format!("fixtures/ordinary/{}", name.display()))
        .collect();
    names.sort();
    names
}

#[test]
fn an_ordinary_document_gets_one_note_and_no_finding() {
    let documents = documents();
    assert!(documents.len() >= 20, "only {} documents are ordinary", documents.len());
    let mut wrong = Vec::new();
    for document in &documents {
        let run = Command::new(env!("CARGO_BIN_EXE_ombudlint"))
            .args(["check", "--today", "2026-11-01", document])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the program runs");
        let (found, said) = (
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr),
        );
        let one_note = said.trim().lines().count() == 1 && said.contains("note: this does not look like");
        let silent = !found.contains("error[") && !found.contains("warning[") && !found.contains("advice[");
        if !(one_note && silent && run.status.code() == Some(0)) {
            wrong.push(format!("{document}: {}\n{said}{found}", run.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
