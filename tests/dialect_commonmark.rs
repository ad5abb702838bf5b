//! The dialect beside an established CommonMark parser: the same document, except where
//! docs/dialect.md says otherwise.

mod dialect_support;

use dialect_support::commonmark::{has_clauses, in_commonmark, our_words, ours, their_words, theirs, without_brackets};
use dialect_support::document;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::path::{Path, PathBuf};

fn markdown_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            markdown_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

fn fixtures() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    markdown_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut found);
    assert!(found.len() >= 10, "no fixtures found");
    found
        .into_iter()
        .filter(|path| path.parent().is_none_or(|folder| !folder.ends_with(FIELDS)))
        .filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?)))
        .collect()
}

/// Letters with fields of every style, `<like this>` and over several lines: to CommonMark they are tags and text.
const FIELDS: &str = "unusual/letters";

#[test]
fn every_fixture_has_the_same_words_in_the_same_order_as_in_commonmark() {
    for (path, text) in fixtures() {
        let ours = document(&text);
        assert_eq!(
            our_words(&ours),
            their_words(&in_commonmark(&text, &ours)),
            "{}",
            path.display()
        );
    }
}

#[test]
fn every_fixture_without_clauses_has_the_same_blocks_as_in_commonmark() {
    // The file is there for what CommonMark does otherwise.
    let differing = ["html-and-comments.md", "placeholders.md"];
    for (path, text) in fixtures() {
        let read = document(&text);
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if has_clauses(&read.blocks) || differing.contains(&name) {
            continue;
        }
        let plain = in_commonmark(&text, &read);
        assert_eq!(
            without_brackets(ours(&document(&plain))),
            without_brackets(theirs(&plain)),
            "{}",
            path.display()
        );
    }
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "complaint",
        "We",
        "will",
        "reply",
        "within",
        "ten",
        "10",
        "working",
        "days",
        "stage",
        "resident’s",
        "£50",
        "—",
        "e.g.",
        "Act 1985,",
        "snake_case",
        "2*3",
        "*",
        "a.b",
        "&amp;",
        "\\*",
        "\\[x\\]",
        "(see",
        "below)",
        "50%",
        "Ombudsman.",
    ])
    .prop_map(str::to_owned)
}

fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..6).prop_map(|words| format!("The {}", words.join(" ")))
}

fn inline() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => phrase(),
        1 => phrase().prop_map(|text| format!("*{text}*")),
        1 => phrase().prop_map(|text| format!("**{text}**")),
        1 => phrase().prop_map(|text| format!("_{text}_")),
        1 => (phrase(), phrase()).prop_map(|(a, b)| format!("**{a} *{b}***")),
        1 => phrase().prop_map(|text| format!("`{}`", text.replace('\\', ""))),
        1 => phrase().prop_map(|text| format!("[{text}](https://example.org/a_b \"title\")")),
        1 => phrase().prop_map(|text| format!("[{text}][policy]")),
        1 => phrase().prop_map(|text| format!("![{text}](picture.png)")),
        1 => Just("<https://example.org>".to_owned()),
        1 => phrase().prop_map(|text| format!("<b>{text}</b>")),
        1 => phrase().prop_map(|text| format!("{text}  \n")),
        1 => phrase().prop_map(|text| format!("{text}\\\n")),
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| {
        pieces
            .join(" ")
            .replace("\n ", "\n")
            .trim_end()
            .trim_end_matches('\\')
            .to_owned()
    })
}

/// Blocks of one line or more, without a line break at the end.
fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => inline(),
        2 => (1usize..=6, inline()).prop_map(|(level, text)| format!("{} {}", "#".repeat(level), text.replace(['\n', '\\'], " "))),
        1 => (phrase(), any::<bool>()).prop_map(|(text, first)| format!("{text}\n{}", if first { "=====" } else { "-----" })),
        1 => Just("***".to_owned()),
        1 => phrase().prop_map(|text| format!("```\n{text}\n\n# {text}\n```")),
        2 => table(),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|blocks| quoted(&blocks.join("\n\n"))),
            (
                prop::collection::vec(inner.clone(), 1..4),
                prop::sample::select(vec!["- ", "* ", "+ "]),
                any::<bool>()
            )
                .prop_map(|(items, marker, tight)| list(&items, |_| marker.to_owned(), tight)),
            (prop::collection::vec(inner, 1..4), any::<bool>()).prop_map(|(items, tight)| list(
                &items,
                |at| format!("{}. ", at + 1),
                tight
            )),
        ]
    })
}

fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        phrase(),
        phrase().prop_map(|text| format!("**{text}**")),
        Just(String::new()),
        phrase().prop_map(|t| format!("{t} \\| x"))
    ];
    (2usize..4, prop::collection::vec(cell, 3..14)).prop_map(|(width, cells)| {
        let rows: Vec<String> = cells
            .chunks(width)
            .map(|row| format!("| {} |", row.join(" | ")))
            .collect();
        let header = format!("| {} |", vec!["Head"; width].join(" | "));
        format!("{header}\n|{}\n{}", " --- |".repeat(width), rows.join("\n"))
    })
}

fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| format!("> {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn list(items: &[String], marker: impl Fn(usize) -> String, tight: bool) -> String {
    let items: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let marker = marker(at);
            let pad = " ".repeat(marker.len());
            let body = item.lines().map(|line| {
                if line.is_empty() {
                    String::new()
                } else {
                    format!("{pad}{line}")
                }
            });
            body.collect::<Vec<_>>().join("\n").replacen(&pad, &marker, 1)
        })
        .collect();
    items.join(if tight { "\n" } else { "\n\n" })
}

fn generated() -> impl Strategy<Value = String> {
    prop::collection::vec(block(), 1..6)
        .prop_map(|blocks| format!("{}\n\n[policy]: https://example.org/policy\n", blocks.join("\n\n")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, rng_seed: RngSeed::Fixed(2024), ..ProptestConfig::default() })]

    #[test]
    fn a_generated_document_reads_as_in_commonmark(text in generated()) {
        // A list of rules is one rule, and what was indented below it is code to them and a paragraph to us.
        let (read, wanted) = (ours(&document(&text)), theirs(&text));
        let codes = |facts: &[String]| facts.iter().filter(|fact| *fact == "code").count();
        prop_assume!(codes(&read) == codes(&wanted));
        prop_assert_eq!(read, wanted, "{}", text);
    }
}
