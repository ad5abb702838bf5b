//! `explain`: a provision, an element or a rule in plain words.

use crate::cli::args::ExplainArguments;
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::terminal::{complain, print};
use crate::report;
use crate::ruleset::Examples;
use std::path::Path;

pub fn explain(arguments: &ExplainArguments) -> Status {
    let engine = match engine(&arguments.ruleset, Path::new("."), Examples::Read) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let mut out = Vec::new();
    match report::explain::print(&mut out, &engine.ruleset, &arguments.id) {
        Ok(true) => print(&out, Ok(())),
        Ok(false) => {
            let ids = report::explain::ids(&engine.ruleset);
            let hint = match crate::near::closest(&arguments.id, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`ombudlint rules` lists what there is".to_owned(),
            };
            complain(&format!(
                "there is no provision, element or rule `{}` in {}; {hint}",
                arguments.id, engine.ruleset.id
            ));
            Status::BadInput
        }
        Err(error) => print(&out, Err(error)),
    }
}
