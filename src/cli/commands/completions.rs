//! `completions` and `man`: made of the command's own definition, so that they cannot differ from it.

use crate::cli::args::{Arguments, CompletionsArguments, ManArguments};
use crate::cli::exit::Status;
use crate::cli::terminal::{complain, print};
use clap::CommandFactory;
use std::io;
use std::path::Path;

pub fn completions(arguments: &CompletionsArguments) -> Status {
    let mut out = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "ombudlint", &mut out);
    print(&out, Ok(()))
}

/// The page of the program on standard output, or the pages of all commands in a folder.
pub fn man(arguments: &ManArguments) -> Status {
    let Some(folder) = &arguments.folder else {
        let mut out = Vec::new();
        let made = clap_mangen::Man::new(Arguments::command()).render(&mut out);
        return print(&out, made);
    };
    match pages(folder) {
        Ok(()) => Status::Clean,
        Err(error) => {
            complain(&format!(
                "{}: the pages could not be written: {error}",
                folder.display()
            ));
            Status::Failed
        }
    }
}

fn pages(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Arguments::command(), folder)
}
