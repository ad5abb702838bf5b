//! Baselines of a run: what they know is excused, what is found is written down.

use super::batch::Batch;
use super::exit::Status;
use super::project::{Project, folder_of, read_baseline, relative, unwritten};
use super::replace::replace;
use super::terminal::{eprint, note, show_problems};
use crate::baseline::Baseline;
use crate::report::summary::count;
use crate::settings;
use std::path::{Path, PathBuf};

/// Excuses what `file` knows.
///
/// # Errors
/// The exit status, when the file cannot be read or is no baseline; this has been told.
pub fn read(batch: &mut Batch, file: &Path) -> Result<(), Status> {
    let baseline = read_baseline(file)?;
    let all: Vec<usize> = (0..batch.judged.len()).collect();
    excuse(batch, &all, file, &baseline);
    Ok(())
}

/// Excuses what the baselines know that the settings name, each for its own documents.
///
/// # Errors
/// As [`read`].
pub fn of_settings(batch: &mut Batch) -> Result<(), Status> {
    for index in 0..batch.projects.all.len() {
        let Some(file) = batch.projects.all[index].baseline() else {
            continue;
        };
        if let Some(problems) = batch.projects.all[index].lacks_baseline() {
            show_problems(&problems);
            return Err(Status::BadInput);
        }
        let baseline = read_baseline(&file)?;
        let own: Vec<usize> = (0..batch.files.len()).filter(|n| batch.files[*n].1 == index).collect();
        excuse(batch, &own, &file, &baseline);
    }
    Ok(())
}

/// Writes down all that was found in these documents; of others, `file` keeps what it knows. Then excuses it.
///
/// # Errors
/// The exit status, when the file cannot be read or written; this has been told.
pub fn write(batch: &mut Batch, file: &Path) -> Result<(), Status> {
    let mut baseline = if file.exists() {
        read_baseline(file)?
    } else {
        Baseline::default()
    };
    let folder = folder_of(file);
    for (judged, (path, _)) in batch.judged.iter().zip(&batch.files) {
        baseline.learn(judged, &relative(path, &folder), &judged.ruleset);
    }
    replace(file, baseline.text().as_bytes()).map_err(|error| unwritten(file, &error))?;
    eprint(&format!(
        "{} holds {}",
        file.display(),
        count(baseline.len(), "known finding")
    ));
    let whole = |file: &Path| file.canonicalize().ok();
    let named = |project: &Project| project.baseline().is_some_and(|named| whole(&named) == whole(file));
    if !batch.projects.all.iter().all(named) {
        note(&format!(
            "note: to have it used, name it with `--baseline`, or as `baseline` in `{}`",
            settings::FILE
        ));
    }
    let all: Vec<usize> = (0..batch.judged.len()).collect();
    excuse(batch, &all, file, &baseline);
    Ok(())
}

fn excuse(batch: &mut Batch, which: &[usize], file: &Path, baseline: &Baseline) {
    let folder = folder_of(file);
    let mut gone = 0;
    for n in which {
        let judged = &mut batch.judged[*n];
        let ruleset = judged.ruleset.clone();
        gone += baseline.excuse(judged, &relative(&batch.files[*n].0, &folder), &ruleset);
    }
    if gone > 0 {
        let file = file.display();
        let gone = count(gone, "known finding");
        eprint(&format!(
            "note: {gone} of {file} no longer there; take out with `ombudlint baseline --prune {file}`"
        ));
    }
}

/// The documents of a baseline, by their paths from the current folder, and those that are no more.
pub fn documents(baseline: &Baseline, file: &Path) -> (Vec<PathBuf>, Vec<String>) {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::new(),
    };
    let (there, gone): (Vec<&str>, Vec<&str>) = baseline
        .paths()
        .into_iter()
        .partition(|path| folder.join(path).exists());
    (
        there.into_iter().map(|path| folder.join(path)).collect(),
        gone.into_iter().map(str::to_owned).collect(),
    )
}
