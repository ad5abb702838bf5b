//! Words that decide how far a negation reaches. Which they are is data (`[negation]` in `rulesets/lexicon.toml`).

use super::vocabulary::{AtomId, Interner};
use crate::toml_reader::Reader;

/// Declares the classes with the keys of the lexicon under which their words stand.
macro_rules! word_classes {
    ($($(#[$doc:meta])* $class:ident = $key:literal),* $(,)?) => {
        /// What a word does in a clause that has a negation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum WordClass {
            $($(#[$doc])* $class),*,
            /// "to" itself.
            To,
        }

        const KEYS: &[(WordClass, &str)] = &[$((WordClass::$class, $key)),*];
    };
}

word_classes! {
    /// Opens a clause of its own: "and", "you", "if".
    ClauseOpener = "clause-openers",
    /// A verb that a "not" behind it denies: "do", "will".
    Auxiliary = "auxiliaries",
    /// A verb that a "not" behind it denies, but only to its own sentence: "is".
    Copula = "copulas",
    /// What begins with it after a pause only adds to the clause: "in writing".
    Addition = "additions",
    /// May be what a verb is done to: "give you".
    Object = "objects",
    /// After an object it shows that it was one: "give you the date".
    AfterObject = "after-objects",
    /// After a "not" it makes a limit of it: "not longer than".
    Comparing = "comparing",
    /// Makes a clause that only tells a case or a thing: "if", "that".
    Subordinator = "subordinators",
    /// A "not" before it forbids nothing: "it does not matter".
    LeavingOpen = "leaving-open",
    /// A "not" after it forbids whatever follows: "you cannot ask".
    Prohibiting = "prohibiting",
    /// As [`LeavingOpen`](WordClass::LeavingOpen), if a "to" follows: "you do not have to".
    LeavingOpenBeforeTo = "leaving-open-before-to",
    /// Denies the clause whose subject it opens: "no service has …".
    DenyingSubject = "denying-subjects",
    /// Opens a remark between commas that a denial reaches past: "nobody, whatever their tenure, is …".
    Remark = "remarks",
    /// Denied, it denies the clause after it: "it is not the case that …".
    Claim = "claims",
    /// Denies what it sets something against, whatever that is: "rather than".
    Contrasting = "contrasting",
    /// Joins what is denied with what comes after it: "and".
    Joining = "joining",
}

/// The classes of a word, as bits.
pub type ClassBits = u32;

impl WordClass {
    pub fn bit(self) -> ClassBits {
        1 << self as u8
    }
}

/// The words of each class.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct WordClasses(Vec<(AtomId, ClassBits)>);

impl WordClasses {
    /// Reads the lists of a lexicon's `[negation]`.
    pub fn read(table: &mut Reader, interner: &mut Interner) -> WordClasses {
        let mut classes = vec![(interner.atom("to", false), WordClass::To.bit())];
        for &(class, key) in KEYS {
            let words = table.strings(key);
            classes.extend(words.iter().map(|word| (interner.atom(&word.text, false), class.bit())));
        }
        WordClasses(classes)
    }

    /// Each word with a class it has; a word of several classes comes several times.
    pub fn iter(&self) -> impl Iterator<Item = (AtomId, ClassBits)> {
        self.0.iter().copied()
    }
}
