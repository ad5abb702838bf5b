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

impl Drop for Rules {
    /// No thread is left behind.
    fn drop(&mut self) {
        if let Ok(Some(thread)) = self.coming.get_mut().map(Option::take) {
            let _ = thread.join();
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
        // Whoever changes them waits for them, too.
        let _ = Deref::deref(self);
        self.ready.get_mut().expect("they were waited for")
    }
}
