//! A document as an outline, one line a block, for examples that can be read.

use ombudlint::document::{Block, BlockKind, Document, MarkKind, Text, parse};
use ombudlint::source::Source;

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
