//! Blocks that hold lines: headings, tables, comments.
//! Knows no container but through the builder that closes it.

use super::blocks::{Step, trimmed_end};
use super::lines::Cursor;
use super::open::{Builder, Kind, Leaf};
use super::{BlockKind, Span, attributes, tables};

impl<'a> Builder<'a> {
    pub fn heading(&mut self, line: Span, level: u8) {
        let title = self.text[line.range()].trim_start_matches('#');
        let start = line.end - title.len();
        let (length, found) = attributes::at_end(title);
        let title = title[..length].trim_end();
        // A closing run of hashes, if a space sets it off.
        let bare = title.trim_end_matches('#');
        let title = if bare.is_empty() || bare.ends_with([' ', '\t']) {
            bare
        } else {
            title
        };
        let lead = title.len() - title.trim_start().len();
        let text = self.inline(&[Span::new(
            start + lead,
            (start + title.trim_end().len()).max(start + lead),
        )]);
        let span = Span::new(line.start, trimmed_end(self.text, line.start, line.end));
        self.push_block(
            span,
            BlockKind::Heading {
                level,
                text,
                attributes: found,
            },
        );
    }

    /// Whether the open paragraph may become a heading by the line below it.
    pub fn underlines(&self, all_matched: bool) -> bool {
        all_matched || self.is_lone_clause()
    }

    /// `12.1 Stage 1` with a line of dashes below is a numbered title, not a clause.
    fn is_lone_clause(&self) -> bool {
        let Leaf::Paragraph(segments) = &self.leaf else {
            return false;
        };
        let top = &self.stack[self.stack.len() - 1];
        segments.len() == 1
            && top.blocks.is_empty()
            && matches!(&top.kind, Kind::Item { family, .. } if family.is_by_hand())
    }

    pub fn setext(&mut self, cursor: &Cursor<'a>, level: u8) {
        let lone_clause = self.is_lone_clause();
        let Leaf::Paragraph(mut segments) = std::mem::replace(&mut self.leaf, Leaf::None) else {
            return;
        };
        if lone_clause && let Some(item) = self.stack.pop() {
            segments[0].start = item.start;
            self.drop_empty_list();
            // The clauses before a numbered title end with it.
            while matches!(
                self.stack[self.stack.len() - 1].kind,
                Kind::Item { .. } | Kind::List { .. }
            ) {
                self.close_to(self.stack.len() - 1);
            }
        }
        let start = segments[0].start;
        let last = segments.len() - 1;
        let (length, found) = attributes::at_end(&self.text[segments[last].range()]);
        segments[last].end = segments[last].start + length;
        let text = self.inline(&segments);
        let end = trimmed_end(self.text, start, cursor.end);
        self.push_block(
            Span::new(start, end),
            BlockKind::Heading {
                level,
                text,
                attributes: found,
            },
        );
    }

    pub fn comment(&mut self, cursor: &mut Cursor<'a>, matched: usize) -> Step {
        let at = cursor.content();
        let Some(length) = self.text[at..cursor.end].find("-->").map(|found| found + 3) else {
            self.close_to(matched);
            self.leaf = Leaf::Comment {
                span: Span::new(at, cursor.end),
            };
            return Step::Done;
        };
        if !self.text[at + length..cursor.end].trim().is_empty() {
            // Text after a comment is still text; the comment goes with its markup.
            return Step::Text;
        }
        self.close_to(matched);
        self.comment_block(Span::new(at, at + length));
        Step::Done
    }

    pub fn table(&mut self, cursor: &Cursor<'a>) -> Step {
        let rule = Span::new(cursor.content(), cursor.end);
        let header = match &mut self.leaf {
            Leaf::Paragraph(segments) => {
                let last = segments[segments.len() - 1];
                if !tables::has_pipe(&self.text[last.range()]) {
                    return Step::Text;
                }
                segments.pop();
                Some(last)
            }
            // Word's tables lose their header on the way through some converters.
            Leaf::None if self.text[rule.range()].starts_with('|') => None,
            _ => return Step::Text,
        };
        self.close_leaf();
        let start = header.map_or(rule.start, |header| header.start);
        let header = header.map(|header| self.cells(header)).unwrap_or_default();
        let end = trimmed_end(self.text, rule.start, rule.end);
        self.leaf = Leaf::Table {
            span: Span::new(start, end),
            header,
            rows: Vec::new(),
        };
        Step::Done
    }
}
