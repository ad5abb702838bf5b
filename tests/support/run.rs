//! Running the program in a folder.

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A run that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(120);

/// A run of the program: its exit status and both its outputs.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The lines of the report that hold these words.
    pub fn lines(&self, words: &str) -> Vec<&str> {
        self.out.lines().filter(|l| l.contains(words)).collect()
    }

    /// Checks that all of this is said on standard error, in this order.
    #[track_caller]
    pub fn tells(&self, told: &[&str]) {
        assert_told(&self.err, told);
    }
}

#[track_caller]
pub fn assert_told(said: &str, told: &[&str]) {
    let mut rest = said;
    for words in told {
        let Some(at) = rest.find(words) else {
            panic!("`{words}` is not told (here) in:\n{said}");
        };
        rest = &rest[at + words.len()..];
    }
}

pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    run_with(folder, arguments, "")
}

/// A run with something on standard input.
pub fn run_with(folder: &Path, arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
    let output = cargo_bin_cmd!("ombudlint")
        .current_dir(folder)
        .args(arguments)
        .write_stdin(input)
        .timeout(LONGEST)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("reports are UTF-8");
    Run {
        status: output
            .status
            .code()
            .expect("the program ends by itself, not by a signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

pub fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    std::fs::write(&path, content).expect("a file can be written");
    path
}

pub fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
