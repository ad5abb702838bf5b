//! Front matter with its meaning: which keys there are, what values they take, and what is wrong with them.

use crate::document::{self, Document, Entry, FrontMatter};
use crate::kind::Kind;
use crate::problem::Problem;
use crate::source::{Source, Span};

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    pub title: Option<String>,
    pub kind: Option<Kind>,
    /// The Code it is to be judged by: `hos-2024`.
    pub code: Option<String>,
    pub landlord: Option<String>,
    /// 1 or 2.
    pub stage: Option<u8>,
    pub template: Option<bool>,
    /// The names of a template's fields, each with its place; `None` where nothing is declared.
    pub placeholders: Option<Vec<(String, Span)>>,
    /// Of a letter: the day it was or will be sent.
    pub date: Option<jiff::civil::Date>,
    pub approved: Option<jiff::civil::Date>,
    pub review_due: Option<jiff::civil::Date>,
}

const KEYS: [&str; 12] = [
    "title",
    "kind",
    "code",
    "landlord",
    "stage",
    "template",
    "placeholders",
    "version",
    "date",
    "approved",
    "review-due",
    "language",
];

/// What is wrong with a front matter that has no end; a line `---` above other text is a rule and no front matter.
pub fn unclosed(source: &Source) -> Option<Problem> {
    let (span, _) = document::unclosed_front_matter(source).filter(|(_, key)| KEYS.contains(key))?;
    let message = "the lines about this document have no end";
    Some(Problem::new(span, message).help("write `---` on a line of its own below them"))
}

/// Reads the front matter of a document; `codes` are the rulesets there are.
pub fn read(document: &Document, codes: &[&str]) -> (Header, Vec<Problem>) {
    let Some(matter) = &document.front_matter else {
        return Default::default();
    };
    let mut reader = Reader {
        header: Header::default(),
        problems: Vec::new(),
    };
    reader.junk(matter);
    for (n, entry) in matter.entries.iter().enumerate() {
        if matter.entries[..n].iter().any(|e| e.key == entry.key) {
            reader.report(
                entry.key_span,
                format!("`{}` stands twice", entry.key),
                "keep one of the two".into(),
            );
        }
        reader.entry(entry, codes);
    }
    (reader.header, reader.problems)
}

struct Reader {
    header: Header,
    problems: Vec<Problem>,
}

impl Reader {
    fn report(&mut self, span: Span, message: String, help: String) {
        self.problems.push(Problem::new(span, message).help(help));
    }

    fn junk(&mut self, matter: &FrontMatter) {
        for &span in &matter.junk {
            self.report(
                span,
                "this is no `key: value`".into(),
                "write a key, a colon and its value on one line".into(),
            );
        }
    }

    fn entry(&mut self, entry: &Entry, codes: &[&str]) {
        let value = entry.value.as_str();
        let said = (!value.is_empty()).then(|| value.to_owned());
        match entry.key.as_str() {
            "title" => self.header.title = said,
            "landlord" => self.header.landlord = said,
            "version" | "language" => {}
            "kind" => {
                self.header.kind = Kind::from_name(value);
                if self.header.kind.is_none() {
                    let names: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
                    self.choice(entry, "kind of document", &names);
                }
            }
            "code" => {
                if codes.contains(&value) {
                    self.header.code = said;
                } else {
                    self.choice(entry, "Code", codes);
                }
            }
            "stage" => {
                self.header.stage = value.parse().ok().filter(|n| (1..=2).contains(n));
                if self.header.stage.is_none() {
                    self.choice(entry, "stage", &["1", "2"]);
                }
            }
            "template" => {
                self.header.template = match value {
                    "true" | "yes" => Some(true),
                    "false" | "no" => Some(false),
                    _ => None,
                };
                if self.header.template.is_none() {
                    self.choice(entry, "answer to `template`", &["true", "false"]);
                }
            }
            "placeholders" => self.header.placeholders = Some(listed(entry)),
            "date" => self.header.date = self.date(entry),
            "approved" => self.header.approved = self.date(entry),
            "review-due" => self.header.review_due = self.date(entry),
            key => {
                let help = match crate::near::closest(key, KEYS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the keys are {}", KEYS.join(", ")),
                };
                self.report(entry.key_span, format!("unknown front matter key `{key}`"), help);
            }
        }
    }

    fn choice(&mut self, entry: &Entry, what: &str, choices: &[&str]) {
        let span = if entry.value_span.is_empty() {
            entry.key_span
        } else {
            entry.value_span
        };
        let help = match crate::near::closest(&entry.value, choices.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", choices.join(", ")),
        };
        let message = if entry.value.is_empty() {
            format!("`{}` has no value", entry.key)
        } else {
            format!("unknown {what} `{}`", entry.value)
        };
        self.report(span, message, help);
    }

    fn date(&mut self, entry: &Entry) -> Option<jiff::civil::Date> {
        let date = entry.value.parse().ok();
        if date.is_none() && !entry.value.is_empty() {
            let message = format!("`{}` is not a date", entry.value);
            self.report(entry.value_span, message, "write it like 2027-03-31".into());
        }
        date
    }
}

/// The names in a value such as `name, decision`, each with its place.
fn listed(entry: &Entry) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let mut at = entry.value_span.start;
    for part in entry.value.split(',') {
        let name = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        if !name.is_empty() {
            out.push((name.to_owned(), Span::new(start, start + name.len())));
        }
        at += part.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;
    use crate::source::Source;

    fn problems(text: &str) -> Vec<(String, String)> {
        let source = Source::new("p.md", text);
        let (_, problems) = read(&parse(&source), &["hos-2024"]);
        problems
            .into_iter()
            .map(|p| (p.message, p.help.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_misspelt_key_or_kind_is_told_what_was_meant() {
        let found = problems("---\nknd: leaflet\nkind: complaint-policy\n---\n");
        assert_eq!(
            found[0],
            ("unknown front matter key `knd`".into(), "did you mean `kind`?".into())
        );
        assert_eq!(found[1].1, "did you mean `complaints-policy`?");
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let found = problems("---\nstage: 3\ntemplate: maybe\napproved: last May\nnonsense\ntitle: a\ntitle: b\n---\n");
        assert_eq!(found.len(), 5, "{found:?}");
    }

    #[test]
    fn everything_in_order_is_read() {
        let source = Source::new(
            "p.md",
            "---\ntitle: A: B\nkind: leaflet\nstage: 2\ntemplate: true\napproved: 2026-01-02\n---\n",
        );
        let (header, problems) = read(&parse(&source), &["hos-2024"]);
        assert!(problems.is_empty());
        assert_eq!(header.title.as_deref(), Some("A: B"));
        assert_eq!(
            (header.kind, header.stage, header.template),
            (Some(Kind::Leaflet), Some(2), Some(true))
        );
    }
}
