//! Pages of the documentation whose commands are run as they stand there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A command of a page with its exit status; `None` for one that builds or fetches something, or needs a program that may
/// not be here.
pub type Step = (&'static str, Option<i32>);

/// Runs a line in a folder, with this project's program and a home folder of its own.
pub fn bash(folder: &Path, line: &str, variables: &[(&str, &str)]) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_ombudlint"));
    let mut paths = vec![program.parent().expect("a folder").to_owned()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new("bash");
    let command = command.args(["-c", line]).current_dir(folder);
    let command = command
        .env("PATH", std::env::join_paths(paths).expect("paths"))
        .env("HOME", folder.join(".home"))
        .env_remove("GITHUB_STEP_SUMMARY")
        .envs(variables.iter().copied());
    command.output().expect("bash starts")
}

/// The lines of a page's blocks of this language.
pub fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = page.split(fence.as_str()).skip(1);
    let inside = blocks.filter_map(|block| block.split("```").next());
    inside.flat_map(str::lines).map(str::to_owned).collect()
}

/// Runs the lines of a page's console blocks, which are these steps; `then` is told each line with what it said.
pub fn walk(page: &str, steps: &[Step], folder: &Path, mut then: impl FnMut(&str, &str)) {
    let lines = blocks(page, "console");
    let known: Vec<&str> = steps.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, known, "each command of the page has its exit status here");
    for (line, status) in steps {
        let Some(status) = status else { continue };
        let output = bash(folder, line, &[]);
        let told = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(output.status.code(), Some(*status), "{line}\n{told}");
        then(line, &told);
    }
}
