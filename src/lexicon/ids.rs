//! Maps by the small numbers that atoms and concepts have.

/// A map whose keys are numbers given by the [`Interner`](super::Interner).
pub type IdMap<V> = rustc_hash::FxHashMap<u32, V>;
