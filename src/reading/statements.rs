//! The walk over a document that turns blocks into statements with their headings, lead-ins and table heads.
//! Decides layout only; what the words mean is settled in [`context`](super::context).

use super::headings::{self, BOLD_LEVEL, LABEL_LEVEL, LONGEST_HEADING};
use super::piece::Piece;
use super::run_on::{self, Part, Role};
use super::sentences::sentences;
use super::streams::{LONGEST_SENTENCE, Streams};
use super::{Label, Layout, Reading, Section, Stage, Standing, Statement, questions};
use crate::document::{self, Block, BlockKind, Document, Item, MarkKind, Text};
use crate::kind::Kind;
use crate::lexicon::{Index, Lexicon, StatementSet, Terms};
use crate::source::{Source, Span};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// What the walk over a document finds.
pub struct Collected<'l> {
    pub reading: Reading,
    /// The statements of each paragraph, item or cell.
    pub paragraphs: Vec<Range<usize>>,
    /// The statements of each sentence that holds items.
    pub itemised: Vec<Range<usize>>,
    /// The document's different words.
    pub terms: Terms<'l>,
}

/// The statements of a document.
pub fn collect<'l>(
    source: &'l Source,
    document: &Document,
    kind: Kind,
    landlord: &[String],
    lexicon: &'l Lexicon,
) -> Collected<'l> {
    let front = |key: &str| {
        let entries = document.front_matter.iter().flat_map(|f| &f.entries);
        entries
            .filter(|e| e.key == key)
            .map(|e| e.value.clone())
            .find(|v| !v.is_empty())
    };
    let mut streams = Streams {
        lexicon,
        terms: Terms::new(&lexicon.interner),
        landlord: front("landlord").into_iter().chain(landlord.iter().cloned()).collect(),
        names: Vec::new(),
        stage_names: super::stage_names::collect(&document.blocks),
        counted: super::stage_names::counted(source.text()),
    };
    streams.note_names(&document.blocks);
    let mut walk = Walk {
        source: source.text(),
        streams,
        sections: vec![Section::default()],
        titles: vec![Rc::new(Piece::whole("", Span::default()))],
        open: vec![(0, 0)],
        statements: Vec::with_capacity(source.text().len() / USUAL_LENGTH),
        paragraphs: Vec::new(),
        itemised: Vec::new(),
        block: 0,
        question: None,
        quotations: 0,
        kind,
        plain_titles: headings::plain_titles(&document.blocks),
    };
    walk.blocks(&document.blocks, &Context::default());
    let mut statements = walk.statements;
    let terms = walk.streams.terms;
    let index = Index::of_read(lexicon, &terms, statements.iter_mut().map(|s| &mut s.stream));
    let reading = Reading {
        kind,
        index: Arc::new(index),
        joined_index: Index::new(lexicon, &terms, std::iter::empty()),
        itemised_index: Index::new(lexicon, &terms, std::iter::empty()),
        sections: walk.sections,
        statements,
        whole: StatementSet::empty(0),
        joined: Vec::new(),
        itemised: Vec::new(),
        timings: Vec::new(),
        routes: Vec::new(),
        directives: Vec::new(),
        dates: Default::default(),
        landlord: walk.streams.landlord,
        days_are_working_days: false,
        form: None,
    };
    Collected {
        reading,
        paragraphs: walk.paragraphs,
        itemised: walk.itemised.into_iter().filter(|range| !range.is_empty()).collect(),
        terms,
    }
}

/// What stands before a statement and is part of what it says.
#[derive(Clone, Default)]
pub struct Context {
    pub lead: Vec<Rc<Piece>>,
    pub layout: Option<Layout>,
    /// Number of the block quotation.
    pub quotation: Option<usize>,
    /// Paragraph of the first cell of the table's row.
    pub row: Option<usize>,
    pub unfilled: bool,
    pub affirmed: bool,
    /// Whose the table's column or row is.
    pub column: Standing,
}

pub struct Walk<'a> {
    source: &'a str,
    pub streams: Streams<'a>,
    sections: Vec<Section>,
    /// The title of each section, as it stands before its statements.
    titles: Vec<Rc<Piece>>,
    /// Open headings: level and index into `sections`.
    open: Vec<(u8, usize)>,
    pub statements: Vec<Statement>,
    /// The statements of each paragraph, item or cell.
    pub paragraphs: Vec<Range<usize>>,
    /// The statements of each sentence that holds items.
    itemised: Vec<Range<usize>>,
    block: usize,
    /// The question before the paragraph.
    question: Option<Rc<Piece>>,
    quotations: usize,
    pub kind: Kind,
    plain_titles: BTreeSet<String>,
}

/// Bytes of a usual statement.
const USUAL_LENGTH: usize = 50;

/// So many comments and page edges are passed over to see what follows.
const LOOK_AHEAD: usize = 32;

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], context: &Context) {
        let mut lead: Option<Rc<Piece>> = None;
        // What leads in lettered paragraphs.
        let mut clause: Option<Rc<Piece>> = None;
        for (n, block) in blocks.iter().enumerate() {
            let rest = blocks.get(n + 1..).unwrap_or(&[]);
            let next = rest.iter().take(LOOK_AHEAD).find(|b| match &b.kind {
                BlockKind::Paragraph(text) => !headings::is_page_edge(&text.plain),
                kind => !matches!(kind, BlockKind::Ignored),
            });
            match &block.kind {
                BlockKind::Heading { level, text, .. } => {
                    self.heading(*level, Piece::of(text));
                    lead = None;
                }
                BlockKind::Paragraph(text) if headings::is_page_edge(&text.plain) => {}
                BlockKind::Paragraph(text) => {
                    self.block += 1;
                    let before_list = next.is_some_and(|b| {
                        matches!(
                            b.kind,
                            BlockKind::List { .. } | BlockKind::Quote(_) | BlockKind::Table { .. }
                        )
                    });
                    if let Some(level) = headings::level_of(text, next, self.kind.is_letter(), &self.plain_titles)
                        .filter(|_| context.layout.is_none())
                    {
                        self.heading(level, Piece::of(text));
                        lead = None;
                        continue;
                    }
                    clause = lead
                        .filter(|lead| announces(&lead.plain))
                        .or(clause)
                        .filter(|_| is_lettered(text));
                    let mut inner = context.clone();
                    if clause.is_some() {
                        inner.layout = Some(Layout::Item);
                        inner.lead.extend(clause.clone());
                    }
                    lead = self.paragraph(text, &inner, before_list);
                }
                BlockKind::List { items } => {
                    let mut inherited: Option<Rc<Piece>> = None;
                    for (at, item) in items.iter().enumerate() {
                        // Only what announces something leads in what looks like a title.
                        let announced = lead.as_ref().is_some_and(|lead| announces(&lead.plain));
                        let free = context.layout.is_none() && !announced;
                        let title = headings::of_item(items, at, next.is_some()).filter(|_| free);
                        if let Some((level, text)) = title {
                            self.heading(level, Piece::of(text));
                            self.blocks(&item.blocks[1..], context);
                            continue;
                        }
                        // Clauses stand for themselves; items with a lead-in belong together.
                        if lead.is_none() && inherited.is_none() {
                            self.block += 1;
                        }
                        let mut inner = context.clone();
                        inner.layout = Some(Layout::Item);
                        inner.lead.extend(lead.clone().or_else(|| inherited.clone()));
                        let opened = self.open.len();
                        self.blocks_of_item(&item.blocks, &inner);
                        // "A matter may be declined where:" leads in the items after it.
                        inherited = self.trailing_lead(&item.blocks).or_else(|| {
                            if is_letter_marker(&item.marker) {
                                inherited.take()
                            } else {
                                None
                            }
                        });
                        if !inner.lead.is_empty() {
                            self.open.truncate(opened.max(1));
                        }
                    }
                    // "The letter will contain:" also leads in a table or a quotation below it; the lead-in of a list goes on
                    // over bullets of another form.
                    let goes_on =
                        next.is_some_and(|b| matches!(&b.kind, BlockKind::List { items } if is_bulleted(items)));
                    lead = inherited.or(lead.filter(|_| goes_on && is_bulleted(items)));
                }
                BlockKind::Table { header, rows } => {
                    self.block += usize::from(lead.is_none());
                    self.table(header, rows, context, lead.take());
                }
                BlockKind::Quote(inner) => {
                    let mut quoted = context.clone();
                    self.quotations += 1;
                    quoted.quotation = quoted.quotation.or(Some(self.quotations));
                    quoted.lead.extend(lead.take());
                    self.blocks(inner, &quoted);
                }
                BlockKind::Fenced { blocks, .. } => {
                    self.blocks(blocks, context);
                    lead = None;
                }
                BlockKind::Code | BlockKind::Ignored => {}
            }
        }
    }

    fn blocks_of_item(&mut self, blocks: &[Block], context: &Context) {
        let mut lead: Option<Rc<Piece>> = None;
        for (n, block) in blocks.iter().enumerate() {
            let before_list = blocks.get(n + 1).is_some_and(|b| {
                matches!(
                    b.kind,
                    BlockKind::List { .. } | BlockKind::Quote(_) | BlockKind::Table { .. }
                )
            });
            match &block.kind {
                BlockKind::Paragraph(text) => lead = self.paragraph(text, context, before_list),
                _ => {
                    let mut inner = context.clone();
                    inner.lead.extend(lead.take());
                    match &block.kind {
                        // The lead-in of a nested list is this item's own text.
                        BlockKind::List { items } => {
                            for item in items {
                                let mut nested = inner.clone();
                                nested.layout = Some(Layout::Item);
                                self.blocks_of_item(&item.blocks, &nested);
                            }
                        }
                        BlockKind::Table { header, rows } => self.table(header, rows, &inner, None),
                        BlockKind::Heading { level, text, .. } => self.heading(*level, Piece::of(text)),
                        _ => self.blocks(std::slice::from_ref(block), &inner),
                    }
                }
            }
        }
    }

    /// The end of an item that announces the items after it.
    fn trailing_lead(&mut self, blocks: &[Block]) -> Option<Rc<Piece>> {
        let Some(BlockKind::Paragraph(text)) = blocks.last().map(|b| &b.kind) else {
            return None;
        };
        self.lead_of(text, false)
    }

    fn lead_of(&mut self, text: &Text, before_list: bool) -> Option<Rc<Piece>> {
        let plain = text.plain.trim_end();
        let unquoted = plain.trim_end_matches(['’', '”', '"', '\'', ')', ']']);
        let announces = announces(plain);
        // What ends with its quotation, as a definition does, is said.
        let quoted = plain.ends_with(['’', '”', '"', '\'']);
        let open = before_list && !quoted && !unquoted.ends_with(['.', '!', '?']);
        if !announces && !before_list {
            return None;
        }
        let last = sentences(plain).pop()?;
        let piece = Rc::new(Piece::cut(text, last.start, last.end));
        if announces || open {
            return Some(piece);
        }
        let said = before_list && self.streams.holds(&piece, |markers| &markers.lead_in);
        (said || before_list && plain.ends_with('?')).then_some(piece)
    }

    fn heading(&mut self, level: u8, piece: Piece) {
        let first = self
            .open
            .iter()
            .skip(1)
            .position(|(open, _)| headings::ends(*open, level));
        self.open.truncate(first.map_or(self.open.len(), |n| n + 1));
        let parent = self.open.last().map(|&(_, index)| index);
        let title = Piece::whole(piece.plain.trim(), piece.span);
        let section = Section {
            span: piece.span,
            title: title.plain.clone(),
            level,
            parent,
            ..Section::default()
        };
        self.sections.push(section);
        let title = Rc::new(title);
        self.question = title.plain.ends_with('?').then(|| Rc::clone(&title));
        self.titles.push(title);
        let index = self.sections.len() - 1;
        self.open.push((level, index));
        self.block += 1;
        self.emit(
            &piece,
            &Context {
                layout: Some(Layout::Heading),
                ..Context::default()
            },
            &[],
        );
    }

    /// Reads a paragraph; each of its lines that begins with a label in bold ("**Reply:** …") is one.
    fn paragraph(&mut self, text: &Text, context: &Context, before_list: bool) -> Option<Rc<Piece>> {
        let lines = headings::labelled_lines(text, self.source);
        let Some((last, first)) = lines.split_last() else {
            return self.unbroken(text, context, before_list);
        };
        let mut inner = context.clone();
        for (n, line) in first.iter().enumerate() {
            let lead = self.unbroken(line, &inner, false);
            inner.lead.extend(lead.filter(|_| n == 0));
        }
        self.unbroken(last, &inner, before_list)
    }

    /// Emits the sentences of a paragraph; returns its end if that leads in what follows.
    fn unbroken(&mut self, text: &Text, context: &Context, before_list: bool) -> Option<Rc<Piece>> {
        let lead = self.lead_of(text, before_list);
        let mut from = 0;
        let opened = self.open.len();
        // "**Stage One.** …" heads the clauses after it; a label in a list with a lead-in only its item.
        let stands_alone = context.layout.is_none() || context.layout == Some(Layout::Item) && context.lead.is_empty();
        if let Some(end) = bold_label(text).or_else(|| self.first_line_label(text)) {
            // "**Stage 1** The Secretary will …": a heading for this paragraph and those after it.
            let level = if stands_alone { BOLD_LEVEL } else { LABEL_LEVEL };
            self.heading(level, Piece::cut(text, 0, end));
            from = end;
        }
        let before = self.statements.len();
        // "Do I have to say why? No, you do not.": the question is part of its answer.
        let mut asked: Option<Rc<Piece>> = None;
        let mut announced: Option<Rc<Piece>> = None;
        let mut before_this = self.question.take();
        for Part { range, role } in run_on::parts(&text.plain[from..]) {
            let piece = Rc::new(Piece::cut(text, from + range.start, from + range.end));
            let question = piece.plain.ends_with('?') && piece.plain.split_whitespace().count() <= LONGEST_HEADING;
            let mut here = context.clone();
            here.lead.extend(asked.clone());
            if question {
                asked = Some(Rc::clone(&piece));
            }
            if role == Role::Item {
                here.layout = Some(Layout::Item);
                here.lead.extend(announced.clone());
            } else {
                announced = (role == Role::Lead).then(|| Rc::clone(&piece));
            }
            // "Do I have to write? No.": what the answer says of its question.
            if let Some(question) = before_this.take().filter(|_| role == Role::Sentence) {
                self.answer(&question, &piece, context, &[]);
            }
            if piece.plain.ends_with('?') {
                before_this = Some(Rc::clone(&piece));
            }
            let at = self.statements.len();
            self.emit(&piece, &here, &[]);
            match (role, self.itemised.last_mut()) {
                (Role::Lead, _) => self.itemised.push(at..self.statements.len()),
                (Role::Item, Some(whole)) if whole.end == at && whole.start >= before => {
                    whole.end = self.statements.len()
                }
                _ => {}
            }
        }
        self.question = before_this;
        self.end_paragraph(before);
        if !stands_alone {
            self.open.truncate(opened.max(1));
        }
        lead
    }

    /// The end of a first line that is a heading to its reader: in capitals, or a short question.
    fn first_line_label(&self, text: &Text) -> Option<usize> {
        let end = (0..text.plain.len()).find(|&n| self.source.as_bytes().get(text.origin[n]) == Some(&b'\n'))?;
        let line = text.plain.get(..end)?.trim();
        let letters = line.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().count() > 3 && letters.clone().all(char::is_uppercase);
        let label = line.split_whitespace().count() <= LONGEST_HEADING && (capitals || line.ends_with('?'));
        (label && sentences(line).len() == 1).then_some(end)
    }

    /// Emits what "yes" or "no" says after a question.
    pub fn answer(&mut self, question: &Piece, answer: &Piece, context: &Context, heads: &[Rc<Piece>]) {
        if let Some(said) = questions::said(&question.plain, &answer.plain) {
            self.emit(&Piece::whole(&said, question.span.to(answer.span)), context, heads);
        }
    }

    /// Emits a sentence; one longer than a statement can be is cut into several.
    pub fn emit(&mut self, piece: &Piece, context: &Context, heads: &[Rc<Piece>]) {
        let words = &self.streams.told(piece).words;
        if words.len() <= LONGEST_SENTENCE {
            return self.emit_statement(piece, context, heads);
        }
        for chunk in words.chunks(LONGEST_SENTENCE) {
            if let [first, .., last] = chunk {
                self.emit_statement(&piece.part(first.start, last.end), context, heads);
            }
        }
    }

    fn emit_statement(&mut self, piece: &Piece, context: &Context, heads: &[Rc<Piece>]) {
        if piece
            .marks
            .iter()
            .any(|m| m.kind == MarkKind::Struck && m.start == 0 && m.end + 1 >= piece.plain.len())
        {
            return;
        }
        let layout = context.layout.unwrap_or(Layout::Paragraph);
        let mut pieces = Vec::new();
        let section = self.open.last().map_or(0, |&(_, index)| index);
        let title = Rc::clone(&self.titles[section]);
        let mut heading_pieces = 0;
        if layout != Layout::Heading && section > 0 {
            pieces.push(&*title);
            heading_pieces = 1;
        }
        pieces.extend(context.lead.iter().chain(heads).map(Rc::as_ref));
        let lead_pieces = pieces.len();
        pieces.push(piece);
        let (mut stream, places) = self.streams.stream(&pieces, lead_pieces, heading_pieces);
        if layout == Layout::Cell {
            self.streams.figure_of_cell(piece, &mut stream);
        }
        let links = piece
            .marks
            .iter()
            .filter_map(|m| {
                if let MarkKind::Link(target) = &m.kind {
                    Some(target.clone())
                } else {
                    None
                }
            })
            .collect();
        self.statements.push(Statement {
            span: piece.span,
            stream,
            places,
            layout,
            block: self.block,
            paragraph: self.paragraphs.len(),
            row: context.row.unwrap_or(self.paragraphs.len()),
            section,
            label: Label::at(self.source, piece.span.start, layout == Layout::Heading),
            repeats: Vec::new(),
            stage: Stage::Unsaid,
            spoken_of: Stage::Unsaid,
            standing: if is_unconfirmed(piece) {
                Standing::Unconfirmed
            } else {
                Standing::Own
            },
            quotation: context.quotation,
            unfilled: context.unfilled,
            affirmed: context.affirmed,
            column: context.column,
            exclusion: false,
            other_matter: false,
            hedged: false,
            plain: piece.plain.clone(),
            origin: piece.origin.clone(),
            links,
        });
    }

    /// Ends the paragraph that the statements since `before` are.
    pub fn end_paragraph(&mut self, before: usize) {
        if before < self.statements.len() {
            self.paragraphs.push(before..self.statements.len());
        }
    }
}

/// Whether it stands as a whole in a field that waits to be confirmed, or in what is left of one without its brackets:
/// "To confirm 1.1: …".
fn is_unconfirmed(piece: &Piece) -> bool {
    let text = piece.plain.trim();
    if document::is_unconfirmed(text)
        && let Some((label, _)) = text[document::UNCONFIRMED.len()..].split_once(':')
        && label.trim_start().starts_with(|c: char| c.is_ascii_digit())
    {
        return true;
    }
    let start = piece.plain.len() - piece.plain.trim_start().len();
    piece.marks.iter().any(|mark| match &mark.kind {
        MarkKind::Placeholder(name) => {
            document::is_unconfirmed(name) && mark.start <= start + 1 && mark.end + 1 >= start + text.len()
        }
        _ => false,
    })
}

/// Whether a text ends as one that announces what follows.
fn announces(plain: &str) -> bool {
    let plain = plain.trim_end();
    plain.ends_with([':', '–', '—']) || plain.ends_with(":-") || plain.ends_with(" -")
}

/// Whether a paragraph is an item of a list to its reader: "(a) open a file; and", set in by blanks that Markdown
/// does not count.
fn is_lettered(text: &Text) -> bool {
    let plain = text.plain.trim_start();
    let marker = plain.split_whitespace().next().unwrap_or_default();
    marker.ends_with(')') && is_letter_marker(marker)
}

fn is_bulleted(items: &[Item]) -> bool {
    items
        .iter()
        .all(|item| !item.marker.contains(char::is_alphanumeric) || item.marker == "o")
}

/// `(a)`, `ii)`, `•`: a marker of a list inside a clause.
fn is_letter_marker(marker: &str) -> bool {
    let inner = marker.trim_matches(['(', ')', '.', ' ']);
    !inner.is_empty() && inner.len() <= 4 && inner.chars().all(|c| c.is_ascii_lowercase())
        || !marker.contains(char::is_alphanumeric)
}

/// Bytes of a sign such as "[H]" or "(HRA)".
const LONGEST_SIGN: usize = 5;

/// The end of bold words that open a paragraph and stand for a heading: "**Stage 1.** …".
fn bold_label(text: &Text) -> Option<usize> {
    let mark = text
        .marks
        .iter()
        .find(|m| m.kind == MarkKind::Strong && text.plain[..m.start].trim().is_empty())?;
    let bold = text.plain[mark.start..mark.end].trim();
    let rest = text.plain[mark.end..].trim_start_matches([':', '.', '–', '—', '-', ' ', '\n']);
    let count = bold.split_whitespace().count();
    // "**[H]** A reply is sent …" marks the clause.
    let sign = bold.starts_with(['[', '(']) && bold.len() <= LONGEST_SIGN;
    let label = count <= 10 && !rest.is_empty() && !sign && bold.chars().any(char::is_alphabetic);
    // "**We will** acknowledge …" is stress, not a label.
    let goes_on = rest.starts_with(char::is_lowercase)
        && !bold.ends_with([':', '.', '?', '–', '—'])
        && !text.plain[mark.end..]
            .trim_start_matches(' ')
            .starts_with([':', '–', '—', '\n', '-']);
    // "**We reply within ten working days.** If we need longer, …": the first sentence, set in bold.
    let ended = text.plain[..text.plain.len() - rest.len()].trim_end();
    let sentence = headings::is_sentence(ended);
    (label && !goes_on && !sentence).then(|| text.plain.len() - rest.len())
}
