//! `verify`: a bundle of evidence held against its own list, and its assessment made again.

use crate::bundle::{Broken, Fault, INPUTS, Inspection, PAGE, REPORT, Tool, change, inspect};
use crate::cli::args::VerifyArguments;
use crate::cli::bundle::{self, Reports};
use crate::cli::exit::Status;
use crate::cli::terminal::{complain, print};
use crate::report::verification::{self, Repeat};
use std::collections::BTreeMap;
use std::path::Path;

pub fn verify(arguments: &VerifyArguments) -> Status {
    checked(&arguments.folder).unwrap_or_else(|status| status)
}

fn checked(folder: &Path) -> Result<Status, Status> {
    let files = bundle::read(folder)?;
    let mut inspection = inspect(&files).map_err(|Broken(reason)| {
        complain(&format!(
            "{} is no bundle that can be verified: {reason}",
            folder.display()
        ));
        Status::BadInput
    })?;
    let repeat = repeat(folder, &files, &mut inspection)?;
    let status = match repeat {
        _ if !inspection.faults.is_empty() => Status::Findings,
        Repeat::OtherVersion | Repeat::OtherRules => Status::BadInput,
        Repeat::Same | Repeat::InputsChanged => Status::Clean,
    };
    let text = verification::document(&inspection, repeat);
    Ok(print(text.as_bytes(), Ok(())).max(status))
}

/// Makes the assessment again, where that would say something, and notes where it differs.
fn repeat(folder: &Path, files: &BTreeMap<String, Vec<u8>>, inspection: &mut Inspection) -> Result<Repeat, Status> {
    let manifest = &inspection.manifest;
    if manifest.tool != Tool::own() {
        return Ok(Repeat::OtherVersion);
    }
    if !inspection.inputs_whole {
        return Ok(Repeat::InputsChanged);
    }
    let Reports { ruleset, json, page } = bundle::reports(&folder.join(INPUTS), manifest).inspect_err(|_| {
        complain("the assessment cannot be made again from these inputs");
    })?;
    if ruleset != manifest.ruleset {
        return Ok(Repeat::OtherRules);
    }
    for (path, made) in [(REPORT, json), (PAGE, page)] {
        // What is wrong with the file itself has been noted.
        let known = inspection.faults.iter().any(|fault| fault.path() == path);
        let change = files
            .get(path)
            .filter(|_| !known)
            .and_then(|kept| change(kept, made.as_bytes()));
        inspection.faults.extend(change.map(|change| Fault::Repeated {
            path: path.to_owned(),
            change,
        }));
    }
    Ok(Repeat::Same)
}
