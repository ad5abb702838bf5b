//! Each output is valid by its format's own schema or reader, and each region, read back from the source, is the
//! quoted words: on every fixture, and on documents with every trap of lines and columns.

mod annotations;
mod code_quality;
mod excused;
mod junit;
mod lines;
mod markdown;
mod sarif;
mod texts;
