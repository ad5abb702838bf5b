//! The ruleset that the user names, with all that judging takes.

use super::args::RulesetArgument;
use super::exit::Status;
use super::terminal::{complain, show_problems};
use crate::pipeline::Engine;
use crate::ruleset::{self, Examples, LoadError};
use crate::shipped;

/// Loads the ruleset; what is wrong with it has been said when this fails.
///
/// # Errors
/// The exit status.
pub fn engine(argument: &RulesetArgument, examples: Examples) -> Result<Engine, Status> {
    let name = argument.ruleset.as_str();
    let loaded = match shipped::ruleset(name, examples) {
        Some(loaded) => loaded,
        // One's own rules are read whole each time, so that a mistake in an example is told too.
        None if std::path::Path::new(name).is_dir() => ruleset::load_folder(std::path::Path::new(name)),
        None => {
            let hint = match crate::near::closest(name, shipped::names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("shipped are {}", shipped::names().collect::<Vec<_>>().join(", ")),
            };
            complain(&format!("there is no ruleset `{name}`, shipped or as a folder; {hint}"));
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
