//! `new`: documents to start from.

use assert_cmd::Command;
use ombudlint::kind::Kind;
use ombudlint::template;
use std::path::Path;

fn ombudlint(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ombudlint"));
    command.current_dir(folder).args(arguments).output().expect("runs")
}

fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(|kind| *kind != Kind::SelfAssessment)
}

#[test]
fn every_template_passes_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in kinds() {
        let output = ombudlint(folder.path(), &["new", kind.name()]);
        assert!(output.status.success(), "{kind}");
    }
    let output = ombudlint(
        folder.path(),
        &[
            "check",
            "--today",
            "2026-11-22",
            "--deny",
            "warnings",
            "--format",
            "short",
        ],
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
fn every_field_is_declared_and_every_declared_field_used() {
    for kind in kinds() {
        let text = template::of(kind).expect("there is one");
        let (front, body) = text["---\n".len()..].split_once("\n---\n").expect("front matter");
        let mut used: Vec<&str> = body
            .split("{{")
            .skip(1)
            .map(|rest| rest.split("}}").next().expect("closed"))
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        used.retain(|name| seen.insert(*name));
        assert_eq!(template::fields(text), used, "{kind}");
        assert!(front.contains(&format!("kind: {kind}\n")), "{kind}");
    }
}

/// The compliant fixtures are the templates as one landlord has filled them, so that what is tested there holds here.
#[test]
fn filled_by_a_landlord_a_template_is_the_compliant_fixture() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/compliant");
    let values = std::fs::read_to_string(fixtures.join("values.toml")).expect("reads");
    let values: toml::Table = values.parse().expect("is TOML");
    for kind in kinds() {
        let mut text = template::of(kind).expect("there is one").to_owned();
        for (field, value) in &values {
            text = template::fill(&text, field, value.as_str().expect("a text"));
        }
        let fixture = std::fs::read_to_string(fixtures.join(format!("{kind}.md"))).expect("reads");
        let body = |text: &str| text.splitn(3, "---\n").nth(2).expect("a body").to_owned();
        assert_eq!(body(&text), body(&fixture), "{kind}");
    }
}

#[test]
fn nothing_is_written_over_and_the_name_is_filled_in() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("leaflet.md"), "mine").expect("writes");
    let output = ombudlint(folder.path(), &["new", "leaflet"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leaflet.md is there already and was left alone"));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("leaflet.md")).expect("reads"),
        "mine"
    );
    let output = ombudlint(
        folder.path(),
        &["new", "complaints-policy", "-", "--landlord", "Arden Homes"],
    );
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("We are Arden Homes."));
    assert!(!text.contains("landlord_name"));
    let output = ombudlint(folder.path(), &["new", "self-assessment"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("assess --format markdown"));
}
