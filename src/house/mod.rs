//! A landlord's own rules over those of a shipped Code: words, rules and provisions added, promises stricter than
//! the Code, other weights. What would loosen the Code is refused with the reason. `docs/rulesets.md` teaches it.

mod additions;
mod changes;

use crate::near;
use crate::problem::{Problem, Problems};
use crate::ruleset::{Examples, House, LoadError, Ruleset, SectionReader, read_source};
use crate::shipped;
use crate::source::{Source, Span};
use crate::toml_reader::{Located, Reader, Sink, parse};
use std::path::{Path, PathBuf};

/// What own rules are called when their file has no `title`.
const UNTITLED: &str = "our own rules";

/// Reads own rules from a file, or from all `.toml` files of a folder, one of which names the Code it `extends`.
/// The examples of own rules are always read; those of the Code's as `examples` says.
///
/// # Errors
/// A file that cannot be read, a folder without rules, or all mistakes of the rules with their places.
pub fn load(path: &Path, examples: Examples) -> Result<Ruleset, LoadError> {
    let paths = if path.is_dir() {
        files_in(path)?
    } else {
        vec![path.to_owned()]
    };
    if paths.is_empty() {
        return Err(LoadError::NoRuleset { path: path.to_owned() });
    }
    let files = paths.iter().map(|p| read_source(p)).collect::<Result<Vec<_>, _>>()?;
    load_sources(files, examples)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let unreadable = |error| LoadError::Unreadable {
        path: folder.to_owned(),
        error,
    };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml") && path.is_file())
        .collect();
    paths.sort();
    Ok(paths)
}

/// As [`load`], from texts.
///
/// # Errors
/// All mistakes of the rules with their places.
pub fn load_sources(files: Vec<Source>, examples: Examples) -> Result<Ruleset, LoadError> {
    let sinks: Vec<Sink> = files.iter().map(|_| Sink::default()).collect();
    let made = {
        let tables: Vec<_> = files
            .iter()
            .zip(&sinks)
            .map(|(f, sink)| parse(f.text(), sink))
            .collect();
        let readers = (0..files.len()).map(|n| Reader::new(&tables[n], files[n].text(), &sinks[n]));
        read(readers.collect(), &files, &sinks, examples)
    };
    let mut mistakes = Vec::new();
    for (file, sink) in files.iter().zip(sinks) {
        let list = sink.into_problems();
        if !list.is_empty() {
            mistakes.push(Problems {
                source: file.clone(),
                list,
            });
        }
    }
    match made {
        Some(mut ruleset) if mistakes.is_empty() => {
            ruleset.files.extend(files);
            Ok(ruleset)
        }
        _ => Err(LoadError::Mistakes(mistakes)),
    }
}

/// Own rules while they are put on top of a Code.
struct Extension<'s> {
    ruleset: Ruleset,
    /// The own files and where their mistakes go.
    files: &'s [Source],
    sinks: &'s [Sink],
    /// Index of the first own file among all of the ruleset.
    first: usize,
}

impl Extension<'_> {
    fn report(&self, file: usize, problem: Problem) {
        self.sinks[file].report(problem);
    }
}

/// `None` when the Code cannot be told; what is wrong has been reported.
fn read(mut readers: Vec<Reader>, files: &[Source], sinks: &[Sink], examples: Examples) -> Option<Ruleset> {
    let heads: Vec<(Option<Located>, Option<Located>)> = readers
        .iter_mut()
        .map(|reader| (reader.string("extends"), reader.string("title")))
        .collect();
    let base = base(&heads, &readers, sinks, examples)?;
    let first = base.files.len();
    let title = heads
        .iter()
        .find_map(|(_, title)| title.as_ref())
        .map(|t| t.text.clone());
    let mut extension = Extension {
        ruleset: base,
        files,
        sinks,
        first,
    };
    extension.ruleset.house = Some(House {
        title: title.unwrap_or_else(|| UNTITLED.to_owned()),
        first_file: first,
    });
    // A rule of one file may use the words of another.
    for reader in &mut readers {
        if let Some(concepts) = reader.table("concepts") {
            extension.ruleset.lexicon.add_concepts(concepts);
        }
    }
    for reader in &mut readers {
        if let Some(words) = reader.table("words") {
            extension.ruleset.lexicon.add_words(words);
        }
    }
    for (n, reader) in readers.iter_mut().enumerate() {
        extension.contacts(n, reader);
    }
    for (n, reader) in readers.iter_mut().enumerate() {
        let section = SectionReader {
            lexicon: &mut extension.ruleset.lexicon,
            dates: &extension.ruleset.dates,
            file: first + n,
            examples: Examples::Read,
        }
        .provisions_and_rules(reader);
        extension.add(n, section);
    }
    for (n, mut reader) in readers.into_iter().enumerate() {
        for promise in reader.tables("promise") {
            extension.promise(n, promise);
        }
        for change in reader.tables("change") {
            extension.change(n, change);
        }
        reader.finish();
    }
    extension.check_whole();
    extension.settle();
    Some(extension.ruleset)
}

/// The Code that one of the files names.
fn base(
    heads: &[(Option<Located>, Option<Located>)],
    readers: &[Reader],
    sinks: &[Sink],
    examples: Examples,
) -> Option<Ruleset> {
    let named = heads.iter().enumerate();
    let mut named = named.filter_map(|(n, (extends, _))| extends.as_ref().map(|extends| (n, extends)));
    let Some((n, extends)) = named.next() else {
        // A file that is no TOML has been told already.
        if sinks.iter().all(Sink::is_empty) && !readers.iter().any(|r| r.has("extends")) {
            let message = match sinks.len() {
                1 => "this file does not say which ruleset it extends",
                _ => "no file of this folder says which ruleset it extends",
            };
            let all = shipped::names().collect::<Vec<_>>().join("`, `");
            let help = format!("write `extends = \"…\"` in its first line; there is `{all}`");
            sinks[0].report(Problem::new(Span::default(), message).help(help));
        }
        return None;
    };
    for (other, extends) in named {
        let message = "another file of this folder says already which ruleset they extend";
        sinks[other].report(Problem::new(extends.span, message).help("write `extends` in one of them"));
    }
    let Some(loaded) = shipped::ruleset(&extends.text, examples) else {
        let problem = Problem::new(extends.span, format!("there is no shipped ruleset `{}`", extends.text));
        sinks[n].report(problem.help(match near::closest(&extends.text, shipped::names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", shipped::names().collect::<Vec<_>>().join(", ")),
        }));
        return None;
    };
    Some(loaded.expect("the build script has read it"))
}
