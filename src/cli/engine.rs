//! A ruleset by its name or its folder, with all that judging takes.

use super::args::RulesetArgument;
use super::clock::today;
use super::exit::Status;
use super::project::Projects;
use super::terminal::{complain, show_problems};
use crate::house;
use crate::pipeline::Engine;
use crate::ruleset::{self, Examples, LoadError};
use crate::shipped;
use std::path::Path;

/// The ruleset for a command about rules: what the command line names, else the first of the settings that hold for
/// files beside `file`. What is wrong with it has been said when this fails.
///
/// # Errors
/// The exit status.
pub fn engine(argument: &RulesetArgument, file: &Path, examples: Examples) -> Result<Engine, Status> {
    if let Some(name) = &argument.ruleset {
        return load(name, Path::new(name), examples);
    }
    let mut projects = Projects::new(argument, today());
    let Some(project) = projects.of(file) else {
        return Err(projects.status);
    };
    let (name, path) = &projects.all[project].ruleset;
    load(name, path, examples)
}

/// Loads the ruleset that is shipped by this name or stands in this file or folder; what is wrong with it has been said when
/// this fails.
///
/// # Errors
/// The exit status.
pub fn load(name: &str, path: &Path, examples: Examples) -> Result<Engine, Status> {
    let loaded = match shipped::ruleset(name, examples) {
        Some(loaded) => loaded,
        // A whole Code is read with its examples each time, so that a mistake in one is told too.
        None if path.join("code.toml").exists() => ruleset::load_folder(path),
        None if path.exists() => house::load(path, examples),
        None => {
            let hint = match crate::near::closest(name, shipped::names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("shipped are {}", shipped::names().collect::<Vec<_>>().join(", ")),
            };
            complain(&format!(
                "there is no ruleset `{name}`, shipped or as a file or folder; {hint}"
            ));
            return Err(Status::BadInput);
        }
    };
    match loaded {
        Ok(ruleset) => Ok(Engine::new(ruleset)),
        Err(LoadError::Mistakes(files)) => {
            files.iter().for_each(show_problems);
            Err(Status::BadInput)
        }
        Err(error) => {
            complain(&error.to_string());
            Err(if matches!(error, LoadError::Unreadable { .. }) {
                Status::Failed
            } else {
                Status::BadInput
            })
        }
    }
}
