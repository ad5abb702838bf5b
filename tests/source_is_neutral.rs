//! The program knows no Code: no provision's number and no phrase of its text stands in `src/`.

mod support;

use ombudlint::lexicon::words::words;
use std::collections::BTreeSet;
use std::path::Path;
use support::{engine, path};

/// So many words in a row are a phrase of the Code and no chance.
const PHRASE: usize = 5;

/// The lines of all sources outside their tests: name, line number, line.
fn lines(folder: &Path, out: &mut Vec<(String, usize, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            lines(&entry, out);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&entry).expect("a source");
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            let name = entry.strip_prefix(path("")).unwrap_or(&entry).display().to_string();
            out.extend(
                own.lines()
                    .enumerate()
                    .map(|(n, line)| (name.clone(), n + 1, line.to_owned())),
            );
        }
    }
}

fn sources() -> Vec<(String, usize, String)> {
    let mut out = Vec::new();
    lines(&path("src"), &mut out);
    assert!(out.len() > 1000, "the sources are read");
    out
}

/// What looks like the number of a provision in a comment or a string: `6.3`, `6.4.limit`.
fn numbers(line: &str) -> Vec<String> {
    let tokens = line.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'));
    tokens
        .map(|t| t.trim_matches('.').to_owned())
        .filter(|t| t.contains('.'))
        .collect()
}

#[test]
fn no_provision_is_named_by_its_number() {
    let ruleset = &engine().ruleset;
    let elements = ruleset
        .provisions
        .iter()
        .flat_map(|p| &p.elements)
        .map(|e| e.id.as_str());
    let ids: BTreeSet<&str> = ruleset
        .provisions
        .iter()
        .map(|p| p.id.as_str())
        .chain(elements)
        .collect();
    let mut found = Vec::new();
    for (name, number, line) in &sources() {
        let named = numbers(line).into_iter().find(|token| ids.contains(token.as_str()));
        found.extend(named.map(|id| format!("{name}:{number}: {id}: {}", line.trim())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_phrase_of_the_code_is_in_the_program() {
    let fold = |text: &str| -> Vec<String> { words(text).into_iter().map(|w| w.text.into()).collect() };
    let mut phrases = BTreeSet::new();
    for provision in &engine().ruleset.provisions {
        phrases.extend(fold(&provision.text).windows(PHRASE).map(<[String]>::to_vec));
    }
    assert!(phrases.len() > 1000, "the Code's text is read");
    // A phrase may run over a line: the whole file is read as one text, with the line of each word.
    let mut found = Vec::new();
    let mut here: Vec<(String, usize, String)> = Vec::new();
    for (name, number, line) in sources() {
        here.extend(fold(&line).into_iter().map(|word| (name.clone(), number, word)));
    }
    for window in here.windows(PHRASE) {
        let (first, last) = (&window[0], &window[PHRASE - 1]);
        let said: Vec<String> = window.iter().map(|(_, _, word)| word.clone()).collect();
        if first.0 == last.0 && phrases.contains(&said) {
            found.push(format!("{}:{}: {}", first.0, first.1, said.join(" ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
