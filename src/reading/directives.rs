//! What a directive in a comment holds for: the block below it, or the section when it stands at a heading.
//! Knows no verb.

use super::headings::BOLD_LEVEL;
use super::{Placed, Section};
use crate::document::{Block, BlockKind, Document, Item};
use crate::source::Span;

/// The directives of a document in order, each with what it holds for.
pub fn place(document: &Document, sections: &[Section], end: usize) -> Vec<Placed> {
    let places = Places { sections, end };
    let directives = document.directives.iter();
    directives
        .map(|directive| Placed {
            scope: places.scope(&document.blocks, directive.span, None).unwrap_or_default(),
            directive: directive.clone(),
        })
        .collect()
}

struct Places<'a> {
    sections: &'a [Section],
    end: usize,
}

impl Places<'_> {
    /// `item` is the list item that `blocks` are in.
    fn scope(&self, blocks: &[Block], at: Span, item: Option<&Item>) -> Option<Span> {
        let n = blocks.iter().position(|b| b.span.contains(at))?;
        let block = &blocks[n];
        if let Some(section) = self.section(block) {
            return Some(section);
        }
        match &block.kind {
            BlockKind::Ignored => {
                let is_read = |b: &&Block| !matches!(b.kind, BlockKind::Ignored);
                let before = blocks[..n].iter().rev().find(is_read);
                if let Some(section) = before.and_then(|b| self.section(b)) {
                    return Some(section);
                }
                let after: Vec<&Block> = blocks[n + 1..].iter().filter(is_read).take(2).collect();
                self.below(&after).or(item.map(|i| i.span))
            }
            BlockKind::List { items } => {
                let item = items.iter().find(|i| i.span.contains(at))?;
                self.scope(&item.blocks, at, Some(item)).or(Some(item.span))
            }
            BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => {
                self.scope(inner, at, None).or(Some(block.span))
            }
            // Beside a clause's first words: the clause with all that belongs to it.
            BlockKind::Paragraph(_) if n == 0 => Some(item.map_or(block.span, |i| i.span)),
            _ => Some(block.span),
        }
    }

    /// What the first of these blocks is to a reader: a clause alone, a lead-in with what it leads in.
    fn below(&self, blocks: &[&Block]) -> Option<Span> {
        let (first, then) = (*blocks.first()?, blocks.get(1));
        if let Some(section) = self.section(first) {
            return Some(section);
        }
        Some(match &first.kind {
            BlockKind::List { items } => match items.first() {
                Some(item) if is_clause(&item.marker) => item.span,
                _ => first.span,
            },
            BlockKind::Paragraph(text) if text.plain.trim_end().ends_with(':') => match then {
                Some(led) if matches!(led.kind, BlockKind::List { .. } | BlockKind::Table { .. }) => {
                    first.span.to(led.span)
                }
                _ => first.span,
            },
            _ => first.span,
        })
    }

    /// The section that a block is the heading of, down to the next heading that is not below it.
    fn section(&self, block: &Block) -> Option<Span> {
        let bold = match block.kind {
            BlockKind::Heading { .. } => false,
            BlockKind::Paragraph(_) => true,
            _ => return None,
        };
        let is_its =
            |s: &Section| !s.span.is_empty() && block.span.contains(s.span) && (!bold || s.level >= BOLD_LEVEL);
        let index = self.sections.iter().position(is_its)?;
        let later = self.sections.iter().enumerate().skip(index + 1);
        let next = later
            .into_iter()
            .find(|(n, _)| !Section::is_below(self.sections, *n, index));
        let end = next.map_or(self.end, |(_, s)| s.span.start);
        Some(Span::new(block.span.start, end))
    }
}

/// `12.2`, `12.2.1`: clauses stand for themselves, bullets belong together.
fn is_clause(marker: &str) -> bool {
    let marker = marker.trim_end_matches(['.', ')']);
    marker.contains('.') && marker.chars().all(|c| c.is_ascii_digit() || c == '.')
}
