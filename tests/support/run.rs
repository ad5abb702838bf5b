//! Running the program in a folder.

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::Path;

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
        let mut rest = self.err.as_str();
        for words in told {
            let Some(at) = rest.find(words) else {
                panic!("`{words}` is not told (here) in:\n{}", self.err);
            };
            rest = &rest[at + words.len()..];
        }
    }
}

pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = cargo_bin_cmd!("ombudlint");
    let output = command
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("reports are UTF-8");
    Run {
        status: output.status.code().expect("the program ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

pub fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    std::fs::write(&path, content).expect("a file can be written");
}

pub fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
