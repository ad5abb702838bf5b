//! The walk over a table: each cell with the heads of its column and of its row before it.

use super::answers::{Answer, Answers, answer};
use super::headings;
use super::piece::Piece;
use super::sentences::sentences;
use super::statements::{Context, Walk};
use super::table_shape::{is_counted, is_row, stands_abreast};
use super::{Layout, Standing};
use crate::document::Text;
use crate::kind::Kind;
use std::rc::Rc;

/// Words of a head that names a service.
const LONGEST_NAME: usize = 8;

/// What the rows and columns of a table are.
struct Shape {
    /// The heads of the columns.
    heads: Vec<Rc<Piece>>,
    /// The columns stand side by side: the first heads no row.
    abreast: bool,
    answers: Answers,
    /// Whose each column is.
    columns: Vec<Standing>,
    /// Whether rows are headed by services, of which one is the landlord's own.
    services: bool,
}

impl Walk<'_> {
    pub fn table(&mut self, header: &[Text], rows: &[Vec<Text>], context: &Context, lead: Option<Rc<Piece>>) {
        let mut rows: Vec<&[Text]> = rows.iter().map(Vec::as_slice).collect();
        let mut header = header;
        if is_row(header, &rows) {
            rows.insert(0, header);
            header = &[];
        }
        if is_counted(header, &rows) {
            header = header.get(1..).unwrap_or_default();
            rows.iter_mut().for_each(|row| *row = row.get(1..).unwrap_or_default());
        }
        let mut inner = context.clone();
        inner.layout = Some(Layout::Cell);
        inner.lead.extend(lead);
        let shape = self.shape(header, &rows);
        let heads = &shape.heads;
        // A table of two columns is a form: its first row speaks as the others do.
        if heads.len() == 2 && !shape.abreast && heads.iter().all(|head| !head.plain.trim().is_empty()) {
            let before = self.statements.len();
            self.emit(&heads[1], &inner, &heads[..1]);
            self.end_paragraph(before);
        }
        for row in rows {
            inner.row = Some(self.paragraphs.len());
            self.row(row, &shape, &mut inner);
        }
    }

    fn shape(&mut self, header: &[Text], rows: &[&[Text]]) -> Shape {
        let heads: Vec<Rc<Piece>> = header.iter().map(|head| Rc::new(Piece::of(head))).collect();
        let own = heads.iter().skip(1).any(|head| self.names_own(head));
        let columns = heads.iter().map(|head| match () {
            () if own && self.names_other(head) => Standing::Other,
            // "What the Code says" beside "What we do".
            () if heads.len() > 1 && self.streams.holds(head, |m| &m.quoted_heading) => Standing::Quoted,
            () => Standing::Own,
        });
        let columns = columns.collect();
        let names: Vec<Piece> = rows.iter().filter_map(|row| row.first()).map(Piece::of).collect();
        let services = names.iter().any(|name| self.names_own(name)) && names.iter().any(|name| self.names_other(name));
        // A filled self-assessment answers for a Code, not for what its rows say.
        let answered = if self.kind == Kind::SelfAssessment { &[] } else { rows };
        Shape {
            abreast: stands_abreast(header, rows),
            answers: Answers::of(answered),
            heads,
            columns,
            services,
        }
    }

    fn names_own(&mut self, head: &Piece) -> bool {
        is_name(head) && self.streams.holds(head, |m| &m.own_column)
    }

    fn names_other(&mut self, head: &Piece) -> bool {
        is_name(head) && self.streams.holds(head, |m| &m.other_column) && !self.names_own(head)
    }

    fn row(&mut self, row: &[Text], shape: &Shape, inner: &mut Context) {
        let heads = &shape.heads;
        let row_head = row
            .first()
            .map(Piece::of)
            .filter(|p| !p.plain.trim().is_empty())
            .map(Rc::new);
        let of_others = shape.services && row_head.as_ref().is_some_and(|head| self.names_other(head));
        let answered = !shape.abreast && shape.answers.speak_for(row);
        for (column, cell) in row.iter().enumerate() {
            let head = heads.get(column).filter(|h| !h.plain.trim().is_empty());
            let mut heads_here: Vec<Rc<Piece>> = head.cloned().into_iter().collect();
            // "Stage" over "1": what a row is called stands over its own head.
            let corner = heads
                .first()
                .filter(|h| !h.plain.trim().is_empty() && row_head.is_some());
            let of_column = shape.columns.get(column).copied().unwrap_or_default();
            inner.column = if of_others { Standing::Other } else { of_column };
            if answered && column == 0 {
                continue;
            }
            if answered {
                self.answered(row, column, shape, inner);
            }
            if shape.abreast {
                inner.row = Some(self.paragraphs.len());
            } else if column > 0 && shape.columns.first() == Some(&Standing::Quoted) {
                // What a Code says heads what we do only where it is no more than a title.
                heads_here.extend(row_head.clone().filter(|head| headings::is_title(head.plain.trim())));
            } else if column > 0 {
                heads_here.extend(corner.cloned());
                heads_here.extend(row_head.clone());
            }
            let before = self.statements.len();
            // "Our decision" beside an empty cell is a form that nobody filled in.
            let mut others = row.iter().enumerate().filter(|(n, _)| *n != column);
            inner.unfilled = row.len() > 1
                && others.all(|(_, other)| other.plain.trim().is_empty())
                && headings::is_title(cell.plain.trim().trim_end_matches(':'));
            if let (Some(question), 1..) = (row_head.as_ref().filter(|head| head.plain.ends_with('?')), column)
                && let Some(first) = sentences(&cell.plain).into_iter().next()
            {
                // "Answer" says nothing; "Stage 1" and "Stage 2" do.
                let heads: Vec<Rc<Piece>> = head.filter(|_| row.len() > 2).cloned().into_iter().collect();
                self.answer(question, &Piece::cut(cell, first.start, first.end), inner, &heads);
            }
            for range in sentences(&cell.plain) {
                let mut piece = Piece::cut(cell, range.start, range.end);
                if column == 0 && row.len() > 1 && !shape.abreast {
                    // A row head alone promises nothing; it is read for stages and words only.
                    piece.span = cell.span;
                }
                self.emit(&piece, inner, &heads_here);
            }
            self.end_paragraph(before);
        }
    }

    /// What a "yes" in a column says of its row: the row's head.
    fn answered(&mut self, row: &[Text], column: usize, shape: &Shape, inner: &Context) {
        let head = shape.heads.get(column).filter(|h| !h.plain.trim().is_empty());
        // A tick under "No" is none.
        let of_column = head.and_then(|head| answer(&head.plain));
        if shape.answers.yes(row, column) != Some(true) || of_column == Some(Answer::No) {
            return;
        }
        let corner: Vec<Rc<Piece>> = shape
            .heads
            .first()
            .filter(|h| !h.plain.trim().is_empty())
            .cloned()
            .into_iter()
            .collect();
        let mut affirmed = inner.clone();
        affirmed.affirmed = true;
        affirmed.unfilled = false;
        // The stage stands before all else: what leads in the table goes on in its rows.
        affirmed
            .lead
            .splice(0..0, head.filter(|_| of_column.is_none()).cloned());
        let before = self.statements.len();
        for range in sentences(&row[0].plain) {
            self.emit(&Piece::cut(&row[0], range.start, range.end), &affirmed, &corner);
        }
        self.end_paragraph(before);
    }
}

fn is_name(head: &Piece) -> bool {
    (1..=LONGEST_NAME).contains(&head.plain.split_whitespace().count())
}
