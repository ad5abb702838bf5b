//! All files that an assessment is made from, by their paths below the folder that they share.

use super::{refuse, unusable};
use crate::bundle::{INPUTS, Judge, Role, Run, is_plain};
use crate::cli::args::AssessArguments;
use crate::cli::batch::{excluded, report_unread};
use crate::cli::clock::today;
use crate::cli::exit::Status;
use crate::cli::input;
use crate::cli::project::{Projects, folder_of};
use crate::shipped;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a bundle is made from.
pub struct Gathered {
    /// Path in the bundle, role and content; in the order of their paths.
    pub files: Vec<(String, Role, Vec<u8>)>,
    pub run: Run,
    pub today: Date,
}

/// Finds all files of a run: documents, the settings and own rules in force for them, attestations.
///
/// # Errors
/// The exit status, when one of them cannot be used; this has been told.
pub fn gather(arguments: &AssessArguments) -> Result<Gathered, Status> {
    let how = &arguments.input.judging;
    let today = how.today.unwrap_or_else(today);
    let files = files(arguments, today)?;
    let shared = shared_folder(files.keys().map(PathBuf::as_path))?;
    let mut listed = Vec::new();
    for (file, (role, named)) in &files {
        let source = input::read(named).map_err(|unread| report_unread(&unread).max(unusable()))?;
        listed.push((within(file, &shared)?, *role, source.text().as_bytes().to_vec()));
    }
    listed.sort_by(|a, b| a.0.cmp(&b.0));
    let own = |path: &Path| within(&real(path), &shared);
    let config = how.ruleset.config.config.as_deref().map(own).transpose()?;
    let ruleset = match how.ruleset.ruleset.as_deref() {
        Some(name) if shipped::names().any(|shipped| shipped == name) => Some(Judge::Shipped(name.to_owned())),
        Some(path) => Some(Judge::Own(own(Path::new(path))?)),
        None => None,
    };
    let run = Run {
        kind: how.kind.map(|kind| kind.name().to_owned()),
        ruleset,
        config,
        no_config: how.ruleset.config.no_config,
    };
    Ok(Gathered {
        files: listed,
        run,
        today,
    })
}

/// The files without links, each with what it is there for and as it was named.
fn files(arguments: &AssessArguments, today: Date) -> Result<BTreeMap<PathBuf, (Role, PathBuf)>, Status> {
    let mut projects = Projects::new(&arguments.input.judging.ruleset, today);
    let mut files = BTreeMap::new();
    let mut status = Status::Clean;
    for found in input::collect(&arguments.input.paths) {
        let found = match found {
            Ok(found) if found.path.as_os_str() == "-" => {
                return Err(refuse("a bundle is made from files; save standard input as one"));
            }
            Ok(found) => found,
            Err(unread) => {
                status = status.max(report_unread(&unread));
                continue;
            }
        };
        let project = projects.of(&found.path).map(|index| &projects.all[index]);
        if project.is_some_and(|project| !excluded(&found, project)) {
            files.insert(real(&found.path), (Role::Document, found.path));
        }
    }
    status = status.max(projects.status);
    if status > Status::Clean {
        return Err(status.max(unusable()));
    }
    let settings = projects.all.iter().filter_map(|project| project.settings_file());
    let rules = projects.all.iter().flat_map(|project| project.ruleset_files());
    let others = (settings.map(|file| (Role::Settings, file)))
        .chain(rules.map(|file| (Role::OwnRules, file)))
        .chain(
            arguments
                .attestations
                .iter()
                .map(|file| (Role::Attestations, file.clone())),
        );
    files.extend(others.map(|(role, file)| (real(&file), (role, file))));
    Ok(files)
}

/// A file with the folder that it is really in. A link keeps its own name: its content is copied.
fn real(file: &Path) -> PathBuf {
    match file.file_name() {
        Some(name) if !file.is_dir() => folder_of(file).join(name),
        _ => file.canonicalize().unwrap_or_else(|_| file.to_owned()),
    }
}

/// The innermost folder that all files are in.
fn shared_folder<'f>(mut files: impl Iterator<Item = &'f Path>) -> Result<PathBuf, Status> {
    let first = files.next().and_then(Path::parent);
    let Some(first) = first else {
        return Err(refuse("there is no document to assess"));
    };
    let mut shared = first.to_owned();
    for file in files {
        while !file.starts_with(&shared) {
            if !shared.pop() {
                return Err(refuse("the files lie on different drives; put them into one folder"));
            }
        }
    }
    Ok(shared)
}

/// A file's path in the bundle.
fn within(file: &Path, shared: &Path) -> Result<String, Status> {
    let below = file.strip_prefix(shared).unwrap_or(file);
    let parts = below.components().map(|c| c.as_os_str().to_str());
    let parts: Option<Vec<&str>> = std::iter::once(Some(INPUTS)).chain(parts).collect();
    let path = parts.map(|parts| parts.join("/"));
    path.filter(|path| is_plain(path)).ok_or_else(|| {
        refuse(&format!(
            "{}: this name cannot be kept on every system; rename it without `:` or `\\`, in UTF-8",
            file.display()
        ))
    })
}
