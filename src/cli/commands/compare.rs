//! `compare`: two versions of a document, or of a folder of them.

use crate::cli::args::{CompareArguments, CompareFormat};
use crate::cli::batch::{refused, report_unread};
use crate::cli::clock::today;
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::input::Unread;
use crate::cli::revision;
use crate::cli::terminal::{eprint, print};
use crate::compare::{self, Comparison, Direction};
use crate::kind::Kind;
use crate::pipeline::Engine;
use crate::report::Judged;
use crate::report::comparison::{cabinet, gap_table, human, json};
use crate::ruleset::Examples;
use crate::source::Source;
use jiff::civil::Date;
use std::path::Path;

pub fn compare(arguments: &CompareArguments) -> Status {
    let engine = match engine(&arguments.judging.ruleset, Path::new("."), Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let today = arguments.judging.today.unwrap_or_else(today);
    let (old_root, old) = revision::documents(&arguments.old);
    let (new_root, new) = revision::documents(&arguments.new);
    let (old, old_status) = judge(&engine, old, arguments.judging.kind, today);
    let (new, new_status) = judge(&engine, new, arguments.judging.kind, today);
    let read = old_status.max(new_status);
    if old.is_empty() || new.is_empty() {
        return read.max(Status::BadInput);
    }
    let pairing = compare::pair(&old, &new, &old_root, &new_root);
    let ruleset = &engine.ruleset;
    let pairs = pairing.both.iter();
    let comparisons: Vec<Comparison> = pairs.map(|(a, b)| compare::compare(a, b, ruleset)).collect();
    for (list, side) in [(&pairing.only_old, "old"), (&pairing.only_new, "new")] {
        for judged in list {
            eprint(&format!(
                "{}: note: only among the {side} documents",
                judged.source.name()
            ));
        }
    }
    let text = match arguments.format {
        CompareFormat::Human => {
            let told = comparisons.iter().map(|c| human::document(c, ruleset));
            told.collect::<Vec<_>>().join("\n")
        }
        CompareFormat::Json => json::answer(&comparisons, &pairing, ruleset),
        CompareFormat::GapTable => gap_table::document(&comparisons),
        CompareFormat::Cabinet => cabinet::document(&comparisons),
    };
    let worse = comparisons.iter().any(|c| c.count(Direction::Worse) > 0);
    let found = if worse { Status::Findings } else { Status::Clean };
    print(text.as_bytes(), Ok(())).max(read).max(found)
}

/// Judges one side. Waivers play no part: what is explained is not fixed.
fn judge(
    engine: &Engine,
    sources: Vec<Result<Source, Unread>>,
    kind: Option<Kind>,
    today: Date,
) -> (Vec<Judged>, Status) {
    let mut judged = Vec::new();
    let mut status = Status::Clean;
    for source in sources {
        let source = match source {
            Ok(source) => source,
            Err(unread) => {
                status = status.max(report_unread(&unread));
                continue;
            }
        };
        match engine.open(&source, kind) {
            Ok((reading, notes)) => judged.push(Judged {
                kind: reading.kind,
                ruleset: engine.ruleset.clone(),
                verdicts: engine.assess(&reading, today),
                notes,
                source,
            }),
            Err(refusal) => status = status.max(refused(&source, refusal).1),
        }
    }
    (judged, status)
}
