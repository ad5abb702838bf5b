//! The rows that were read from a filled self-assessment.

use crate::self_assessment::{Answer, Form, Layout, Prose};
use crate::source::Source;
use std::io::{self, Write};

/// Every row with its place and its cells, then what was not found.
pub fn print(out: &mut dyn Write, source: &Source, form: &Form) -> io::Result<()> {
    let layout = match form.layout {
        Layout::Table => "a table",
        Layout::Page => "a page with a heading for each row",
        Layout::Questions => "questions",
    };
    let found = (0..form.catalogue.count()).filter(|place| form.rows.iter().any(|row| row.place == Some(*place)));
    let edition = form
        .edition
        .as_deref()
        .map(|name| format!(" of {name}"))
        .unwrap_or_default();
    writeln!(
        out,
        "laid out as {layout}; {} of {} rows{edition} found",
        found.count(),
        form.catalogue.count()
    )?;
    for row in &form.rows {
        let at = source.position(row.at.start);
        let id = row.place.map(|place| form.catalogue.id(place));
        let id = id.or(row.number.as_deref()).unwrap_or("?");
        let answer = match row.answer {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Partly => "partly",
            Answer::NotApplicable => "not applicable",
            Answer::Other => "no known answer",
            Answer::Blank => "no answer",
        };
        let lost = if row.number.is_none() && form.edition.is_none() {
            ", number lost"
        } else {
            ""
        };
        writeln!(out, "{}:{} {id}: {answer}{lost}", at.line, at.column)?;
        cell(out, "requirement", &row.requirement)?;
        cell(out, "answer", &row.answer_text)?;
        cell(out, "evidence", &row.evidence)?;
        cell(out, "commentary", &row.commentary)?;
    }
    Ok(())
}

fn cell(out: &mut dyn Write, name: &str, prose: &Prose) -> io::Result<()> {
    if prose.is_empty() {
        return Ok(());
    }
    writeln!(out, "    {name}: {}", prose.text.replace('\n', " / "))
}
