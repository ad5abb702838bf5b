//! `new`: a document to start from. Never writes over anything.

use crate::cli::args::NewArguments;
use crate::cli::exit::Status;
use crate::cli::terminal::{complain, eprint, print};
use crate::template;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

pub fn new(arguments: &NewArguments) -> Status {
    let kind = arguments.kind;
    let Some(template) = template::of(kind) else {
        complain(&format!(
            "a {kind} is made from your documents: `ombudlint assess --format markdown` writes it"
        ));
        return Status::BadInput;
    };
    let text = match &arguments.landlord {
        Some(name) => template::fill(template, "landlord_name", name),
        None => template.to_owned(),
    };
    let path = match &arguments.path {
        Some(path) if path.as_os_str() == "-" => return print(text.as_bytes(), Ok(())),
        Some(path) if path.is_dir() => path.join(format!("{kind}.md")),
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{kind}.md")),
    };
    let created = OpenOptions::new().write(true).create_new(true).open(&path);
    match created.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => {
            let left = template::fields(&text).len();
            let fields = match left {
                0 => "it has no fields to fill".to_owned(),
                1 => "it has one field to fill, named at its top".to_owned(),
                left => format!("it has {left} fields to fill, named at its top"),
            };
            eprint(&format!("wrote {}; {fields}", path.display()));
            Status::Clean
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            complain(&format!(
                "{} is there already and was left alone; give another name: `ombudlint new {kind} NAME.md`",
                path.display()
            ));
            Status::BadInput
        }
        Err(error) => {
            complain(&format!("{} could not be written: {error}", path.display()));
            Status::Failed
        }
    }
}
