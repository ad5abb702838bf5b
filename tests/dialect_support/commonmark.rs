//! A document as a list of facts, ours and pulldown-cmark's, so that the two can be compared.

use ombudlint::document::{Block, BlockKind, Document, Text};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

fn folded(text: &str) -> String {
    text.replace('\u{ad}', "")
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What we read: containers, and the text of headings, paragraphs and cells.
pub fn ours(document: &Document) -> Vec<String> {
    let mut facts = Vec::new();
    blocks(&document.blocks, &mut facts);
    facts
}

fn say(facts: &mut Vec<String>, kind: &str, text: &Text) {
    facts.push(format!("{kind} {}", folded(&text.plain)));
}

fn blocks(found: &[Block], facts: &mut Vec<String>) {
    for block in found {
        match &block.kind {
            BlockKind::Heading { level, text, .. } => say(facts, &format!("h{level}"), text),
            BlockKind::Paragraph(text) => say(facts, "p", text),
            BlockKind::List { items } => {
                facts.push("list".into());
                for item in items {
                    facts.push("item".into());
                    blocks(&item.blocks, facts);
                    facts.push("/item".into());
                }
                facts.push("/list".into());
            }
            BlockKind::Table { header, rows } => {
                facts.push("table".into());
                // CommonMark's extension fills and cuts rows to the header's width; we keep what was written.
                for row in std::iter::once(header).chain(rows) {
                    for at in 0..header.len() {
                        match row.get(at) {
                            Some(cell) => say(facts, "cell", cell),
                            None => facts.push("cell ".into()),
                        }
                    }
                }
            }
            BlockKind::Quote(inner) => {
                facts.push("quote".into());
                blocks(inner, facts);
                facts.push("/quote".into());
            }
            BlockKind::Fenced { blocks: inner, .. } => blocks(inner, facts),
            BlockKind::Code => facts.push("code".into()),
            BlockKind::Ignored => {}
        }
    }
}

/// What CommonMark reads.
pub fn theirs(text: &str) -> Vec<String> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.end_of_text();
    reader.facts
}

#[derive(Default)]
struct Reader {
    facts: Vec<String>,
    kind: String,
    text: String,
    silent: bool,
}

impl Reader {
    fn end_of_text(&mut self) {
        let text = folded(&std::mem::take(&mut self.text));
        if !text.is_empty() || self.kind.starts_with('h') || self.kind == "cell" {
            let kind = if self.kind.is_empty() { "p" } else { &self.kind };
            self.facts.push(format!("{kind} {text}"));
        }
        self.kind.clear();
    }

    fn container(&mut self, name: &str) {
        self.end_of_text();
        self.facts.push(name.into());
    }

    fn begin(&mut self, kind: &str) {
        self.end_of_text();
        self.kind = kind.into();
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.begin(&format!("h{}", number(level))),
            Event::Start(Tag::Paragraph) => self.begin("p"),
            Event::Start(Tag::TableCell) => self.begin("cell"),
            Event::Start(Tag::Table(_)) => self.container("table"),
            Event::Start(Tag::List(_)) => self.container("list"),
            Event::Start(Tag::Item) => self.container("item"),
            Event::Start(Tag::BlockQuote(_)) => self.container("quote"),
            Event::Start(Tag::CodeBlock(_)) => {
                self.container("code");
                self.silent = true;
            }
            Event::End(TagEnd::CodeBlock) => self.silent = false,
            Event::End(TagEnd::List(_)) => self.container("/list"),
            Event::End(TagEnd::Item) => self.container("/item"),
            Event::End(TagEnd::BlockQuote(_)) => self.container("/quote"),
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableCell) => self.end_of_text(),
            Event::Text(text) | Event::Code(text) if !self.silent => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}

/// All letters and digits in order, for documents that CommonMark divides otherwise. The markers of
/// hand-numbered clauses are text to CommonMark.
pub fn our_words(document: &Document) -> String {
    let mut out = String::new();
    words(&document.blocks, &mut out);
    letters(&out)
}

fn words(found: &[Block], out: &mut String) {
    for block in found {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => out.push_str(&text.plain),
            BlockKind::List { items } => {
                for item in items {
                    let plain = is_plain(&item.marker);
                    if !plain {
                        out.push_str(&item.marker);
                    }
                    words(&item.blocks, out);
                }
            }
            BlockKind::Table { header, rows } => {
                header
                    .iter()
                    .chain(rows.iter().flat_map(|row| row.iter().take(header.len())))
                    .for_each(|cell| out.push_str(&cell.plain));
            }
            BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => words(inner, out),
            BlockKind::Code | BlockKind::Ignored => {}
        }
    }
}

pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

pub fn their_words(text: &str) -> String {
    letters(
        &theirs(text)
            .iter()
            .filter_map(|fact| fact.split_once(' ').map(|(_, text)| text))
            .collect::<String>(),
    )
}

/// `-`, `*`, `+`, `1.` or `1)`: what CommonMark knows as a marker.
fn is_plain(marker: &str) -> bool {
    let ordered = marker
        .strip_suffix(['.', ')'])
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    ["-", "*", "+"].contains(&marker) || ordered
}

/// Facts without the brackets of fields, which only we take away.
pub fn without_brackets(facts: Vec<String>) -> Vec<String> {
    facts
        .iter()
        .map(|fact| fact.replace(['[', ']', '{', '}', '«', '»', '%'], ""))
        .collect()
}

/// Whether the document uses what CommonMark has no word for: clauses numbered by hand, pasted bullets.
pub fn has_clauses(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::List { items } => items
            .iter()
            .any(|item| !is_plain(&item.marker) || has_clauses(&item.blocks)),
        BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => has_clauses(inner),
        _ => false,
    })
}

/// A document of ours in plain CommonMark: the differences that docs/dialect.md lists, taken out.
pub fn in_commonmark(text: &str, document: &Document) -> String {
    let body = document.front_matter.as_ref().map_or(0, |matter| matter.span.end);
    let mut out = String::new();
    for line in text[body..]
        .trim_start_matches('\u{feff}')
        .split_inclusive(['\n', '\r'])
    {
        let bare = line.trim_start();
        // Fenced parts.
        if bare.starts_with(":::") {
            out.push('\n');
            continue;
        }
        let hashes = bare.len() - bare.trim_start_matches('#').len();
        let line = if (2..=6).contains(&hashes) && !bare[hashes..].starts_with([' ', '#', '\n', '\r']) {
            format!("{} {}", &bare[..hashes], &bare[hashes..])
        } else if hashes == 1 && bare[1..].starts_with(|c: char| c.is_ascii_uppercase()) {
            format!("# {}", &bare[1..])
        } else {
            line.to_owned()
        };
        out.push_str(&without_attributes(&line));
    }
    fields(&out)
}

fn without_attributes(line: &str) -> String {
    match line.rfind("{#").or_else(|| line.rfind("{.")) {
        Some(open) if line.trim_start().starts_with('#') && line.trim_end().ends_with('}') => {
            format!("{}\n", &line[..open])
        }
        _ => line.to_owned(),
    }
}

/// Fields without the parts that are not shown: filters, conditions, template logic.
fn fields(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '(', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let (true, Some(end)) = (rest.starts_with("{{"), rest.find("}}")) {
            let inside = rest[2..end].trim();
            if !inside.starts_with(['#', '/', '^', '!']) && inside != "else" {
                out.push_str(inside.split('|').next().unwrap_or("").trim());
            }
            rest = &rest[end + 2..];
        } else if let (true, Some(end)) = (rest.starts_with("(("), rest.find("))")) {
            let inside = &rest[2..end];
            out.push_str(inside.split_once("??").map_or(inside, |(_, shown)| shown));
            rest = &rest[end + 2..];
        } else if let (true, Some(end)) = (rest.starts_with("<<"), rest.find(">>")) {
            out.push_str(&rest[2..end]);
            rest = &rest[end + 2..];
        } else if let Some(end) = rest
            .find('>')
            .filter(|&end| rest.starts_with('<') && is_field(&rest[1..end]))
        {
            out.push_str(&rest[1..end]);
            rest = &rest[end + 1..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out + rest
}

/// `<Landlord name>`: our fixtures write such fields with a capital, and tags without.
fn is_field(inside: &str) -> bool {
    inside.starts_with(|c: char| c.is_ascii_uppercase()) && inside.chars().all(|c| c.is_alphanumeric() || c == ' ')
}
