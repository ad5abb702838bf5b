//! Documents as they stood in a revision: asks the `git` that the user has. Reads, never writes.

use super::exit::Status;
use super::input::{self, Unread, is_document};
use crate::source::Source;
use std::path::Path;
use std::process::Command;

/// The documents that `operand` names: a file, a folder, a revision (`main`, `v3`, `HEAD~2`), or a file or folder
/// in one (`main:policies`). Before them, what their names begin with.
pub fn documents(operand: &str) -> (String, Vec<Result<Source, Unread>>) {
    let path = Path::new(operand);
    if path.exists() || operand == "-" {
        let root = if path.is_dir() {
            operand.trim_end_matches('/')
        } else {
            ""
        };
        let found = input::collect(&[path.to_path_buf()]).into_iter();
        return (
            root.trim_start_matches("./").to_owned(),
            found.map(|found| input::read(&found?.path)).collect(),
        );
    }
    let (revision, inside) = operand.split_once(':').unwrap_or((operand, ""));
    let found = tree(revision, inside).map(|names| {
        let read = |name: &String| show(revision, name);
        names.iter().map(read).collect::<Vec<_>>()
    });
    let root = format!("{revision}:{}", inside.trim_end_matches('/'));
    match found {
        Ok(list) if !list.is_empty() => (root, list),
        Ok(_) => (
            root,
            vec![Err(Unread::new(
                operand,
                "there is no document in this revision",
                Status::BadInput,
            ))],
        ),
        Err(reason) => (root, vec![Err(Unread::new(operand, reason, Status::BadInput))]),
    }
}

/// The names of documents in a revision, from the top of the repository.
fn tree(revision: &str, inside: &str) -> Result<Vec<String>, String> {
    let tree = format!("{revision}^{{tree}}");
    // What a revision is called is the user's to say; it must not become an option.
    let known = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &tree]);
    let Ok(id) = known else {
        return Err("there is no such file or folder, and git knows no such revision".into());
    };
    let id = String::from_utf8_lossy(&id).trim().to_owned();
    let mut arguments = vec!["ls-tree", "-r", "-z", "--name-only", "--full-tree", &id];
    if !inside.is_empty() {
        arguments.extend(["--", inside]);
    }
    let listed = git(&arguments)?;
    let names = listed
        .split(|byte| *byte == 0)
        .map(|name| String::from_utf8_lossy(name).into_owned());
    Ok(names
        .filter(|name| is_document(Path::new(name)) || name == inside && !name.is_empty())
        .collect())
}

fn show(revision: &str, name: &str) -> Result<Source, Unread> {
    let shown = format!("{revision}:{name}");
    match git(&["cat-file", "blob", &shown]) {
        Ok(bytes) => input::source(shown, bytes),
        Err(reason) => Err(Unread::new(&shown, reason, Status::Failed)),
    }
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    match Command::new("git").args(arguments).output() {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Err(format!("git could not be run: {error}")),
    }
}
