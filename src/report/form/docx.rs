//! The form as a Word document, on its side: what goes to the Ombudsman and into the annual report.

use super::cells::{COLUMNS, Cells, day, duty, rows, summary, verdict};
use crate::evidence::Form;
use docx_rs::{Docx, PageOrientationType, Paragraph, Run, Table, TableCell, TableRow, WidthType};
use jiff::civil::Date;
use std::io::{self, Cursor};

/// Column widths in twentieths of a point, over the width of A4 on its side less its margins.
const WIDTHS: [usize; 5] = [1000, 4200, 1300, 4200, 3600];

/// Half-points.
const TITLE: usize = 32;
const HEADING: usize = 26;
const BODY: usize = 18;

pub fn document(form: &Form, today: Date) -> io::Result<Vec<u8>> {
    let mut docx = Docx::new()
        .page_size(16838, 11906)
        .page_orient(PageOrientationType::Landscape)
        .add_paragraph(line(&format!("Self-assessment: {}", form.ruleset.title), TITLE, true))
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
            .add_paragraph(line(&format!("Letters: {}", table.kind), HEADING, true))
            .add_table(Table::new(lines));
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

fn provisions(form: &Form) -> Table {
    let mut lines = vec![head()];
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
    Table::new(lines)
}

fn head() -> TableRow {
    let cells = COLUMNS.iter().zip(WIDTHS);
    TableRow::new(
        cells
            .map(|(name, width)| cell(&[(*name).to_owned()], width, true))
            .collect(),
    )
}

fn row(texts: &[String], bold: bool) -> TableRow {
    let width = WIDTHS.iter().sum::<usize>() / texts.len().max(1);
    TableRow::new(
        texts
            .iter()
            .map(|text| cell(std::slice::from_ref(text), width, bold))
            .collect(),
    )
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
