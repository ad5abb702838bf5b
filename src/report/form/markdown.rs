//! The form as Markdown: what a clerk pastes into a paper for a committee.

use super::cells::{COLUMNS, REPLAYED, borne, comply, day, duty, replay_summary, replayed, rows, summary, verdict};
use crate::evidence::{Comply, Form};
use jiff::civil::Date;
use std::fmt::Write;

pub fn document(form: &Form, today: Date) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a text takes all");
    line(format!("# Self-assessment: {}\n", form.ruleset.title));
    line(format!("Judged on {}. {}\n", day(today), summary(form)));
    line("Documents:\n".into());
    for paper in &form.papers {
        let judged = paper.judged;
        line(format!("- {} ({})", cell(judged.source.name()), judged.kind));
    }
    line("\n## Provisions\n".into());
    line(table_row(COLUMNS.iter().map(|c| (*c).to_owned())));
    line(table_row(COLUMNS.iter().map(|_| "---".to_owned())));
    for row in rows(form) {
        let several = |list: &[String]| list.iter().map(|l| cell(l)).collect::<Vec<_>>().join("<br>");
        line(table_row([
            row.provision.clone(),
            cell(&row.requirement),
            row.comply.clone(),
            several(&row.evidence),
            several(&row.commentary),
        ]));
    }
    line("\n## To be answered by a person\n".into());
    let open: Vec<&str> = form
        .rows
        .iter()
        .filter(|r| r.comply == Comply::Open)
        .map(|r| r.provision.id.as_str())
        .collect();
    line(if open.is_empty() {
        "Nothing: every row is answered.".into()
    } else {
        format!(
            "{} of {} rows are {}: {}.",
            open.len(),
            form.rows.len(),
            comply(Comply::Open).to_lowercase(),
            open.join(", ")
        )
    });
    for table in &form.letters {
        line(format!("\n## Letters: {}\n", table.kind));
        line(table_row(
            std::iter::once("Duty".to_owned()).chain(
                table
                    .rows
                    .iter()
                    .map(|(paper, _)| cell(form.papers[*paper].judged.source.name())),
            ),
        ));
        line(table_row((0..=table.rows.len()).map(|_| "---".to_owned())));
        for (n, wanted) in table.duties.iter().enumerate() {
            let verdicts = table.rows.iter().map(|(_, verdicts)| verdict(verdicts[n]).to_owned());
            line(table_row(std::iter::once(cell(&duty(wanted))).chain(verdicts)));
        }
    }
    for filled in &form.filled {
        line(format!(
            "\n## {} against the documents\n",
            cell(filled.judged.source.name())
        ));
        line(format!("{}\n", replay_summary(filled)));
        line(table_row(REPLAYED.iter().map(|c| (*c).to_owned())));
        line(table_row(REPLAYED.iter().map(|_| "---".to_owned())));
        for row in &filled.rows {
            let words: Vec<String> = replayed(form, row).iter().map(|words| cell(words)).collect();
            line(table_row([
                row.provision.to_owned(),
                row.line.to_string(),
                borne(row.borne).to_owned(),
                words.join("<br>"),
            ]));
        }
    }
    out
}

pub(in crate::report) fn table_row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("| {} |", cells.join(" | "))
}

/// Text that cannot become markup: a policy may contain a pipe, a tag or an image.
pub(in crate::report) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
