//! `--format markdown`.

use crate::texts::{findings, folders, said, text};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

/// The text of each list item, as a reader of the rendered page sees it, below the heading of its document.
fn items(markdown: &str) -> Vec<(String, String)> {
    let (mut out, mut document, mut here) = (Vec::new(), String::new(), None);
    let mut heading = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level as usize == 2 => {
                heading = true;
                document.clear();
            }
            Event::End(TagEnd::Heading(_)) => heading = false,
            Event::Start(Tag::Item) => here = Some(String::new()),
            Event::End(TagEnd::Item) => out.extend(here.take().map(|text| (document.clone(), text))),
            Event::Text(text) if heading => document.push_str(&text),
            Event::Text(text) => here.iter_mut().for_each(|h| h.push_str(&text)),
            Event::SoftBreak => here.iter_mut().for_each(|h| h.push('\n')),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => {}
            Event::Start(tag @ (Tag::Emphasis | Tag::Link { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock)) => {
                panic!("a document's words were taken for {tag:?} in {document}")
            }
            Event::Code(code) | Event::Html(code) | Event::InlineHtml(code) => panic!("taken for code: {code}"),
            _ => {}
        }
    }
    out
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_finding_is_listed_with_its_line_and_its_words() {
    for folder in folders() {
        let items = items(&said(folder, "markdown"));
        let findings = findings(folder);
        for finding in &findings {
            let line = format!("ine {}", finding["at"]["line"]);
            let quote: String = one_line(text(finding, "/at/quote")).chars().take(200).collect();
            let shows = |(document, item): &&(String, String)| {
                *document == one_line(text(finding, "/path"))
                    && item.starts_with(&format!("{} – ", text(finding, "/element")))
                    && item.contains(&line)
                    && item.contains(quote.trim_end())
            };
            assert!(items.iter().any(|i| shows(&i)), "{finding}");
        }
        let listed = items.iter().filter(|(document, _)| document != "Not checked").count();
        assert_eq!(listed, findings.len());
    }
}

#[test]
fn the_table_counts_the_findings_of_each_document() {
    let [_, traps] = folders();
    let markdown = said(traps, "markdown");
    let of = |f: &&Value, level: &str| f["path"] == "plain.md" && f["severity"] == level;
    let findings = findings(traps);
    let count = |level: &str| findings.iter().filter(|f| of(f, level)).count();
    let row = format!(
        "| plain.md | complaints policy | {} | {} | 0 | 0 |",
        count("error"),
        count("warning")
    );
    assert!(markdown.contains(&row), "{row}\n{markdown}");
    assert!(markdown.contains("- no-text.md: This is a PDF"), "{markdown}");
}
