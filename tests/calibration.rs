//! Single sentences with agreed verdicts (`fixtures/calibration.toml`), each read as a document of its kind.

mod support;

use ombudlint::kind::Kind;
use ombudlint::source::Source;
use support::{answer, assess, graded, text};

/// How many sentences were agreed on.
const SENTENCES: i64 = 33;

#[test]
fn every_sentence_has_the_verdicts_agreed_on() {
    let table: toml::Table = text("fixtures/calibration.toml").parse().expect("sentences");
    let sentences = table["sentence"].as_array().expect("sentences");
    let numbers: Vec<Option<i64>> = sentences.iter().map(|s| s["number"].as_integer()).collect();
    assert_eq!(numbers, (1..=SENTENCES).map(Some).collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for sentence in sentences {
        let words = sentence["text"].as_str().expect("a text");
        let kind = sentence["kind"].as_str().and_then(Kind::from_name).expect("a kind");
        let source = Source::new("sentence", words);
        let verdicts = assess(&source, kind);
        for (id, agreed) in sentence["verdicts"].as_table().expect("verdicts") {
            let got = graded(&answer(&verdicts, id, &source));
            if Some(got) != agreed.as_str() {
                wrong.push(format!(
                    "{}: {id}: agreed {agreed}, tool {got:?}: {words}",
                    sentence["number"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
