//! The files of a ruleset to one validated [`Ruleset`]: what is written twice, left out or points nowhere
//! is reported with its place. Reads a folder or the files that are shipped inside the program.

use super::read::{Section, SectionReader};
use super::*;
use crate::lexicon::{formula, formulas};
use crate::problem::{Problem, Problems};
use crate::toml_reader::{Reader, Sink, parse};
use std::borrow::Cow;
use std::path::Path;

/// Why a ruleset cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{}: {error}", path.display())]
    Unreadable {
        path: std::path::PathBuf,
        error: std::io::Error,
    },
    #[error("{} holds no ruleset: no `code.toml`, and no file that says which ruleset it `extends`", path.display())]
    NoRuleset { path: std::path::PathBuf },
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Mistakes(Vec<Problems>),
}

/// Whether the examples of rules are wanted: judging a document does without, and reads the rules in half the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Examples {
    Read,
    LeaveOut,
}

/// The file names every ruleset has; all other `.toml` files are sections of its Code.
const CODE: &str = "code.toml";
pub(super) const LEXICON: &str = "lexicon.toml";
pub(super) const CONTACTS: &str = "contacts.toml";
pub(super) const KINDS: &str = "kinds.toml";
pub(super) const BANK_HOLIDAYS: &str = "bank-holidays.toml";
pub(super) const DATES: &str = "dates.toml";
/// What filled self-assessments look like, and the rules for their rows.
pub(super) const FORMS: &str = "self-assessment.toml";

/// Reads the ruleset in `folder`. Files it does not have of the lexicon, the contacts and the signs of kinds are looked
/// for in the folder above, which all rulesets share; so are bank holidays and the words of dates, which it can do without.
pub fn load_folder(folder: &Path) -> Result<Ruleset, LoadError> {
    let entries = std::fs::read_dir(folder).map_err(|error| LoadError::Unreadable {
        path: folder.to_owned(),
        error,
    })?;
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    if !paths.iter().any(|p| p.ends_with(CODE)) {
        return Err(LoadError::NoRuleset {
            path: folder.to_owned(),
        });
    }
    for shared in [LEXICON, CONTACTS, KINDS] {
        if !paths.iter().any(|p| p.ends_with(shared)) {
            paths.push(folder.join("..").join(shared));
        }
    }
    // A ruleset of one's own can do without: then letters' dates and filled forms are not read.
    for shared in [BANK_HOLIDAYS, DATES, FORMS] {
        let above = folder.join("..").join(shared);
        if !paths.iter().any(|p| p.ends_with(shared)) && above.is_file() {
            paths.push(above);
        }
    }
    load_sources(
        paths.iter().map(|p| read_source(p)).collect::<Result<Vec<_>, _>>()?,
        Examples::Read,
    )
}

/// Reads one file of a ruleset.
pub fn read_source(path: &Path) -> Result<Source, LoadError> {
    let text = std::fs::read_to_string(path).map_err(|error| LoadError::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    Ok(Source::new(path.display().to_string(), text))
}

/// Builds a ruleset from its files.
pub fn load_sources(files: Vec<Source>, examples: Examples) -> Result<Ruleset, LoadError> {
    let sinks: Vec<Sink> = files.iter().map(|_| Sink::default()).collect();
    let texts: Vec<Cow<str>> = files
        .iter()
        .map(|f| {
            if examples == Examples::Read {
                Cow::Borrowed(f.text())
            } else {
                without_examples(f.text())
            }
        })
        .collect();
    let tables: Vec<_> = texts.iter().zip(&sinks).map(|(text, sink)| parse(text, sink)).collect();
    let reader = |n: usize| Reader::new(&tables[n], &texts[n], &sinks[n]);
    let named = |name: &str| files.iter().position(|f| Path::new(f.name()).ends_with(name));

    let mut lexicon = named(LEXICON).map(|n| Lexicon::read(reader(n))).unwrap_or_default();
    let dates = named(DATES).map(|n| super::days::date_words(reader(n), &mut lexicon));
    let mut ruleset = Ruleset {
        id: String::new(),
        title: String::new(),
        source: String::new(),
        files: Vec::new(),
        lexicon,
        provisions: Vec::new(),
        rules: Rules::default(),
        contacts: Vec::new(),
        kind_signs: Vec::new(),
        bank_holidays: Default::default(),
        dates: dates.unwrap_or_default(),
        house: None,
        forms: Forms::default(),
    };
    for (n, file) in files.iter().enumerate() {
        let name = Path::new(file.name())
            .file_name()
            .and_then(|f| f.to_str())
            .unwrap_or("");
        match name {
            LEXICON | DATES => {}
            CONTACTS => {
                let mut reader = reader(n);
                let read = contacts(&mut reader, &mut ruleset.lexicon);
                ruleset.contacts = read.into_iter().map(|(contact, _)| contact).collect();
                reader.finish();
            }
            FORMS => {
                let mut forms = reader(n);
                let rules = SectionReader {
                    lexicon: &mut ruleset.lexicon,
                    dates: &ruleset.dates,
                    file: n,
                    examples,
                }
                .rules(&mut forms);
                ruleset.rules.extend(rules);
                ruleset.forms = Forms::read(forms, &mut ruleset.lexicon);
            }
            KINDS => ruleset.kind_signs = kind_signs(reader(n), &mut ruleset.lexicon),
            BANK_HOLIDAYS => ruleset.bank_holidays = super::days::bank_holidays(reader(n)),
            CODE => {
                let mut code = reader(n);
                ruleset.id = code.required("id").text;
                ruleset.title = code.required("title").text;
                ruleset.source = code.required("source").text;
                code.finish();
            }
            _ => {
                let Section { provisions, rules } = SectionReader {
                    lexicon: &mut ruleset.lexicon,
                    dates: &ruleset.dates,
                    file: n,
                    examples,
                }
                .section(reader(n));
                ruleset.provisions.extend(provisions);
                ruleset.rules.extend(rules);
            }
        }
    }
    validate(&ruleset, &sinks);
    let order: Vec<String> = ruleset
        .provisions
        .iter()
        .flat_map(|p| p.elements.iter().map(|e| e.id.clone()))
        .collect();
    ruleset
        .rules
        .sort_by_key(|rule| order.iter().position(|id| *id == rule.element).unwrap_or(order.len()));

    let mut mistakes = Vec::new();
    drop(tables);
    for (file, sink) in files.iter().zip(sinks) {
        let list = sink.into_problems();
        if !list.is_empty() {
            mistakes.push(Problems {
                source: file.clone(),
                list,
            });
        }
    }
    if !mistakes.is_empty() {
        return Err(LoadError::Mistakes(mistakes));
    }
    ruleset.files = files;
    Ok(ruleset)
}

/// The text with every `[[rule.example]]` table blanked out: all else keeps its place.
fn without_examples(text: &str) -> Cow<'_, str> {
    const EXAMPLE: &str = "[[rule.example]]";
    if !text.contains(EXAMPLE) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(start) = text[from..].find(EXAMPLE).map(|at| from + at) {
        let end = table_end(text, start + EXAMPLE.len());
        out.push_str(&text[from..start]);
        // One blank for each byte: what comes after keeps its place.
        out.push_str(&" ".repeat(end - start));
        from = end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Where the table that `from` is in ends: at the next line that opens one, texts of several lines left out.
fn table_end(text: &str, mut from: usize) -> usize {
    const QUOTES: &str = "\"\"\"";
    loop {
        let next = text[from..].find("\n[").map(|at| from + at + 1);
        let quotes = text[from..].find(QUOTES).map(|at| from + at);
        match (next, quotes) {
            (Some(next), Some(open)) if open < next => {
                let open = open + QUOTES.len();
                let close = text[open..]
                    .find(QUOTES)
                    .map_or(text.len(), |at| open + at + QUOTES.len());
                from = close;
            }
            (next, _) => return next.unwrap_or(text.len()),
        }
    }
}

fn validate(ruleset: &Ruleset, sinks: &[Sink]) {
    let report = |place: Place, problem: String| sinks[place.file].report(Problem::new(place.span, problem));
    let mut seen = std::collections::BTreeSet::new();
    for provision in &ruleset.provisions {
        if !seen.insert(&provision.id) {
            report(provision.place, format!("the provision {} stands twice", provision.id));
        }
        if provision.elements.is_empty() && provision.attest.is_none() {
            report(
                provision.place,
                format!("the provision {} has neither an element nor an `attest`", provision.id),
            );
        }
        for element in &provision.elements {
            let own = element.id == provision.id || element.id.starts_with(&format!("{}.", provision.id));
            if !own {
                report(
                    element.place,
                    format!("the element {} is not of the provision {}", element.id, provision.id),
                );
            }
        }
    }
    let mut ids = std::collections::BTreeSet::new();
    for rule in ruleset.rules.iter() {
        if !ids.insert(&rule.id) {
            report(rule.place, format!("the rule `{}` stands twice", rule.id));
        }
        if ruleset.element(&rule.element).is_none() && !matches!(rule.check, Check::Row(_)) {
            report(
                rule.place,
                format!(
                    "the rule `{}` names no element of this Code: `{}`",
                    rule.id, rule.element
                ),
            );
        }
    }
}

/// The routes to bodies, each with where its body is named.
pub fn contacts(reader: &mut Reader, lexicon: &mut Lexicon) -> Vec<(Contact, Span)> {
    let sink = reader.sink();
    let mut out = Vec::new();
    for mut table in reader.tables("contact") {
        let until = table.string("until").and_then(|text| super::days::date(&text, sink));
        let body = table.required("body");
        let contact = Contact {
            body: body.text,
            route: table.required("route").text,
            words: formulas(table.strings("words"), &mut lexicon.interner, sink),
            until,
            note: table.string("note").map(|n| n.text),
            instead: table.string("instead").map(|i| i.text),
            mend: replacements(&mut table, lexicon),
        };
        out.push((contact, body.span));
        table.finish();
    }
    out
}

fn replacements(contact: &mut Reader, lexicon: &mut Lexicon) -> Vec<Replacement> {
    let sink = contact.sink();
    let mut out = Vec::new();
    for mut table in contact.tables("mend") {
        let says = formula(&table.required("says"), &mut lexicon.interner, sink);
        let write = table.required("write").text;
        let link = table.string("link").map(|l| l.text);
        out.extend(says.map(|says| Replacement { says, write, link }));
        table.finish();
    }
    out
}

fn kind_signs(mut reader: Reader, lexicon: &mut Lexicon) -> Vec<KindSign> {
    let sink = reader.sink();
    let mut out = Vec::new();
    for mut table in reader.tables("kind") {
        let name = table.required("name");
        let title = formulas(table.strings("title"), &mut lexicon.interner, sink);
        let says = formulas(table.strings("says"), &mut lexicon.interner, sink);
        table.finish();
        match Kind::from_name(&name.text) {
            Some(kind) => out.push(KindSign { kind, title, says }),
            None => sink.report(Problem::new(
                name.span,
                format!("`{}` is no kind of document", name.text),
            )),
        }
    }
    reader.finish();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_blanked_and_all_else_keeps_its_place() {
        let text = "[[rule]]\nid = \"a\"\n[[rule.example]]\ntext = \"\"\"\n[x]\n\"\"\"\n[[rule]]\nid = \"b\"\n";
        let blanked = without_examples(text);
        assert_eq!(blanked.len(), text.len());
        assert_eq!(blanked.find("id = \"b\""), text.find("id = \"b\""));
        assert_eq!(blanked.matches("[[rule]]").count(), 2);
        assert!(!blanked.contains("[x]"));
    }
}
