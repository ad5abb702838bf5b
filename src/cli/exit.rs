//! What the program says to the program that called it.

use std::process::ExitCode;

/// How a run ended; when several things happened the highest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing at error level.
    Clean = 0,
    /// There are findings at error level (at warning level with `--deny warnings`).
    Findings = 1,
    /// The input is wrong: arguments, front matter, settings, a waiver, a ruleset, a file that is no text.
    BadInput = 2,
    /// The machine failed: a file could not be read or changed while it was mended, a report could not be written.
    Failed = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// Printed by `verify --help`.
pub const VERIFY_HELP: &str = "Exit status:\n  0  the same: every file as it was written, every quotation found, the report repeated byte for byte\n  1  something differs\n  2  not a bundle, or one that another version made: its files are checked, its report cannot be repeated\n  3  the machine failed: a file could not be read";

/// Printed by `--help`.
pub const HELP: &str = "To begin:\n  ombudlint check my-policy.md    a document of yours, or a folder\n  ombudlint explain NUMBER        what the number in a finding is about\n  ombudlint help check            all that a command can do\n\nExit status:\n  0  nothing at error level\n  1  findings at error level (with `--deny warnings`: at warning level)\n  2  the input is wrong: arguments, front matter, settings, a waiver, a ruleset, a file that is no text\n  3  the machine failed: a file could not be read, or changed while it was mended; a report could not be written";
