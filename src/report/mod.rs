//! One module per output format.

pub mod facts;
pub mod json;
