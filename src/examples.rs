//! Runs the examples of a ruleset: each is a small document that its own rule alone has to judge as it says.

use crate::check::{self, Prepared};
use crate::document::parse;
use crate::finding::Outcome;
use crate::kind::Kind;
use crate::pipeline::Engine;
use crate::ruleset::{Example, ExampleVerdict, Rule};
use crate::self_assessment::{self, Paper};
use crate::source::{Source, Span};
use jiff::civil::Date;

/// An example that its rule judges otherwise than it says.
#[derive(Debug)]
pub struct Disagreement<'r> {
    pub rule: &'r Rule,
    pub example: &'r Example,
    pub got: ExampleVerdict,
    /// The words that decided.
    pub quotes: Vec<String>,
    /// The verdict is right but other words than the `marks` were underlined.
    pub misplaced: bool,
}

/// How many examples there are, and those that fail.
pub fn run<'r>(engine: &'r Engine, only: &dyn Fn(&Rule) -> bool, today: Date) -> (usize, Vec<Disagreement<'r>>) {
    let mut count = 0;
    let mut failed = Vec::new();
    for rule in engine.ruleset.rules.iter().filter(|rule| only(rule)) {
        for example in &rule.examples {
            count += 1;
            failed.extend(disagreement(engine, rule, example, today));
        }
    }
    (count, failed)
}

/// The kind an example is read as: its own, its rule's first, or its element's first.
pub fn kind_of(engine: &Engine, rule: &Rule, example: &Example) -> Kind {
    let element = engine.ruleset.element(&rule.element).map(|(_, e)| e);
    let of_element = element.and_then(|e| e.required_in.first().or(e.checked_in.first()).copied());
    example
        .kind
        .or(rule.kinds.first().copied())
        .or(of_element)
        .unwrap_or(Kind::ComplaintsPolicy)
}

fn disagreement<'r>(engine: &'r Engine, rule: &'r Rule, example: &'r Example, today: Date) -> Option<Disagreement<'r>> {
    let source = Source::new("example", example.text.trim());
    let mut reading = engine.read(&source, &parse(&source), kind_of(engine, rule, example));
    if let (Some(form), Some(beside)) = (&mut reading.form, &example.beside) {
        let (source, kind) = (Source::new("beside", beside.trim()), Kind::ComplaintsPolicy);
        let verdicts = engine.assess(&engine.read(&source, &parse(&source), kind), today);
        let (source, verdicts) = (&source, &verdicts[..]);
        self_assessment::documents(form, &[Paper { source, kind, verdicts }], &engine.ruleset);
    }
    let outcome = check::run(rule, &Prepared::new(&engine.ruleset, &reading, today));
    let (got, spans) = verdict(&outcome);
    let quotes: Vec<String> = spans.iter().map(|s| source.slice(*s).to_owned()).collect();
    let same = match example.verdict {
        // Where a rule tells the two apart, silence means that the duty does not arise.
        ExampleVerdict::Silent => got == ExampleVerdict::Missing || got == ExampleVerdict::Silent,
        wanted => got == wanted,
    };
    let marks = example.marks.as_deref().filter(|_| same);
    let misplaced = marks.is_some_and(|marks| {
        let at = source.text().find(marks).unwrap_or_default();
        let wanted = Span::new(at, at + marks.len());
        !spans.iter().any(|s| s.start < wanted.end && wanted.start < s.end)
    });
    (!same || misplaced).then_some(Disagreement {
        rule,
        example,
        got,
        quotes,
        misplaced,
    })
}

fn verdict(outcome: &Outcome) -> (ExampleVerdict, Vec<Span>) {
    if !outcome.breached.is_empty() {
        (
            ExampleVerdict::Breached,
            outcome.breached.iter().map(|b| b.evidence.span).collect(),
        )
    } else if !outcome.met.is_empty() && !outcome.names_closed_route() {
        (ExampleVerdict::Met, outcome.met.iter().map(|e| e.span).collect())
    } else if !outcome.weak.is_empty() {
        (ExampleVerdict::Weak, outcome.weak.iter().map(|(e, _)| e.span).collect())
    } else if outcome.not_applicable {
        (ExampleVerdict::Silent, Vec::new())
    } else {
        (ExampleVerdict::Missing, Vec::new())
    }
}
