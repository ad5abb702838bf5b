//! One file for each command: what it does, in the order in which it does it.

mod assess;
mod baseline;
mod check;
mod compare;
mod completions;
mod explain;
mod facts;
mod fix;
mod init;
mod new;
mod rules;
mod verify;

pub use assess::assess;
pub use baseline::baseline;
pub use check::check;
pub use compare::compare;
pub use completions::{completions, man};
pub use explain::explain;
pub use facts::facts;
pub use fix::fix;
pub use init::init;
pub use new::new;
pub use rules::rules;
pub use verify::verify;
