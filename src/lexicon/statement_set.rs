//! Sets of statements, as bits.

use super::bits::numbers;
use smallvec::{SmallVec, smallvec};

/// Blocks of 64 statements that take no place of their own in memory.
const INLINE: usize = 8;

/// A set of numbers of statements.
#[derive(Debug, PartialEq, Eq)]
pub struct StatementSet(SmallVec<[u64; INLINE]>);

impl Clone for StatementSet {
    fn clone(&self) -> Self {
        // At one stroke: thousands are copied.
        StatementSet(SmallVec::from_slice(&self.0))
    }
}

impl StatementSet {
    /// None of `count` statements.
    pub fn empty(count: usize) -> Self {
        let blocks = count.div_ceil(64);
        StatementSet(if blocks <= INLINE {
            SmallVec::from_buf_and_len([0; INLINE], blocks)
        } else {
            smallvec![0; blocks]
        })
    }

    /// All of `count` statements.
    pub fn full(count: usize) -> Self {
        let mut set = StatementSet::empty(count);
        set.0.fill(u64::MAX);
        if let Some(last) = set.0.last_mut().filter(|_| !count.is_multiple_of(64)) {
            *last = (1 << (count % 64)) - 1;
        }
        set
    }

    pub fn insert(&mut self, n: usize) {
        self.0[n / 64] |= 1 << (n % 64);
    }

    pub fn contains(&self, n: usize) -> bool {
        self.0[n / 64] & 1 << (n % 64) != 0
    }

    /// How many numbers it has.
    pub fn len(&self) -> usize {
        self.0.iter().map(|block| block.count_ones() as usize).sum()
    }

    /// Takes out the numbers that are not `wanted`.
    pub fn retain(&mut self, wanted: impl Fn(usize) -> bool) {
        for (n, block) in self.0.iter_mut().enumerate() {
            for bit in numbers([*block]).filter(|bit| !wanted(n * 64 + bit)) {
                *block &= !(1 << bit);
            }
        }
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
        assert_eq!(set.len(), 2);
        set.retain(|n| n > 3);
        assert!(set.iter().eq([100]));
        set.keep(&of(&[]));
        assert!(set.is_empty());
    }
}
