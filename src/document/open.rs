//! What is open while blocks are built, and what becomes of it when it closes.
//! Knows no kind of line: `blocks` decides what opens.

use super::inline::Scratch;
use super::lines::Cursor;
use super::links::Definitions;
use super::lists::{Family, Memory};
use super::{Attributes, Block, BlockKind, Directive, Item, Span, Text, directive, inline, tables};

/// A container that may take more lines.
pub(super) struct Open {
    pub kind: Kind,
    pub blocks: Vec<Block>,
    pub start: usize,
    pub end: usize,
}

pub(super) enum Kind {
    Root,
    Quote,
    /// The family is that of its last item, with its number.
    List {
        family: Family,
        items: Vec<Item>,
    },
    /// `loose`: bullets at the margin belong to it.
    Item {
        marker: Span,
        indent: usize,
        loose: bool,
        family: Family,
    },
    Part {
        name: String,
        attributes: Attributes,
    },
}

/// The one block at the tip that takes lines rather than blocks.
pub(super) enum Leaf {
    None,
    Paragraph(Vec<Span>),
    Fence {
        tilde: bool,
        length: usize,
        span: Span,
    },
    Comment {
        span: Span,
    },
    Raw {
        name: &'static str,
        span: Span,
    },
    Table {
        span: Span,
        header: Vec<Text>,
        rows: Vec<Vec<Text>>,
    },
}

impl Leaf {
    pub fn is_verbatim(&self) -> bool {
        matches!(self, Leaf::Fence { .. } | Leaf::Comment { .. } | Leaf::Raw { .. })
    }
}

/// A document under construction.
pub(super) struct Builder<'a> {
    pub text: &'a str,
    pub definitions: &'a Definitions,
    pub stack: Vec<Open>,
    pub leaf: Leaf,
    pub scratch: Scratch,
    pub memory: Memory,
}

impl<'a> Builder<'a> {
    pub fn new(text: &'a str, definitions: &'a Definitions) -> Self {
        let root = Open {
            kind: Kind::Root,
            blocks: Vec::new(),
            start: 0,
            end: text.len(),
        };
        Builder {
            text,
            definitions,
            stack: vec![root],
            leaf: Leaf::None,
            scratch: Scratch::default(),
            memory: Memory::default(),
        }
    }

    /// Everything read: the blocks of the root and the directives, in order.
    pub fn finish(mut self) -> (Vec<Block>, Vec<Directive>) {
        self.close_to(1);
        self.scratch.directives.sort_by_key(|directive| directive.span.start);
        (
            self.stack.pop().map(|root| root.blocks).unwrap_or_default(),
            self.scratch.directives,
        )
    }

    pub fn open(&mut self, kind: Kind, start: usize, end: usize) {
        self.stack.push(Open {
            kind,
            blocks: Vec::new(),
            start,
            end,
        });
    }

    pub fn push_block(&mut self, span: Span, kind: BlockKind) {
        if let Some(open) = self.stack.last_mut() {
            open.end = open.end.max(span.end);
            open.blocks.push(Block { span, kind });
        }
    }

    pub fn inline(&mut self, segments: &[Span]) -> Text {
        inline::read(self.text, segments, self.definitions, &mut self.scratch, false)
    }

    /// The cells of a table's line.
    pub fn cells(&mut self, line: Span) -> Vec<Text> {
        let cells = tables::split(self.text, line);
        cells
            .iter()
            .map(|&cell| inline::read(self.text, &[cell], self.definitions, &mut self.scratch, true))
            .collect()
    }

    /// Closes the leaf and all containers above the first `depth`.
    pub fn close_to(&mut self, depth: usize) {
        self.close_leaf();
        while self.stack.len() > depth.max(1) {
            self.close_container();
        }
    }

    fn close_container(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        let span = Span::new(open.start, open.end);
        match open.kind {
            Kind::Root => {}
            Kind::Quote => self.push_block(span, BlockKind::Quote(open.blocks)),
            Kind::Part { name, attributes } => {
                self.push_block(
                    span,
                    BlockKind::Fenced {
                        name,
                        attributes,
                        blocks: open.blocks,
                    },
                );
            }
            Kind::List { items, .. } => self.push_block(span, BlockKind::List { items }),
            Kind::Item { marker, .. } => {
                let item = Item {
                    span,
                    marker: self.text[marker.range()].to_owned(),
                    marker_span: marker,
                    blocks: open.blocks,
                };
                if let Some(list) = self.stack.last_mut() {
                    list.end = list.end.max(span.end);
                    if let Kind::List { items, .. } = &mut list.kind {
                        items.push(item);
                    }
                }
            }
        }
    }

    /// After its only item was taken away.
    pub fn drop_empty_list(&mut self) {
        if matches!(&self.stack[self.stack.len() - 1].kind, Kind::List { items, .. } if items.is_empty()) {
            self.stack.pop();
        }
    }

    pub fn close_leaf(&mut self) {
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Paragraph(segments) => self.paragraph(&segments),
            Leaf::Fence { span, .. } => self.push_block(span, BlockKind::Code),
            Leaf::Comment { span } => self.comment_block(span),
            Leaf::Raw { span, .. } => self.push_block(span, BlockKind::Ignored),
            Leaf::Table { span, header, rows } => self.push_block(span, BlockKind::Table { header, rows }),
        }
    }

    fn paragraph(&mut self, segments: &[Span]) {
        let (Some(first), Some(_)) = (segments.first(), segments.last()) else {
            return;
        };
        let text = self.inline(segments);
        let span = Span::new(first.start, text.span.end);
        // Nothing but tags or comments: nothing to read.
        let empty = text.plain.trim().is_empty();
        self.push_block(
            span,
            if empty {
                BlockKind::Ignored
            } else {
                BlockKind::Paragraph(text)
            },
        );
    }

    pub fn comment_block(&mut self, span: Span) {
        self.scratch.directives.extend(directive::read(self.text, span));
        self.push_block(span, BlockKind::Ignored);
    }

    /// Gives the line to an open code fence, comment or script. False if none is open or text follows
    /// the end of a comment.
    pub fn continue_verbatim(&mut self, cursor: &mut Cursor<'a>) -> bool {
        let end = cursor.end;
        let line = &self.text[cursor.at..end];
        let (mut last, mut used_up) = (false, true);
        match &mut self.leaf {
            Leaf::Fence { tilde, length, span } => {
                let mark = if *tilde { '~' } else { '`' };
                let bare = line.trim();
                last = cursor.indent() < 4 && bare.len() >= *length && bare.chars().all(|c| c == mark);
                span.end = span.end.max(end);
            }
            Leaf::Comment { span } => match line.find("-->") {
                Some(found) => {
                    span.end = cursor.at + found + 3;
                    last = true;
                    used_up = line[found + 3..].trim().is_empty();
                    if !used_up {
                        cursor.take_bytes(found + 3);
                    }
                }
                None => span.end = span.end.max(end),
            },
            Leaf::Raw { name, span } => {
                last = line.match_indices("</").any(|(at, _)| {
                    line[at + 2..]
                        .get(..name.len())
                        .is_some_and(|tag| tag.eq_ignore_ascii_case(name))
                });
                span.end = span.end.max(end);
            }
            _ => return false,
        }
        if last {
            self.close_leaf();
        }
        used_up
    }
}
