//! GitHub's workflow commands: a line that the runner turns into an annotation beside the words.
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use super::item::{Item, Run, noted};
use super::sentences;
use crate::finding::Excuse;
use crate::ruleset::Severity;
use crate::source::Position;
use std::io::{self, Write};

/// One command for each finding, note and file that was not checked.
pub fn commands(out: &mut dyn Write, run: Run<'_>) -> io::Result<()> {
    for unchecked in run.unchecked {
        let level = if unchecked.failed { "error" } else { "notice" };
        let place = Place {
            path: &unchecked.path,
            start: unchecked.at,
            end: None,
        };
        command(out, level, &place, "Not checked", &sentences::whole(&unchecked.reason))?;
    }
    for (source, note) in run.notes() {
        let place = Place {
            path: source.name(),
            start: Some(source.position(note.span.start)),
            end: Some(source.position(note.span.end)),
        };
        command(out, level(note.level), &place, "Note", &noted(note))?;
    }
    // What the baseline knows is counted in the summary; an annotation would make it look new.
    for item in run.items().filter(|i| i.finding.excuse != Some(Excuse::Known)) {
        finding(out, &item)?;
    }
    Ok(())
}

fn finding(out: &mut dyn Write, item: &Item) -> io::Result<()> {
    let (level, message) = match item.excuse() {
        Some(excuse) => ("notice", format!("{excuse} {}", item.message())),
        None => (level(item.finding.severity), item.message()),
    };
    let place = Place {
        path: item.judged.source.name(),
        start: Some(item.start()),
        end: Some(item.end()),
    };
    command(out, level, &place, &item.code(), &message)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

struct Place<'a> {
    path: &'a str,
    start: Option<Position>,
    /// After the last character.
    end: Option<Position>,
}

fn command(out: &mut dyn Write, level: &str, place: &Place, title: &str, message: &str) -> io::Result<()> {
    write!(out, "::{level} file={}", property(place.path))?;
    if let Some(start) = place.start {
        write!(out, ",line={}", start.line)?;
        let end = place.end.unwrap_or(start);
        // The runner takes columns only for words on one line.
        if end.line == start.line {
            write!(
                out,
                ",col={},endLine={},endColumn={}",
                start.column, end.line, end.column
            )?;
        } else {
            write!(out, ",endLine={}", end.line)?;
        }
    }
    writeln!(out, ",title={}::{}", property(title), data(message))
}

/// What would end a line or begin an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What would end a property too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("50%, a:b\r\nc"), "50%25%2C a%3Ab%0D%0Ac");
        assert_eq!(data("50%, a:b\n"), "50%25, a:b%0A");
    }
}
