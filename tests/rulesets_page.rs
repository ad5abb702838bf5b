//! What docs/rulesets.md shows can be copied: its rules load, and their examples hold.

mod support;

use ombudlint::examples;
use ombudlint::house;
use ombudlint::pipeline::Engine;
use ombudlint::ruleset::{Examples, LoadError, Ruleset};
use ombudlint::source::Source;
use support::{TODAY, text};

const PAGE: &str = "docs/rulesets.md";
/// Ends the part that is followed from start to finish.
const REFERENCE: &str = "\n## A rule, piece by piece";

/// What stands between ```` ```toml ```` and its end.
fn blocks(page: &str) -> Vec<String> {
    let pieces = page.split("```toml\n").skip(1);
    pieces
        .map(|piece| piece.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

fn load(text: &str) -> Ruleset {
    let loaded = house::load_sources(vec![Source::new(PAGE, text)], Examples::LeaveOut);
    loaded.unwrap_or_else(|error| match error {
        LoadError::Mistakes(_) => panic!("{error}\nin\n{text}"),
        other => panic!("{other}"),
    })
}

/// Runs the examples of the rules that `text` adds; returns how many there are.
fn examples_hold(text: &str) -> usize {
    let engine = Engine::new(load(text));
    let own = |rule: &ombudlint::ruleset::Rule| engine.ruleset.is_own(rule.place);
    let (count, failed) = examples::run(&engine, &own, TODAY);
    assert!(failed.is_empty(), "{failed:#?}");
    count
}

#[test]
fn the_file_of_the_ten_minutes_holds_after_every_step() {
    let page = text(PAGE);
    let (tutorial, _) = page.split_once(REFERENCE).expect("the page has both its parts");
    let steps = blocks(tutorial);
    assert!(steps.len() >= 6, "there are {} steps", steps.len());
    for end in 1..=steps.len() {
        let file = steps[..end].join("\n");
        let count = examples_hold(&file);
        assert!(end < steps.len() || count >= 9, "{count} examples");
    }
}

/// Examples that a piece of a rule gets so that it can be read as a whole one.
const FILLER: &str = "\n[[rule.example]]\nverdict = \"met\"\ntext = \"a\"\n[[rule.example]]\nverdict = \"met\"\ntext = \"b\"\n\
                      [[rule.example]]\nverdict = \"missing\"\ntext = \"c\"\n[[rule.example]]\nverdict = \"missing\"\ntext = \"d\"\n";
const HEAD: &str = "[[rule]]\nid = \"a-piece\"\nelement = \"6.3\"\ntitle = \"A piece of a rule\"\n";

#[test]
fn what_the_reference_shows_can_be_used() {
    let page = text(PAGE);
    let (_, reference) = page.split_once(REFERENCE).expect("the page has both its parts");
    let shown = blocks(reference);
    assert!(shown.len() >= 4, "there are {} examples", shown.len());
    for block in shown {
        let start = "extends = \"hos-2024\"\n";
        if block.contains("[[rule.example]]") {
            assert!(examples_hold(&format!("{start}{block}")) >= 4);
        } else if block.starts_with("met =") {
            let parts = "[rule.check.statement]\nparts = [\"reasons\"]\n";
            load(&format!("{start}{HEAD}{parts}{block}{FILLER}"));
        } else if block.starts_with("[rule.check") {
            load(&format!("{start}{HEAD}{block}{FILLER}"));
        } else {
            load(&format!("{start}{block}"));
        }
    }
}
