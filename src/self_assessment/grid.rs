//! Forms laid out as tables: Markdown's pipes, or text pasted from a word processor with tabs. Cells broken over lines are
//! put together, and rows that lost their number are known by their words.

use super::labels::Labels;
use super::{Answer, Catalogue, Column, Row};
use crate::ruleset::Forms;
use crate::source::{Source, Span};

/// The Ombudsman's own columns, where a table has no head.
const USUAL: [Column; 5] = [
    Column::Number,
    Column::Requirement,
    Column::Answer,
    Column::Evidence,
    Column::Commentary,
];
/// The most words of a cell that may be an answer.
const LONGEST_ANSWER: usize = 5;

/// The rows of all tables from byte `start` on.
pub fn read(source: &Source, start: usize, forms: &Forms, catalogue: &Catalogue) -> Vec<Row> {
    let mut reader = Reader {
        source,
        labels: Labels::new(forms),
        catalogue,
        columns: columns_by_content(source, start, &Labels::new(forms), catalogue),
        rows: Vec::new(),
        open: false,
        loose: false,
        last: 0,
        layouts: Vec::new(),
        piped: false,
    };
    for index in 0..source.line_count() {
        let line = source.line_span(index);
        if line.start >= start {
            reader.line(line);
        }
    }
    let mut rows = reader.rows;
    let labels = Labels::new(forms);
    rows.iter_mut().for_each(|row| settle(row, &labels, source));
    rows
}

/// The columns of a table without a head that names them: told by what stands in them.
fn columns_by_content(source: &Source, start: usize, labels: &Labels, catalogue: &Catalogue) -> Vec<Column> {
    const WIDEST: usize = 12;
    let mut seen: Vec<[usize; 3]> = Vec::new();
    let mut rows = 0;
    for index in 0..source.line_count() {
        let line = source.line_span(index);
        let text = source.slice(line);
        if line.start < start || !text.contains(['|', '\t']) {
            continue;
        }
        let piped = text.trim_start().starts_with('|');
        let cells = if piped {
            split_pipes(text, line)
        } else {
            split_tabs(text, line)
        };
        let said: Vec<&str> = cells.iter().take(WIDEST).map(|c| source.slice(*c)).collect();
        let numbered = |cell: &&str| number(cell).and_then(|(id, _)| catalogue.by_id(&id));
        let Some(place) = said.iter().find_map(numbered) else {
            continue;
        };
        rows += 1;
        seen.resize(seen.len().max(said.len()), [0; 3]);
        for (counts, cell) in seen.iter_mut().zip(&said) {
            let words = super::catalogue::fold(cell);
            counts[0] += usize::from(numbered(cell).is_some() && cell.len() < 12);
            counts[1] += usize::from(words.len() > 5 && catalogue.likeness(place, &words) > 0.7);
            counts[2] += usize::from(matches!(labels.answer(cell).0, Answer::Yes | Answer::No));
        }
    }
    let most = |which: usize| {
        let best = seen
            .iter()
            .enumerate()
            .max_by_key(|(n, counts)| (counts[which], usize::MAX - n));
        best.filter(|(_, counts)| counts[which] * 2 > rows).map(|(n, _)| n)
    };
    let (Some(number), Some(answer)) = (most(0), most(2)) else {
        return USUAL.to_vec();
    };
    let requirement = most(1);
    // The usual order, though the requirements are not written out.
    let usual = |at: usize, column| USUAL.get(at) == Some(&column);
    if requirement.is_none() && usual(number, Column::Number) && usual(answer, Column::Answer) {
        return USUAL.to_vec();
    }
    let mut free = [Column::Evidence, Column::Commentary].into_iter();
    let column = |n: usize| match n {
        n if n == number => Column::Number,
        n if Some(n) == requirement => Column::Requirement,
        n if n == answer => Column::Answer,
        _ => free.next().unwrap_or(Column::Unknown),
    };
    (0..seen.len()).map(column).collect()
}

struct Reader<'a> {
    source: &'a Source,
    labels: Labels<'a>,
    catalogue: &'a Catalogue,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// The last row may go on in cells.
    open: bool,
    /// It may go on in a line without cells.
    loose: bool,
    /// The column that was written to last.
    last: usize,
    /// For rows with fewer cells than columns: their number of cells, and the column of the first.
    layouts: Vec<(usize, usize)>,
    /// The table has pipes.
    piped: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: Span) {
        let text = self.source.slice(line);
        if text.trim().is_empty() {
            // A blank line ends a Markdown table, and a row that has all its cells.
            self.loose &= !self.piped && self.last + 1 < self.columns.len();
            return;
        }
        let piped = text.trim_start().starts_with('|') || self.piped && self.loose && text.contains('|');
        let cells = if piped {
            split_pipes(text, line)
        } else {
            split_tabs(text, line)
        };
        match cells.len() {
            // A lone "|" says nothing.
            0 => return,
            1 => return self.loose(line),
            _ => {}
        }
        self.piped = piped;
        let said: Vec<&str> = cells.iter().map(|c| self.source.slice(*c)).collect();
        if said
            .iter()
            .all(|c| c.chars().all(|c| matches!(c, '-' | ':' | '=' | ' ')))
            && said.iter().any(|c| c.contains("--"))
        {
            return;
        }
        if let Some(columns) = self.labels.header(&said) {
            self.columns = columns;
            (self.open, self.loose) = (false, false);
            self.layouts.clear();
            return;
        }
        self.row(&cells);
    }

    /// A line without cells: a heading, or the rest of the cell before it.
    fn loose(&mut self, line: Span) {
        let text = self.source.slice(line);
        let heading =
            text.trim_start().starts_with('#') || self.labels.is_part_head(text) || self.labels.is_ending(text);
        if heading {
            (self.open, self.loose) = (false, false);
        } else if self.loose && !self.begins_row(text) {
            self.put(self.last, line);
        }
    }

    fn begins_row(&self, text: &str) -> bool {
        number(text).is_some_and(|(number, _)| self.catalogue.by_id(&number).is_some()) && text.trim().len() < 8
    }

    fn row(&mut self, cells: &[Span]) {
        let at = self.columns.iter().position(|c| *c == Column::Number);
        let first = at.and_then(|at| cells.get(at)).map(|cell| self.source.slice(*cell));
        if let Some((number, length)) = first.and_then(number) {
            return self.numbered(number, length, at.unwrap_or(0), cells);
        }
        if at.is_none()
            && let Some(found) = self.columns.iter().position(|c| *c == Column::Requirement)
            && let Some((number, length)) = cells.get(found).and_then(|cell| self::number(self.source.slice(*cell)))
        {
            return self.numbered(number, length, found, cells);
        }
        let shift = self.shift(cells, at);
        let asked = self.columns.iter().position(|c| *c == Column::Requirement);
        let words = asked
            .and_then(|column| column.checked_sub(shift))
            .and_then(|n| cells.get(n))
            .map_or("", |cell| self.source.slice(*cell));
        let current = self.rows.last().and_then(|row| row.place);
        if let Some(place) = self.new_row(words, current, cells, shift) {
            let at = cells.iter().copied().find(|c| !c.is_empty()).unwrap_or(cells[0]);
            let row = Row::new(Some(place), None, at);
            self.rows.push(row);
            self.fill(cells, shift);
        } else if !self.open {
        } else if !cells[0].is_empty() && self.is_pasted(cells, words, current) {
            // A line that begins in the middle of a cell: what follows are the next cells.
            let from = self.last;
            self.fill(cells, from);
        } else {
            self.fill(cells, shift);
        }
    }

    fn numbered(&mut self, number: String, length: usize, column: usize, cells: &[Span]) {
        let cell = cells[column];
        let at = Span::new(cell.start, cell.start + length);
        self.rows
            .push(Row::new(self.catalogue.by_id(&number), Some(number), at));
        self.layouts.clear();
        let mut cells = cells.to_vec();
        cells[column] = Span::new(at.end, cell.end);
        let rest = cells[column];
        // A requirement beside its number in one cell.
        if self.columns[column] == Column::Number && !self.source.slice(rest).trim().is_empty() {
            if let Some(row) = self.rows.last_mut() {
                row.requirement.push(self.source, rest);
            }
            cells[column] = Span::new(rest.end, rest.end);
        }
        self.fill(&cells, 0);
    }

    /// The column of a row's first cell, when the row has fewer cells than the table has columns.
    fn shift(&self, cells: &[Span], number: Option<usize>) -> usize {
        if cells.len() >= self.columns.len() {
            return 0;
        }
        if let Some((_, shift)) = self.layouts.iter().find(|(count, _)| *count == cells.len()) {
            return *shift;
        }
        // The number's cell is gone.
        let lost = number == Some(0) && !cells[0].is_empty();
        usize::from(lost)
    }

    /// The row that begins here although its number is lost.
    fn new_row(&self, words: &str, current: Option<usize>, cells: &[Span], shift: usize) -> Option<usize> {
        let place = self.catalogue.recognise(words, current)?;
        if Some(place) == current {
            return None;
        }
        let said = super::catalogue::fold(words);
        let goes_on = current.map_or(0.0, |row| self.catalogue.likeness(row, &said));
        // The rest of the row before says the same: only an answer of its own makes it another.
        let answered = self
            .columns
            .iter()
            .position(|c| *c == Column::Answer)
            .and_then(|column| column.checked_sub(shift))
            .and_then(|n| cells.get(n))
            .is_some_and(|cell| {
                matches!(
                    self.labels.answer(self.source.slice(*cell)).0,
                    Answer::Yes | Answer::No | Answer::Partly
                )
            });
        (goes_on < self.catalogue.likeness(place, &said) || answered).then_some(place)
    }

    /// Whether a row's first cell continues the cell before, and is not the row's requirement going on in its own column.
    fn is_pasted(&self, cells: &[Span], words: &str, current: Option<usize>) -> bool {
        let fits = self.last + cells.len() <= self.columns.len();
        let said = super::catalogue::fold(words);
        let requirement = current.is_some_and(|row| self.catalogue.likeness(row, &said) > 0.7) && said.len() > 2;
        fits && (!requirement || self.columns.get(self.last) == Some(&Column::Requirement))
    }

    fn fill(&mut self, cells: &[Span], shift: usize) {
        if shift > 0 || cells.len() < self.columns.len() {
            self.layouts.push((cells.len(), shift));
        }
        for (n, cell) in cells.iter().enumerate().take(self.columns.len() - shift) {
            let column = self.meant(n + shift, cells.len());
            self.put(column, *cell);
        }
        self.last = (cells.len() + shift - 1).min(self.columns.len() - 1);
        (self.open, self.loose) = (true, true);
    }

    /// A row that goes on with fewer cells than the table has columns goes on where the row broke off.
    fn meant(&self, column: usize, cells: usize) -> usize {
        let commentary = self.columns.iter().position(|c| *c == Column::Commentary);
        match (self.rows.last(), commentary) {
            (Some(row), Some(commentary)) if self.columns[column] == Column::Evidence && cells < self.columns.len() => {
                let broke_off = !row.commentary.is_empty()
                    && (row.evidence.is_empty() || !row.commentary.text.ends_with(['.', '!', '?', ')', ';']));
                if broke_off { commentary } else { column }
            }
            _ => column,
        }
    }

    fn put(&mut self, column: usize, cell: Span) {
        let (source, kind) = (self.source, self.columns[column]);
        let marked = self.labels.is_marked(source.slice(cell));
        let Some(row) = self.rows.last_mut() else { return };
        let place = (!cell.is_empty() || row.answer_at == row.at).then_some(cell);
        match kind {
            Column::Answer if row.answer_at == row.at => row.answer_at = cell,
            Column::Evidence if row.evidence_at == row.at => row.evidence_at = cell,
            Column::Yes | Column::No => {
                row.answer_at = place.unwrap_or(row.answer_at);
                if marked {
                    let answer = if kind == Column::Yes { Answer::Yes } else { Answer::No };
                    // Marked for both is no answer.
                    row.answer = if row.answer == Answer::Blank {
                        answer
                    } else {
                        Answer::Other
                    };
                    row.plain_answer = row.answer == answer;
                }
                row.answer_text.push(source, cell);
                return;
            }
            _ => {}
        }
        if let Some(prose) = row.cell(kind) {
            prose.push(source, cell);
        }
    }
}

/// Reads the answer of a row whose cells are all there.
fn settle(row: &mut Row, labels: &Labels, source: &Source) {
    if row.answer != Answer::Blank {
        return;
    }
    let (answer, plain) = labels.answer(&row.answer_text.text);
    let long = row.answer_text.text.split_whitespace().count() > LONGEST_ANSWER;
    if answer == Answer::Other && long {
        // The answer's cell is lost, and the next one stands in its place.
        let mut moved = std::mem::take(&mut row.answer_text);
        for span in row.evidence.whole(source) {
            moved.push(source, span);
        }
        row.evidence = moved;
    } else {
        (row.answer, row.plain_answer) = (answer, plain);
    }
}

/// A provision's number at the beginning of a cell, and its bytes: "12.10", "12.10.", "12.9 a".
pub fn number(cell: &str) -> Option<(String, usize)> {
    let text = cell.trim_start_matches(['*', '_', ' ', '#', '(', '§']);
    let start = cell.len() - text.len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let section = digits(text);
    let rest = text.get(section..)?.strip_prefix('.')?;
    let item = digits(rest);
    if section == 0 || section > 2 || item == 0 || item > 2 {
        return None;
    }
    let length = section + 1 + item;
    let after = text[length..].trim_start_matches(['.', ':', ')', '*', '_']);
    // "13.5%", "12.2m", "12.30pm": a figure.
    if after.starts_with(|c: char| c.is_alphanumeric() || c == '%') || after.starts_with('/') {
        return None;
    }
    Some((text[..length].to_owned(), start + text.len() - after.len()))
}

fn split_tabs(text: &str, line: Span) -> Vec<Span> {
    let mut at = line.start;
    let cells = text.split('\t').map(|cell| {
        let span = trimmed(cell, at);
        at += cell.len() + 1;
        span
    });
    cells.collect()
}

fn split_pipes(text: &str, line: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let lead = text.len() - text.trim_start().len();
    let mut start = if text[lead..].starts_with('|') { lead + 1 } else { 0 };
    let mut cells = Vec::new();
    let mut at = start;
    while at < bytes.len() {
        if bytes[at] == b'|' && (at == 0 || bytes[at - 1] != b'\\') {
            cells.push(trimmed(&text[start..at], line.start + start));
            start = at + 1;
        }
        at += 1;
    }
    if !text[start..].trim().is_empty() {
        cells.push(trimmed(&text[start..], line.start + start));
    }
    cells
}

/// A cell without the blanks around it; an empty one where someone would write.
fn trimmed(cell: &str, at: usize) -> Span {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let inner = cell.trim_matches(blank);
    if inner.is_empty() {
        let middle = at + cell.char_indices().nth(1).map_or(0, |(n, _)| n);
        return Span::new(middle, middle);
    }
    let start = at + cell.len() - cell.trim_start_matches(blank).len();
    Span::new(start, start + inner.len())
}
