//! Settings for a landlord who has none: what can be found out from the documents is filled in, the rest explained.

use super::FILE;
use crate::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// What was seen of one document.
#[derive(Debug, Clone)]
pub struct Seen {
    /// From the folder of the settings, with `/` between folders.
    pub path: String,
    /// What it says of itself.
    pub says: Option<Kind>,
    /// What it was taken for, if it does not say.
    pub taken_for: Option<Kind>,
    /// The landlord's name in its front matter.
    pub landlord: Option<String>,
    pub text: String,
}

/// The text of a settings file for these documents; `formats` are the reports there are.
pub fn draft(seen: &[Seen], formats: &[&str]) -> String {
    let names = landlord(seen);
    let landlord = match names.is_empty() {
        true => "# landlord = [\"Example Homes\"]".to_owned(),
        false => format!("landlord = [{}]", quoted(&names)),
    };
    let kinds = kinds(seen);
    let kinds = match kinds.is_empty() {
        true => "# [kinds]\n# stage-1-response = [\"letters/stage-1-*.md\"]".to_owned(),
        false => {
            let line = |(kind, patterns): (&Kind, &Vec<String>)| format!("{kind} = [{}]", quoted(patterns));
            format!("[kinds]\n{}", kinds.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    };
    let formats = formats.join(", ");
    format!(
        "#:schema https://raw.githubusercontent.com/ombudlint/ombudlint/main/docs/schemas/settings.schema.json
# {FILE}: what holds for all documents in this folder and below it.

# The rulesets to judge by: shipped ones by name, your own by their folder.
rulesets = [\"{ruleset}\"]

# The landlord's names. They may stand in the definition of a complaint in place of \"the landlord\".
{landlord}

# What is not to be checked. Paths are written as in .gitignore.
# exclude = [\"drafts/\"]

# How `ombudlint check` reports: {formats}.
# format = \"human\"

# Start today, and see only what is new: write this file with
# `ombudlint check --write-baseline ombudlint-baseline.json`.
# baseline = \"ombudlint-baseline.json\"

# What files are that do not say it themselves between `---` lines at the top. What stands here was guessed from
# their titles and words: look it over.
{kinds}

# A warning or a note may weigh more or less. An error is a duty of the Code and stays one.
# [severity]
# \"some-rule\" = \"error\"

# Comply, or explain: why the landlord does not comply yet, and until when, twelve months at most.
# [[waiver]]
# element     = \"…\"
# paths       = [\"policy.md\"]
# reason      = \"…\"
# instead     = \"…\"
# approved-by = \"…\"
# minute      = \"…\"
# granted     = 2026-11-01
# until       = 2027-03-31
",
        ruleset = crate::shipped::names().next().expect("a ruleset is shipped"),
    )
}

/// The entry that has pre-commit run ombudlint on what is committed; as in `.pre-commit-hooks.yaml`.
pub const PRE_COMMIT: &str = "\
repos:
  - repo: local
    hooks:
      - id: ombudlint
        name: ombudlint
        entry: ombudlint check --changed
        language: system
        files: '(?i)\\.(md|markdown|toml|json)$'
        require_serial: true
";

/// Patterns for the kinds that were guessed: a folder's where all its files are of one kind, else each file.
fn kinds(seen: &[Seen]) -> BTreeMap<Kind, Vec<String>> {
    let mut folders: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
    for document in seen.iter().filter(|d| d.says.is_none()) {
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(document);
    }
    let mut out: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for (folder, documents) in folders {
        let kinds: BTreeSet<Option<Kind>> = documents.iter().map(|d| d.taken_for).collect();
        match kinds.into_iter().collect::<Vec<_>>()[..] {
            [Some(kind)] if documents.len() > 1 && !folder.is_empty() => {
                out.entry(kind).or_default().push(format!("{}/*.md", literal(folder)));
            }
            _ => {
                for document in documents {
                    let patterns = document.taken_for.map(|kind| out.entry(kind).or_default());
                    patterns
                        .into_iter()
                        .for_each(|p| p.push(format!("/{}", literal(&document.path))));
                }
            }
        }
    }
    out
}

/// A path as a pattern that means it alone.
fn literal(path: &str) -> String {
    let mut out = String::new();
    for c in path.chars() {
        if "*?[]!#\\{}".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The names in front matter; without any, what most documents call a landlord.
fn landlord(seen: &[Seen]) -> Vec<String> {
    let said: BTreeSet<&String> = seen.iter().filter_map(|d| d.landlord.as_ref()).collect();
    if !said.is_empty() {
        return said.into_iter().cloned().collect();
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in seen.iter().filter(|d| d.taken_for.is_some() || d.says.is_some()) {
        for name in names_in(&document.text) {
            *counts.entry(name).or_default() += 1;
        }
    }
    // Of two that occur as often the first of the alphabet, so that two runs say the same.
    let often = counts.into_iter().filter(|(_, n)| *n > 1);
    let most = often.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    most.map(|(name, _)| name).into_iter().collect()
}

/// What landlords in England are called, as the last word of their names.
const CALLED: [&str; 11] = [
    "Almshouses",
    "Association",
    "Borough",
    "Council",
    "Group",
    "Homes",
    "Housing",
    "Living",
    "Partnership",
    "Society",
    "Trust",
];

/// Capitalised words in a row, of which the last is such a word and another tells whose it is.
fn names_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        let mut row: Vec<&str> = Vec::new();
        for token in line.split_whitespace().chain([""]) {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric());
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            let joins = matches!(word, "of" | "and" | "the") && !row.is_empty();
            let capital = word.starts_with(char::is_uppercase);
            if capital || joins {
                row.push(word);
            }
            if !(capital || joins) || token.ends_with(['.', ',', ';', ':', ')']) {
                names.extend(name(&row));
                row.clear();
            }
        }
    }
    names
}

fn name(row: &[&str]) -> Option<String> {
    let end = row.iter().rposition(|word| CALLED.contains(word))?;
    let row = &row[..=end];
    let start = row
        .iter()
        .position(|word| !matches!(*word, "The" | "At" | "By" | "In" | "For"))?;
    let row = &row[start..];
    let whose = row
        .iter()
        .any(|word| !CALLED.contains(word) && word.starts_with(char::is_uppercase));
    whose.then(|| row.join(" "))
}

fn quoted(texts: &[String]) -> String {
    let quoted: Vec<String> = texts
        .iter()
        .map(|t| toml::Value::from(t.as_str()).to_string())
        .collect();
    quoted.join(", ")
}
