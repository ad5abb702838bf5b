//! Which stage a length of time belongs to, in a sentence that names several.

use super::Stage;
use super::timing::Place;
use crate::lexicon::{Lexicon, Match, Matcher};

/// The stages that a statement names in its words from `own` on, in order.
pub fn stage_mentions(matcher: &Matcher, lexicon: &Lexicon, own: usize, places: &[Place]) -> Vec<(Match, Stage)> {
    let m = &lexicon.markers;
    let mut out: Vec<(Match, Stage)> = Vec::new();
    let named = [
        (&m.both_stages, Stage::Both),
        (&m.later_stage, Stage::Later),
        (&m.stage_1, Stage::One),
        (&m.stage_2, Stage::Two),
    ];
    for (list, stage) in named {
        // "Not involved at stage 1" times nothing there.
        for found in list.iter().flat_map(|f| matcher.find(*f)).filter(|m| m.end > own) {
            if !out
                .iter()
                .any(|(known, _)| known.start <= found.start && found.end <= known.end)
            {
                out.push((found, stage));
            }
        }
    }
    out.sort_by_key(|(m, _)| *m);
    // "We reply to a complaint within ten days, and to a review within twenty."
    let only_second = out.iter().all(|(_, stage)| *stage == Stage::Two);
    let after_first = |(m, _): &(Match, Stage)| places.len() > 1 && m.start >= places[0].words.end;
    if only_second && out.first().is_some_and(after_first) {
        let second = out[0].0.start;
        let found = m.first_complaint.iter().flat_map(|f| matcher.find(*f));
        let first = found.filter(|m| m.end > own && m.end <= second).min();
        out.splice(0..0, first.map(|m| (m, Stage::One)));
    }
    out
}

/// In a sentence that names several stages: the one this length of time belongs to.
pub fn stage_of(here: Match, places: &[Place], stages: &[(Match, Stage)]) -> Option<Stage> {
    // "At either stage, ten days at stage 1 and twenty at stage 2."
    let named: Vec<_> = stages.iter().filter(|(_, stage)| *stage != Stage::Both).collect();
    let each = named.iter().any(|(_, stage)| *stage != named[0].1);
    let stages: Vec<_> = if each { named } else { stages.iter().collect() };
    let (first, _) = stages.first()?;
    if stages.iter().all(|(_, stage)| *stage == stages[0].1) {
        return None;
    }
    let names_first = first.start < places[0].words.start;
    let found = if names_first {
        // "At stage 1 ten days, at stage 2 twenty."
        stages.iter().rev().find(|(m, _)| m.start < here.start)
    } else {
        // "Ten days at stage 1 and twenty at stage 2."
        stages.iter().find(|(m, _)| m.start >= here.end)
    };
    found.map(|(_, stage)| *stage)
}
