//! The ruleset that the user names, with all that judging takes.

use super::args::RulesetArgument;
use super::exit::Status;
use super::terminal::{complain, show_problems};
use crate::house;
use crate::pipeline::Engine;
use crate::ruleset::{self, Examples, LoadError};
use crate::shipped;
use std::path::Path;

/// Loads the ruleset; what is wrong with it has been said when this fails.
///
/// # Errors
/// The exit status.
pub fn engine(argument: &RulesetArgument, examples: Examples) -> Result<Engine, Status> {
    let name = argument.ruleset.as_str();
    let loaded = match shipped::ruleset(name, examples) {
        Some(loaded) => loaded,
        // A whole Code is read with its examples each time, so that a mistake in one is told too.
        None if Path::new(name).join("code.toml").exists() => ruleset::load_folder(Path::new(name)),
        None if Path::new(name).exists() => house::load(Path::new(name), examples),
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
