//! "Did you mean": the known name that a misspelt one is nearest to.

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
