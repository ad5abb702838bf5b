//! A document as an outline, one line a block, for examples that can be read.
#![allow(dead_code)]

pub mod commonmark;

use ombudlint::document::{Block, BlockKind, Document, MarkKind, Text, parse};
use ombudlint::source::{Source, Span};

pub fn outline(text: &str) -> String {
    let document = document(text);
    let mut out = String::new();
    blocks(&document.blocks, 0, &mut out);
    out
}

pub fn document(text: &str) -> Document {
    parse(&Source::new("test.md", text))
}

fn blocks(found: &[Block], depth: usize, out: &mut String) {
    for block in found {
        let pad = "  ".repeat(depth);
        match &block.kind {
            BlockKind::Heading {
                level,
                text,
                attributes,
            } => {
                let id = attributes.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
                out.push_str(&format!("{pad}h{level}{id} {}\n", shown(text)));
            }
            BlockKind::Paragraph(text) => out.push_str(&format!("{pad}p {}\n", shown(text))),
            BlockKind::List { items } => {
                out.push_str(&format!("{pad}list\n"));
                for item in items {
                    out.push_str(&format!("{pad}  [{}]\n", item.marker));
                    blocks(&item.blocks, depth + 2, out);
                }
            }
            BlockKind::Table { header, rows } => {
                out.push_str(&format!("{pad}table {}\n", cells(header)));
                for row in rows {
                    out.push_str(&format!("{pad}  {}\n", cells(row)));
                }
            }
            BlockKind::Quote(inner) => {
                out.push_str(&format!("{pad}quote\n"));
                blocks(inner, depth + 1, out);
            }
            BlockKind::Fenced {
                name, blocks: inner, ..
            } => {
                out.push_str(&format!("{pad}part {name}\n"));
                blocks(inner, depth + 1, out);
            }
            BlockKind::Code => out.push_str(&format!("{pad}code\n")),
            BlockKind::Ignored => out.push_str(&format!("{pad}ignored\n")),
        }
    }
}

fn cells(row: &[Text]) -> String {
    row.iter().map(shown).collect::<Vec<_>>().join(" | ")
}

/// The text with its marks after it.
pub fn shown(text: &Text) -> String {
    let mut out = text.plain.replace('\n', "⏎");
    for mark in &text.marks {
        let of = &text.plain[mark.start..mark.end];
        let said = match &mark.kind {
            MarkKind::Strong => format!("strong:{of}"),
            MarkKind::Emphasis => format!("em:{of}"),
            MarkKind::Struck => format!("struck:{of}"),
            MarkKind::Code => format!("code:{of}"),
            MarkKind::Link(target) => format!("link:{of}→{target}"),
            MarkKind::Placeholder(name) => format!("field:{name}"),
        };
        out.push_str(&format!(" «{said}»"));
    }
    out
}

/// Parses and holds every span to its promises.
pub fn check(text: &str) {
    let document = document(text);
    let whole = Span::new(0, text.len());
    if let Some(matter) = &document.front_matter {
        for entry in &matter.entries {
            sound(text, matter.span, entry.key_span);
            sound(text, matter.span, entry.value_span);
        }
    }
    for directive in &document.directives {
        sound(text, whole, directive.span);
        directive
            .words
            .iter()
            .for_each(|(_, span)| sound(text, directive.span, *span));
        directive
            .pairs
            .iter()
            .for_each(|(_, _, span)| sound(text, directive.span, *span));
    }
    check_blocks(text, whole, &document.blocks);
}

fn sound(text: &str, parent: Span, span: Span) {
    assert!(parent.contains(span), "{span:?} outside {parent:?}");
    assert!(span.start <= span.end, "{span:?} runs backwards");
    assert!(
        text.is_char_boundary(span.start) && text.is_char_boundary(span.end),
        "{span:?} cuts a character"
    );
}

fn check_blocks(text: &str, parent: Span, blocks: &[Block]) {
    let mut end = parent.start;
    for block in blocks {
        sound(text, parent, block.span);
        assert!(block.span.start >= end, "blocks overlap at {end}");
        end = block.span.end;
        match &block.kind {
            BlockKind::Heading { text: inline, .. } | BlockKind::Paragraph(inline) => {
                check_text(text, block.span, inline)
            }
            BlockKind::List { items } => {
                let mut end = block.span.start;
                for item in items {
                    sound(text, block.span, item.span);
                    sound(text, item.span, item.marker_span);
                    assert_eq!(&text[item.marker_span.range()], item.marker);
                    assert!(item.span.start >= end, "items overlap");
                    end = item.span.end;
                    check_blocks(text, item.span, &item.blocks);
                }
            }
            BlockKind::Table { header, rows } => {
                header
                    .iter()
                    .chain(rows.iter().flatten())
                    .for_each(|cell| check_text(text, block.span, cell));
            }
            BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => check_blocks(text, block.span, inner),
            BlockKind::Code | BlockKind::Ignored => {}
        }
    }
}

fn check_text(source: &str, parent: Span, text: &Text) {
    sound(source, parent, text.span);
    let length = text.plain.len();
    assert_eq!((text.origin.len(), text.ends.len()), (length + 1, length));
    assert!(text.origin.is_sorted() && text.ends.is_sorted());
    for at in 0..length {
        sound(source, text.span, Span::new(text.origin[at], text.ends[at]));
        assert!(text.ends[at] <= text.origin[at + 1] || text.origin[at] == text.origin[at + 1]);
    }
    for (at, c) in text.plain.char_indices() {
        let seen = &source[text.source_span(at, at + c.len_utf8()).range()];
        let as_written = seen.chars().eq([c]);
        let markup = seen.starts_with(['&', '\\', '<', '\r', '\n']) || c == ' ';
        assert!(as_written || markup, "{c:?} is read from {seen:?}");
    }
    for mark in &text.marks {
        assert!(mark.start < mark.end && mark.end <= length);
        assert!(text.plain.is_char_boundary(mark.start) && text.plain.is_char_boundary(mark.end));
    }
}

/// All texts of a document, in order.
pub fn texts(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => found.push(text),
            BlockKind::List { items } => items.iter().for_each(|item| found.extend(texts(&item.blocks))),
            BlockKind::Table { header, rows } => found.extend(header.iter().chain(rows.iter().flatten())),
            BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => found.extend(texts(inner)),
            BlockKind::Code | BlockKind::Ignored => {}
        }
    }
    found
}
