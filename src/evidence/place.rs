//! Where words stand, as a reader of the paper would say it: clause, heading, line.

use crate::document::{Block, BlockKind, Document, Text};
use crate::reading::sentences;
use crate::source::{Source, Span};

/// The place of a quotation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// The number of the clause, as the document counts: `14.2(a)`.
    pub clause: Option<String>,
    /// The heading it stands under.
    pub heading: Option<String>,
}

/// The headings, numbered clauses and sentences of a document.
#[derive(Debug, Default)]
pub struct Outline {
    headings: Vec<(Span, String)>,
    /// Outer clauses before the inner ones.
    clauses: Vec<(Span, String)>,
    /// Sentences and table rows, in the order of the document: what can be quoted whole.
    sentences: Vec<Span>,
}

impl Outline {
    pub fn of(document: &Document) -> Outline {
        let mut outline = Outline::default();
        outline.add(&document.blocks, "");
        outline
    }

    fn add(&mut self, blocks: &[Block], clause: &str) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { text, .. } => self.headings.push((text.span, text.plain.trim().to_owned())),
                BlockKind::Paragraph(text) => self.say(text),
                BlockKind::Table { header, rows } => {
                    for row in std::iter::once(header).chain(rows) {
                        if let (Some(first), Some(last)) = (row.first(), row.last()) {
                            self.sentences.push(Span::new(first.span.start, last.span.end));
                        }
                    }
                }
                BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => self.add(inner, clause),
                BlockKind::List { items } => {
                    for item in items {
                        let number = numbered(clause, &item.marker);
                        if let Some(number) = &number {
                            self.clauses.push((item.span, number.clone()));
                        }
                        self.add(&item.blocks, number.as_deref().unwrap_or(clause));
                    }
                }
                BlockKind::Code | BlockKind::Ignored => {}
            }
        }
    }

    fn say(&mut self, text: &Text) {
        let ranges = sentences(&text.plain).into_iter();
        self.sentences.extend(ranges.map(|r| text.source_span(r.start, r.end)));
    }

    /// Sentences and table rows in the order of the document; headings are not among them.
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The whole sentence, heading or table row in which deciding words stand.
    pub fn sentence(&self, span: Span) -> Span {
        let before = self.sentences.partition_point(|s| s.start <= span.start);
        let sentence = before.checked_sub(1).map(|n| self.sentences[n]);
        let heading = self.heading(span).map(|(heading, _)| *heading);
        let around = [sentence, heading].into_iter().flatten().find(|s| span.start < s.end);
        around.map_or(span, |s| Span::new(s.start, s.end.max(span.end)))
    }

    /// The last heading that begins no later than `span`.
    fn heading(&self, span: Span) -> Option<&(Span, String)> {
        self.headings
            .iter()
            .rev()
            .find(|(heading, _)| heading.start <= span.start)
    }

    pub fn place(&self, span: Span, source: &Source) -> Place {
        let within = |outer: &Span| outer.start <= span.start && span.start < outer.end;
        let clause = self.clauses.iter().rev().find(|(outer, _)| within(outer));
        Place {
            line: source.position(span.start).line,
            clause: clause.map(|(_, number)| number.clone()),
            heading: self
                .heading(span)
                .map(|(_, text)| text.clone())
                .filter(|text| !text.is_empty()),
        }
    }
}

/// `(a)` under `14.2` is `14.2(a)`; `14.2.1` under `14.2` is itself; a bullet has no number.
fn numbered(parent: &str, marker: &str) -> Option<String> {
    let own = marker.trim_matches(['(', ')', '.', '[', ']']);
    if !own.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let whole = parent.is_empty() || own.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'));
    Some(if whole {
        own.to_owned()
    } else {
        format!("{parent}({own})")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn words_are_found_by_clause_heading_and_line() {
        let text = "# Complaints\n\n## 4 Stages\n\n4.1 We acknowledge.\n\n4.2 We answer:\n\n(a) in full, and\n(b) in time.\n\n- a bullet\n\n## Contact\n\nRing us.\n";
        let source = Source::new("policy.md", text);
        let outline = Outline::of(&parse(&source));
        let place = |words: &str| {
            let at = text.find(words).expect("the words are there");
            let place = outline.place(Span::new(at, at + words.len()), &source);
            (place.line, place.clause, place.heading)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(place("We acknowledge"), (5, some("4.1"), some("4 Stages")));
        assert_eq!(place("in time"), (10, some("4.2(b)"), some("4 Stages")));
        assert_eq!(place("Ring us"), (16, None, some("Contact")));
    }

    #[test]
    fn deciding_words_are_quoted_with_their_sentence_or_row() {
        let text = "We are open. We **reply** within ten days of that. Ring us.\n\n| Stage | Time |\n|---|---|\n| One | 10 days |\n";
        let source = Source::new("policy.md", text);
        let outline = Outline::of(&parse(&source));
        let whole = |words: &str| {
            let at = text.find(words).expect("the words are there");
            source.slice(outline.sentence(Span::new(at, at + words.len())))
        };
        assert_eq!(whole("ten days"), "We **reply** within ten days of that.");
        assert_eq!(whole("10 days"), "One | 10 days");
    }
}
