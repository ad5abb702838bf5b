//! Sets of statements, as bits.

use super::bits::numbers;
use smallvec::{SmallVec, smallvec};

/// A set of numbers of statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementSet(SmallVec<[u64; 8]>);

impl StatementSet {
    /// None of `count` statements.
    pub fn empty(count: usize) -> Self {
        StatementSet(smallvec![0; count.div_ceil(64)])
    }

    /// All of `count` statements.
    pub fn full(count: usize) -> Self {
        let mut blocks = smallvec![u64::MAX; count.div_ceil(64)];
        if let Some(last) = blocks.last_mut().filter(|_| !count.is_multiple_of(64)) {
            *last = (1 << (count % 64)) - 1;
        }
        StatementSet(blocks)
    }

    pub fn insert(&mut self, n: usize) {
        self.0[n / 64] |= 1 << (n % 64);
    }

    pub fn contains(&self, n: usize) -> bool {
        self.0[n / 64] & 1 << (n % 64) != 0
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|block| *block == 0)
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &StatementSet) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    /// Takes out what is not in `other`.
    pub fn keep(&mut self, other: &StatementSet) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    /// The numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        numbers(self.0.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_set_has_each_number_and_no_more() {
        for count in [0, 1, 63, 64, 65, 130] {
            assert!(StatementSet::full(count).iter().eq(0..count), "{count}");
        }
    }

    #[test]
    fn sets_are_joined_and_cut() {
        let of = |numbers: &[usize]| {
            let mut set = StatementSet::empty(200);
            numbers.iter().for_each(|n| set.insert(*n));
            set
        };
        let mut set = of(&[3, 64, 199]);
        set.add(&of(&[100]));
        set.keep(&of(&[3, 100, 150]));
        assert!(set.iter().eq([3, 100]));
        set.keep(&of(&[]));
        assert!(set.is_empty());
    }
}
