//! The difference of two texts as `git apply` and `patch` take it.

use similar::TextDiff;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The change of the file at `path` (from the folder in which it is applied, with `/` between folders) from `old` to
/// `new`; nothing where they are the same. Lines keep their endings; one without an end is marked.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    // A lone carriage return ends no line to git.
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let diff = TextDiff::configure().diff_slices(&old, &new);
    let mut out = format!("--- {}\n+++ {}\n", name("a/", path), name("b/", path));
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        out.push_str(&format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let line = change.value();
            let end = if line.ends_with('\n') {
                ""
            } else {
                "\n\\ No newline at end of file\n"
            };
            out.push_str(&format!("{}{line}{end}", change.tag()));
        }
    }
    out
}

/// A name as git writes it: in quotes where a sign would be misread, with a tab behind one that has blanks.
fn name(side: &str, path: &str) -> String {
    let misread = |c: char| matches!(c, '"' | '\\') || c.is_control();
    if path.contains(misread) {
        let escaped = path.chars().map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\{:03o}", u32::from(c)),
            c => c.to_string(),
        });
        return format!("\"{side}{}\"", escaped.collect::<String>());
    }
    let tab = if path.contains(' ') { "\t" } else { "" };
    format!("{side}{path}{tab}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_line_without_an_end_is_marked() {
        assert_eq!(
            unified("a/b.md", "one\r\ntwo", "one\r\n2"),
            "--- a/a/b.md\n+++ b/a/b.md\n@@ -1,2 +1,2 @@\n one\r\n-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("a.md", "same", "same"), "");
    }

    #[test]
    fn names_are_written_as_git_reads_them() {
        assert_eq!(name("a/", "our policy.md"), "a/our policy.md\t");
        assert_eq!(name("b/", "a\"b.md"), "\"b/a\\\"b.md\"");
        assert_eq!(name("b/", "é.md"), "b/é.md");
    }
}
