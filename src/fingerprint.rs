//! Knowing a finding again after its document was edited.

use crate::finding::{Finding, Verdict};
use crate::lexicon::words::words;
use crate::ruleset::Ruleset;
use crate::source::{Source, sha256};

/// Sixteen hexadecimal digits made of the rule, the verdict and the words it is about (what is missing has
/// none): not of the place, nor of capitals, quotation marks and line breaks. The same words twice in a document have the same fingerprint.
pub fn of(finding: &Finding, source: &Source, ruleset: &Ruleset) -> String {
    let verdict = match finding.verdict {
        Verdict::Met => "weak",
        Verdict::Breached => "breached",
        Verdict::Missing => "missing",
        Verdict::Unassessed => "unassessed",
    };
    let mut told = vec![
        ruleset.rules[finding.rule].id.clone(),
        finding.element.clone(),
        verdict.to_owned(),
    ];
    // Of something missing the words told are those that are there: they may change, and it is missing all the same.
    let spans = finding.spans.iter().filter(|_| finding.verdict != Verdict::Missing);
    for span in spans {
        let said = words(source.slice(*span)).into_iter().map(|w| w.text);
        told.push(said.collect::<Vec<_>>().join(" "));
    }
    let mut print = sha256(told.join("\n").as_bytes());
    print.truncate(LENGTH);
    print
}

/// 64 bits: no two findings of a landlord's documents meet by chance.
const LENGTH: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::pipeline::Engine;
    use crate::ruleset::Examples;

    fn prints(text: &str) -> Vec<String> {
        let ruleset = crate::shipped::names().next().expect("a ruleset is shipped");
        let ruleset = crate::shipped::ruleset(ruleset, Examples::LeaveOut).expect("is shipped");
        let engine = Engine::new(ruleset.expect("loads"));
        let source = Source::new("a.md", text.to_owned());
        let (reading, _) = engine.open(&source, Some(Kind::Leaflet)).expect("opens");
        let verdicts = engine.assess(&reading, jiff::civil::date(2026, 11, 22));
        let findings = verdicts.iter().flat_map(|p| &p.elements).flat_map(|e| &e.findings);
        findings.map(|f| of(f, &source, &engine.ruleset)).collect()
    }

    #[test]
    fn lines_above_change_nothing_and_other_words_do() {
        let text =
            "# Complaints\n\nAt stage 1 we answer in full within 15 working days of acknowledging a complaint.\n";
        let first = prints(text);
        assert!(!first.is_empty());
        assert_eq!(
            first,
            prints(&text.replacen("\n", &"\n\nOur office is open.\n".repeat(50), 1))
        );
        assert_ne!(first, prints(&text.replace("15", "16")));
    }
}
