//! `fix`: mends documents. A file is replaced whole or not at all, and only if it is still what was read.

use crate::baseline::Baseline;
use crate::cli::args::FixArguments;
use crate::cli::batch::{Batch, judge, weigh};
use crate::cli::exit::Status;
use crate::cli::project::{folder_of, read_baseline, relative, unwritten};
use crate::cli::replace::replace;
use crate::cli::terminal::{complain, print, show_problems};
use crate::fix::{self, Mended, Opinion, Wish};
use crate::problem::{Problem, Problems};
use crate::report::mending::{self, Tense};
use crate::report::{Judged, patch};
use crate::ruleset::Severity;
use crate::source::Source;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub fn fix(arguments: &FixArguments) -> Status {
    let batch = judge(&arguments.input.paths, &arguments.input.judging);
    let known = match baselines(&batch) {
        Ok(known) => known,
        Err(status) => return status.max(batch.status),
    };
    let files = batch.files.clone();
    let mut run = Run {
        arguments,
        known,
        batch: &batch,
        told: Vec::new(),
        output: Vec::new(),
        written: BTreeSet::new(),
        status: Status::Clean,
    };
    for (judged, (file, project)) in batch.judged.iter().zip(&files) {
        run.document(judged, file, *project);
    }
    let (told, output, status) = (run.told, run.output, run.status);
    // A report stands on standard output, unless that is where the text or the difference goes.
    let printed = if arguments.diff || reads_standard_input(&files) {
        let told = io::stderr().write_all(&told);
        print(&output, told)
    } else {
        print(&told, Ok(()))
    };
    printed.max(status).max(batch.status)
}

fn reads_standard_input(files: &[(PathBuf, usize)]) -> bool {
    files.iter().any(|(file, _)| file.as_os_str() == "-")
}

/// For each project the baseline that its settings name, with its folder.
fn baselines(batch: &Batch) -> Result<Vec<Option<(PathBuf, Baseline)>>, Status> {
    let read = |file: PathBuf| read_baseline(&file).map(|baseline| (folder_of(&file), baseline));
    let projects = batch.projects.all.iter();
    projects
        .map(|project| project.baseline().map(read).transpose())
        .collect()
}

struct Run<'a> {
    arguments: &'a FixArguments,
    known: Vec<Option<(PathBuf, Baseline)>>,
    batch: &'a Batch<'a>,
    /// What is said of the documents.
    told: Vec<u8>,
    /// The difference, or the mended text of standard input.
    output: Vec<u8>,
    /// Files that were dealt with, without links.
    written: BTreeSet<PathBuf>,
    status: Status,
}

impl Run<'_> {
    fn document(&mut self, judged: &Judged, file: &Path, project: usize) {
        // One file by two names is one file.
        if file.as_os_str() != "-"
            && !self
                .written
                .insert(file.canonicalize().unwrap_or_else(|_| file.to_owned()))
        {
            return;
        }
        let judge = |source: Source| self.opinion(source, file, project);
        let Some(first) = judge(judged.source.clone()) else {
            return;
        };
        let wrong: Vec<Problem> = first
            .judged
            .notes
            .iter()
            .filter(|n| n.level == Severity::Error)
            .cloned()
            .collect();
        if !wrong.is_empty() {
            show_problems(&Problems {
                source: judged.source.clone(),
                list: wrong,
            });
        }
        let wish = Wish {
            decisions: self.arguments.include_decisions,
            scaffold: self.arguments.scaffold,
        };
        let mended = fix::mend(first, wish, &judge);
        let status = self.deliver(&judged.source, &mended, file);
        self.status = self.status.max(status);
        if mended.opinion.judged.count(Severity::Error) > 0 {
            self.status = self.status.max(Status::Findings);
        }
    }

    fn opinion(&self, source: Source, file: &Path, project: usize) -> Option<Opinion> {
        let kind = self.arguments.input.judging.kind;
        let today = self.batch.today;
        let weighed = weigh(&self.batch.projects.all[project], source, file, kind, today).ok()?;
        let mut judged = weighed.judged;
        if let Some((folder, baseline)) = &self.known[project] {
            let ruleset = judged.ruleset.clone();
            baseline.excuse(&mut judged, &relative(file, folder), &ruleset);
        }
        Some(Opinion {
            judged,
            reading: weighed.reading,
            today,
        })
    }

    fn deliver(&mut self, old: &Source, mended: &Mended, file: &Path) -> Status {
        let new = mended.opinion.judged.source.text();
        let standard_input = file.as_os_str() == "-";
        let tense = if self.arguments.diff {
            self.output
                .extend(patch::unified(&patched(file), old.text(), new).into_bytes());
            Tense::Proposed
        } else {
            if standard_input {
                self.output.extend_from_slice(new.as_bytes());
            } else if new != old.text()
                && let Err(status) = overwrite(file, old, new)
            {
                return status;
            }
            Tense::Done
        };
        let told = mending::document(&mut self.told, mended, tense);
        told.map_or(Status::Failed, |()| Status::Clean)
    }
}

/// Puts the new text in the place of the old one, if that is still what stands in the file.
///
/// # Errors
/// The exit status, when the file was left alone; this has been told.
fn overwrite(file: &Path, old: &Source, new: &str) -> Result<(), Status> {
    let now = std::fs::read(file).map_err(|error| unwritten(file, &error))?;
    if now != old.text().as_bytes() {
        complain(&format!(
            "{} changed while it was being mended, and was left alone; run `ombudlint fix` again",
            file.display()
        ));
        return Err(Status::Failed);
    }
    let protected = std::fs::metadata(file).is_ok_and(|known| known.permissions().readonly());
    if protected {
        complain(&format!("{} may not be written to, and was left alone", file.display()));
        return Err(Status::Failed);
    }
    replace(file, new.as_bytes()).map_err(|error| unwritten(file, &error))
}

/// The name of a file in a difference: from the current folder, if it is below.
fn patched(file: &Path) -> String {
    if file.as_os_str() == "-" {
        return "standard-input".to_owned();
    }
    let path = relative(file, &folder_of(Path::new("x")));
    if path.starts_with("../") {
        let whole = folder_of(file).join(file.file_name().unwrap_or_default());
        return whole.display().to_string().trim_start_matches('/').to_owned();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let read = Source::new("a.md", "as it was read\n");
        std::fs::write(&file, "as somebody saved it meanwhile\n").unwrap();
        assert_eq!(overwrite(&file, &read, "mended\n"), Err(Status::Failed));
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "as somebody saved it meanwhile\n"
        );
        std::fs::write(&file, read.text()).unwrap();
        assert_eq!(overwrite(&file, &read, "mended\n"), Ok(()));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mended\n");
    }
}
