//! A baseline: the findings that were there when a landlord began, known again by rule and words, not by line.
//! Holds no words of a document: letters tell of private lives.

use crate::finding::{Excuse, Finding};
use crate::fingerprint;
use crate::problem::{Problem, Problems};
use crate::report::Judged;
use crate::ruleset::Ruleset;
use crate::source::{Source, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Names the shape of the file.
const SCHEMA: &str = "ombudlint-baseline-1";

/// One known finding; the order is that of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From the folder of the baseline, with `/` between folders.
    pub path: String,
    pub element: String,
    pub rule: String,
    /// See [`fingerprint::of`].
    pub fingerprint: String,
    /// Which of several findings with the same words in one document, from 1.
    pub ordinal: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    findings: Vec<Entry>,
}

/// The findings that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<Entry>,
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// What is wrong with it, with its place.
    pub fn parse(source: &Source) -> Result<Baseline, Problems> {
        let refuse = |span: Span, message: String| Problems {
            source: source.clone(),
            list: vec![Problem::new(span, message).help("write it anew with `ombudlint check --write-baseline FILE`")],
        };
        let file: File = serde_json::from_str(source.text()).map_err(|error| {
            let last = source.line_count().saturating_sub(1);
            let line = source.line_span(error.line().saturating_sub(1).min(last));
            refuse(line, format!("this is no baseline: {error}"))
        })?;
        if file.schema != SCHEMA {
            let at = source.text().find(&file.schema).unwrap_or_default();
            let message = format!("this is a `{}`, not a `{SCHEMA}`", file.schema);
            return Err(refuse(Span::new(at, at + file.schema.len()), message));
        }
        Ok(Baseline {
            entries: file.findings.into_iter().collect(),
        })
    }

    /// The file: sorted, one finding a line, so that a change shows as one.
    pub fn text(&self) -> String {
        let line = |entry| format!("    {}", serde_json::to_string(entry).expect("strings and a number"));
        let lines: Vec<String> = self.entries.iter().map(line).collect();
        let findings = if lines.is_empty() {
            "[]".to_owned()
        } else {
            format!("[\n{}\n  ]", lines.join(",\n"))
        };
        format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": {findings}\n}}\n")
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The documents it knows.
    pub fn paths(&self) -> BTreeSet<&str> {
        self.entries.iter().map(|e| e.path.as_str()).collect()
    }

    /// Puts what is found in a document in the place of what was known of it. What is waived is explained already.
    pub fn learn(&mut self, judged: &Judged, path: &str, ruleset: &Ruleset) {
        self.entries.retain(|e| e.path != path);
        let findings = judged
            .findings()
            .zip(entries(judged.findings(), &judged.source, path, ruleset));
        let unwaived = findings.filter(|(finding, _)| finding.waiver().is_none());
        self.entries.extend(unwaived.map(|(_, entry)| entry));
    }

    /// Excuses what is known of a document, and returns how many of its entries are gone from it.
    pub fn excuse(&self, judged: &mut Judged, path: &str, ruleset: &Ruleset) -> usize {
        let entries = entries(judged.findings(), &judged.source, path, ruleset);
        let gone = self
            .entries
            .iter()
            .filter(|e| e.path == path && !entries.contains(e))
            .count();
        let findings = judged
            .verdicts
            .iter_mut()
            .flat_map(|p| &mut p.elements)
            .flat_map(|e| &mut e.findings);
        for (finding, entry) in findings.zip(entries) {
            if finding.excuse.is_none() && self.entries.contains(&entry) {
                finding.excuse = Some(Excuse::Known);
            }
        }
        gone
    }

    /// Takes out what is gone from a document.
    pub fn prune(&mut self, judged: &Judged, path: &str, ruleset: &Ruleset) {
        let entries = entries(judged.findings(), &judged.source, path, ruleset);
        self.entries.retain(|e| e.path != path || entries.contains(e));
    }

    /// Takes out a document that is no more.
    pub fn forget(&mut self, path: &str) {
        self.entries.retain(|e| e.path != path);
    }
}

/// An entry for each finding, in their order.
fn entries<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    source: &Source,
    path: &str,
    ruleset: &Ruleset,
) -> Vec<Entry> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let entry = |finding: &Finding| {
        let fingerprint = fingerprint::of(finding, source, ruleset);
        let ordinal = seen.entry(fingerprint.clone()).or_default();
        *ordinal += 1;
        Entry {
            path: path.to_owned(),
            element: finding.element.clone(),
            rule: ruleset.rules[finding.rule].id.clone(),
            fingerprint,
            ordinal: *ordinal,
        }
    };
    findings.map(entry).collect()
}
