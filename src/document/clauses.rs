//! Clauses numbered by hand: the number says where they go, not the margin; and when a number is only
//! a number. Knows no bullets.

use super::lists::{Family, Place, last_line, list_at};
use super::numbering::{follows_letter, letterings};
use super::open::{Builder, Kind};

/// Clauses: the number says where they go, not the margin.
pub(super) fn by_hand(
    builder: &Builder,
    matched: usize,
    family: Family,
    after: &str,
    interrupts: bool,
) -> Option<Place> {
    // The lists this marker could continue, outermost first; their items are open above them.
    let mut lists = Vec::new();
    let mut depth = matched - 1;
    while let Some(open) = list_at(builder, depth) {
        lists.push((depth, open));
        depth += 2;
    }
    for &(depth, open) in lists.iter().rev() {
        if let Some(next) = successor(open, &family) {
            return Place::sibling(depth + 1, next);
        }
    }
    // An empty item may have ended and left its list waiting.
    let host = lists
        .iter()
        .rev()
        .find(|(depth, open)| open.is_numbered() && depth + 1 < builder.stack.len());
    if let (Family::Path(path), Some(&(depth, open))) = (&family, host)
        && is_child(open, path, interrupts)
    {
        return Place::under(depth + 1, family);
    }
    let first = resolve_first(&family);
    if interrupts && !may_begin_here(builder, matched, &family, first.is_some(), after) {
        return None;
    }
    if let Some(first) = first {
        if let Some(&(depth, _)) = lists.iter().rev().find(|(_, open)| same_counting(open, &first)) {
            return Place::sibling(depth + 1, first);
        }
        return match host {
            Some(&(depth, _)) => Place::under(depth + 1, first),
            None => begin(builder, matched, first),
        };
    }
    if !interrupts
        && let Some((depth, family)) = lists
            .iter()
            .rev()
            .find_map(|&(depth, open)| Some((depth, akin(open, &family)?)))
    {
        return Place::sibling(depth + 1, family);
    }
    if plausible(builder, &family, after) {
        begin(builder, matched, family)
    } else {
        None
    }
}

/// A list of its own; one of another kind at the same margin ends.
fn begin(builder: &Builder, matched: usize, family: Family) -> Option<Place> {
    let family = resolve_any(builder, family);
    let keep = if list_at(builder, matched - 1).is_some() {
        matched - 1
    } else {
        matched
    };
    Place::new_list(keep, family)
}

/// The marker as the next of an open list.
fn successor(open: &Family, new: &Family) -> Option<Family> {
    match (open, new) {
        (Family::Path(last), Family::Path(path)) => follows_path(last, path).then(|| new.clone()),
        (Family::Lettered { brackets, counts, .. }, Family::Lettered { brackets: b, text, .. }) if brackets == b => {
            follows_letter(*counts, text).map(|counts| Family::Lettered {
                brackets: b.clone(),
                counts,
                text: text.clone(),
            })
        }
        _ => None,
    }
}

/// 14.3 after 14.2; 15.1 after 14.9.
fn follows_path(last: &[u32], path: &[u32]) -> bool {
    if last.len() != path.len() {
        return false;
    }
    let Some(differs) = (0..path.len()).find(|&at| last[at] != path[at]) else {
        return false;
    };
    path[differs] == last[differs] + 1 && path[differs + 1..].iter().all(|&step| step == 1)
}

fn is_child(open: &Family, path: &[u32], strict: bool) -> bool {
    let parent: &[u32] = match open {
        Family::Path(parent) => parent,
        Family::Ordered { number, .. } => std::slice::from_ref(number),
        _ => return false,
    };
    path.len() > parent.len()
        && path.starts_with(parent)
        && (!strict || path[parent.len()..].iter().all(|&step| step == 1))
}

/// A marker of an open list's kind, though not the next: numbers are skipped when clauses are deleted.
fn akin(open: &Family, new: &Family) -> Option<Family> {
    match (open, new) {
        (Family::Path(last), Family::Path(path)) => (last.len() == path.len()).then(|| new.clone()),
        (Family::Lettered { brackets, counts, .. }, Family::Lettered { brackets: b, text, .. }) if brackets == b => {
            let counts = letterings(text).into_iter().find(|other| other.same_kind(*counts))?;
            Some(Family::Lettered {
                brackets: b.clone(),
                counts,
                text: text.clone(),
            })
        }
        _ => None,
    }
}

fn same_counting(open: &Family, new: &Family) -> bool {
    match (open, new) {
        (
            Family::Lettered {
                brackets: a, counts: x, ..
            },
            Family::Lettered {
                brackets: b, counts: y, ..
            },
        ) => a == b && x.same_kind(*y),
        _ => false,
    }
}

/// `(a)`, `(i)` and `(1)` begin lists.
fn resolve_first(family: &Family) -> Option<Family> {
    let Family::Lettered { brackets, text, .. } = family else {
        return None;
    };
    let counts = letterings(text).into_iter().find(|counts| counts.value() == 1)?;
    Some(Family::Lettered {
        brackets: brackets.clone(),
        counts,
        text: text.clone(),
    })
}

fn resolve_any(builder: &Builder, family: Family) -> Family {
    match builder.memory.letter.as_ref().and_then(|last| successor(last, &family)) {
        Some(resolved) => resolved,
        None => family,
    }
}

/// Whether a marker that continues nothing may end a paragraph.
fn may_begin_here(builder: &Builder, matched: usize, family: &Family, first: bool, after: &str) -> bool {
    if after.trim().is_empty() {
        return false;
    }
    let before = last_line(builder);
    let introduced = before.ends_with(':');
    match family {
        Family::Path(path) => introduced && path.last() == Some(&1) && matched == builder.stack.len(),
        // "…of section 42" wrapped before "(a) of the Act" is a citation.
        Family::Lettered { brackets, .. } if first => {
            let nested = matched == builder.stack.len() && matches!(builder.stack[matched - 1].kind, Kind::Item { .. });
            introduced || ((nested || brackets != ".") && !cites(before))
        }
        _ => false,
    }
}

fn cites(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or("");
    let last = last.trim_start_matches('(').to_ascii_lowercase();
    last.ends_with(|c: char| c.is_ascii_digit())
        || [
            "section",
            "sections",
            "paragraph",
            "paragraphs",
            "clause",
            "part",
            "regulation",
            "schedule",
            "provision",
            "item",
        ]
        .contains(&last.as_str())
}

/// Whether a marker at the start of a paragraph is a marker: "9.30 am" and "(c) Crown copyright" are not.
fn plausible(builder: &Builder, family: &Family, after: &str) -> bool {
    match family {
        Family::Path(path) => {
            let capital = !after.trim_start().starts_with(|c: char| c.is_lowercase());
            let follows = builder
                .memory
                .path
                .as_ref()
                .is_some_and(|last| follows_path(last, path) || path.starts_with(last));
            capital || follows || path.last() == Some(&1)
        }
        _ => builder
            .memory
            .letter
            .as_ref()
            .is_some_and(|last| successor(last, family).is_some()),
    }
}
