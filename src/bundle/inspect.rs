//! A bundle held against its own list: what is missing, too many, or not as it was written.

use super::manifest::within_inputs;
use super::quotations::{Lost, quotations};
use super::{Change, INPUTS, MANIFEST, Manifest, REPORT, SEAL, change, seal, second};
use crate::source::{Source, sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A byte is not what it was.
    Changed {
        path: String,
        change: Change,
    },
    /// Neither copy of a file is what was listed, so that the byte cannot be told.
    BothChanged {
        path: String,
        /// With the other kind of line breaks it would be.
        line_breaks: bool,
    },
    Missing {
        path: String,
    },
    /// Not on the list.
    Extra {
        path: String,
    },
    Lost(Lost),
    /// The assessment, made again, says something else.
    Repeated {
        path: String,
        change: Change,
    },
}

/// What a bundle's list says, and what is wrong with its files.
#[derive(Debug)]
pub struct Inspection {
    pub manifest: Manifest,
    /// SHA-256 of the list as it was written.
    pub seal: String,
    /// First the files in the order of their paths, then the quotations.
    pub faults: Vec<Fault>,
    /// Quotations of the report.
    pub quotations: usize,
    /// The inputs are those of the list and no others: the assessment can be made again.
    pub inputs_whole: bool,
}

/// Why a folder is no bundle, in a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken(pub String);

/// Holds all files of a folder, by their paths from it, against its list.
///
/// # Errors
/// When there is no list, or none that can be used.
pub fn inspect(files: &BTreeMap<String, Vec<u8>>) -> Result<Inspection, Broken> {
    let mut faults = Vec::new();
    let list = list(files, &mut faults)?;
    let manifest = Manifest::parse(list).map_err(|reason| Broken(format!("{MANIFEST}: {reason}")))?;
    let mut expected: BTreeSet<String> = [SEAL, MANIFEST].map(str::to_owned).into();
    expected.insert(second(MANIFEST));
    let mut inputs_whole = true;
    for entry in &manifest.files {
        let other = second(&entry.path);
        let as_listed = |bytes: &&Vec<u8>| sha256(bytes) == entry.sha256;
        let (one, two) = (files.get(&entry.path), files.get(&other));
        inputs_whole &= !entry.role.is_input() || one.as_ref().is_some_and(as_listed);
        let (right, line_breaks) = match (one.filter(as_listed), two.filter(as_listed)) {
            (Some(right), _) | (None, Some(right)) => (Some(right), false),
            (None, None) => (None, one.is_some_and(|bytes| converted(bytes, &entry.sha256))),
        };
        for (path, bytes) in [(entry.path.clone(), one), (other.clone(), two)] {
            faults.extend(fault(path, bytes, right, line_breaks));
        }
        expected.insert(entry.path.clone());
        expected.insert(other);
    }
    let extra = files.keys().filter(|path| !expected.contains(*path));
    for path in extra {
        inputs_whole &= within_inputs(path).is_none();
        faults.push(Fault::Extra { path: path.clone() });
    }
    faults.sort_by(|a, b| a.path().cmp(b.path()));
    let (count, lost) = quoted(&manifest, files);
    faults.extend(lost.into_iter().map(Fault::Lost));
    Ok(Inspection {
        seal: sha256(list),
        manifest,
        faults,
        quotations: count,
        inputs_whole,
    })
}

/// The list as it was written: of three files that tell what it was, two have to agree.
fn list<'f>(files: &'f BTreeMap<String, Vec<u8>>, faults: &mut Vec<Fault>) -> Result<&'f [u8], Broken> {
    let copy = second(MANIFEST);
    let (one, two, sealed) = (files.get(MANIFEST), files.get(&copy), files.get(SEAL));
    if one.is_none() && two.is_none() {
        return Err(Broken(format!("there is no {MANIFEST} in it")));
    }
    let is_sealed = |list: &&Vec<u8>| sealed.is_some_and(|sealed| *sealed == seal(list).into_bytes());
    let agreed = one
        .filter(is_sealed)
        .or(two.filter(is_sealed))
        .or(one.filter(|_| one == two));
    let Some(right) = agreed else {
        return Err(Broken(format!(
            "{MANIFEST}, its second copy and {SEAL} do not agree; more than one of them was changed"
        )));
    };
    let own_seal = seal(right).into_bytes();
    let listed = [(MANIFEST, one, right), (&copy, two, right), (SEAL, sealed, &own_seal)];
    for (path, bytes, right) in listed {
        faults.extend(fault(path.to_owned(), bytes, Some(right), false));
    }
    Ok(right)
}

/// What is wrong with one file that has to be `right`.
fn fault(path: String, bytes: Option<&Vec<u8>>, right: Option<&Vec<u8>>, line_breaks: bool) -> Option<Fault> {
    match (bytes, right) {
        (None, _) => Some(Fault::Missing { path }),
        (Some(_), None) => Some(Fault::BothChanged { path, line_breaks }),
        (Some(bytes), Some(right)) => change(right, bytes).map(|change| Fault::Changed { path, change }),
    }
}

/// Whether a text would be what was listed with the other kind of line breaks: mail and version control convert them.
fn converted(bytes: &[u8], listed: &str) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let unix = text.replace("\r\n", "\n");
    sha256(unix.as_bytes()) == listed || sha256(unix.replace('\n', "\r\n").as_bytes()) == listed
}

/// The quotations of the report as it was written, looked for in the inputs as they are.
fn quoted(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> (usize, Vec<Lost>) {
    let listed = manifest.files.iter().find(|f| f.path == REPORT).map(|f| &f.sha256);
    let copies = [files.get(REPORT), files.get(&second(REPORT))].into_iter().flatten();
    let report = copies.into_iter().find(|bytes| Some(&sha256(bytes)) == listed);
    let Some(report) = report.and_then(|bytes| serde_json::from_slice(bytes).ok()) else {
        return (0, Vec::new());
    };
    let inputs = files.iter().filter_map(|(path, bytes)| {
        let path = within_inputs(path)?;
        let text = std::str::from_utf8(bytes).ok()?;
        Some((path.to_owned(), Source::new(path, text)))
    });
    let (count, mut lost) = quotations(&report, &inputs.collect());
    for lost in &mut lost {
        lost.path = format!("{INPUTS}/{}", lost.path);
    }
    (count, lost)
}

impl Fault {
    /// The file it is about.
    pub fn path(&self) -> &str {
        match self {
            Fault::Changed { path, .. }
            | Fault::BothChanged { path, .. }
            | Fault::Missing { path }
            | Fault::Extra { path }
            | Fault::Repeated { path, .. } => path,
            Fault::Lost(lost) => &lost.path,
        }
    }
}
