//! Files of other programs: what they are, and how they become Markdown.

use std::path::Path;

/// What a file is that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Pdf,
    /// Word since 2007, OpenDocument, and any other archive.
    Packed,
    OldWord,
    RichText,
    Binary,
}

impl Form {
    /// By the first bytes; a text has none of them and no zero byte.
    fn of(bytes: &[u8]) -> Option<Form> {
        const LOOKED_AT: usize = 8192;
        let signs: [(&[u8], Form); 4] = [
            (b"%PDF", Form::Pdf),
            (b"PK\x03\x04", Form::Packed),
            (b"\xd0\xcf\x11\xe0", Form::OldWord),
            (b"{\\rtf", Form::RichText),
        ];
        let known = signs.iter().find(|(sign, _)| bytes.starts_with(sign));
        known
            .map(|(_, form)| *form)
            .or_else(|| bytes.iter().take(LOOKED_AT).any(|b| *b == 0).then_some(Form::Binary))
    }

    fn by_name(path: &Path) -> Option<Form> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "docx" | "odt" => Some(Form::Packed),
            "doc" => Some(Form::OldWord),
            "rtf" => Some(Form::RichText),
            "pdf" => Some(Form::Pdf),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Form::Pdf => "a PDF",
            Form::Packed => "a Word document or another packed file",
            Form::OldWord => "an old Word document",
            Form::RichText => "a rich text document",
            Form::Binary => "a binary file",
        }
    }

    /// What to do to have it checked, as half a sentence.
    fn remedy(self, path: &Path) -> String {
        match self {
            Form::Pdf => "take the document it was made from, and save that as Markdown".to_owned(),
            Form::OldWord => "save it as `.docx`, then make Markdown of that with pandoc".to_owned(),
            Form::Binary => "save it as Markdown or plain text".to_owned(),
            Form::Packed | Form::RichText => {
                let (from, to) = (quoted(path), quoted(&path.with_extension("md")));
                format!("save it as Markdown: `pandoc {from} --to gfm --wrap=none --output {to}`")
            }
        }
    }
}

/// A name as a shell takes it whole.
fn quoted(path: &Path) -> String {
    let name = path.display().to_string();
    if name.contains(char::is_whitespace) {
        format!("\"{name}\"")
    } else {
        name
    }
}

/// Why the bytes of a file are no text, and what to do; `None` if they may be one.
pub fn no_text(path: &Path, bytes: &[u8]) -> Option<String> {
    let form = Form::of(bytes)?;
    // Under another name it may be anything.
    let named = Form::by_name(path) == Some(form);
    let remedy = if named { form } else { Form::Binary }.remedy(path);
    Some(format!("this is {}, not text; {remedy}", form.name()))
}

/// Whether a document may lie in this file, though not as Markdown.
pub fn is_candidate(path: &Path) -> bool {
    Form::by_name(path).is_some() || is_plain(path)
}

fn is_plain(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"))
}

/// Said of a folder without Markdown in which this file lies, if any that may hold a document.
pub fn nothing_to_check(candidate: Option<&Path>) -> String {
    let none = "there is no `.md` or `.markdown` file in this folder";
    match candidate.map(|path| (path, Form::by_name(path))) {
        Some((path, Some(form))) => format!("{none}; for `{}`: {}", path.display(), form.remedy(path)),
        Some((path, None)) => format!(
            "{none}; a plain text is checked if you name it: `ombudlint check {}`",
            quoted(path)
        ),
        None => format!("{none}; name a file or another folder"),
    }
}
