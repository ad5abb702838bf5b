//! The five columns for a spreadsheet: UTF-8 with a byte order mark, which spreadsheets need to see the quotes.

use super::cells::{COLUMNS, rows};
use crate::evidence::Form;

pub fn document(form: &Form) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut record = |fields: [&str; 5]| writer.write_record(fields.map(inert)).expect("memory takes all");
    record(COLUMNS);
    for row in rows(form) {
        let evidence = row.evidence.join("\n");
        let commentary = row.commentary.join("\n");
        record([&row.provision, &row.requirement, &row.comply, &evidence, &commentary]);
    }
    let bytes = writer.into_inner().expect("memory takes all");
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A cell that a spreadsheet takes as text: words of a document must not run as a formula.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
