//! Writing a file so that whoever reads it finds the old one or the new one, never half of either.

use std::io::{self, Write};
use std::path::Path;

/// Replaces a file's content, or makes the file. Its permissions stay; a link stays a link.
///
/// # Errors
/// Those of the file system; the file is then as it was.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ombudlint-");
    // As a new file would be; the process's mask applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Ok(known) = std::fs::metadata(&target) {
        std::fs::set_permissions(file.path(), known.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
