//! Patterns of paths, written as in `.gitignore`.

use crate::problem::Problem;
use crate::toml_reader::{Located, Sink};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns that a file, or a folder above it, may match. Paths are taken from the folder of the settings.
#[derive(Debug, Clone)]
pub struct Paths {
    patterns: Gitignore,
}

impl Paths {
    /// Compiles patterns; one that is none is told with its place.
    pub fn new(patterns: &[Located], sink: &Sink) -> Paths {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            let text = pattern.text.as_str();
            let plain = text.strip_prefix("./").unwrap_or(text);
            let wrong = if text.trim().is_empty() {
                Some("an empty pattern matches nothing".to_owned())
            } else if windows_like(text) {
                Some("write `/` between folders, also on Windows".to_owned())
            } else if text.starts_with("../") {
                Some("a pattern reaches down from the folder of the settings, not up".to_owned())
            } else {
                builder
                    .add_line(None, plain)
                    .err()
                    .map(|error| format!("this is no pattern: {error}"))
            };
            if let Some(wrong) = wrong {
                sink.report(Problem::new(pattern.span, wrong).help("write it like `letters/*.md` or `drafts/`"));
            }
        }
        let patterns = builder.build().unwrap_or_else(|_| Gitignore::empty());
        Paths { patterns }
    }

    /// The pattern that matches a file, if one does.
    pub fn matched(&self, path: &str) -> Option<&str> {
        // What is above the settings is none of theirs.
        if path.is_empty() || path.starts_with("../") || std::path::Path::new(path).has_root() {
            return None;
        }
        match self.patterns.matched_path_or_any_parents(path, false) {
            ignore::Match::Ignore(glob) => Some(glob.original()),
            _ => None,
        }
    }
}

/// Whether backslashes stand between folders, not before a sign that is to be taken as it is.
fn windows_like(pattern: &str) -> bool {
    let mut after = pattern.split('\\').skip(1);
    after.any(|rest| rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_gitignore() {
        let located = |text: &str| Located {
            text: text.to_owned(),
            span: Default::default(),
        };
        let sink = Sink::default();
        let paths = Paths::new(
            &["letters/*.md", "drafts/", "!letters/keep.md", "./top.md"].map(located),
            &sink,
        );
        assert!(sink.into_problems().is_empty());
        assert_eq!(paths.matched("letters/a.md"), Some("letters/*.md"));
        assert_eq!(paths.matched("deep/drafts/x/a.md"), Some("drafts/"));
        assert_eq!(paths.matched("top.md"), Some("top.md"));
        for path in ["letters/keep.md", "letters/old/a.md", "a.md", "../letters/a.md", ""] {
            assert_eq!(paths.matched(path), None, "{path}");
        }
    }
}
