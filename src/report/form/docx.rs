//! The form as a Word document, on its side: what goes to the Ombudsman and into the annual report.

use super::cells::{COLUMNS, Cells, REPLAYED, borne, day, duty, replay_summary, replayed, rows, summary, verdict};
use crate::evidence::{Filled, Form};
use docx_rs::{Docx, PageOrientationType, Paragraph, Run, Style, StyleType, Table, TableCell, TableRow, WidthType};
use jiff::civil::Date;
use std::io::{self, Cursor};

/// Column widths in twentieths of a point, over the width of A4 on its side less its margins.
const WIDTHS: [usize; 5] = [1000, 4200, 1300, 4200, 3600];
/// Those of the table of replayed rows.
const REPLAYED_WIDTHS: [usize; 4] = [1000, 900, 2400, 10000];

/// Half-points.
const TITLE: usize = 32;
const HEADING: usize = 26;
const BODY: usize = 18;

pub fn document(form: &Form, today: Date) -> io::Result<Vec<u8>> {
    let mut docx = Docx::new()
        .page_size(16838, 11906)
        .page_orient(PageOrientationType::Landscape)
        .add_style(heading_style(1, TITLE))
        .add_style(heading_style(2, HEADING))
        .add_paragraph(heading(&format!("Self-assessment: {}", form.ruleset.title), 1))
        .add_paragraph(line(
            &format!("Judged on {}. {}", day(today), summary(form)),
            BODY,
            false,
        ));
    for paper in &form.papers {
        let judged = paper.judged;
        docx = docx.add_paragraph(line(
            &format!("{} ({})", judged.source.name(), judged.kind),
            BODY,
            false,
        ));
    }
    docx = docx.add_table(provisions(form));
    for table in &form.letters {
        let head = std::iter::once("Duty".to_owned());
        let names = table
            .rows
            .iter()
            .map(|(n, _)| form.papers[*n].judged.source.name().to_owned());
        let mut lines = vec![row(&head.chain(names).collect::<Vec<_>>(), true)];
        for (n, wanted) in table.duties.iter().enumerate() {
            let verdicts = table.rows.iter().map(|(_, verdicts)| verdict(verdicts[n]).to_owned());
            lines.push(row(
                &std::iter::once(duty(wanted)).chain(verdicts).collect::<Vec<_>>(),
                false,
            ));
        }
        docx = docx
            .add_paragraph(heading(&format!("Letters: {}", table.kind), 2))
            .add_table(Table::new(lines).set_grid(even(table.rows.len() + 1)));
    }
    for filled in &form.filled {
        let name = filled.judged.source.name();
        docx = docx
            .add_paragraph(heading(&format!("{name} against the documents"), 2))
            .add_paragraph(line(&replay_summary(filled), BODY, false))
            .add_table(replays(form, filled));
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

fn provisions(form: &Form) -> Table {
    let mut lines = vec![head(&COLUMNS, &WIDTHS)];
    for Cells {
        provision,
        requirement,
        comply,
        evidence,
        commentary,
    } in rows(form)
    {
        let columns = [vec![provision], vec![requirement], vec![comply], evidence, commentary];
        let cells = columns
            .iter()
            .zip(WIDTHS)
            .map(|(texts, width)| cell(texts, width, false));
        lines.push(TableRow::new(cells.collect()).cant_split());
    }
    // Some readers leave out a table that does not say how wide its columns are.
    Table::new(lines).set_grid(WIDTHS.to_vec())
}

fn replays(form: &Form, filled: &Filled) -> Table {
    let mut lines = vec![head(&REPLAYED, &REPLAYED_WIDTHS)];
    for row in &filled.rows {
        let columns = [
            vec![row.provision.to_owned()],
            vec![row.line.to_string()],
            vec![borne(row.borne).to_owned()],
            replayed(form, row),
        ];
        let cells = columns.iter().zip(REPLAYED_WIDTHS);
        let cells = cells.map(|(texts, width)| cell(texts, width, false));
        lines.push(TableRow::new(cells.collect()).cant_split());
    }
    Table::new(lines).set_grid(REPLAYED_WIDTHS.to_vec())
}

fn head(names: &[&str], widths: &[usize]) -> TableRow {
    let cells = names.iter().zip(widths);
    TableRow::new(
        cells
            .map(|(name, width)| cell(&[(*name).to_owned()], *width, true))
            .collect(),
    )
}

fn row(texts: &[String], bold: bool) -> TableRow {
    let cells = texts.iter().zip(even(texts.len()));
    TableRow::new(
        cells
            .map(|(text, width)| cell(std::slice::from_ref(text), width, bold))
            .collect(),
    )
}

/// Columns of the same width.
fn even(columns: usize) -> Vec<usize> {
    vec![WIDTHS.iter().sum::<usize>() / columns.max(1); columns]
}

/// A heading that Word lists in its navigation, and a screen reader jumps to.
fn heading(text: &str, level: usize) -> Paragraph {
    Paragraph::new()
        .add_run(Run::new().add_text(text))
        .style(&format!("Heading{level}"))
}

fn heading_style(level: usize, size: usize) -> Style {
    Style::new(format!("Heading{level}"), StyleType::Paragraph)
        .name(format!("heading {level}"))
        .size(size)
        .bold()
        .outline_lvl(level - 1)
}

fn cell(texts: &[String], width: usize, bold: bool) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    if texts.is_empty() {
        // A cell without a paragraph is none to Word.
        return cell.add_paragraph(Paragraph::new());
    }
    texts
        .iter()
        .fold(cell, |cell, text| cell.add_paragraph(line(text, BODY, bold)))
}

fn line(text: &str, size: usize, bold: bool) -> Paragraph {
    let run = Run::new().add_text(text).size(size);
    Paragraph::new().add_run(if bold { run.bold() } else { run })
}
