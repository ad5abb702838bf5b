//! What the tests over whole documents share: the shipped ruleset, documents with their labels, answers.

#![allow(dead_code, reason = "each test file uses its own part")]

#[cfg(unix)]
pub mod page;
pub mod run;

use jiff::civil::{Date, date};
use ombudlint::assess::ProvisionVerdict;
use ombudlint::document::parse;
use ombudlint::finding::{Finding, Verdict};
use ombudlint::kind::Kind;
use ombudlint::pipeline::Engine;
use ombudlint::ruleset::{Examples, Severity};
use ombudlint::shipped;
use ombudlint::source::Source;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The day by which documents are judged, so that a test says the same next year.
pub const TODAY: Date = date(2026, 11, 1);

/// The shipped ruleset, made ready once.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let ruleset = shipped::ruleset("hos-2024", Examples::Read).expect("the ruleset is shipped");
        Engine::new(ruleset.unwrap_or_else(|mistakes| panic!("{mistakes}")))
    })
}

/// A path of the project.
pub fn path(within: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(within)
}

/// A file of the project.
pub fn text(within: &str) -> String {
    std::fs::read_to_string(path(within)).unwrap_or_else(|error| panic!("{within}: {error}"))
}

pub fn assess(source: &Source, kind: Kind) -> Vec<ProvisionVerdict> {
    let engine = engine();
    let reading = engine.read(source, &parse(source), kind);
    engine.assess(&reading, TODAY)
}

/// What a careful reader says of one element.
#[derive(Debug, Clone)]
pub struct Label {
    pub id: String,
    /// `met`, `breached`, `missing`, `none`.
    pub verdict: String,
    pub lines: Vec<usize>,
    pub why: String,
    /// The deciding words, where the label quotes them.
    pub words: Option<String>,
    /// Other words that say the same again.
    pub also: Vec<String>,
    /// Words of another element that these refer to, and without which they say nothing.
    pub leans_on: Option<String>,
    /// Why no words alone decide, where the whole document says it.
    pub throughout: Option<String>,
}

/// A document with its labels.
#[derive(Clone)]
pub struct Labelled {
    /// `labelled/letters/01-….md`, below `fixtures/`.
    pub name: String,
    pub kind: Kind,
    pub source: Source,
    pub labels: Vec<Label>,
}

impl Labelled {
    pub fn label(&self, id: &str) -> &Label {
        let found = self.labels.iter().find(|l| l.id == id);
        found.unwrap_or_else(|| panic!("{} has no label for {id}", self.name))
    }
}

/// The documents of a folder below `fixtures/` that have labels, in the order of their names.
pub fn labelled(folder: &str) -> Vec<Labelled> {
    let entries = std::fs::read_dir(path("fixtures").join(folder)).expect("a folder of fixtures");
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    names.retain(|name| name.extension().is_some_and(|e| e == "md") && name.with_extension("toml").exists());
    names.sort();
    names.iter().map(|name| read_labelled(folder, name)).collect()
}

fn read_labelled(folder: &str, path: &Path) -> Labelled {
    let name = format!("{folder}/{}", path.file_name().expect("a name").display());
    let text = std::fs::read_to_string(path).expect("a document");
    let labels = std::fs::read_to_string(path.with_extension("toml")).expect("its labels");
    let labels: toml::Table = labels
        .parse()
        .unwrap_or_else(|error| panic!("labels of {name}: {error}"));
    let kind = labels["kind"].as_str().and_then(Kind::from_name).expect("a kind");
    let label = |table: &toml::Value| {
        let said = |key: &str| table.get(key).and_then(|v| v.as_str()).map(str::to_owned);
        let also = table.get("also").and_then(|a| a.as_array()).into_iter().flatten();
        let also = also.filter_map(|words| words.as_str());
        let lines = table.get("lines").and_then(|l| l.as_array()).expect("lines");
        Label {
            id: said("id").expect("an id"),
            verdict: said("verdict").expect("a verdict"),
            lines: lines
                .iter()
                .filter_map(|l| l.as_integer())
                .map(|l| l as usize)
                .collect(),
            why: said("why").unwrap_or_default(),
            words: said("words"),
            also: also.map(str::to_owned).collect(),
            leans_on: said("leans-on"),
            throughout: said("throughout"),
        }
    };
    let labels = labels["provision"]
        .as_array()
        .expect("labels")
        .iter()
        .map(label)
        .collect();
    Labelled {
        source: Source::new(&*name, text),
        name,
        kind,
        labels,
    }
}

/// What the tool says of one element or provision.
#[derive(Debug, Clone)]
pub struct Answer {
    /// As in labels; what only practice shows is `none`.
    pub verdict: &'static str,
    /// First and last line of each quotation.
    pub lines: Vec<(usize, usize)>,
    pub weak: bool,
    pub findings: Vec<Finding>,
}

pub fn named(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Met) => "met",
        Some(Verdict::Breached) => "breached",
        Some(Verdict::Missing) => "missing",
        Some(Verdict::Unassessed) | None => "none",
    }
}

/// The answer on an element, or on a provision by its number.
pub fn answer(verdicts: &[ProvisionVerdict], id: &str, source: &Source) -> Answer {
    let element = verdicts.iter().flat_map(|p| &p.elements).find(|e| e.id == id);
    if let Some(element) = element {
        let line = |offset: usize| source.position(offset).line;
        return Answer {
            verdict: named(element.verdict),
            lines: element.evidence.iter().map(|s| (line(s.start), line(s.end))).collect(),
            weak: element.weak,
            findings: element.findings.clone(),
        };
    }
    let provision = verdicts.iter().find(|p| p.id == id);
    let provision = provision.unwrap_or_else(|| panic!("there is no element or provision {id}"));
    Answer {
        verdict: named(provision.verdict),
        lines: Vec::new(),
        weak: false,
        findings: Vec::new(),
    }
}

/// The verdict with what the agreed ones tell besides: that it is weak, or only a warning.
pub fn graded(answer: &Answer) -> &'static str {
    let error = answer.findings.iter().any(|f| f.severity == Severity::Error);
    match answer.verdict {
        "met" if answer.weak => "weak",
        "breached" if !error => "breached-as-warning",
        verdict => verdict,
    }
}
