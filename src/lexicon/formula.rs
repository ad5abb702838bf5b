//! Formulas: the small language in which a rule says what it looks for in a statement
//! (`docs/rulesets.md` teaches it, `parse` reads it). Knows no rule and no document.
//!
//! A ruleset has thousands of formulas, and every run of the program takes all of them in. So they are kept one
//! after the other in a single list of numbers, the [`Formulas`]; a [`Formula`] says only where in it it stands,
//! and [`Steps`] walks over it without unpacking anything.

use super::parse::{Node, Tree};
use super::vocabulary::{AtomId, ConceptId};
use std::borrow::Cow;
use std::ops::Range;

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
}

/// Where a formula stands among the [`Formulas`] of its lexicon: `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Formula {
    start: u32,
    end: u32,
}

/// A part of a formula. All parts must hold in the same statement, in any order among them;
/// one that is forbidden must not.
#[derive(Debug, Clone, Copy)]
pub struct Part<'f> {
    pub forbidden: bool,
    /// A forbidden part that must not stand in the heading above either.
    pub heading_too: bool,
    pub steps: Steps<'f>,
}

/// One step of a sequence.
#[derive(Debug, Clone, Copy)]
pub enum Step<'f> {
    Word(AtomId),
    /// One of these words.
    Words(&'f [AtomId]),
    Concept(ConceptId),
    Gap(Gap),
    Any(Choices<'f>),
    Optional(Choices<'f>),
    /// `{…}`: a field to be filled in whose name holds one of these.
    Field(Choices<'f>),
    /// `^`: here a heading, lead-in, table head or the statement itself begins.
    Start,
    /// `$`: here one of them ends.
    End,
}

/// The steps of a sequence, in order.
#[derive(Debug, Clone, Copy)]
pub struct Steps<'f>(&'f [u32]);

/// The sequences of which one must match.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'f>(&'f [u32]);

/// All formulas of a lexicon. A step is one number: in its lowest bits what it is (see `code`), above them the
/// word, the concept or how many numbers after it belong to it. A choice and a part begin with a number that
/// tells their length.
///
/// Those of a compiled lexicon are used where they lie in the program.
#[derive(Debug, Default)]
pub struct Formulas(Cow<'static, [u32]>);

/// What a number of [`Formulas`] is: its lowest `BITS` bits.
mod code {
    pub const BITS: u32 = 4;
    pub const WORD: u32 = 0;
    pub const WORDS: u32 = 1;
    pub const CONCEPT: u32 = 2;
    pub const CLOSE: u32 = 3;
    pub const NEAR: u32 = 4;
    pub const FAR: u32 = 5;
    pub const ANY: u32 = 6;
    pub const OPTIONAL: u32 = 7;
    pub const FIELD: u32 = 8;
    pub const START: u32 = 9;
    pub const END: u32 = 10;
}

impl Formulas {
    /// Formulas as [`numbers`](Self::numbers) gave them.
    pub fn compiled(numbers: &'static [u32]) -> Formulas {
        Formulas(Cow::Borrowed(numbers))
    }

    pub fn numbers(&self) -> &[u32] {
        &self.0
    }

    /// Lays a formula down after all others.
    pub fn add(&mut self, tree: &Tree) -> Formula {
        let start = self.0.len() as u32;
        for part in &tree.parts {
            let length = self.hold_place();
            part.steps.iter().for_each(|step| self.add_step(step));
            let steps = self.length_since(length);
            self.0.to_mut()[length] = steps << 2 | u32::from(part.heading_too) << 1 | u32::from(part.forbidden);
        }
        Formula {
            start,
            end: self.0.len() as u32,
        }
    }

    fn add_step(&mut self, step: &Node) {
        let numbers = self.0.to_mut();
        let mut push = |code: u32, value: u32| numbers.push(value << code::BITS | code);
        match step {
            Node::Word(atom) => push(code::WORD, *atom),
            Node::Words(atoms) => {
                push(code::WORDS, atoms.len() as u32);
                numbers.extend_from_slice(atoms);
            }
            Node::Concept(id) => push(code::CONCEPT, *id),
            Node::Gap(Gap::Close) => push(code::CLOSE, 0),
            Node::Gap(Gap::Near) => push(code::NEAR, 0),
            Node::Gap(Gap::Far) => push(code::FAR, 0),
            Node::Start => push(code::START, 0),
            Node::End => push(code::END, 0),
            Node::Any(choices) => self.add_choices(code::ANY, choices),
            Node::Optional(choices) => self.add_choices(code::OPTIONAL, choices),
            Node::Field(choices) => self.add_choices(code::FIELD, choices),
        }
    }

    fn add_choices(&mut self, code: u32, choices: &[Vec<Node>]) {
        let head = self.hold_place();
        for choice in choices {
            let length = self.hold_place();
            choice.iter().for_each(|step| self.add_step(step));
            self.0.to_mut()[length] = self.length_since(length);
        }
        self.0.to_mut()[head] = self.length_since(head) << code::BITS | code;
    }

    fn hold_place(&mut self) -> usize {
        self.0.to_mut().push(0);
        self.0.len() - 1
    }

    fn length_since(&self, head: usize) -> u32 {
        (self.0.len() - head - 1) as u32
    }

    /// The parts of a formula, in order.
    pub fn parts(&self, formula: Formula) -> impl Iterator<Item = Part<'_>> + Clone {
        let mut rest = &self.0[formula.start as usize..formula.end as usize];
        std::iter::from_fn(move || {
            let (head, after) = rest.split_first()?;
            let (steps, next) = after.split_at((head >> 2) as usize);
            rest = next;
            Some(Part {
                forbidden: head & 1 == 1,
                heading_too: head & 2 == 2,
                steps: Steps(steps),
            })
        })
    }
}

impl Formulas {
    /// The word that a formula consists of, if it is just one.
    pub fn single_word(&self, formula: Formula) -> Option<AtomId> {
        let mut parts = self.parts(formula);
        let first = parts.next()?;
        parts.next().is_none().then_some(first.steps.only_word())?
    }
}

impl<'f> Steps<'f> {
    /// The word that they are, if it is just one.
    pub fn only_word(self) -> Option<AtomId> {
        match *self.0 {
            [number] if number & ((1 << code::BITS) - 1) == code::WORD => Some(number >> code::BITS),
            _ => None,
        }
    }

    /// How many words they match, where it is always the same number.
    pub fn width(self) -> Option<usize> {
        self.map(|step| match step {
            Step::Word(_) | Step::Words(_) => Some(1),
            Step::Any(mut choices) => {
                let first = choices.next()?.width()?;
                choices.all(|choice| choice.width() == Some(first)).then_some(first)
            }
            Step::Start | Step::End => Some(0),
            Step::Concept(_) | Step::Gap(_) | Step::Optional(_) | Step::Field(_) => None,
        })
        .sum()
    }

    /// For each `...` the steps before it and those after it.
    pub fn around_far_gaps(self) -> impl Iterator<Item = (Steps<'f>, Steps<'f>)> {
        let mut rest = self;
        std::iter::from_fn(move || {
            loop {
                let before = Steps(&self.0[..self.0.len() - rest.0.len()]);
                if matches!(rest.next()?, Step::Gap(Gap::Far)) {
                    return Some((before, rest));
                }
            }
        })
    }
}

impl<'f> Iterator for Steps<'f> {
    type Item = Step<'f>;

    #[inline]
    fn next(&mut self) -> Option<Step<'f>> {
        let (number, after) = self.0.split_first()?;
        let value = number >> code::BITS;
        self.0 = after;
        let mut inside = || {
            let (inside, next) = after.split_at(value as usize);
            self.0 = next;
            inside
        };
        Some(match number & ((1 << code::BITS) - 1) {
            code::WORD => Step::Word(value),
            code::WORDS => Step::Words(inside()),
            code::CONCEPT => Step::Concept(value),
            code::CLOSE => Step::Gap(Gap::Close),
            code::NEAR => Step::Gap(Gap::Near),
            code::FAR => Step::Gap(Gap::Far),
            code::ANY => Step::Any(Choices(inside())),
            code::OPTIONAL => Step::Optional(Choices(inside())),
            code::FIELD => Step::Field(Choices(inside())),
            code::START => Step::Start,
            _ => Step::End,
        })
    }
}

impl<'f> Iterator for Choices<'f> {
    type Item = Steps<'f>;

    #[inline]
    fn next(&mut self) -> Option<Steps<'f>> {
        let (length, after) = self.0.split_first()?;
        let (steps, next) = after.split_at(*length as usize);
        self.0 = next;
        Some(Steps(steps))
    }
}

/// What is wrong with a formula, and where in its text (bytes).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FormulaError {
    pub message: String,
    pub at: Range<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Interner;
    use crate::lexicon::parse::parse;

    /// A formula as it is laid down, written out again with the numbers of its words.
    fn written(steps: Steps) -> String {
        let all = |choices: Choices| choices.map(written).collect::<Vec<_>>().join("|");
        let steps = steps.map(|step| match step {
            Step::Word(atom) => format!("{atom}"),
            Step::Words(atoms) => format!("{atoms:?}"),
            Step::Concept(id) => format!("<{id}>"),
            Step::Gap(gap) => format!("{gap:?}"),
            Step::Any(choices) => format!("({})", all(choices)),
            Step::Optional(choices) => format!("[{}]", all(choices)),
            Step::Field(choices) => format!("{{{}}}", all(choices)),
            Step::Start => "^".into(),
            Step::End => "$".into(),
        });
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_formula_comes_back_as_it_was_laid_down() {
        let mut interner = Interner::default();
        interner.declare_concept("resident");
        let mut formulas = Formulas::default();
        let mut add = |text| formulas.add(&parse(text, &mut interner).unwrap());
        let first = add("a ~ b");
        let second = add("^ <resident> .. (b|c) [a b|{b [c]}] ... d $ & !(a b|c) & !!d");
        let parts: Vec<_> = formulas
            .parts(second)
            .map(|p| (p.forbidden, p.heading_too, written(p.steps)))
            .collect();
        assert_eq!(
            formulas.parts(first).map(|p| written(p.steps)).collect::<Vec<_>>(),
            ["0 Close 1"]
        );
        assert_eq!(
            parts,
            [
                (false, false, "^ <0> Near [1, 2] [0 1|{1 [2]}] Far 3 $".to_owned()),
                (true, false, "(0 1|2)".to_owned()),
                (true, true, "3".to_owned())
            ]
        );
    }
}
