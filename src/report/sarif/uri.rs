//! Paths as URIs: relative to the folder of the run, so that the log says nothing of the machine.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::path::Path;

/// What relative paths are relative to.
pub const ROOT: &str = "%SRCROOT%";

/// RFC 3986's unreserved characters and the slash stay; all else, a colon too, is encoded.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// An `artifactLocation` without an index.
pub fn location(path: &str) -> Value {
    let slashes = path.replace(std::path::MAIN_SEPARATOR, "/");
    let encoded = utf8_percent_encode(&slashes, PATH);
    if Path::new(path).is_absolute() {
        let lead = if slashes.starts_with('/') { "" } else { "/" };
        return json!({ "uri": format!("file://{lead}{encoded}") });
    }
    json!({ "uri": encoded.to_string(), "uriBaseId": ROOT })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(
            location("our letters/50% – é:1.md"),
            json!({ "uri": "our%20letters/50%25%20%E2%80%93%20%C3%A9%3A1.md", "uriBaseId": ROOT })
        );
        assert_eq!(location("../a.md")["uri"], "../a.md");
    }

    #[cfg(unix)]
    #[test]
    fn an_absolute_path_stays_absolute() {
        assert_eq!(location("/srv/a b.md"), json!({ "uri": "file:///srv/a%20b.md" }));
    }
}
