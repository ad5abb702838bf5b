//! `init`: settings for the documents of a folder. Asks nothing, and overwrites nothing.

use crate::cli::args::InitArguments;
use crate::cli::engine::load;
use crate::cli::exit::Status;
use crate::cli::input;
use crate::cli::project::{formats, relative, unwritten};
use crate::cli::terminal::{complain, print};
use crate::document;
use crate::kind::Kind;
use crate::pipeline::Engine;
use crate::report::summary::count;
use crate::ruleset::Examples;
use crate::settings::{FILE, PRE_COMMIT, Seen, draft};
use crate::shipped;
use std::io::Write;
use std::path::{Path, PathBuf};

const PRE_COMMIT_FILE: &str = ".pre-commit-config.yaml";

pub fn init(arguments: &InitArguments) -> Status {
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    if !folder.is_dir() {
        complain(&format!("{}: there is no such folder", folder.display()));
        return Status::BadInput;
    }
    let name = shipped::names().next().expect("a ruleset is shipped");
    let engine = match load(name, Path::new(name), Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let file = path(&folder, FILE);
    let mut said = String::new();
    let mut status = Status::Clean;
    if file.exists() {
        complain(&format!("{} is already there and stays as it is", file.display()));
        status = Status::BadInput;
    } else {
        let seen = look(&folder, &engine);
        let formats = formats();
        let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
        if let Err(error) = make(&file, &draft(&seen, &formats)) {
            return unwritten(&file, &error);
        }
        let guessed = seen.iter().filter(|s| s.taken_for.is_some()).count();
        let of = count(seen.len(), "document");
        said.push_str(&format!("{} written, for {of}; ", file.display()));
        said.push_str(&format!(
            "kinds guessed for {guessed}. Look it over, then run `ombudlint check`\n"
        ));
    }
    if arguments.pre_commit {
        let file = path(&folder, PRE_COMMIT_FILE);
        if file.exists() {
            let entry = PRE_COMMIT.strip_prefix("repos:\n").unwrap_or(PRE_COMMIT);
            said.push_str(&format!(
                "{} is already there and stays as it is; add below `repos:`\n\n{entry}",
                file.display()
            ));
        } else if let Err(error) = make(&file, PRE_COMMIT) {
            return unwritten(&file, &error);
        } else {
            said.push_str(&format!(
                "{} written; `pre-commit install` puts it to work\n",
                file.display()
            ));
        }
    }
    print(said.as_bytes(), Ok(())).max(status)
}

/// As one would type it.
fn path(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(name)
    } else {
        folder.join(name)
    }
}

/// Makes a file that is not there.
fn make(file: &Path, text: &str) -> std::io::Result<()> {
    std::fs::File::create_new(file)?.write_all(text.as_bytes())
}

/// The kind that a file's name tells: "12-stage-1-response-moorside.md", "Refusal letter.md".
fn named(file: &Path) -> Option<Kind> {
    let stem = file.file_stem()?.to_string_lossy().to_lowercase();
    let words: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric()).collect();
    let name = format!("-{}-", words.join("-"));
    let told = Kind::ALL
        .iter()
        .filter(|kind| name.contains(&format!("-{}-", kind.name())));
    // "escalation-refusal-letter" also holds "refusal-letter".
    told.max_by_key(|kind| kind.name().len()).copied()
}

/// Looks at all documents in the folder; what cannot be read is for `check` to tell.
fn look(folder: &Path, engine: &Engine) -> Vec<Seen> {
    let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut files: Vec<PathBuf> = input::walk(folder).into_iter().flatten().collect();
    files.sort();
    let readable = files.iter().filter_map(|file| Some((file, input::read(file).ok()?)));
    let seen = readable.map(|(file, source)| {
        let matter = document::front_matter(&source);
        let says = |key: &str| {
            let mut entries = matter.iter().flat_map(|m| &m.entries);
            entries
                .find(|e| e.key == key && !e.value.is_empty())
                .map(|e| e.value.clone())
        };
        let own = says("kind");
        let guessed = match own {
            Some(_) => None,
            None => named(file).or_else(|| engine.open(&source, None).ok().map(|(reading, _)| reading.kind)),
        };
        Seen {
            path: relative(file, &root),
            says: own.and_then(|kind| Kind::from_name(&kind)),
            taken_for: guessed,
            landlord: says("landlord"),
            text: source.text().to_owned(),
        }
    });
    seen.collect()
}
