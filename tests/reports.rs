//! The self-assessment as HTML, Word and OSCAL: read back by others, safe whatever a document contains.

use assert_cmd::Command;
use std::path::Path;

fn assess(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ombudlint"));
    command
        .current_dir(folder)
        .args(["assess", "--today", "2026-11-22", "--format"])
        .args(arguments);
    command.output().expect("runs").stdout
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(folder: &Path, arguments: &[&str]) -> String {
    String::from_utf8(assess(folder, arguments)).expect("is text")
}

#[test]
fn oscal_is_valid_by_the_schema_of_its_publisher() {
    for (format, schema) in [("oscal", "assessment-results"), ("oscal-catalog", "catalog")] {
        let path = here().join(format!("tests/schemas/oscal_{schema}_schema.json"));
        let schema: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(path).expect("reads")).expect("is JSON");
        let validator = jsonschema::validator_for(&schema).expect("is a schema");
        for folder in ["fixtures/example", "fixtures/compliant"] {
            let answer: serde_json::Value = serde_json::from_str(&text(here(), &[format, folder])).expect("is JSON");
            let mistakes: Vec<String> = validator.iter_errors(&answer).map(|e| e.to_string()).collect();
            assert!(mistakes.is_empty(), "{format} {folder}: {mistakes:?}");
        }
    }
}

#[test]
fn oscal_answers_what_the_form_answers() {
    let answer: serde_json::Value =
        serde_json::from_str(&text(here(), &["oscal", "fixtures/example"])).expect("is JSON");
    let result = &answer["assessment-results"]["results"][0];
    assert_eq!(result["observations"].as_array().expect("a list").len(), 72);
    let finding = |title: &str| {
        let findings = result["findings"].as_array().expect("a list");
        findings
            .iter()
            .find(|f| f["title"].as_str().is_some_and(|t| t.starts_with(title)))
            .cloned()
    };
    let broken = finding("Provision 6.3:").expect("is answered");
    assert_eq!(broken["target"]["status"]["state"], "not-satisfied");
    let right = finding("Provision 6.5:").expect("is answered");
    assert_eq!(right["target"]["status"]["state"], "satisfied");
    assert_eq!(finding("Provision 4.3:"), None, "an open row is no finding");
}

#[test]
fn the_page_shows_every_finding_and_lets_no_markup_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let policy = std::fs::read_to_string(here().join("fixtures/example/complaints-policy.md")).expect("reads");
    let nasty = format!("{policy}\n<script>alert(1)</script> & \"quoted\" </li></ol>\n");
    std::fs::write(folder.path().join("policy.md"), nasty).expect("writes");
    let page = text(folder.path(), &["html", "policy.md"]);
    assert!(!page.contains("<script"), "a script got through");
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert_eq!(page.matches("<!DOCTYPE html>").count(), 1);
    assert!(page.contains("<html lang=\"en-GB\">"));
    let json: serde_json::Value = serde_json::from_str(&text(folder.path(), &["json", "policy.md"])).expect("is JSON");
    let provisions = json["documents"][0]["provisions"].as_array().expect("a list");
    let elements = provisions
        .iter()
        .flat_map(|p| p["elements"].as_array().cloned().unwrap_or_else(|| vec![p.clone()]));
    let findings: Vec<_> = elements
        .flat_map(|e| e["findings"].as_array().cloned().unwrap_or_default())
        .collect();
    assert!(findings.len() > 5);
    assert_eq!(page.matches("<div class=\"finding ").count(), findings.len());
    // Every link inside the page leads somewhere.
    for link in page.split("href=\"#").skip(1) {
        let id = link.split('"').next().expect("is closed");
        assert!(page.contains(&format!("id=\"{id}\"")), "nothing is called {id}");
    }
    // The document is there whole, line by line.
    let lines = std::fs::read_to_string(folder.path().join("policy.md"))
        .expect("reads")
        .lines()
        .count();
    assert!(page.matches("<li>").count() >= lines);
}

#[test]
fn word_gets_all_rows() {
    let bytes = assess(here(), &["docx", "fixtures/example"]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("is an archive");
    let mut part = archive.by_name("word/document.xml").expect("has a document");
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut part, &mut xml).expect("is text");
    let first_table = xml.split("</w:tbl>").next().expect("a table");
    assert_eq!(first_table.matches("<w:tr>").count(), 73, "a head and 72 rows");
    assert!(xml.contains("15 working days is too long"));
    // Readers that go by the grid see no table without one.
    assert_eq!(
        xml.matches("<w:tblGrid><w:gridCol").count(),
        xml.matches("<w:tbl>").count()
    );
    assert!(xml.contains("<w:pStyle w:val=\"Heading1\" />"));
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_order() {
    let paths = [
        "fixtures/example/complaints-policy.md",
        "fixtures/example/stage-1-response.md",
    ];
    for format in ["html", "docx", "oscal", "oscal-catalog", "csv", "markdown", "json"] {
        let one = assess(here(), &[format, paths[0], paths[1]]);
        assert!(!one.is_empty());
        assert!(one == assess(here(), &[format, paths[1], paths[0]]), "{format} differs");
    }
}
