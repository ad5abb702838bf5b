//! Sets of places in a statement, as bits: a whole gap or word is tried at all places at once.

/// A set of numbers below [`Bits::CAPACITY`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bits([u64; 4]);

impl Bits {
    /// One more than the largest number; statements are cut to fewer words.
    pub const CAPACITY: usize = 256;

    pub fn one(number: usize) -> Bits {
        let mut bits = Bits::default();
        bits.insert(number);
        bits
    }

    /// All numbers from `start` up to and with `end`.
    pub fn range(start: usize, end: usize) -> Bits {
        Bits::below(end + 1).without(Bits::below(start))
    }

    /// All numbers below `end`.
    fn below(end: usize) -> Bits {
        Bits(std::array::from_fn(|n| match end.saturating_sub(n * 64) {
            in_block @ 0..64 => (1 << in_block) - 1,
            _ => u64::MAX,
        }))
    }

    pub fn insert(&mut self, number: usize) {
        if number < Self::CAPACITY {
            self.0[number / 64] |= 1 << (number % 64);
        }
    }

    pub fn contains(self, number: usize) -> bool {
        number < Self::CAPACITY && self.0[number / 64] & (1 << (number % 64)) != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    pub fn and(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|n| self.0[n] & other.0[n]))
    }

    pub fn or(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|n| self.0[n] | other.0[n]))
    }

    pub fn without(self, other: Bits) -> Bits {
        Bits(std::array::from_fn(|n| self.0[n] & !other.0[n]))
    }

    /// Every number one higher.
    pub fn up(self) -> Bits {
        let carry = |n: usize| if n == 0 { 0 } else { self.0[n - 1] >> 63 };
        Bits(std::array::from_fn(|n| self.0[n] << 1 | carry(n)))
    }

    /// The number, where it is just one.
    pub fn only(self) -> Option<usize> {
        let mut numbers = self.iter();
        numbers.next().filter(|_| numbers.next().is_none())
    }

    pub fn first(self) -> Option<usize> {
        self.iter().next()
    }

    /// The numbers in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        numbers(self.0)
    }
}

/// The numbers that are set in blocks of 64, in order.
pub fn numbers(blocks: impl IntoIterator<Item = u64>) -> impl Iterator<Item = usize> {
    blocks.into_iter().enumerate().flat_map(|(block, mut rest)| {
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(block * 64 + bit)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_move_up_across_the_edge_of_a_block() {
        let bits = Bits::one(63).or(Bits::one(200));
        assert_eq!(bits.up().iter().collect::<Vec<_>>(), [64, 201]);
        assert!(Bits::one(255).up().is_empty());
        assert_eq!(Bits::range(62, 66).iter().collect::<Vec<_>>(), [62, 63, 64, 65, 66]);
        assert_eq!(Bits::range(0, 300).iter().count(), Bits::CAPACITY);
    }
}
