//! Evidence for auditors: the landlord's self-assessment, made from what its documents say and what its officers
//! attest. Every "Yes" rests on quotations with their places, or on a signed statement that has not lapsed.

pub mod attestation;
mod filled;
pub mod form;
mod letters;
mod place;

pub use attestation::{Attestation, Attestations};
pub use filled::{Filled, FilledRow};
pub use form::{Comply, Form, Paper, Quotation, Remark, Row};
pub use letters::{Duty, LetterTable};
pub use place::{Outline, Place};
