//! The rules of a ruleset, which may still be on their way.

use super::Rule;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, OnceLock};
use std::thread::JoinHandle;

/// A list of rules. Those of a compiled ruleset are taken in by a second thread while the first document is read; who asks
/// for them waits until they are there.
#[derive(Debug, Default)]
pub struct Rules {
    ready: OnceLock<Vec<Rule>>,
    coming: Mutex<Option<JoinHandle<Vec<Rule>>>>,
}

impl Rules {
    /// Those that `take_in` gives; it does not panic.
    pub fn coming(take_in: impl FnOnce() -> Vec<Rule> + Send + 'static) -> Rules {
        Rules {
            ready: OnceLock::new(),
            coming: Mutex::new(Some(std::thread::spawn(take_in))),
        }
    }
}

impl Deref for Rules {
    type Target = Vec<Rule>;

    fn deref(&self) -> &Vec<Rule> {
        self.ready.get_or_init(|| {
            let coming = self.coming.lock().expect("nobody panics who holds it").take();
            coming.map_or_else(Vec::new, |thread| {
                thread.join().expect("taking rules in does not panic")
            })
        })
    }
}

impl DerefMut for Rules {
    fn deref_mut(&mut self) -> &mut Vec<Rule> {
        // Whoever changes them has waited for them.
        let _: &Vec<Rule> = self;
        self.ready.get_mut().expect("they were waited for")
    }
}

impl From<Vec<Rule>> for Rules {
    fn from(rules: Vec<Rule>) -> Self {
        Rules {
            ready: OnceLock::from(rules),
            coming: Mutex::default(),
        }
    }
}
