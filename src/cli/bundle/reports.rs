//! The reports of a bundle, made from its own inputs and from nothing else.

use crate::bundle::{INPUTS, Judge, Manifest, Role, Rules};
use crate::cli::args::{ConfigArgument, Judging, RulesetArgument};
use crate::cli::assessment::{attestations, ruleset};
use crate::cli::batch::judge_found;
use crate::cli::exit::Status;
use crate::cli::input::Found;
use crate::cli::terminal::complain;
use crate::evidence::Form;
use crate::kind::Kind;
use crate::report::{form, json};
use std::path::{Path, PathBuf};

/// What an assessment comes to.
pub struct Reports {
    pub ruleset: Rules,
    pub json: String,
    pub page: String,
}

/// Makes the assessment that `manifest` lists, from the files in `inputs`.
///
/// # Errors
/// The exit status, when something of it cannot be used; this has been told.
pub fn reports(inputs: &Path, manifest: &Manifest) -> Result<Reports, Status> {
    let inputs = &inputs.canonicalize().map_err(|error| {
        complain(&format!("{}: this folder could not be read: {error}", inputs.display()));
        Status::Failed
    })?;
    let place = |path: &str| inputs.join(path.strip_prefix(INPUTS).unwrap_or(path).trim_start_matches('/'));
    let run = &manifest.run;
    let how = Judging {
        kind: run.kind.as_deref().and_then(Kind::from_name),
        ruleset: RulesetArgument {
            ruleset: run.ruleset.as_ref().map(|judge| match judge {
                Judge::Shipped(name) => name.clone(),
                Judge::Own(path) => place(path).display().to_string(),
            }),
            config: ConfigArgument {
                config: run.config.as_deref().map(place),
                no_config: run.no_config,
                within: Some(inputs.clone()),
            },
        },
        today: Some(manifest.today),
    };
    let documents = manifest.of(Role::Document).map(|path| {
        Ok(Found {
            path: place(path),
            named: true,
        })
    });
    let mut batch = judge_found(documents.collect(), &how);
    if batch.status > Status::Clean {
        return Err(batch.status);
    }
    if batch.judged.is_empty() {
        complain("there is no document to assess");
        return Err(Status::BadInput);
    }
    let ruleset = ruleset(&mut batch).ok_or(Status::BadInput)?;
    let signed: Option<PathBuf> = manifest.of(Role::Attestations).next().map(place);
    let attestations = attestations(signed.as_deref(), &ruleset, batch.today)?;
    let form = Form::new(&ruleset, &batch.judged, &attestations, batch.today);
    Ok(Reports {
        ruleset: Rules {
            id: ruleset.id.clone(),
            sha256: ruleset.sha256(),
        },
        json: json::answer(batch.run(), Some(&form)),
        page: form::html::document(&form, &batch.unchecked, batch.today),
    })
}
