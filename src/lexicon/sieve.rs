//! Which atoms a statement may have, and where its words for each begin.

use super::vocabulary::AtomId;

/// A set of atoms by the remainder of their numbers: what it lacks is not there, what it has may be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sieve {
    blocks: [u64; Sieve::BLOCKS],
    /// For each of `blocks` how many remainders those before it have.
    before: [u16; Sieve::BLOCKS],
}

impl Sieve {
    /// Long sentences have some 200 atoms with those of their context: five in six that are not there are told.
    const BLOCKS: usize = 16;

    pub fn of<'a>(atoms: impl Iterator<Item = &'a AtomId>) -> Sieve {
        let mut sieve = Sieve::default();
        for atom in atoms {
            let (block, bit) = Self::place(*atom);
            sieve.blocks[block] |= bit;
        }
        for n in 1..Self::BLOCKS {
            sieve.before[n] = sieve.before[n - 1] + sieve.blocks[n - 1].count_ones() as u16;
        }
        sieve
    }

    fn place(atom: AtomId) -> (usize, u64) {
        (atom as usize / 64 % Self::BLOCKS, 1 << (atom % 64))
    }

    pub fn may_contain(&self, atom: AtomId) -> bool {
        let (block, bit) = Self::place(atom);
        self.blocks[block] & bit != 0
    }

    /// How many remainders it has below that of `atom`; `None` if it does not have that.
    pub fn rank(&self, atom: AtomId) -> Option<usize> {
        let (block, bit) = Self::place(atom);
        let bits = self.blocks[block];
        (bits & bit != 0).then(|| usize::from(self.before[block]) + (bits & (bit - 1)).count_ones() as usize)
    }

    /// Number of its remainders.
    pub fn len(&self) -> usize {
        const LAST: usize = Sieve::BLOCKS - 1;
        usize::from(self.before[LAST]) + self.blocks[LAST].count_ones() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_remainder_has_its_rank() {
        let atoms = [3, 1027, 64, 1023, 70];
        let sieve = Sieve::of(atoms.iter());
        assert_eq!(sieve.len(), 4);
        assert_eq!(
            [3, 1027, 64, 70, 1023].map(|atom| sieve.rank(atom)),
            [0, 0, 1, 2, 3].map(Some)
        );
        assert!(sieve.may_contain(2051) && !sieve.may_contain(4));
        assert_eq!(sieve.rank(4), None);
    }
}
