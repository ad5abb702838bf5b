//! Standard output for reports, standard error for all else; colour where it is wanted.

use super::args::{Colour, Manner};
use super::exit::Status;
use super::progress::aside;
use crate::problem::Problems;
use crate::report;
use crate::report::human::Layout;
use codespan_reporting::term::termcolor::Buffer;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

/// How this process speaks: settled once, before it says anything.
static MANNER: OnceLock<Manner> = OnceLock::new();

pub fn speak(manner: Manner) {
    let _ = MANNER.set(manner);
}

fn manner() -> Manner {
    let plain = Manner {
        color: Colour::Auto,
        plain: false,
        quiet: false,
        verbose: false,
    };
    MANNER.get().copied().unwrap_or(plain)
}

/// How diagnostics are laid out.
pub fn layout() -> Layout {
    if manner().plain { Layout::Plain } else { Layout::Drawn }
}

/// Whether only what is wrong is to be said.
pub fn is_quiet() -> bool {
    manner().quiet
}

/// Whether someone looks at standard error, at a terminal that can redraw a line.
pub fn is_watched() -> bool {
    let quiet = manner().quiet || manner().verbose || manner().plain;
    !quiet && io::stderr().is_terminal() && anstyle_query::term_supports_ansi_color()
}

pub fn show_problems(problems: &Problems) {
    let mut out = buffer_for(io::stderr().is_terminal());
    if report::human::problems(&mut out, problems, layout()).is_ok() {
        aside(|| {
            let _ = io::stderr().write_all(out.as_slice());
        });
    }
}

pub fn complain(message: &str) {
    eprint(&format!("error: {message}"));
}

/// Something to know that is not wrong.
pub fn note(line: &str) {
    if !manner().quiet {
        eprint(line);
    }
}

/// What only a curious reader wants.
pub fn detail(line: impl FnOnce() -> String) {
    if manner().verbose {
        eprint(&line());
    }
}

pub fn eprint(line: &str) {
    aside(|| {
        let _ = writeln!(io::stderr(), "{line}");
    });
}

/// For a report on standard output.
pub fn buffer() -> Buffer {
    buffer_for(io::stdout().is_terminal())
}

fn buffer_for(terminal: bool) -> Buffer {
    if wants_colour(manner(), terminal) {
        Buffer::ansi()
    } else {
        Buffer::no_color()
    }
}

/// As <https://no-color.org> and <https://bixense.com/clicolors/> say.
fn wants_colour(manner: Manner, terminal: bool) -> bool {
    match manner.color {
        _ if manner.plain => false,
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if anstyle_query::no_color() => false,
        Colour::Auto if anstyle_query::clicolor_force() => true,
        Colour::Auto => {
            terminal && anstyle_query::term_supports_ansi_color() && anstyle_query::clicolor().unwrap_or(true)
        }
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
