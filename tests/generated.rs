//! Pages that are written by a test, so that they say what is so: the index of the ruleset and its accuracy.

mod support;

use ombudlint::finding::Verdict;
use ombudlint::kind::Kind;
use ombudlint::ruleset::{Element, Provision, Rule, Severity};
use std::collections::BTreeMap;
use std::fmt::Write;
use support::{Label, Labelled, answer, assess, engine, labelled, path, text};

const INDEX: &str = "rulesets/hos-2024/README.md";
const ACCURACY: &str = "docs/accuracy.md";

/// Folders with labels that the rules were mended by.
const KNOWN: [&str; 5] = [
    "compliant",
    "labelled/policies",
    "labelled/letters",
    "unusual/policies",
    "unusual/letters",
];
/// Folders that no rule was made for or mended by.
const UNSEEN: [&str; 2] = ["unseen/policies", "unseen/letters"];

/// An error is told when at least this share of its findings is right; below, it is a warning.
const PRECISION: f64 = 0.95;

/// The page is what the test would write; `OMBUDLINT_REWRITE=1` writes it.
#[track_caller]
fn is_current(page: &str, wanted: &str) {
    if std::env::var_os("OMBUDLINT_REWRITE").is_some() {
        std::fs::write(path(page), wanted).expect("the page can be written");
    }
    let same = path(page).exists() && text(page) == wanted;
    assert!(
        same,
        "{page} is out of date; run\n\n    OMBUDLINT_REWRITE=1 cargo test --test generated\n"
    );
}

fn documents(folders: &[&str]) -> Vec<Labelled> {
    folders.iter().flat_map(|folder| labelled(folder)).collect()
}

fn elements() -> impl Iterator<Item = (&'static Provision, &'static Element)> {
    let provisions = engine().ruleset.provisions.iter();
    provisions.flat_map(|p| p.elements.iter().map(move |e| (p, e)))
}

fn rules_of(element: &str) -> impl Iterator<Item = (usize, &'static Rule)> {
    let rules = engine().ruleset.rules.iter().enumerate();
    rules.filter(move |(_, rule)| rule.element == element)
}

fn kinds(list: &[Kind]) -> String {
    list.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// The fixtures with a label of this verdict, as a number that links to the first of them.
fn counted(labels: &[(&str, &Label)], verdict: &str) -> Option<String> {
    let mut found = labels.iter().filter(|(_, label)| label.verdict == verdict);
    let (first, _) = found.next()?;
    Some(format!("[{} {verdict}](../../fixtures/{first})", 1 + found.count()))
}

fn index() -> String {
    let ruleset = &engine().ruleset;
    let documents = documents(&[KNOWN.as_slice(), &UNSEEN].concat());
    let mut labels: BTreeMap<&str, Vec<(&str, &Label)>> = BTreeMap::new();
    for document in &documents {
        for label in &document.labels {
            labels.entry(&label.id).or_default().push((&document.name, label));
        }
    }
    let mut out = format!(
        "# {}\n\n<!-- Written by `OMBUDLINT_REWRITE=1 cargo test --test generated`; changes made by hand are lost. -->\n\n\
         {} provisions, {} elements, {} rules. A provision that no document can show has no rule and needs an attestation.\n\
         *Must say it* and *if it does* name the kinds of document; the rules are those of the element, each with its kind of\n\
         check. The last column counts the labels of the [fixtures](../../fixtures/README.md); each number leads to the first\n\
         document with that label. How often the rules are right stands in [accuracy.md](../../docs/accuracy.md).\n",
        ruleset.title,
        ruleset.provisions.len(),
        elements().count(),
        ruleset.rules.len(),
    );
    let mut section = "";
    for provision in &ruleset.provisions {
        let file = ruleset.file(provision.place).name();
        if file != section {
            section = file;
            let name = file.rsplit('/').next().unwrap_or(file);
            write!(
                out,
                "\n## [{name}]({name})\n\n| element | duty | must say it | if it does | rules | fixtures |\n|---|---|---|---|---|---|\n"
            )
            .expect("a text");
        }
        if provision.elements.is_empty() {
            let attest = provision.attest.as_deref().unwrap_or_default();
            writeln!(out, "| {} | {} | | | attestation | |", provision.id, cell(attest)).expect("a text");
        }
        for element in &provision.elements {
            let mut rules: Vec<String> = rules_of(&element.id)
                .map(|(_, rule)| format!("`{}` ({})", rule.id, rule.check.name()))
                .collect();
            rules.extend(element.attest.as_ref().map(|_| "attestation".to_owned()));
            let labels = labels.get(element.id.as_str()).map_or(&[][..], Vec::as_slice);
            let counts = ["met", "breached", "missing"]
                .iter()
                .filter_map(|verdict| counted(labels, verdict));
            writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} |",
                element.id,
                cell(&element.title),
                kinds(&element.required_in),
                kinds(&element.checked_in),
                rules.join("<br>"),
                counts.collect::<Vec<_>>().join(", "),
            )
            .expect("a text");
        }
    }
    out
}

fn cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}

#[test]
fn the_index_of_the_ruleset_is_current() {
    is_current(INDEX, &index());
}

/// How often flags (breached, missing) and labels agree.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    wrong: usize,
    overlooked: usize,
}

impl Tally {
    fn add(&mut self, raised: bool, due: bool) {
        self.right += usize::from(raised && due);
        self.wrong += usize::from(raised && !due);
        self.overlooked += usize::from(!raised && due);
    }

    fn precision(self) -> Option<f64> {
        share(self.right, self.wrong)
    }

    fn recall(self) -> Option<f64> {
        share(self.right, self.overlooked)
    }
}

fn share(right: usize, other: usize) -> Option<f64> {
    (right + other > 0).then(|| right as f64 / (right + other) as f64)
}

fn figure(share: Option<f64>) -> String {
    // Cut, not rounded: 0.999 is not 1.
    share.map_or_else(
        || "–".to_owned(),
        |share| format!("{:.2}", (share * 100.0).floor() / 100.0),
    )
}

/// Tallies by element, and by rule for what a rule flags at error level.
#[derive(Debug, Default)]
struct Measured {
    elements: BTreeMap<String, Tally>,
    rules: BTreeMap<usize, Tally>,
    documents: usize,
}

fn measured(documents: &[Labelled]) -> Measured {
    let flag = |verdict: &str| matches!(verdict, "breached" | "missing");
    let mut out = Measured {
        documents: documents.len(),
        ..Measured::default()
    };
    for document in documents {
        let verdicts = assess(&document.source, document.kind);
        for label in document
            .labels
            .iter()
            .filter(|l| engine().ruleset.element(&l.id).is_some())
        {
            let answer = answer(&verdicts, &label.id, &document.source);
            let due = flag(&label.verdict);
            let tally = out.elements.entry(label.id.clone()).or_default();
            tally.add(flag(answer.verdict), due);
            let mut flagging: Vec<usize> = answer
                .findings
                .iter()
                .filter(|f| f.verdict != Verdict::Met && f.severity == Severity::Error)
                .map(|f| f.rule)
                .collect();
            flagging.sort_unstable();
            flagging.dedup();
            for rule in flagging {
                out.rules.entry(rule).or_default().add(true, due);
            }
        }
    }
    out
}

fn accuracy() -> String {
    let (known, unseen) = (measured(&documents(&KNOWN)), measured(&documents(&UNSEEN)));
    let mut out = format!(
        "# How often ombudlint is right\n\n\
         <!-- Written by `OMBUDLINT_REWRITE=1 cargo test --test generated`; changes made by hand are lost. -->\n\n\
         A *flag* says that a duty is breached or missing. **Precision** is the share of ombudlint's flags that a careful reader\n\
         has raised too, **recall** the share of the reader's flags that ombudlint raises; both by the labels of the project's own\n\
         [fixtures](../fixtures/README.md), all of them invented. *Known* are the {} documents by which rules were mended: what is\n\
         wrong in them was looked at, so their figures flatter. *Unseen* are the {} documents that no rule was made for or mended\n\
         by: few, but the fairer forecast. A dash means that nothing was flagged, or that nothing was due.\n\n",
        known.documents, unseen.documents
    );
    out.push_str("## All together\n\n| documents | right flags | wrong flags | overlooked | precision | recall |\n|---|---|---|---|---|---|\n");
    for (name, measured) in [("known", &known), ("unseen", &unseen)] {
        let all = measured.elements.values().fold(Tally::default(), |sum, t| Tally {
            right: sum.right + t.right,
            wrong: sum.wrong + t.wrong,
            overlooked: sum.overlooked + t.overlooked,
        });
        writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {} |",
            all.right,
            all.wrong,
            all.overlooked,
            figure(all.precision()),
            figure(all.recall())
        )
        .expect("a text");
    }
    out.push_str(
        "\n## By element\n\nA label speaks of an element, not of a rule: where an element has several rules, a document cannot tell which of them\n\
         overlooked something. So recall is given by element, and precision by rule in the next table.\n\n\
         | element | known: right, wrong, overlooked | precision | recall | unseen: right, wrong, overlooked | precision | recall |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let mut silent = Vec::new();
    for (_, element) in elements() {
        let of = |measured: &Measured| measured.elements.get(&element.id).copied().unwrap_or_default();
        let (k, u) = (of(&known), of(&unseen));
        if [k, u].iter().all(|t| t.right + t.wrong + t.overlooked == 0) {
            silent.push(element.id.as_str());
            continue;
        }
        let told = |t: Tally| {
            format!(
                "{}, {}, {} | {} | {}",
                t.right,
                t.wrong,
                t.overlooked,
                figure(t.precision()),
                figure(t.recall())
            )
        };
        writeln!(out, "| {} | {} | {} |", element.id, told(k), told(u)).expect("a text");
    }
    writeln!(
        out,
        "\nNothing was flagged and nothing due, in any document: {}. Most of these are duties that only an attestation\nshows, or that a document can only contradict.",
        silent.join(", ")
    )
    .expect("a text");
    writeln!(
        out,
        "\n## By rule\n\nThe findings of each rule at error level. A rule whose precision over the known documents is below {PRECISION} has to give\n\
         warnings instead; a test holds that. Rules that found no error in any of these documents are left out.\n\n\
         | rule | element | known: right, wrong | precision | unseen: right, wrong |\n|---|---|---|---|---|"
    )
    .expect("a text");
    for (n, rule) in engine().ruleset.rules.iter().enumerate() {
        let of = |measured: &Measured| measured.rules.get(&n).copied().unwrap_or_default();
        let (k, u) = (of(&known), of(&unseen));
        if k.right + k.wrong + u.right + u.wrong == 0 {
            continue;
        }
        writeln!(
            out,
            "| `{}` | {} | {}, {} | {} | {}, {} |",
            rule.id,
            rule.element,
            k.right,
            k.wrong,
            figure(k.precision()),
            u.right,
            u.wrong,
        )
        .expect("a text");
    }
    out
}

#[test]
fn the_accuracy_page_is_current() {
    is_current(ACCURACY, &accuracy());
}

#[test]
fn a_rule_that_is_often_wrong_gives_no_error() {
    let known = measured(&documents(&KNOWN));
    let mut wrong = Vec::new();
    for (n, rule) in engine().ruleset.rules.iter().enumerate() {
        let tally = known.rules.get(&n).copied().unwrap_or_default();
        let often = tally.precision().is_some_and(|precision| precision < PRECISION);
        if often {
            wrong.push(format!("{} ({}): {tally:?}", rule.id, rule.element));
        }
    }
    assert!(
        wrong.is_empty(),
        "make these warnings, or mend them:\n{}",
        wrong.join("\n")
    );
}

/// Words of programmers, and the words of this project's own workshop.
const JARGON: [&str; 33] = [
    "regex",
    "regexp",
    "formula",
    "formulas",
    "token",
    "tokens",
    "parse",
    "parsed",
    "parser",
    "boolean",
    "bool",
    "span",
    "spans",
    "null",
    "string",
    "strings",
    "array",
    "byte",
    "bytes",
    "concept",
    "concepts",
    "pattern",
    "patterns",
    "match",
    "matches",
    "matched",
    "matcher",
    "predicate",
    "enum",
    "schema",
    "ruleset",
    "rulesets",
    "toml",
];

#[test]
fn explanations_are_in_plain_words() {
    let ruleset = &engine().ruleset;
    let mut wrong = Vec::new();
    for id in ombudlint::report::explain::ids(ruleset) {
        let mut out = Vec::new();
        let found = ombudlint::report::explain::print(&mut out, ruleset, id).expect("memory");
        let said = String::from_utf8(out).expect("UTF-8");
        if !found || said.trim().is_empty() {
            wrong.push(format!("{id}: nothing is explained"));
        }
        // What the Code and the examples say is not ours.
        let ours = said
            .lines()
            .filter(|l| !l.starts_with("    ") || l.starts_with("    why: ") || l.starts_with("    write: "));
        for line in ours {
            let words = line.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            wrong.extend(
                words
                    .filter(|w| JARGON.contains(&w.as_str()))
                    .map(|w| format!("{id}: {w}: {line}")),
            );
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
