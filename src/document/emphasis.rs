//! `*`, `_` and `~`: which runs open, which close, which belong together (CommonMark's rules, and
//! linear). Knows no other markup.

use super::MarkKind;
use super::emit::{Pair, PairKind, Piece};

/// A run that may open or close emphasis.
#[derive(Debug)]
pub(super) struct Delimiter {
    piece: usize,
    mark: u8,
    /// Characters not yet used.
    left: usize,
    length: usize,
    opens: bool,
    closes: bool,
}

/// Punctuation for flanking; beyond ASCII whatever is neither letter, digit nor blank.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_punctuation()
    } else {
        !c.is_alphanumeric() && !c.is_whitespace()
    }
}

impl Delimiter {
    /// A run of `length` times `mark` between two characters (line ends count as blanks).
    pub fn new(piece: usize, mark: u8, length: usize, before: char, after: char) -> Self {
        let left_flanking =
            !after.is_whitespace() && (!is_punctuation(after) || before.is_whitespace() || is_punctuation(before));
        let right_flanking =
            !before.is_whitespace() && (!is_punctuation(before) || after.is_whitespace() || is_punctuation(after));
        let (opens, closes) = match mark {
            b'_' => (
                left_flanking && (!right_flanking || is_punctuation(before)),
                right_flanking && (!left_flanking || is_punctuation(after)),
            ),
            b'~' => (left_flanking && length <= 2, right_flanking && length <= 2),
            _ => (left_flanking, right_flanking),
        };
        Delimiter {
            piece,
            mark,
            left: length,
            length,
            opens,
            closes,
        }
    }

    fn class(&self) -> usize {
        let mark = match self.mark {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        };
        (mark * 2 + usize::from(self.opens)) * 3 + self.length % 3
    }

    fn opens_for(&self, closer: &Delimiter) -> bool {
        if self.mark != closer.mark || self.left == 0 {
            return false;
        }
        if self.mark == b'~' {
            return self.length == closer.length;
        }
        // The rule of three.
        !((self.closes || closer.opens)
            && (self.length + closer.length).is_multiple_of(3)
            && !(self.length.is_multiple_of(3) && closer.length.is_multiple_of(3)))
    }
}

/// Pairs the delimiters from `bottom` on and takes them off the list.
pub(super) fn resolve(delimiters: &mut Vec<Delimiter>, bottom: usize, pieces: &mut [Piece], pairs: &mut Vec<Pair>) {
    let mut openers: Vec<usize> = Vec::new();
    // Below these no opener is left for a closer of the class: what keeps the search linear.
    let mut floors = [bottom; 18];
    for at in bottom..delimiters.len() {
        while delimiters[at].closes && delimiters[at].left > 0 {
            let closer = &delimiters[at];
            let floor = floors[closer.class()];
            let found = openers
                .iter()
                .rposition(|&opener| opener < floor || delimiters[opener].opens_for(closer))
                .filter(|&found| openers[found] >= floor);
            let Some(found) = found else {
                floors[closer.class()] = at;
                break;
            };
            let opener = openers[found];
            let used = if delimiters[opener].left >= 2 && closer.left >= 2 {
                2
            } else {
                1
            };
            let kind = match (closer.mark, used) {
                (b'~', _) => MarkKind::Struck,
                (_, 2) => MarkKind::Strong,
                _ => MarkKind::Emphasis,
            };
            let (open, close) = (delimiters[opener].piece, closer.piece);
            if let Piece::Delimiter { right, .. } = &mut pieces[open] {
                *right += used;
            }
            if let Piece::Delimiter { left, .. } = &mut pieces[close] {
                *left += used;
            }
            pairs.push(Pair {
                open,
                close,
                kind: PairKind::Mark(kind),
            });
            delimiters[opener].left -= used;
            delimiters[at].left -= used;
            // What stood between the two can no longer be paired.
            openers.truncate(if delimiters[opener].left == 0 { found } else { found + 1 });
        }
        if delimiters[at].opens && delimiters[at].left > 0 {
            openers.push(at);
        }
    }
    delimiters.truncate(bottom);
}
