//! ombudlint reads complaint policies and complaint letters of social landlords and says, provision by
//! provision, what a Complaint Handling Code makes of them.

pub mod document;
pub mod source;
