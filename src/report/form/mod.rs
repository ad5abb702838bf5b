//! The self-assessment, one file for each format. What stands in a cell is put into words in [`cells`] alone.

pub mod cells;
pub mod csv;
pub mod docx;
pub mod html;
pub mod json;
pub mod markdown;
pub mod oscal;
