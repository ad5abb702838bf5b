//! The dialect: from a [`Source`] to a [`Document`], a tree of blocks in which
//! every node has its span. Total: every input has a document.
//! Knows no rule and no Code; `docs/dialect.md` is its description for authors.

mod attributes;
mod blocks;
mod brackets;
mod clauses;
mod directive;
mod emit;
mod emphasis;
mod entities;
mod front_matter;
mod html;
mod inline;
mod joined;
mod leaves;
mod lines;
mod links;
mod lists;
mod numbering;
mod open;
mod placeholder;
mod tables;

pub use placeholder::{UNCONFIRMED, is_unconfirmed};

use crate::source::{Source, Span};

/// Reads a document. Total and linear: whatever the bytes, there is a document.
pub fn parse(source: &Source) -> Document {
    let (front_matter, first) = match front_matter::read(source) {
        Some((matter, next)) => (Some(matter), next),
        None => (None, 0),
    };
    let definitions = links::Definitions::collect(source);
    let mut builder = open::Builder::new(source.text(), &definitions);
    for index in first..source.line_count() {
        let mut line = source.line_span(index);
        if index == 0 && source.text().starts_with('\u{feff}') {
            line.start += '\u{feff}'.len_utf8();
        }
        builder.line(line);
    }
    let (blocks, directives) = builder.finish();
    Document {
        front_matter,
        blocks,
        directives,
    }
}

/// The front matter alone, for who has to know what a document is before reading it.
pub fn front_matter(source: &Source) -> Option<FrontMatter> {
    front_matter::read(source).map(|(matter, _)| matter)
}

/// The `---` that opens a front matter without an end, and the key of the first entry below it.
pub fn unclosed_front_matter(source: &Source) -> Option<(Span, &str)> {
    front_matter::unclosed(source)
}

/// A parsed file.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub front_matter: Option<FrontMatter>,
    pub blocks: Vec<Block>,
    /// `<!-- ombudlint: … -->` comments, in order, wherever they stand.
    pub directives: Vec<Directive>,
}

/// The `key: value` lines between `---` at the top of a file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// From the first `---` to the end of the closing one.
    pub span: Span,
    pub entries: Vec<Entry>,
    /// Non-empty lines that are no `key: value` (comments with `#` excepted).
    pub junk: Vec<Span>,
}

/// One line of front matter.
#[derive(Debug, Clone)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    /// Everything after the first colon, trimmed; one pair of surrounding quotes removed.
    pub value: String,
    /// Of the value without its quotes; empty, just after the colon, when there is none.
    pub value_span: Span,
}

/// A block of the document with the lines it occupies.
#[derive(Debug, Clone)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Debug, Clone)]
pub enum BlockKind {
    /// `# Title {#id .class key="value"}` or a line underlined with `===`/`---`.
    Heading {
        level: u8,
        text: Text,
        attributes: Attributes,
    },
    Paragraph(Text),
    /// Bullets, `1.`, and hand-numbered `1.1`, `a)`, `(i)`.
    List {
        items: Vec<Item>,
    },
    /// The rows below the header; rows may have more or fewer cells than the header.
    Table {
        header: Vec<Text>,
        rows: Vec<Vec<Text>>,
    },
    /// `> …`
    Quote(Vec<Block>),
    /// `::: name` … `:::`
    Fenced {
        name: String,
        attributes: Attributes,
        blocks: Vec<Block>,
    },
    /// Fenced code: shown, never read.
    Code,
    /// HTML comments and directives that stand alone, link definitions, thematic breaks: never read.
    Ignored,
}

/// One item of a list.
#[derive(Debug, Clone)]
pub struct Item {
    pub span: Span,
    /// As written: `-`, `1.`, `12.2`, `(a)`.
    pub marker: String,
    pub marker_span: Span,
    /// First a paragraph as a rule; nested lists follow.
    pub blocks: Vec<Block>,
}

/// `{#id .class key="value"}`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub pairs: Vec<(String, String)>,
}

/// Running text as a reader sees it: markup removed, entities decoded, soft hyphens and zero-width
/// characters dropped, non-breaking spaces plain, soft line breaks a space, hard ones `\n`.
/// Quotes and dashes stay as written.
#[derive(Debug, Clone, Default)]
pub struct Text {
    pub span: Span,
    pub plain: String,
    /// For each byte of `plain`, the byte of the source where the character it belongs to begins;
    /// one more entry for the end. Never decreases.
    pub origin: Vec<usize>,
    /// For each byte of `plain`, where in the source the character it belongs to ends.
    pub ends: Vec<usize>,
    pub marks: Vec<Mark>,
}

impl Text {
    /// The bytes `start..end` of `plain` as a text of their own.
    pub fn part(&self, start: usize, end: usize) -> Text {
        let overlaps = |m: &&Mark| m.start < end && m.end > start;
        let shift = |m: &Mark| Mark {
            start: m.start.max(start) - start,
            end: m.end.min(end) - start,
            kind: m.kind.clone(),
        };
        let mut origin = self.origin[start..end].to_vec();
        origin.push(if end > start { self.ends[end - 1] } else { self.span.end });
        Text {
            span: self.source_span(start, end),
            plain: self.plain[start..end].to_owned(),
            origin,
            ends: self.ends[start..end].to_vec(),
            marks: self.marks.iter().filter(overlaps).map(shift).collect(),
        }
    }

    /// The bytes of the source from which `plain[start..end]` was read.
    pub fn source_span(&self, start: usize, end: usize) -> Span {
        if end <= start {
            let at = self.origin.get(start).copied().unwrap_or(self.span.end);
            return Span::new(at, at);
        }
        // The last character's own end: the markup after it is not part of what was read.
        Span::new(self.origin[start], self.ends[end - 1].max(self.origin[start]))
    }
}

/// Something the writer marked in a [`Text`]; `start..end` are bytes of `plain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub kind: MarkKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    Strong,
    Emphasis,
    /// Struck out: no longer said.
    Struck,
    Code,
    /// Target resolved, also of reference links and bare `<https://…>`.
    Link(String),
    /// A mail-merge field; its name (or drafting note) without brackets.
    Placeholder(String),
}

/// `<!-- ombudlint: allow ID reason="…" until=2027-03-31 -->`
#[derive(Debug, Clone)]
pub struct Directive {
    /// The whole comment.
    pub span: Span,
    /// `allow`
    pub verb: String,
    pub words: Vec<(String, Span)>,
    /// Key, value without its quotes, and the span of `key=value` as written.
    pub pairs: Vec<(String, String, Span)>,
}
