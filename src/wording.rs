//! Comparing prose with prose: typography is folded away, words are compared, spans are kept.

use crate::lexicon::words::{Word, words};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of words that differs: `said` of one text stands where `expected` of the other does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Words of the text, by index; empty when words were left out.
    pub said: std::ops::Range<usize>,
    /// Words of the model, by index; empty when words were added.
    pub expected: std::ops::Range<usize>,
}

/// Word by word differences of `said` from `expected`, in order.
pub fn differences(said: &[Word], expected: &[Word]) -> Vec<Difference> {
    let texts = |list: &[Word]| list.iter().map(|w| w.text.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &texts(said), &texts(expected));
    ops.into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Difference {
            said: op.old_range(),
            expected: op.new_range(),
        })
        .collect()
}

/// Whether two texts have the same words.
pub fn same(a: &str, b: &str) -> bool {
    let fold = |text: &str| words(text).into_iter().map(|w| w.text).collect::<Vec<_>>();
    fold(a) == fold(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_no_difference() {
        assert!(same(
            "‘However made’ — about   its staff.",
            "however made, about its staff"
        ));
        assert!(!same("its own staff", "its staff"));
    }

    #[test]
    fn a_changed_word_is_told_with_what_stands_in_its_place() {
        let (said, expected) = (words("by the organisation today"), words("by the landlord today"));
        assert_eq!(
            differences(&said, &expected),
            [Difference {
                said: 2..3,
                expected: 2..3
            }]
        );
    }
}
