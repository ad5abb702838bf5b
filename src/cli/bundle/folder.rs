//! The folder of a bundle: written under another name first, so that nobody finds half of one.

use super::refuse;
use crate::bundle::{MANIFEST, SEAL, seal, second};
use crate::cli::exit::Status;
use crate::cli::project::{folder_of, unwritten};
use crate::cli::terminal::complain;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A bundle that is being written; gone if it is not placed.
pub struct New {
    folder: tempfile::TempDir,
}

impl New {
    /// Begins a bundle beside where it will lie.
    ///
    /// # Errors
    /// The exit status, when there is something already, or no folder to put it into; this has been told.
    pub fn beside(target: &Path) -> Result<New, Status> {
        let shown = target.display();
        let is_empty = || fs::read_dir(target).is_ok_and(|mut inside| inside.next().is_none());
        if target.symlink_metadata().is_ok() && !is_empty() {
            return Err(refuse(&format!("{shown} is there already; name a new folder")));
        }
        let beside = parent(target);
        if !beside.is_dir() {
            return Err(refuse(&format!(
                "there is no folder {} to put it into",
                beside.display()
            )));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".ombudlint-");
        // As a new folder would be; the process's mask applies.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let folder = builder.tempdir_in(beside).map_err(|error| unwritten(target, &error))?;
        Ok(New { folder })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file twice, by its path in the bundle.
    ///
    /// # Errors
    /// The exit status; what is wrong has been told.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Status> {
        self.write(path, bytes)?;
        self.write(&second(path), bytes)
    }

    /// Writes the list of contents, and what it has to be.
    ///
    /// # Errors
    /// As [`New::put`].
    pub fn seal(&self, manifest: &str) -> Result<(), Status> {
        self.put(MANIFEST, manifest.as_bytes())?;
        self.write(SEAL, seal(manifest.as_bytes()).as_bytes())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Status> {
        let file = self.path().join(path);
        let made = fs::create_dir_all(folder_above(&file)).and_then(|()| fs::write(&file, bytes));
        made.map_err(|error| unwritten(&file, &error))
    }

    /// Puts the bundle where it belongs.
    ///
    /// # Errors
    /// As [`New::put`]; what lies there is left as it is.
    pub fn place(self, target: &Path) -> Result<(), Status> {
        // Only an empty folder goes.
        let _ = fs::remove_dir(target);
        fs::rename(self.path(), target).map_err(|error| unwritten(target, &error))?;
        // It has moved: there is nothing to clean up.
        let _ = self.folder.keep();
        Ok(())
    }
}

fn folder_above(file: &Path) -> PathBuf {
    file.parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The folder that a folder is in.
fn parent(folder: &Path) -> PathBuf {
    match folder.canonicalize() {
        Ok(real) => folder_above(&real),
        Err(_) => folder_of(folder),
    }
}

/// All files of a folder by their paths from it; links and other things that are no files have no content of their own.
///
/// # Errors
/// The exit status, when it is no folder or a file cannot be read; this has been told.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Status> {
    if !folder.is_dir() {
        let what = if folder.exists() {
            "this is a file, not a folder"
        } else {
            "there is no such folder"
        };
        complain(&format!("{}: {what}", folder.display()));
        return Err(Status::BadInput);
    }
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        complain(&format!("{} could not be read: {error}", path.display()));
        Status::Failed
    };
    let mut files = BTreeMap::new();
    let mut walk = ignore::WalkBuilder::new(folder);
    for entry in walk.standard_filters(false).build() {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        let kind = entry.file_type();
        if kind.is_some_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        let below = path.strip_prefix(folder).unwrap_or(path).components();
        let parts: Vec<_> = below.map(|c| c.as_os_str().to_string_lossy()).collect();
        let bytes = match kind.is_some_and(|kind| kind.is_file()) {
            true => fs::read(path).map_err(|error| failed(path, &error))?,
            // A link may lead anywhere: it is not followed, and so is not what was listed.
            false => Vec::new(),
        };
        files.insert(parts.join("/"), bytes);
    }
    Ok(files)
}
