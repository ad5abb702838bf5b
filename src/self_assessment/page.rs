//! Forms laid out as a page: a heading for each provision, its requirement, and a field for each answer.

use super::catalogue::fold;
use super::grid::number;
use super::labels::{LONGEST_HEAD, Labels};
use super::{Answer, Catalogue, Column, Row};
use crate::ruleset::Forms;
use crate::source::{Source, Span};

/// The rows of a page from byte `start` on.
pub fn read(source: &Source, start: usize, forms: &Forms, catalogue: &Catalogue) -> Vec<Row> {
    let mut reader = Reader {
        source,
        labels: Labels::new(forms),
        catalogue,
        rows: Vec::new(),
        field: None,
        after_blank: false,
    };
    for index in 0..source.line_count() {
        let line = source.line_span(index);
        if line.start >= start {
            reader.line(line);
        }
    }
    let mut rows = reader.rows;
    let labels = Labels::new(forms);
    for row in &mut rows {
        (row.answer, row.plain_answer) = labels.answer(&row.answer_text.text);
    }
    // A number alone is no row: a policy has numbered clauses too.
    rows.retain(|row| row.answer != Answer::Blank || !row.evidence.is_empty() || row.answer_at != row.at);
    rows
}

struct Reader<'a> {
    source: &'a Source,
    labels: Labels<'a>,
    catalogue: &'a Catalogue,
    rows: Vec<Row>,
    /// The field that the next lines belong to.
    field: Option<Column>,
    /// A blank line stands before this one.
    after_blank: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: Span) {
        let whole = self.source.slice(line);
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        if whole.trim_matches(blank).is_empty() {
            self.after_blank = true;
            return;
        }
        let text = whole.trim_start_matches(|c: char| blank(c) || matches!(c, '#' | '>' | '*' | '_'));
        let start = line.end - text.len();
        let text = text.trim_end();
        let heading =
            whole.trim_start().starts_with('#') || whole.trim().starts_with("**") && whole.trim().ends_with("**");
        if let Some((number, at, rest)) = self.row_head(text, start, heading) {
            self.begin(Row::new(self.catalogue.by_id(&number), Some(number), at), rest, heading);
        } else if let Some(field) = self.labels.field(text).filter(|_| !self.rows.is_empty()) {
            self.field = Some(field.column);
            let rest = Span::new(start + field.end, start + text.len());
            self.note_place(field.column, rest);
            self.put(rest);
        } else if heading || self.labels.is_part_head(text) || self.is_section_head(text) || self.labels.is_ending(text)
        {
            self.field = None;
        } else if let Some(place) = self.lost_row(text) {
            let at = Span::new(start, start + text.len());
            self.begin(Row::new(Some(place), None, at), at, false);
        } else {
            // What stands after an answer without a field of its own is about the answer.
            if self.field == Some(Column::Answer) && self.rows.last().is_some_and(|r| !r.answer_text.is_empty()) {
                self.field = Some(Column::Commentary);
            }
            let bullet = text.trim_start_matches(['•', '-', '–', '·', '\u{a0}', ' ']);
            self.put(Span::new(start + text.len() - bullet.len(), start + text.len()));
        }
        self.after_blank = false;
    }

    fn begin(&mut self, row: Row, rest: Span, heading: bool) {
        self.rows.push(row);
        self.field = Some(Column::Requirement);
        let said = self.source.slice(rest);
        let place = self.rows.last().and_then(|row| row.place);
        // A heading may have a title of the landlord's own.
        let title = heading
            && !place
                .is_some_and(|row| self.catalogue.likeness(row, &fold(said)) > 0.9 && fold(said).len() > LONGEST_HEAD);
        if !title {
            self.put(rest);
        }
    }

    /// "Code section N.N", "## N.N Title", or a number alone: the number, its place and what follows it.
    fn row_head(&self, text: &str, start: usize, heading: bool) -> Option<(String, Span, Span)> {
        let head = self.labels.row_head(text);
        let (number, length) = number(&text[head..])?;
        let rest = text[head + length..].trim_start_matches([' ', ':', '-', '–', '*', '\u{a0}']);
        let place = self.catalogue.by_id(&number);
        let asked = || place.is_some_and(|row| self.catalogue.likeness(row, &fold(rest)) > 0.75);
        // In running text a number that opens a line is a reference, not a row.
        let own = heading || rest.is_empty() || head > 0 && fold(rest).len() <= LONGEST_HEAD || asked();
        let at = Span::new(start, start + head + length);
        let rest = Span::new(start + text.len() - rest.len(), start + text.len());
        (own && (place.is_some() || head > 0 || heading)).then_some((number, at, rest))
    }

    /// The provision whose requirement begins here although its number is lost.
    fn lost_row(&self, text: &str) -> Option<usize> {
        if self.rows.is_empty() || self.field == Some(Column::Requirement) {
            return None;
        }
        let current = self.rows.last().and_then(|row| row.place);
        let place = self.catalogue.begun_by(text, current)?;
        (Some(place) != current).then_some(place)
    }

    /// "2 Exclusions": a number and a short title.
    fn is_section_head(&self, text: &str) -> bool {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[digits..].trim_start_matches(['.', ':']);
        (1..=2).contains(&digits)
            && rest.starts_with([' ', '\t', '\u{a0}'])
            && rest.trim_start().starts_with(char::is_uppercase)
            && !text.ends_with(['.', ';', ','])
            && fold(rest).len() <= LONGEST_HEAD
    }

    fn note_place(&mut self, column: Column, at: Span) {
        let Some(row) = self.rows.last_mut() else { return };
        match column {
            Column::Answer => row.answer_at = at,
            Column::Evidence => row.evidence_at = at,
            _ => {}
        }
    }

    fn put(&mut self, span: Span) {
        let (source, field) = (self.source, self.field);
        if span.is_empty() {
            return;
        }
        if let Some(row) = self.rows.last_mut()
            && let Some(prose) = field.and_then(|column| row.cell(column))
        {
            if self.after_blank {
                prose.push_paragraph(source, span);
            } else {
                prose.push(source, span);
            }
        }
    }
}
