//! Two versions of a policy in words, one file for each format.

pub mod cabinet;
pub mod gap_table;
pub mod human;
pub mod json;
mod told;
