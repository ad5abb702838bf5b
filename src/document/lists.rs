//! Which list a marker continues, which it begins, and when it is only a word at the start of a line.
//! Knows numbers and open containers, no text beyond the marker's neighbours.

use super::clauses::by_hand;
use super::numbering::Lettering;
use super::open::{Builder, Kind, Leaf};

pub(super) use super::numbering::numbered;

/// Markers that make one list. Numbers are those of the last item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Family {
    Bullet(char),
    /// `1.` and `1)`
    Ordered {
        delimiter: char,
        number: u32,
    },
    /// `4.2.3`
    Path(Vec<u32>),
    /// `(a)`, `iv)`, `b.`: the brackets around it and what it counts in.
    Lettered {
        brackets: String,
        counts: Lettering,
        text: String,
    },
}

impl Family {
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Family::Path(_) | Family::Lettered { .. })
    }

    pub fn is_numbered(&self) -> bool {
        !matches!(self, Family::Bullet(_))
    }
}

/// The last hand-written numbers, which outlive their lists: a heading between 12.1 and 12.2 ends the
/// list and not the numbering.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub path: Option<Vec<u32>>,
    pub letter: Option<Family>,
}

pub(super) fn remember(builder: &mut Builder, family: &Family) {
    match family {
        Family::Path(path) => builder.memory.path = Some(path.clone()),
        Family::Lettered { .. } => builder.memory.letter = Some(family.clone()),
        _ => {}
    }
}

/// Where an item goes.
#[derive(Debug)]
pub(super) struct Place {
    /// Containers that stay open.
    pub keep: usize,
    pub new_list: bool,
    /// An item that takes this list although it stands at the margin.
    pub loosened: Option<usize>,
    pub family: Family,
}

impl Place {
    pub fn sibling(keep: usize, family: Family) -> Option<Place> {
        Some(Place {
            keep,
            new_list: false,
            loosened: None,
            family,
        })
    }

    pub fn new_list(keep: usize, family: Family) -> Option<Place> {
        Some(Place {
            keep,
            new_list: true,
            loosened: None,
            family,
        })
    }

    pub fn under(host: usize, family: Family) -> Option<Place> {
        Some(Place {
            keep: host + 1,
            new_list: true,
            loosened: Some(host),
            family,
        })
    }
}

/// The place of an item with this marker, or `None` if the line is text. `after` is the rest of the line.
pub(super) fn place(builder: &Builder, matched: usize, family: Family, after: &str, indent: usize) -> Option<Place> {
    let interrupts = matches!(builder.leaf, Leaf::Paragraph(_));
    if family.is_by_hand() {
        by_hand(builder, matched, family, after, interrupts)
    } else {
        plain(builder, matched, family, after, interrupts, indent)
    }
}

pub(super) fn list_at<'b>(builder: &'b Builder<'_>, depth: usize) -> Option<&'b Family> {
    match &builder.stack.get(depth)?.kind {
        Kind::List { family, .. } => Some(family),
        _ => None,
    }
}

fn same_list(open: &Family, new: &Family) -> bool {
    match (open, new) {
        (Family::Bullet(a), Family::Bullet(b)) => a == b,
        (Family::Ordered { delimiter: a, .. }, Family::Ordered { delimiter: b, .. }) => a == b,
        _ => false,
    }
}

/// Bullets and `1.`, as CommonMark places them, except that those at the margin below a hand-numbered
/// clause belong to the clause.
fn plain(
    builder: &Builder,
    matched: usize,
    family: Family,
    after: &str,
    interrupts: bool,
    indent: usize,
) -> Option<Place> {
    if !is_bullet(&family, after) {
        return None;
    }
    if let Some(open) = list_at(builder, matched - 1) {
        if same_list(open, &family) {
            // A wrapped line that begins "2024. The" is no item 2024.
            if interrupts && jumps(open, &family) {
                return None;
            }
            return Place::sibling(matched, family);
        }
        if open.is_by_hand() && matched < builder.stack.len() {
            return below_clause(builder, matched, family, after, interrupts);
        }
        if interrupts && !may_interrupt_at_margin(builder, &family, after) {
            return None;
        }
        return Place::new_list(matched - 1, family);
    }
    let lazy = matched < builder.stack.len();
    let in_place = if lazy {
        indent < 4 && may_interrupt_at_margin(builder, &family, after)
    } else {
        may_interrupt(builder, &family, after)
    };
    if interrupts && !in_place {
        return None;
    }
    Place::new_list(matched, family)
}

/// "§ 12" is a section.
fn is_bullet(family: &Family, after: &str) -> bool {
    *family != Family::Bullet('§') || !after.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn jumps(open: &Family, new: &Family) -> bool {
    match (open, new) {
        (Family::Ordered { number: last, .. }, Family::Ordered { number, .. }) => *number > last + 9,
        _ => false,
    }
}

fn below_clause(builder: &Builder, matched: usize, family: Family, after: &str, interrupts: bool) -> Option<Place> {
    // At `matched` stands the clause's item; go down while clauses nest.
    let mut host = matched;
    loop {
        match list_at(builder, host + 1) {
            Some(open) if same_list(open, &family) => return Place::sibling(host + 2, family),
            Some(open) if open.is_by_hand() && host + 2 < builder.stack.len() => host += 2,
            _ => break,
        }
    }
    if interrupts && !may_interrupt(builder, &family, after) {
        return None;
    }
    match family {
        Family::Ordered { number, .. } if number != 1 => Place::new_list(matched - 1, family),
        _ => Place::under(host, family),
    }
}

/// The paragraph a marker would interrupt belongs to an item above: any marker may, but for a dash.
fn may_interrupt_at_margin(builder: &Builder, family: &Family, after: &str) -> bool {
    match family {
        Family::Bullet('–' | 'o' | '§') => may_interrupt(builder, family, after),
        _ => true,
    }
}

fn may_interrupt(builder: &Builder, family: &Family, after: &str) -> bool {
    if after.trim().is_empty() {
        return false;
    }
    match family {
        // A dash at the start of a wrapped line is punctuation, and "o" a word of Welsh.
        Family::Bullet('–' | 'o' | '§') => after.starts_with('\t') || last_line(builder).ends_with(':'),
        Family::Bullet(_) => true,
        Family::Ordered { number, .. } => *number == 1,
        _ => false,
    }
}

pub(super) fn last_line<'a>(builder: &Builder<'a>) -> &'a str {
    match &builder.leaf {
        Leaf::Paragraph(segments) => segments.last().map_or("", |span| builder.text[span.range()].trim_end()),
        _ => "",
    }
}
