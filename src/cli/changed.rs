//! `--changed`: what a commit affects, from the files in it.

use super::args::CheckArguments;
use super::{input, project};
use crate::settings;
use std::path::{Path, PathBuf};

/// What is to be checked when the files of `arguments` changed: the documents among them; where something is among them by
/// which documents are judged, every document of this folder. Other files affect nothing.
pub fn affected(arguments: &CheckArguments) -> Vec<PathBuf> {
    let is_text = |path: &PathBuf| path.as_os_str() == "-" || input::is_document(path) || path.is_dir();
    let (documents, others): (Vec<PathBuf>, Vec<PathBuf>) = arguments.input.paths.iter().cloned().partition(is_text);
    if others.is_empty() {
        return documents;
    }
    let judged_by = judged_by(arguments);
    let decides = |file: &PathBuf| {
        let file = whole(file);
        file.ends_with(settings::FILE) || judged_by.iter().any(|path| file.starts_with(path))
    };
    if !others.iter().any(decides) {
        return documents;
    }
    let here = PathBuf::from(".");
    if input::walk(&here).is_empty() {
        return Vec::new();
    }
    vec![here]
}

/// Rulesets, settings and known findings: those of the command line, and those that settings in this folder, above and below
/// it name. What is wrong with settings is told when they are used.
fn judged_by(arguments: &CheckArguments) -> Vec<PathBuf> {
    let ruleset = &arguments.input.judging.ruleset;
    let mut out: Vec<PathBuf> = ruleset.ruleset.iter().map(PathBuf::from).collect();
    out.extend(ruleset.config.config.clone());
    out.extend(arguments.baseline.clone());
    let here = Path::new(".");
    let mut all = input::settings_below(here);
    all.extend(ruleset.config.config.clone());
    all.extend(project::find(&whole(here), None));
    for file in all {
        let Ok(source) = input::read(&file) else { continue };
        let (settings, _) = settings::read(&source, &[]);
        let folder = project::folder_of(&file);
        let named = settings.rulesets.iter().chain(&settings.baseline);
        out.extend(named.map(|path| folder.join(&path.text)));
    }
    out.iter().map(|path| whole(path)).collect()
}

/// A path without links, so that two ways of writing it are equal.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let folder = project::folder_of(path);
        path.file_name().map(|name| folder.join(name)).unwrap_or(folder)
    })
}
