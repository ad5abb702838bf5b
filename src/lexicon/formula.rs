//! Formulas: the small language in which a rule says what it looks for in a statement
//! (`docs/rulesets.md` teaches it; `grammar/formula.pest` is its grammar). Knows no rule and no document.

use super::vocabulary::{AtomId, ConceptId, Interner};
use pest::Parser;
use pest::iterators::Pair;
use std::ops::Range;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/formula.pest"]
struct Grammar;

/// Words that may stand between two steps of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// `~`: up to 3 words.
    Close,
    /// `..`: up to 8 words.
    Near,
    /// `...`: any words of the statement, negations and headings included.
    Far,
}

impl Gap {
    pub fn reach(self) -> usize {
        match self {
            Gap::Close => 3,
            Gap::Near => 8,
            Gap::Far => usize::MAX,
        }
    }

    /// Whether the gap may jump over a negation; a short one may not, so that
    /// "we do not acknowledge" never reads as "we .. acknowledge".
    pub fn crosses_negation(self) -> bool {
        self == Gap::Far
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Word(AtomId),
    Concept(ConceptId),
    Gap(Gap),
    Any(Vec<Vec<Step>>),
    Optional(Vec<Vec<Step>>),
    /// `{…}`: a field to be filled in whose name holds one of these.
    Field(Vec<Vec<Step>>),
    /// `^`: here a heading, lead-in, table head or the statement itself begins.
    Start,
    /// `$`: here one of them ends.
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub forbidden: bool,
    pub steps: Vec<Step>,
}

/// All parts must hold in the same statement, in any order among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    pub parts: Vec<Part>,
}

/// What is wrong with a formula, and where in its text (bytes).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FormulaError {
    pub message: String,
    pub at: Range<usize>,
}

impl Formula {
    /// Reads a formula, adding its words to `interner`.
    pub fn parse(text: &str, interner: &mut Interner) -> Result<Formula, FormulaError> {
        let mut pairs = Grammar::parse(Rule::formula, text).map_err(|e| syntax_error(text, &e))?;
        let formula = pairs.next().expect("a parsed formula has its root");
        let mut parts = Vec::new();
        for part in formula.into_inner().filter(|p| p.as_rule() == Rule::part) {
            let at = part.as_span();
            let mut forbidden = false;
            let mut steps = Vec::new();
            for inner in part.into_inner() {
                match inner.as_rule() {
                    Rule::negated => forbidden = true,
                    _ => steps = sequence(inner, interner)?,
                }
            }
            if matches!(steps.first(), Some(Step::Gap(_))) || matches!(steps.last(), Some(Step::Gap(_))) {
                return Err(FormulaError {
                    message: "a gap (`~`, `..`, `...`) stands between two words".into(),
                    at: at.start()..at.end(),
                });
            }
            parts.push(Part { forbidden, steps });
        }
        if parts.iter().all(|part| part.forbidden) {
            return Err(FormulaError {
                message: "a formula needs at least one part without `!`".into(),
                at: 0..text.len(),
            });
        }
        Ok(Formula { parts })
    }
}

fn sequence(pair: Pair<Rule>, interner: &mut Interner) -> Result<Vec<Step>, FormulaError> {
    let mut steps = Vec::new();
    for step in pair.into_inner() {
        let at = step.as_span();
        match step.as_rule() {
            Rule::far => steps.push(Step::Gap(Gap::Far)),
            Rule::near => steps.push(Step::Gap(Gap::Near)),
            Rule::close => steps.push(Step::Gap(Gap::Close)),
            Rule::start => steps.push(Step::Start),
            Rule::end => steps.push(Step::End),
            rule @ (Rule::group | Rule::optional | Rule::field) => {
                let choices = step
                    .into_inner()
                    .map(|s| sequence(s, interner))
                    .collect::<Result<Vec<_>, _>>()?;
                steps.push(match rule {
                    Rule::group => Step::Any(choices),
                    Rule::optional => Step::Optional(choices),
                    _ => Step::Field(choices),
                });
            }
            Rule::concept => {
                let name = step.into_inner().next().expect("a concept has a name").as_str();
                let id = interner.concept(name).ok_or_else(|| FormulaError {
                    message: match interner.closest_concept(name) {
                        Some(near) => format!("there is no concept `<{name}>`; did you mean `<{near}>`?"),
                        None => format!("there is no concept `<{name}>`"),
                    },
                    at: at.start()..at.end(),
                })?;
                steps.push(Step::Concept(id));
            }
            _ => {
                let mut inner = step.into_inner();
                let letters = inner.next().expect("a word has letters").as_str();
                let prefix = inner.next().is_some();
                let folded = super::words::words(letters);
                let last = folded.len().checked_sub(1).ok_or_else(|| FormulaError {
                    message: format!("`{letters}` is no word"),
                    at: at.start()..at.end(),
                })?;
                for (n, word) in folded.iter().enumerate() {
                    steps.push(Step::Word(interner.atom(&word.text, prefix && n == last)));
                }
            }
        }
    }
    Ok(steps)
}

fn syntax_error(text: &str, error: &pest::error::Error<Rule>) -> FormulaError {
    let at = match error.location {
        pest::error::InputLocation::Pos(at) => at..(at + 1).min(text.len()).max(at),
        pest::error::InputLocation::Span((start, end)) => start..end,
    };
    let found = text.get(at.clone()).filter(|s| !s.trim().is_empty());
    let message = match found {
        Some(found) => format!("a formula cannot go on with `{found}` here"),
        None => "the formula ends too early".into(),
    };
    FormulaError { message, at }
}
