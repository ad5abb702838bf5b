//! Standard output for reports, standard error for all else; colour where it is wanted.

use super::args::Colour;
use super::exit::Status;
use crate::problem::Problems;
use crate::report;
use codespan_reporting::term::termcolor::Buffer;
use std::io::{self, IsTerminal, Write};

pub fn show_problems(problems: &Problems) {
    let colour = if wants_colour(Colour::Auto, io::stderr().is_terminal()) {
        Buffer::ansi()
    } else {
        Buffer::no_color()
    };
    let mut out = colour;
    if report::human::problems(&mut out, problems).is_ok() {
        let _ = io::stderr().write_all(out.as_slice());
    }
}

pub fn complain(message: &str) {
    eprint(&format!("error: {message}"));
}

pub fn eprint(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

pub fn buffer(colour: Colour) -> Buffer {
    if wants_colour(colour, io::stdout().is_terminal()) {
        Buffer::ansi()
    } else {
        Buffer::no_color()
    }
}

fn wants_colour(colour: Colour, terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
        || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !refused,
    }
}

/// Writes a report to standard output. A reader that has gone away (`| head`) is no failure.
pub fn print(report: &[u8], made: io::Result<()>) -> Status {
    let written = made.and_then(|()| {
        let mut out = io::stdout().lock();
        out.write_all(report)?;
        out.flush()
    });
    match written {
        Ok(()) => Status::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Clean,
        Err(error) => {
            complain(&format!("the report could not be written: {error}"));
            Status::Failed
        }
    }
}
