//! All documents of a run, each judged or named with the reason why not.

use super::args::Input;
use super::clock::today;
use super::exit::Status;
use super::input::{self, Unread};
use super::terminal::{eprint, show_problems};
use crate::evidence::Form;
use crate::pipeline::{Engine, Refusal};
use crate::problem::Problems;
use crate::report::{self, Judged};
use crate::ruleset::Severity;

/// All documents of a run.
pub struct Batch {
    pub judged: Vec<Judged>,
    /// Path and reason of every file that was not judged.
    pub unchecked: Vec<(String, String)>,
    pub status: Status,
    pub today: jiff::civil::Date,
}

impl Batch {
    pub fn json(&self, engine: &Engine, form: Option<&Form>) -> String {
        report::json::answer(&self.judged, &self.unchecked, &engine.ruleset, form, self.today)
    }
}

pub fn judge(engine: &Engine, input: &Input) -> Batch {
    let today = input.today.unwrap_or_else(today);
    let mut batch = Batch {
        judged: Vec::new(),
        unchecked: Vec::new(),
        status: Status::Clean,
        today,
    };
    for found in input::collect(&input.paths) {
        let source = match found {
            Ok(source) => source,
            Err(unread) => {
                batch.status = batch.status.max(report_unread(&unread));
                batch.unchecked.push((unread.path, unread.reason));
                continue;
            }
        };
        match engine.open(&source, input.kind) {
            Ok((reading, mut notes)) => {
                let mut verdicts = engine.assess(&reading, today);
                let (about_waivers, _) = engine.excuse(&mut verdicts, &reading, &[], today);
                if about_waivers.iter().any(|n| n.level == Severity::Error) {
                    batch.status = batch.status.max(Status::BadInput);
                }
                notes.extend(about_waivers);
                batch.judged.push(Judged {
                    source,
                    kind: reading.kind,
                    verdicts,
                    notes,
                });
            }
            Err(refusal) => {
                let (reason, status) = refused(&source, refusal);
                batch.unchecked.push((source.name().to_owned(), reason));
                batch.status = batch.status.max(status);
            }
        }
    }
    batch
}

/// Says why a document is not judged; returns the reason in short.
pub fn refused(source: &crate::source::Source, refusal: Refusal) -> (String, Status) {
    match refusal {
        Refusal::FrontMatter(list) => {
            let reason = list.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("; ");
            show_problems(&Problems {
                source: source.clone(),
                list,
            });
            (reason, Status::BadInput)
        }
        Refusal::UnknownKind => {
            let reason = "this does not look like a document about complaints; if it is one, say `kind:` in its front matter or `--kind`";
            eprint(&format!("{}: note: {reason}", source.name()));
            (reason.to_owned(), Status::Clean)
        }
    }
}

/// Says why a file was not read.
pub fn report_unread(unread: &Unread) -> Status {
    eprint(&format!("error: {}: {}", unread.path, unread.reason));
    unread.status
}
