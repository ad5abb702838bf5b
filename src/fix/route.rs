//! Present details of a body in the place of an address it has left, a number nobody answers, a way it has closed.

use super::edit::{Edit, as_begun};
use super::{Candidate, Opinion, Told};
use crate::finding::{Finding, Reason};
use crate::lexicon::Match;
use crate::lexicon::words::words;
use crate::ruleset::{Contact, Replacement};
use crate::source::{Source, Span};

/// The route at fault, and, where others keep its finding alive, all that are at fault for the same rule together.
pub fn candidates(target: &Told, now: &Opinion) -> Vec<Candidate> {
    let wanted: Vec<Vec<Span>> = match target {
        Told::Finding(finding) if matches!(finding.reason, Reason::DeadRoute { .. }) => {
            vec![finding.spans.clone(), of_rule(finding, now)]
        }
        Told::Finding(_) => return Vec::new(),
        Told::Note(note) => vec![vec![note.span]],
    };
    let mut out: Vec<Candidate> = Vec::new();
    for spans in wanted {
        let Some(mut edits) = spans.iter().map(|span| edits(*span, now)).collect::<Option<Vec<_>>>() else {
            continue;
        };
        let mut edits: Vec<Edit> = edits.drain(..).flatten().collect();
        edits.sort_by_key(|e| e.span);
        edits.dedup();
        let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        if apart && !edits.is_empty() && !out.iter().any(|c| c.edits == edits) {
            out.push(Candidate::safe(edits));
        }
    }
    out
}

fn of_rule(finding: &Finding, now: &Opinion) -> Vec<Span> {
    let same = |f: &&Finding| f.rule == finding.rule && matches!(f.reason, Reason::DeadRoute { .. });
    let found = now.judged.findings().filter(same);
    found.flat_map(|f| f.spans.iter().copied()).collect()
}

/// What mends the closed routes that stand at `span`.
fn edits(span: Span, now: &Opinion) -> Option<Vec<Edit>> {
    let ruleset = &now.judged.ruleset;
    let routes = now.reading.routes.iter().filter(|r| r.span == span);
    let mut contacts = routes.map(|r| &ruleset.contacts[r.contact]);
    contacts.find_map(|contact| edit(contact, span, now))
}

fn edit(contact: &Contact, span: Span, now: &Opinion) -> Option<Vec<Edit>> {
    // An address may run over several sentences or lines: the whole paragraph is looked through.
    let (paragraph, matcher) = now.reading.paragraph_at(span, &now.judged.ruleset.lexicon)?;
    let source = &now.judged.source;
    contact.mend.iter().find_map(|mend| {
        let touches = |m: &Match| {
            let place = paragraph.own_span(m.start, m.end);
            m.reaches(&paragraph.stream) && place.start < span.end && span.start < place.end
        };
        let found = matcher.longest(mend.says).into_iter().find(touches)?;
        // What a table's column is called, and what leads in a list, is not this row's or this item's alone.
        let row = source.line_index(paragraph.span.start);
        let places = paragraph.places[found.start..found.end].iter().copied();
        let places = places.filter(|p| source.line_index(p.start) >= row);
        let places: Vec<Span> = places.map(|place| narrowed(place, source)).collect();
        if !places.is_sorted_by_key(|p| p.start) {
            return None;
        }
        let whole = places[0].to(*places.last()?);
        let around = [
            Span::new(paragraph.span.start.min(whole.start), whole.start),
            Span::new(whole.end, paragraph.span.end.max(whole.end)),
        ];
        let twice = around.iter().any(|part| says(source.slice(*part), &mend.write));
        if twice { None } else { written(mend, &places, source) }
    })
}

/// A heading's words stand for it as a whole: without the marks around it.
fn narrowed(place: Span, source: &Source) -> Span {
    match words(source.slice(place)).as_slice() {
        [first, .., last] => Span::new(place.start + first.start, place.start + last.end),
        [only] => Span::new(place.start + only.start, place.start + only.end),
        [] => place,
    }
}

/// Signs that stand between a label and what it labels: "**Email:** …", "| Email | … |", "Email: [ … ]".
const BORDERS: [char; 6] = [':', '*', '_', '|', '[', '<'];

/// Words of a label: "Email address".
const LONGEST_LABEL: usize = 3;

/// The edits at the words of `places`. `Label: value` is written around what stands between the old label and its value,
/// so that layout stays; where nothing does, and where layout would be lost, there is no edit.
fn written(mend: &Replacement, places: &[Span], source: &Source) -> Option<Vec<Edit>> {
    let gap = |n: usize| source.slice(Span::new(places[n - 1].end.min(places[n].start), places[n].start));
    let mut borders = (1..places.len()).filter(|n| gap(*n).contains(BORDERS));
    let (first, last) = (places[0], *places.last()?);
    match (mend.write.split_once(": "), borders.next(), borders.next()) {
        (Some((label, value)), Some(border), None) => {
            let head = first.to(places[border - 1]);
            let old = source.slice(head).trim_end_matches(':');
            let plain = words(old).len() <= LONGEST_LABEL && !old.contains(['@', '\n']);
            let label = plain.then(|| Edit {
                span: Span::new(head.start, head.start + old.len()),
                text: as_begun(old, label),
            })?;
            let value = linked(mend, value, places[border].to(last), source)?;
            Some(std::iter::once(label).chain(value).collect())
        }
        (None, None, _) => linked(mend, &mend.write, first.to(last), source),
        _ => None,
    }
}

/// `write` at `place`, and where a link behind it leads from now on.
fn linked(mend: &Replacement, write: &str, place: Span, source: &Source) -> Option<Vec<Edit>> {
    let (text, old) = (source.text(), source.slice(place));
    let mut write = broken_as(old, &as_begun(old, write));
    let link = mend.link.as_deref();
    if text[..place.start].ends_with('<') && text[place.end..].starts_with('>') {
        // Between angle brackets only an address with its scheme is a link.
        link?.clone_into(&mut write);
    }
    let mut out = vec![Edit {
        span: place,
        text: write,
    }];
    if let Some(target) = text[place.end..].strip_prefix("](") {
        let length = target.find([')', ' ', '\n'])?;
        let start = place.end + 2;
        out.push(Edit {
            span: Span::new(start, start + length),
            text: link?.to_owned(),
        });
    }
    Some(out)
}

/// Whether all words of `what` stand in `text` one after the other.
fn says(text: &str, what: &str) -> bool {
    let fold = |text: &str| words(text).into_iter().map(|w| w.text).collect::<Vec<_>>();
    let (text, what) = (fold(text), fold(what));
    text.windows(what.len()).any(|window| window == what)
}

/// An address that ran over several lines runs over several lines again: its last commas become the old breaks.
fn broken_as(old: &str, text: &str) -> String {
    let mut parts: Vec<&str> = text.split(", ").collect();
    let mut breaks = breaks(old);
    // More lines than the new address has parts: its first parts stay together.
    breaks.truncate(parts.len() - 1);
    let mut out = String::new();
    let whole = parts.len() - breaks.len();
    out.push_str(&parts.drain(..whole).collect::<Vec<_>>().join(", "));
    for (part, line_break) in parts.iter().zip(breaks) {
        out.push_str(line_break);
        out.push_str(part);
    }
    out
}

/// Everything between the last word of a line and the first of the next, for each line break.
fn breaks(text: &str) -> Vec<&str> {
    let words = words(text);
    let gaps = words.windows(2).map(|pair| &text[pair[0].end..pair[1].start]);
    gaps.filter(|gap| gap.contains('\n')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_lines() {
        let new = "PO Box 1, Unit D, Preston PR2";
        assert_eq!(broken_as("Old Tower, Old Square, London", new), new);
        assert_eq!(
            broken_as("Old Tower,  \nLondon E14", new),
            "PO Box 1, Unit D,  \nPreston PR2"
        );
        assert_eq!(broken_as("A\nB\nC\nD\nE", new), "PO Box 1\nUnit D\nPreston PR2");
    }

    #[test]
    fn words_are_known_however_they_are_written() {
        assert!(says("see (www.example.org) or", "www.example.org"));
        assert!(!says("see www.example.com", "www.example.org"));
    }
}
