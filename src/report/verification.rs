//! What verifying a bundle of evidence came to, for the one who asked.

use super::summary::count;
use crate::bundle::{Change, Fault, Inspection, Lost, Role, Tool};
use std::fmt::Write;

/// Whether the assessment was made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It was; where it differs is among the faults.
    Same,
    /// It was not: its inputs are not those of the list.
    InputsChanged,
    /// It was not: another version of the program made it.
    OtherVersion,
    /// It was not: this program's rules are others.
    OtherRules,
}

/// So many quotations that are not found are told; one inserted line loses all that follow.
const TOLD: usize = 5;
/// So much of a line is shown before and after the byte that changed, in characters.
const AROUND: usize = 40;

/// The report, with a line break at its end.
pub fn document(inspection: &Inspection, repeat: Repeat) -> String {
    let manifest = &inspection.manifest;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} by {} {}, judged by {} as of {}\nSHA-256 of the list: {}\n",
        count(manifest.of(Role::Document).count(), "document"),
        printable(&manifest.tool.name),
        printable(&manifest.tool.version),
        printable(&manifest.ruleset.id),
        manifest.today,
        inspection.seal
    );
    let lost = |fault: &&Fault| matches!(fault, Fault::Lost(_));
    for fault in inspection.faults.iter().filter(|f| !lost(f)) {
        out.push_str(&self::fault(fault));
    }
    for fault in inspection.faults.iter().filter(lost).take(TOLD) {
        out.push_str(&self::fault(fault));
    }
    let untold = inspection.faults.iter().filter(lost).count().saturating_sub(TOLD);
    if untold > 0 {
        let _ = writeln!(out, "and {} more", count(untold, "quotation"));
    }
    if !inspection.faults.is_empty() {
        out.push('\n');
    }
    out.push_str(&closing(inspection, repeat));
    out
}

fn fault(fault: &Fault) -> String {
    let path = printable(fault.path());
    match fault {
        Fault::Changed { change, .. } => format!("changed: {path}, {}", difference(change, "was", "is")),
        Fault::Repeated { change, .. } => {
            format!("not repeated: {path}, {}", difference(change, "says", "now comes to"))
        }
        Fault::BothChanged { line_breaks, .. } => {
            let why = match line_breaks {
                true => "its line breaks were converted, as mail and version control do",
                false => "which byte cannot be told, as no copy of the file is as it was written",
            };
            format!("changed: {path}; {why}\n")
        }
        Fault::Missing { .. } => format!("missing: {path}\n"),
        Fault::Extra { .. } => format!("not on the list: {path}\n"),
        Fault::Lost(Lost { line, quote, .. }) => {
            let short: String = printable(quote).chars().take(2 * AROUND).collect();
            let dots = if short.chars().count() < quote.chars().count() {
                "…"
            } else {
                ""
            };
            format!("quotation not found: {path}, line {line}: ‘{short}{dots}’\n")
        }
    }
}

fn difference(change: &Change, was: &str, is: &str) -> String {
    let Change { byte, line, column, .. } = change;
    let extent = if change.only { "" } else { "; more differs after it" };
    format!(
        "line {line}, column {column} (byte {byte}): {was} {}, {is} {}{extent}\n    {was}: {}\n    {is}: {}\n",
        shown(change.was),
        shown(change.is),
        around(&change.line_was, *column),
        around(&change.line_is, *column),
    )
}

/// `0x31 ‘1’`
fn shown(byte: Option<u8>) -> String {
    match byte {
        Some(byte) if byte.is_ascii_graphic() || byte == b' ' => format!("0x{byte:02x} ‘{}’", char::from(byte)),
        Some(byte) => format!("0x{byte:02x}"),
        None => "the end of the file".to_owned(),
    }
}

/// The part of a line around a column.
fn around(line: &str, column: usize) -> String {
    let from = column.saturating_sub(AROUND + 1);
    let part: String = line.chars().skip(from).take(2 * AROUND).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if line.chars().count() > from + 2 * AROUND {
        "…"
    } else {
        ""
    };
    format!("{before}{}{after}", printable(&part))
}

/// Nothing that a terminal would obey.
fn printable(text: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(visible).collect()
}

fn closing(inspection: &Inspection, repeat: Repeat) -> String {
    let manifest = &inspection.manifest;
    let mut out = match repeat {
        Repeat::Same => String::new(),
        Repeat::InputsChanged => {
            "The assessment was not made again, as its inputs are not what they were.\n".to_owned()
        }
        Repeat::OtherVersion => format!(
            "The assessment was not made again: {} {} made it, this is {} {}. To repeat it, use that version.\n",
            printable(&manifest.tool.name),
            printable(&manifest.tool.version),
            Tool::own().name,
            Tool::own().version,
        ),
        Repeat::OtherRules => format!(
            "The assessment was not made again: the rules of {} in this program are not those that judged it. To repeat it, \
             use the program that made it.\n",
            printable(&manifest.ruleset.id)
        ),
    };
    let faults = inspection.faults.len();
    let last = match (faults, repeat) {
        (0, Repeat::Same) => format!(
            "The same: {} as written, {} found, the assessment repeated byte for byte.",
            count(manifest.files.len(), "file"),
            count(inspection.quotations, "quotation")
        ),
        (0, _) => format!(
            "As written: {}; {} found.",
            count(manifest.files.len(), "file"),
            count(inspection.quotations, "quotation")
        ),
        _ => format!("Not the same: {}.", count(faults, "difference")),
    };
    out.push_str(&last);
    out.push('\n');
    out
}
