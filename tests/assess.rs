//! The self-assessment that `assess` writes: what an auditor relies on.

use assert_cmd::Command;
use std::path::Path;

fn assess(arguments: &[&str]) -> String {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ombudlint"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.arg("assess").args(arguments);
    if !arguments.contains(&"--today") {
        command.args(["--today", "2026-11-22"]);
    }
    let output = command.output();
    String::from_utf8(output.expect("runs").stdout).expect("is text")
}

fn form(arguments: &[&str]) -> serde_json::Value {
    let answer: serde_json::Value = serde_json::from_str(&assess(arguments)).expect("is JSON");
    answer["self_assessment"].clone()
}

fn rows(form: &serde_json::Value) -> &Vec<serde_json::Value> {
    form["rows"].as_array().expect("there are rows")
}

fn row<'a>(form: &'a serde_json::Value, id: &str) -> &'a serde_json::Value {
    rows(form)
        .iter()
        .find(|r| r["provision"] == id)
        .expect("the row is there")
}

#[test]
fn every_provision_has_a_row_in_the_codes_order() {
    let form = form(&["fixtures/example"]);
    let ids: Vec<Vec<u32>> = rows(&form)
        .iter()
        .map(|r| {
            r["provision"]
                .as_str()
                .expect("an id")
                .split('.')
                .map(|n| n.parse().expect("a number"))
                .collect()
        })
        .collect();
    assert_eq!(ids.len(), 72);
    assert!(ids.is_sorted(), "{ids:?}");
    let csv = assess(&["--format", "csv", "fixtures/example"]);
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().expect("a head").len(), 5);
    let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("reads back");
    assert_eq!(read.len(), 72);
    for (record, row) in read.iter().zip(rows(&form)) {
        assert_eq!(record[0], row["provision"]);
        assert_eq!(record[2], row["comply"]);
    }
}

#[test]
fn every_yes_rests_on_words_that_stand_in_the_file() {
    let form = form(&["fixtures/compliant"]);
    let mut quoted = 0;
    for row in rows(&form).iter().filter(|r| r["comply"] == "Yes") {
        let evidence = row["evidence"].as_array().expect("a list");
        assert!(!evidence.is_empty(), "{} is Yes without evidence", row["provision"]);
        for quotation in evidence {
            let path = quotation["path"].as_str().expect("a path");
            let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("reads");
            let line = quotation["line"].as_u64().expect("a line") as usize;
            let from: String = text.split_inclusive('\n').skip(line - 1).collect();
            let words = quotation["quote"].as_str().expect("words");
            assert!(
                from.find(words).is_some_and(|at| !from[..at].contains('\n')),
                "{path}:{line}: {words}"
            );
            quoted += 1;
        }
    }
    assert!(quoted > 50, "{quoted}");
}

#[test]
fn a_breach_makes_it_no_and_practice_stays_open() {
    let form = form(&["fixtures/example"]);
    assert_eq!(row(&form, "6.3")["comply"], "No");
    let message = &row(&form, "6.3")["commentary"][0];
    assert_eq!(message["says"], "not-met");
    assert_eq!(message["line"], 56);
    // No document shows that staff are trained, and nobody has said so.
    assert_eq!(row(&form, "4.3")["comply"], "Open");
    let markdown = assess(&["--format", "markdown", "fixtures/example"]);
    assert!(markdown.contains("| 4.3 |"));
    let open = markdown.split("## To be answered by a person").nth(1).expect("a list");
    assert!(open.contains("4.3, "), "{open}");
}

#[test]
fn an_attestation_answers_its_row_until_it_lapses() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("attestations.toml");
    let text = "[[attestation]]\nprovision = \"4.3\"\nstatement = \"All complaint handlers were trained in May.\"\n\
                who = \"A. Shah, Head of Housing\"\nwhen = 2026-06-01\nnext-due = 2026-11-22\n";
    std::fs::write(&path, text).expect("writes");
    let path = path.to_str().expect("a path");
    let holds = form(&["--attestations", path, "fixtures/example"]);
    assert_eq!(row(&holds, "4.3")["comply"], "Yes");
    let later = form(&["--attestations", path, "--today", "2026-11-23", "fixtures/example"]);
    assert_eq!(row(&later, "4.3")["comply"], "Open");
    assert_eq!(row(&later, "4.3")["commentary"][0]["says"], "lapsed");
}

#[test]
fn every_letter_is_held_against_its_duties() {
    let form = form(&["fixtures/example"]);
    let letters = form["letters"].as_array().expect("letters");
    assert_eq!(letters.len(), 1);
    let duties = letters[0]["duties"].as_array().expect("duties");
    let of = |id: &str| &duties.iter().find(|d| d["element"] == id).expect("is a duty")["verdict"];
    for id in [
        "6.9.a",
        "6.9.b",
        "6.9.c",
        "6.9.d",
        "6.9.e",
        "6.9.f",
        "3.7.right",
        "3.7.how",
    ] {
        assert_eq!(of(id), "met", "{id}");
    }
    assert_eq!(of("6.9.g"), "breached");
}

#[test]
fn the_attestation_that_the_auditors_page_shows_is_read() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/auditor.md")).expect("reads");
    let shown = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("attestations.toml");
    std::fs::write(&path, shown.expect("there is one")).expect("writes");
    let form = form(&["--attestations", path.to_str().expect("a path"), "fixtures/example"]);
    assert_eq!(row(&form, "4.3")["comply"], "Yes");
}
