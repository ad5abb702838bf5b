//! The same diagnostics as sentences in reading order, for those who listen: nothing drawn, no columns, no colour.
//! Made of the very diagnostic that is drawn elsewhere, so that no fact of it can be lost.

use super::excerpt::Excerpts;
use super::human::NEAR;
use super::sentences;
use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::files::Files;
use std::io::{self, Write};

/// Level, code and headline; then each place with its words and what they are; notes; an empty line.
pub fn diagnostic(out: &mut dyn Write, files: &Excerpts, diagnostic: &Diagnostic<usize>) -> io::Result<()> {
    let level = match diagnostic.severity {
        Severity::Bug | Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note | Severity::Help => "Note",
    };
    let code = diagnostic
        .code
        .as_ref()
        .map(|code| format!(" {code}"))
        .unwrap_or_default();
    writeln!(out, "{level}{code}: {}", sentences::whole(&diagnostic.message))?;
    for id in 0..files.0.len() {
        place(out, files, id, &diagnostic.labels).map_err(io::Error::other)??;
    }
    for note in &diagnostic.notes {
        writeln!(out, "{}", sentences::whole(&one_line(note)))?;
    }
    writeln!(out)
}

/// What ends a text in a ruleset's file.
const QUOTES: &str = "\"\"\"";

type Lookup = codespan_reporting::files::Error;

/// The passage of one file, and the words in it that matter.
fn place(out: &mut dyn Write, files: &Excerpts, id: usize, labels: &[Label<usize>]) -> Result<io::Result<()>, Lookup> {
    let text = files.source(id)?;
    let line = |at: usize| files.line_number(id, files.line_index(id, at)?);
    let (first, last) = (line(0)?, line(text.trim_end().len())?);
    let lines = if first == last {
        format!("line {first}")
    } else {
        format!("lines {first} to {last}")
    };
    let column = files.column_number(id, 0, 0)?;
    let at = labels
        .iter()
        .filter(|l| l.file_id == id)
        .map(|l| line(l.range.start))
        .next();
    let at = match at.transpose()? {
        Some(at) if first != last => format!("{at}, column {column}, in {lines}"),
        _ => format!("{first}, column {column}"),
    };
    let mut told = vec![format!(
        "In {}, line {at}: “{}”.",
        files.name(id)?,
        one_line(text.trim_end().trim_end_matches(QUOTES))
    )];
    // One passage may be underlined on several lines; its message stands with the last.
    let mut words = String::new();
    let mut end = None;
    let own: Vec<&Label<usize>> = labels.iter().filter(|l| l.file_id == id).collect();
    for (n, label) in own.iter().enumerate() {
        let continued = end.is_some_and(|end: usize| {
            text.get(end..label.range.start)
                .is_some_and(|between| between.trim_matches(['…', ' ', '\n']).is_empty())
        });
        if !words.is_empty() {
            words.push_str(if continued { " " } else { "” and “" });
        }
        words.push_str(&text[label.range.clone()]);
        end = Some(label.range.end);
        if !label.message.is_empty() || n + 1 == own.len() {
            let quote = one_line(&words);
            told.push(match (label.style, label.message.trim_end_matches('.')) {
                (LabelStyle::Primary, "") => format!("The words to change are “{quote}”."),
                (LabelStyle::Primary, message) => format!("The words to change are “{quote}”: {message}."),
                (LabelStyle::Secondary, NEAR) => format!("It would belong {NEAR}: “{quote}”."),
                (LabelStyle::Secondary, message) => format!("Of this, “{quote}” is {message}."),
            });
            words.clear();
            end = None;
        }
    }
    Ok(writeln!(out, "{}", told.join("\n")))
}

/// Text without its line breaks and columns.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Wrapped text as one line a statement: what is indented deep goes on from the line before.
pub fn flowing(wrapped: &str) -> String {
    let mut out = String::new();
    for line in wrapped.lines() {
        let indent = line.len() - line.trim_start().len();
        if indent > STATEMENT && !out.is_empty() {
            out.push(' ');
        } else if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line.trim());
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Columns by which a statement of the summary is indented.
const STATEMENT: usize = 3;
