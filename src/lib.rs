//! ombudlint reads complaint policies and complaint letters of social landlords and says, provision by
//! provision, what a Complaint Handling Code makes of them.

pub mod assess;
pub mod baseline;
pub mod bundle;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod compare;
pub mod document;
pub mod evidence;
pub mod examples;
pub mod fields;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod header;
pub mod house;
pub mod kind;
pub mod lexicon;
pub mod near;
pub mod pipeline;
pub mod problem;
pub mod reading;
pub mod remarks;
pub mod report;
pub mod ruleset;
pub mod self_assessment;
pub mod settings;
pub mod shipped;
pub mod source;
pub mod template;
pub mod toml_reader;
pub mod waiver;
pub mod wording;
