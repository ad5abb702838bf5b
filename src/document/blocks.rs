//! Lines to blocks: a stack of open containers and one open leaf, as CommonMark describes it.
//! Iterative; nesting deeper than [`DEEPEST`] is flat text. Knows no inline markup.

use super::lines::{Cursor, Line, classify};
use super::lists::{self, Family};
use super::open::{Builder, Kind, Leaf};
use super::{BlockKind, Span};

/// Containers open at once; what would be deeper is text.
pub(super) const DEEPEST: usize = 128;
/// Containers one line may open: `> > > …` without end stays linear.
const STARTS_PER_LINE: usize = 16;

/// What a start made of the line.
pub(super) enum Step {
    /// The line is used up.
    Done,
    /// A container opened; look again at what follows its marker.
    Again,
    /// Nothing starts here.
    Text,
}

impl<'a> Builder<'a> {
    /// Reads one line, given without its line break.
    pub fn line(&mut self, span: Span) {
        let mut cursor = Cursor::new(self.text, span);
        let mut matched = self.match_containers(&mut cursor);
        if matched == self.stack.len() && self.continue_verbatim(&mut cursor) {
            return;
        }
        if self.leaf.is_verbatim() {
            self.close_leaf();
        }
        if cursor.is_blank() {
            return self.blank_line(matched, &cursor);
        }
        for _ in 0..STARTS_PER_LINE {
            match self.start(&mut cursor, matched) {
                Step::Done => return,
                Step::Again => matched = self.stack.len(),
                Step::Text => break,
            }
            if cursor.is_blank() {
                return;
            }
        }
        self.text_line(&cursor, matched);
    }

    /// How many of the open containers go on in this line; takes their indentation and markers.
    fn match_containers(&mut self, cursor: &mut Cursor<'a>) -> usize {
        let mut undecided = None;
        let mut depth = 1;
        while depth < self.stack.len() {
            let blank = cursor.is_blank();
            match &self.stack[depth].kind {
                Kind::Quote => {
                    if blank || cursor.indent() >= 4 || !cursor.rest().starts_with('>') {
                        break;
                    }
                    cursor.take_marker(1);
                    cursor.take_one_space();
                    undecided = None;
                }
                Kind::Item { indent, loose, .. } => {
                    let begun = !self.stack[depth].blocks.is_empty() || !matches!(self.leaf, Leaf::None);
                    if blank {
                        // An item that begins with an empty line ends with the next one.
                        if !begun && depth + 1 == self.stack.len() {
                            break;
                        }
                    } else if cursor.indent() >= *indent {
                        cursor.take_columns(*indent);
                        undecided = None;
                    } else if *loose {
                        // Its bullets stand at the margin: only they can tell whether it goes on.
                        undecided = undecided.or(Some(depth));
                    } else {
                        break;
                    }
                }
                Kind::Root | Kind::List { .. } | Kind::Part { .. } => {}
            }
            depth += 1;
        }
        undecided.unwrap_or(depth)
    }

    fn blank_line(&mut self, matched: usize, cursor: &Cursor<'a>) {
        self.close_leaf();
        // Lists wait for what follows; a quote ends with its last `>`.
        let ends_here = self.stack[matched..]
            .iter()
            .any(|open| matches!(open.kind, Kind::Quote))
            || self.stack.get(matched).is_some_and(|open| open.blocks.is_empty());
        if ends_here {
            self.close_to(matched);
        } else if let Some(open) = self.stack.last_mut()
            && matches!(open.kind, Kind::Quote)
        {
            open.end = open.end.max(cursor.at);
        }
    }

    /// A list goes on only with an item; anything else that is not inside one ends it.
    fn without_list(&self, matched: usize) -> usize {
        matched - usize::from(matches!(self.stack[matched - 1].kind, Kind::List { .. }))
    }

    fn start(&mut self, cursor: &mut Cursor<'a>, with_list: usize) -> Step {
        let matched = self.without_list(with_list);
        let all_matched = matched == self.stack.len();
        let in_list = matches!(self.stack[with_list - 1].kind, Kind::Item { .. } | Kind::List { .. });
        let paragraph_open = matches!(self.leaf, Leaf::Paragraph(_));
        if cursor.indent() >= 4 && !in_list {
            // An address or a letter set in from the margin: no one writes code here.
            return Step::Text;
        }
        let at = cursor.content();
        let line = classify(cursor.rest());
        match line {
            Line::Heading { level } => {
                self.close_to(matched);
                self.heading(Span::new(at, cursor.end), level);
                Step::Done
            }
            Line::Equals | Line::Dashes { .. } if paragraph_open && self.underlines(all_matched) => {
                self.setext(cursor, if line == Line::Equals { 1 } else { 2 });
                Step::Done
            }
            Line::Dashes { length: 1 } => self.list_item(cursor, with_list, Family::Bullet('-'), 1),
            Line::Thematic | Line::Dashes { length: 3.. } => {
                self.close_to(matched);
                self.push_block(
                    Span::new(at, trimmed_end(self.text, at, cursor.end)),
                    BlockKind::Ignored,
                );
                Step::Done
            }
            Line::Quote if self.stack.len() < DEEPEST => {
                self.close_to(matched);
                cursor.take_marker(1);
                self.open(Kind::Quote, at, cursor.at);
                cursor.take_one_space();
                Step::Again
            }
            Line::Fence { tilde, length } => {
                self.close_to(matched);
                self.leaf = Leaf::Fence {
                    tilde,
                    length,
                    span: Span::new(at, cursor.end),
                };
                Step::Done
            }
            Line::Part { name, attributes } if self.stack.len() < DEEPEST => {
                self.close_to(matched);
                self.open(Kind::Part { name, attributes }, at, cursor.end);
                Step::Done
            }
            Line::PartEnd => {
                self.part_end(Span::new(at, cursor.end), matched);
                Step::Done
            }
            Line::Comment => self.comment(cursor, matched),
            Line::Raw { name } => {
                self.close_to(matched);
                self.leaf = Leaf::Raw {
                    name,
                    span: Span::new(at, at),
                };
                self.continue_verbatim(cursor);
                Step::Done
            }
            // Its tags are dropped later; here it only begins a paragraph of its own.
            Line::Tag => {
                self.close_to(matched);
                Step::Text
            }
            Line::Rule if all_matched => self.table(cursor),
            Line::Bullet { length } => {
                let mark = cursor.rest().chars().next().unwrap_or('-');
                self.list_item(cursor, with_list, Family::Bullet(mark), length)
            }
            Line::Ordered { length } | Line::Clause { length } => match lists::numbered(&cursor.rest()[..length]) {
                Some(family) => self.list_item(cursor, with_list, family, length),
                None => Step::Text,
            },
            Line::Definition { .. } if !paragraph_open => {
                self.close_to(matched);
                self.push_block(
                    Span::new(at, trimmed_end(self.text, at, cursor.end)),
                    BlockKind::Ignored,
                );
                Step::Done
            }
            _ => Step::Text,
        }
    }

    fn part_end(&mut self, line: Span, matched: usize) {
        let innermost = self.stack[..matched]
            .iter()
            .rposition(|open| matches!(open.kind, Kind::Part { .. }));
        let end = trimmed_end(self.text, line.start, line.end);
        match innermost {
            Some(part) => {
                self.close_to(part + 1);
                self.stack[part].end = end;
                self.close_to(part);
            }
            None => {
                self.close_to(matched);
                self.push_block(Span::new(line.start, end), BlockKind::Ignored);
            }
        }
    }

    fn list_item(&mut self, cursor: &mut Cursor<'a>, matched: usize, family: Family, length: usize) -> Step {
        let at = cursor.content();
        let after = &self.text[at + length..cursor.end];
        let marker = &self.text[at..at + length];
        let Some(place) = lists::place(self, matched, family, after, cursor.indent()) else {
            return Step::Text;
        };
        if place.keep + 2 > DEEPEST {
            return Step::Text;
        }
        if let Some(host) = place.loosened
            && let Kind::Item { loose, .. } = &mut self.stack[host].kind
        {
            *loose = true;
        }
        self.close_to(place.keep);
        let lead = cursor.indent();
        cursor.take_marker(length);
        let gap = cursor.indent();
        // Five blanks or more are no wider margin, and none at all still needs one.
        let gap = if gap == 0 || gap > 4 || cursor.is_blank() {
            1
        } else {
            gap
        };
        let indent = lead + marker.chars().count() + gap;
        cursor.take_columns(gap);
        if place.new_list {
            self.open(
                Kind::List {
                    family: place.family.clone(),
                    items: Vec::new(),
                },
                at,
                at + length,
            );
        } else if let Some(open) = self.stack.last_mut()
            && let Kind::List { family, .. } = &mut open.kind
        {
            *family = place.family.clone();
        }
        lists::remember(self, &place.family);
        self.open(
            Kind::Item {
                marker: Span::new(at, at + length),
                indent,
                loose: false,
                family: place.family,
            },
            at,
            at + length,
        );
        Step::Again
    }

    fn text_line(&mut self, cursor: &Cursor<'a>, matched: usize) {
        let segment = Span::new(cursor.content(), cursor.end);
        // A tag may have ended what it does not stand in.
        let matched = matched.min(self.stack.len());
        if let Leaf::Paragraph(segments) = &mut self.leaf {
            segments.push(segment);
            return;
        }
        if matched == self.stack.len() && matches!(self.leaf, Leaf::Table { .. }) {
            let row = self.cells(segment);
            let end = trimmed_end(self.text, segment.start, segment.end);
            if let Leaf::Table { rows, span, .. } = &mut self.leaf {
                rows.push(row);
                span.end = end;
            }
            return;
        }
        self.close_to(self.without_list(matched));
        self.leaf = Leaf::Paragraph(vec![segment]);
    }
}

/// Where the text of a line ends before its trailing blanks.
pub(super) fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end().len()
}
