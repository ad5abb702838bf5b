//! Paths to texts: walks folders as git does, and says of every file that it cannot take why not.
//! The only place that reads a document from disk.

use super::exit::Status;
use super::foreign;
use crate::bundle;
use crate::report::item::Unchecked;
use crate::settings;
use crate::source::Source;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest document that is read, in bytes; a complaint policy has some tens of thousands.
const LARGEST: u64 = 16 << 20;

/// A file that was not read, and why.
#[derive(Debug)]
pub struct Unread {
    pub file: Unchecked,
    pub status: Status,
}

impl Unread {
    pub fn new(path: impl Into<String>, reason: impl Into<String>, status: Status) -> Unread {
        let file = Unchecked {
            path: path.into(),
            at: None,
            reason: reason.into(),
            failed: true,
        };
        Unread { file, status }
    }
}

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Found {
    pub path: PathBuf,
    /// The user named it, rather than a folder that it is in.
    pub named: bool,
}

/// The files that `paths` name, in the order of their paths, each once.
pub fn collect(paths: &[PathBuf]) -> Vec<Result<Found, Unread>> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut found: Vec<Result<Found, Unread>> = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            found.push(Ok(Found {
                path: path.clone(),
                named: true,
            }));
            continue;
        }
        let inside = walk(path);
        if inside.is_empty() {
            let others = files(path, foreign::is_candidate);
            let reason = foreign::nothing_to_check(others.iter().flatten().min().map(PathBuf::as_path));
            found.push(Err(Unread::new(shown(path), reason, Status::BadInput)));
        }
        found.extend(
            inside
                .into_iter()
                .map(|path| path.map(|path| Found { path, named: false })),
        );
    }
    // A file that was named and found counts as named.
    let named = |f: &Result<Found, Unread>| f.as_ref().is_ok_and(|f| f.named);
    found.sort_by(|a, b| place(a).cmp(&place(b)).then(named(b).cmp(&named(a))));
    found.dedup_by(|a, b| a.is_ok() && b.is_ok() && place(a) == place(b));
    found
}

/// By what a file is known, however the user came to name it.
fn place(found: &Result<Found, Unread>) -> (&Path, &str) {
    let (path, reason) = match found {
        Ok(found) => (found.path.as_path(), ""),
        Err(unread) => (Path::new(&unread.file.path), unread.file.reason.as_str()),
    };
    (path.strip_prefix("./").unwrap_or(path), reason)
}

/// The documents in a folder and below it; copies in a bundle of evidence are not judged again.
pub fn walk(folder: &Path) -> Vec<Result<PathBuf, Unread>> {
    files(folder, is_document)
}

/// The settings files in a folder and below it.
pub fn settings_below(folder: &Path) -> Vec<PathBuf> {
    let is_settings = |path: &Path| path.ends_with(settings::FILE);
    files(folder, is_settings).into_iter().flatten().collect()
}

/// The wanted files in a folder and below it, as git sees it: what is ignored stays out.
fn files(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Vec<Result<PathBuf, Unread>> {
    let mut files = Vec::new();
    let mut walk = ignore::WalkBuilder::new(folder);
    walk.require_git(false)
        .filter_entry(|entry| entry.depth() == 0 || !entry.path().join(bundle::SEAL).is_file());
    for entry in walk.build() {
        match entry {
            // A link to a file is read as that file, and named when there is none; links to folders go in circles.
            // A pipe would be waited for without end.
            Ok(entry) if is_wanted(entry.path()) && is_special(entry.path()) => {
                let reason = "this is no ordinary file, but a pipe or a device; it was left out".to_owned();
                files.push(Err(Unread::new(shown(entry.path()), reason, Status::BadInput)));
            }
            Ok(entry) if is_wanted(entry.path()) && !entry.path().is_dir() => {
                // "./a.md" is what nobody typed.
                let path = entry.into_path();
                files.push(Ok(path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path)));
            }
            Ok(_) => {}
            Err(error) => {
                let reason = format!("a part of this folder could not be read: {error}");
                files.push(Err(Unread::new(shown(folder), reason, Status::Failed)));
            }
        }
    }
    files
}

fn is_special(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir())
}

pub fn is_document(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Reads one file.
pub fn read(path: &Path) -> Result<Source, Unread> {
    read_as(path, shown(path))
}

/// Reads one file, to be called `name` in reports.
pub fn read_as(path: &Path, name: String) -> Result<Source, Unread> {
    if path.as_os_str() == "-" {
        return standard_input();
    }
    let fail = |error: std::io::Error| {
        use std::io::ErrorKind::{NotADirectory, NotFound};
        let (reason, status) = match error.kind() {
            NotFound => ("there is no such file".to_owned(), Status::BadInput),
            NotADirectory => (
                "this is a file, not a folder; leave out the last `/`".to_owned(),
                Status::BadInput,
            ),
            _ if path.is_dir() => ("this is a folder, not a file".to_owned(), Status::BadInput),
            _ => (format!("this file could not be read: {error}"), Status::Failed),
        };
        Unread::new(name.clone(), reason, status)
    };
    let file = std::fs::File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(fail)?;
    source(name.clone(), bytes)
}

fn standard_input() -> Result<Source, Unread> {
    const NAME: &str = "<standard input>";
    let mut bytes = Vec::new();
    match std::io::stdin().take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(_) => source(NAME.into(), bytes),
        Err(error) => {
            let reason = format!("standard input could not be read: {error}");
            Err(Unread::new(NAME, reason, Status::Failed))
        }
    }
}

/// A text out of a file's bytes.
pub fn source(path: String, bytes: Vec<u8>) -> Result<Source, Unread> {
    let refuse = |path: String, reason: String| Err(Unread::new(path, reason, Status::BadInput));
    if bytes.len() as u64 > LARGEST {
        let reason = format!(
            "this file is larger than {} MiB; no complaint policy is. If it is one, split it or take out its pictures",
            LARGEST >> 20
        );
        return refuse(path, reason);
    }
    if let Some(reason) = foreign::no_text(Path::new(&path), &bytes) {
        return refuse(path, reason);
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {
            refuse(path, "this file is empty; there is nothing to check".into())
        }
        Ok(text) => Ok(Source::new(path, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let before = String::from_utf8_lossy(&bytes[..valid]).into_owned();
            let at = Source::new("", before).position(valid);
            let reason = "this byte is no UTF-8; save the file with the encoding UTF-8".to_owned();
            let mut unread = Unread::new(path, reason, Status::BadInput);
            unread.file.at = Some(at);
            Err(unread)
        }
    }
}
