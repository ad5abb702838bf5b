//! `baseline --prune`: takes out of a baseline what is no longer found.

use crate::cli::args::BaselineArguments;
use crate::cli::batch::judge;
use crate::cli::exit::Status;
use crate::cli::known::documents;
use crate::cli::project::{folder_of, read_baseline, relative, unwritten};
use crate::cli::replace::replace;
use crate::cli::terminal::print;
use crate::report::summary::count;

pub fn baseline(arguments: &BaselineArguments) -> Status {
    let file = &arguments.prune;
    let mut baseline = match read_baseline(file) {
        Ok(baseline) => baseline,
        Err(status) => return status,
    };
    let before = baseline.len();
    let (there, gone) = documents(&baseline, file);
    gone.iter().for_each(|path| baseline.forget(path));
    let mut status = Status::Clean;
    if !there.is_empty() {
        let batch = judge(&there, &arguments.judging);
        let folder = folder_of(file);
        for (judged, (path, _)) in batch.judged.iter().zip(&batch.files) {
            baseline.prune(judged, &relative(path, &folder), &judged.ruleset);
        }
        status = batch.status;
    }
    let taken = before - baseline.len();
    if taken > 0
        && let Err(error) = replace(file, baseline.text().as_bytes())
    {
        return unwritten(file, &error);
    }
    let left = count(baseline.len(), "known finding");
    let said = format!("{}: {taken} taken out, {left} left\n", file.display());
    print(said.as_bytes(), Ok(())).max(status)
}
