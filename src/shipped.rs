//! The rulesets inside the program: compiled by the build script for judging, as text for those who read examples.

use crate::lexicon::{Atoms, Formulas, Lexicon};
use crate::ruleset::{Examples, LoadError, Rules, Ruleset, load_sources};
use crate::source::Source;

/// A ruleset as the build script leaves it.
struct Shipped {
    name: &'static str,
    /// Name and text of each file.
    files: &'static [(&'static str, &'static str)],
    /// All but its rules and the lexicon, compiled.
    code: &'static [u8],
    rules: &'static [u8],
    lexicon: &'static [u8],
    /// The numbers of the lexicon's formulas, as this machine lays numbers down.
    formulas: &'static Aligned<[u8]>,
    /// The lexicon's words, one behind the other, and where each ends.
    atoms: &'static str,
    ends: &'static Aligned<[u8]>,
}

/// Bytes that begin where a number may.
#[repr(C)]
struct Aligned<Bytes: ?Sized> {
    align: [u32; 0],
    bytes: Bytes,
}

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The names by which front matter (`code:`) and settings know the shipped rulesets.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|shipped| shipped.name)
}

/// The shipped ruleset of this name.
pub fn ruleset(name: &str, examples: Examples) -> Option<Result<Ruleset, LoadError>> {
    let shipped = SHIPPED.iter().find(|shipped| shipped.name == name)?;
    let sources = shipped
        .files
        .iter()
        .map(|(name, text)| Source::built_in(format!("rulesets/{name}"), text))
        .collect();
    if examples == Examples::Read {
        return Some(load_sources(sources, examples));
    }
    const WRITTEN: &str = "the build script wrote it for this program";
    let rules = Rules::coming(|| postcard::from_bytes(shipped.rules).expect(WRITTEN));
    let code: Ruleset = postcard::from_bytes(shipped.code).expect(WRITTEN);
    let mut lexicon: Lexicon = postcard::from_bytes(shipped.lexicon).expect(WRITTEN);
    lexicon.interner.formulas = Formulas::compiled(bytemuck::cast_slice(&shipped.formulas.bytes));
    lexicon.interner.atoms = Atoms::compiled(shipped.atoms, bytemuck::cast_slice(&shipped.ends.bytes));
    Some(Ok(Ruleset {
        files: sources,
        rules,
        lexicon,
        ..code
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_ruleset_is_the_one_in_the_files() {
        for name in names() {
            let compiled = ruleset(name, Examples::LeaveOut).unwrap().unwrap();
            let read = ruleset(name, Examples::Read).unwrap().unwrap();
            assert_eq!(compiled.provisions.len(), read.provisions.len());
            assert_eq!(
                compiled.lexicon.interner.atom_count(),
                read.lexicon.interner.atom_count()
            );
            let ids = |r: &Ruleset| r.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
            assert_eq!(ids(&compiled), ids(&read));
        }
    }
}
