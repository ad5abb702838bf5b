//! One file for each command: what it does, in the order in which it does it.

mod assess;
mod check;
mod explain;
mod facts;
mod rules;

pub use assess::assess;
pub use check::check;
pub use explain::explain;
pub use facts::facts;
pub use rules::rules;
