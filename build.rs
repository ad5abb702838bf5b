//! Reads the shipped rulesets once, when the program is built, so that no user waits for it.
//! A mistake in a ruleset stops the build with its file, line and column.
#![allow(dead_code, unused_imports)]

#[path = "src/calendar/mod.rs"]
mod calendar;
#[path = "src/kind.rs"]
mod kind;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/near.rs"]
mod near;
#[path = "src/problem.rs"]
mod problem;
#[path = "src/ruleset/mod.rs"]
mod ruleset;
#[path = "src/source.rs"]
mod source;
#[path = "src/toml_reader.rs"]
mod toml_reader;

use ruleset::{Examples, load_sources};
use source::Source;
use std::path::{Path, PathBuf};

const SHIPPED: [&str; 1] = ["hos-2024"];
const SHARED: [&str; 6] = [
    "lexicon.toml",
    "contacts.toml",
    "kinds.toml",
    "bank-holidays.toml",
    "dates.toml",
    "self-assessment.toml",
];

fn main() {
    for watched in [
        "rulesets",
        "src/lexicon",
        "src/ruleset",
        "src/calendar",
        "src/kind.rs",
        "src/toml_reader.rs",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo tells where to write"));
    let mut index = String::from("const SHIPPED: &[Shipped] = &[\n");
    for name in SHIPPED {
        let names = files_of(name);
        let text = |file: &String| {
            let path = Path::new("rulesets").join(file);
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        };
        let sources = names
            .iter()
            .map(|n| Source::new(format!("rulesets/{n}"), text(n)))
            .collect();
        let ruleset = load_sources(sources, Examples::Read).and_then(|_| {
            let sources = names
                .iter()
                .map(|n| Source::new(format!("rulesets/{n}"), text(n)))
                .collect();
            load_sources(sources, Examples::LeaveOut)
        });
        let ruleset = ruleset.unwrap_or_else(|mistakes| panic!("the ruleset {name} has mistakes:\n{mistakes}"));
        let code = postcard::to_stdvec(&ruleset).expect("a ruleset can be written down");
        let rules = postcard::to_stdvec(&*ruleset.rules).expect("rules can be written down");
        let lexicon = postcard::to_stdvec(&ruleset.lexicon).expect("a lexicon can be written down");
        let interner = &ruleset.lexicon.interner;
        let parts = [
            ("code", code),
            ("rules", rules),
            ("lexicon", lexicon),
            ("formulas", laid_down(interner.formulas.numbers())),
            ("atoms", interner.atoms.text().into()),
            ("ends", laid_down(interner.atoms.ends())),
        ];
        for (part, bytes) in parts {
            std::fs::write(out.join(format!("{name}.{part}")), bytes).expect("the build folder can be written to");
        }
        let file = |part: &str| format!("(concat!(env!(\"OUT_DIR\"), \"/{name}.{part}\"))");
        let compiled = |part: &str| format!("include_bytes!{}", file(part));
        let numbers = |part: &str| format!("&Aligned {{ align: [], bytes: *{} }}", compiled(part));
        let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo tells where the project is");
        let entry = |n: &String| format!("({n:?}, include_str!({:?}))", format!("{root}/rulesets/{n}"));
        let list = names.iter().map(entry).collect::<Vec<_>>().join(", ");
        let parts = [
            ("code", compiled("code")),
            ("rules", compiled("rules")),
            ("lexicon", compiled("lexicon")),
            ("formulas", numbers("formulas")),
            ("atoms", format!("include_str!{}", file("atoms"))),
            ("ends", numbers("ends")),
        ];
        let parts = parts.map(|(field, value)| format!("{field}: {value}")).join(", ");
        index.push_str(&format!(
            "    Shipped {{ name: {name:?}, files: &[{list}], {parts} }},\n"
        ));
    }
    index.push_str("];\n");
    std::fs::write(out.join("shipped.rs"), index).expect("the build folder can be written to");
}

/// Numbers as the machine lays them down that the program is built for.
fn laid_down(numbers: &[u32]) -> Vec<u8> {
    let little = std::env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|endian| endian == "little");
    let bytes = |number: &u32| {
        if little {
            number.to_le_bytes()
        } else {
            number.to_be_bytes()
        }
    };
    numbers.iter().flat_map(bytes).collect()
}

/// The files of a ruleset: those that all share, then its own by name.
fn files_of(name: &str) -> Vec<String> {
    let folder = Path::new("rulesets").join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let names = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned());
    let mut own: Vec<String> = names
        .filter(|n| n.ends_with(".toml"))
        .map(|n| format!("{name}/{n}"))
        .collect();
    own.sort();
    SHARED.iter().map(ToString::to_string).chain(own).collect()
}
