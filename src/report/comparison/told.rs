//! What a change is called, the same in every format.

use crate::compare::{Change, Direction, Passage};
use crate::report::form::cells::on_one_line;

/// The old or the new words on one line; empty when there are none.
pub(super) fn words(passages: &[Passage]) -> String {
    let said = passages.iter().map(|p| on_one_line(p.words));
    said.collect::<Vec<_>>().join(" ")
}

/// What the change is about: the heading under which it stands, without its number; in the new version if it is there.
pub(super) fn subject(change: &Change) -> String {
    let place = change.new.first().or(change.old.first()).map(|p| &p.place);
    let heading = place.and_then(|p| p.heading.as_deref()).unwrap_or_default();
    let bare = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')' || c == ' ');
    match (bare.is_empty(), change.new.is_empty() && change.old.is_empty()) {
        (false, _) => bare.to_owned(),
        (true, true) => "Read otherwise".into(),
        (true, false) => "At the top".into(),
    }
}

/// What it does to the Code's duties.
pub(super) fn effect(change: &Change) -> String {
    let of = |direction| {
        let shifts = change.shifts.iter().filter(move |s| s.direction == direction);
        shifts.map(|s| s.element).collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    for (direction, said) in [(Direction::Worse, "no longer met"), (Direction::Fixed, "now met")] {
        let ids = of(direction);
        if !ids.is_empty() {
            parts.push(format!("{ids} {said}"));
        }
    }
    let reworded = of(Direction::Reworded);
    if !reworded.is_empty() {
        parts.push(format!("{reworded} in other words"));
    }
    if parts.is_empty() {
        "no duty of the Code rests on it".into()
    } else {
        parts.join("; ")
    }
}
