//! ombudlint reads complaint policies and complaint letters of social landlords and says, provision by
//! provision, what a Complaint Handling Code makes of them.

pub mod assess;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod document;
pub mod examples;
pub mod finding;
pub mod header;
pub mod kind;
pub mod lexicon;
pub mod pipeline;
pub mod problem;
pub mod reading;
pub mod report;
pub mod ruleset;
pub mod source;
pub mod toml_reader;
pub mod wording;

/// The name among `known` that a misspelt `name` probably meant.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let worth = |candidate: &str| strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase());
    let limit = (name.chars().count() / 3).max(1);
    let mut ranked: Vec<_> = known
        .into_iter()
        .map(|k| (worth(k), k))
        .filter(|(d, _)| *d <= limit)
        .collect();
    ranked.sort_unstable();
    ranked.first().map(|(_, name)| *name)
}
