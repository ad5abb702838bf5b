//! What the words around a statement make of it: its stage, its standing, whether it excludes, how firm it is.
//! Sums of money are found here too, character by character.

use super::headings::BOLD_LEVEL;
use super::standing::{Quotation, quotations};
use super::{Layout, Reading, Section, Stage, Standing, Statement};
use crate::lexicon::{Formula, Index, Lexicon, Lookup, Match};

/// Own words within which a stage's name makes the sentence that stage's.
const OPENING: usize = 6;

/// Words between the names of two stages that are named together.
const JOINED: usize = 2;

/// Settles stage, standing, exclusion and firmness of every section and statement.
pub fn settle(reading: &mut Reading, lexicon: &Lexicon) {
    let mut statements = std::mem::take(&mut reading.statements);
    let seen = Seen::of_all(&statements, &reading.index, lexicon);
    let title = title(&reading.sections);
    for (statement, seen) in statements
        .iter()
        .zip(&seen)
        .filter(|(s, _)| s.layout == Layout::Heading)
    {
        settle_section(&mut reading.sections, statement, seen);
        if title == Some(statement.section) {
            // "If you are not happy with our policy": whatever the title says, the document is more than exclusions.
            reading.sections[statement.section].exclusion = false;
        }
    }
    settle_stages(reading, &mut statements, &seen);
    admit_only_procedure(reading, &statements);
    let others = signs_of_others(&statements, &seen);
    let mut others_paragraph = usize::MAX;
    // A letter tells what happened and what will change; neither makes its words less its own.
    let letter = reading.kind.is_letter();
    for (statement, seen) in statements.iter_mut().zip(&seen) {
        let section = &reading.sections[statement.section];
        if statement.standing != Standing::Unconfirmed {
            statement.standing = seen.standing(section, letter);
        }
        if others.iter().any(|sign| statement.plain.starts_with(sign.as_str())) {
            others_paragraph = statement.paragraph;
        }
        if others_paragraph == statement.paragraph && statement.standing == Standing::Own {
            statement.standing = Standing::Other;
        }
        if statement.standing == Standing::Own && !seen.adopted {
            statement.standing = statement.column;
        }
        statement.exclusion = seen.exclusion_here || seen.exclusion_lead || section.exclusion && !seen.inclusion;
        statement.hedged = seen.hedged;
        let of_other = statement.stage == Stage::Unsaid && !seen.complaint_matter;
        statement.other_matter = seen.other_actor
            || of_other && (section.other_matter || seen.other_matter_lead || seen.other_matter_subject);
        reading.days_are_working_days |= seen.defines_days;
    }
    if reading.kind.stage().is_none() {
        super::carried::carry_over(&mut statements, &reading.sections, reading.index.with(lexicon), lexicon);
    }
    follow_the_talk(&mut statements);
    reading.statements = statements;
}

/// The signs of clauses that are about other services: the "[C]" of "clauses marked [C] apply only to other services".
fn signs_of_others(statements: &[Statement], seen: &[Seen]) -> Vec<String> {
    let legends = statements.iter().zip(seen).filter(|(_, seen)| seen.other);
    let signs = legends.filter_map(|(statement, _)| {
        let sign = statement.plain.split_once("marked ")?.1.split_whitespace().next()?;
        (sign.starts_with(['[', '(']) && sign.ends_with([']', ')'])).then(|| sign.to_owned())
    });
    signs.collect()
}

/// The one heading under which all others stand.
fn title(sections: &[Section]) -> Option<usize> {
    let children = |of: usize| (1..sections.len()).filter(move |n| sections[*n].parent == Some(of));
    let mut top = children(0);
    let only = top.next().filter(|_| top.next().is_none())?;
    (children(only).count() > 1).then_some(only)
}

fn settle_stages(reading: &Reading, statements: &mut [Statement], seen: &[Seen]) {
    let kind_stage = match reading.kind.stage() {
        Some(1) => Stage::One,
        Some(2) => Stage::Two,
        _ => Stage::Unsaid,
    };
    // The paragraph in which each heading stands or that it opens.
    let mut home = vec![usize::MAX; reading.sections.len()];
    for heading in statements.iter().filter(|s| s.layout == Layout::Heading) {
        home[heading.section] = heading.paragraph;
    }
    // The stage that a cell's own words gave its row: "Replies at stage 1 | 10 working days".
    let mut row = (usize::MAX, Stage::Unsaid);
    // The stage that a paragraph's opening gave it: (paragraph, stage).
    let mut label = (usize::MAX, Stage::Unsaid);
    // The stage that a sentence gave the section it stands in: "This is stage 2 of our procedure."
    let mut named = vec![Stage::Unsaid; reading.sections.len()];
    for (statement, seen) in statements.iter_mut().zip(seen) {
        if label.0 != statement.paragraph {
            label = (statement.paragraph, Stage::Unsaid);
        }
        let told = seen.stage(statement, label.1);
        if seen.opens_with_stage(statement) {
            label.1 = told;
        } else if seen.towards_stage_2 {
            label.1 = Stage::Two;
        }
        let section = &reading.sections[statement.section];
        // "**Stage 3.** …" is a clause about what should not be, not the head of those after it.
        let aside = section.stage == Stage::Later && section.level >= BOLD_LEVEL;
        let of_section = match section.stage {
            _ if aside && home[statement.section] != statement.paragraph => Stage::Unsaid,
            Stage::Unsaid => Section::with_those_above(&reading.sections, statement.section)
                .map(|n| named[n])
                .find(|stage| *stage != Stage::Unsaid)
                .unwrap_or_default(),
            stage => stage,
        };
        if seen.names_stage && statement.section > 0 {
            named[statement.section] = told;
        }
        statement.stage = match (told, of_section) {
            (Stage::Unsaid, Stage::Unsaid) => kind_stage,
            (Stage::Unsaid, of_section) => of_section,
            (told, _) => told,
        };
        if statement.layout == Layout::Cell {
            row = if row.0 == statement.row {
                row
            } else {
                (statement.row, Stage::Unsaid)
            };
            if statement.stage == Stage::Unsaid {
                statement.stage = row.1;
            } else if seen.own_stages(statement).next().is_some() && !seen.towards_stage_2 {
                row.1 = told;
            }
        }
    }
}

/// What each paragraph speaks of, sentence by sentence; after what stage 1 carries over is known.
fn follow_the_talk(statements: &mut [Statement]) {
    let mut talk = (usize::MAX, Stage::Unsaid);
    for statement in statements {
        if talk.0 != statement.paragraph || statement.stage != Stage::Unsaid {
            talk = (statement.paragraph, statement.stage);
        }
        statement.spoken_of = talk.1;
    }
}

/// A procedure under a heading such as "The corporate complaints procedure" is this landlord's own when
/// the document has no other.
fn admit_only_procedure(reading: &mut Reading, statements: &[Statement]) {
    let staged = |stage: Stage| matches!(stage, Stage::One | Stage::Two);
    let headed = reading
        .sections
        .iter()
        .any(|s| staged(s.stage) && s.standing == Standing::Own);
    let own = |s: &Statement| reading.sections[s.section].standing == Standing::Own;
    let tabled = statements
        .iter()
        .any(|s| s.layout == Layout::Cell && staged(s.stage) && own(s));
    if !headed && !tabled {
        let others = reading.sections.iter_mut().filter(|s| s.standing == Standing::Other);
        others.for_each(|section| section.standing = Standing::Own);
    }
}

fn settle_section(sections: &mut [Section], heading: &Statement, seen: &Seen) {
    let index = heading.section;
    let parent = sections[index].parent.map(|p| sections[p].clone()).unwrap_or_default();
    let section = &mut sections[index];
    section.stage = match seen.stage(heading, Stage::Unsaid) {
        // "Not happy with our answer?"
        Stage::Unsaid if seen.towards_stage_2 => Stage::Two,
        Stage::Unsaid => parent.stage,
        told => told,
    };
    section.standing = if seen.quoted_heading {
        Standing::Quoted
    } else if seen.former_heading {
        Standing::Former
    } else if seen.other_heading {
        Standing::Other
    } else {
        parent.standing
    };
    let about_complaints = section.stage != Stage::Unsaid || seen.complaint_matter;
    section.other_matter = (seen.other_matter || parent.other_matter) && !about_complaints;
    section.exclusion = (seen.exclusion_lead || parent.exclusion) && !seen.inclusion;
}

/// The markers found in one statement.
#[derive(Default)]
struct Seen {
    stages: Vec<(Match, Stage)>,
    quoted: bool,
    adopted: bool,
    former: bool,
    present: bool,
    planned: bool,
    other: bool,
    quoted_heading: bool,
    former_heading: bool,
    quotation: Quotation,
    other_heading: bool,
    other_matter: bool,
    other_matter_lead: bool,
    other_matter_subject: bool,
    complaint_matter: bool,
    other_actor: bool,
    hedged: bool,
    exclusion_here: bool,
    exclusion_head: bool,
    exclusion_lead: bool,
    inclusion_head: bool,
    inclusion: bool,
    defines_days: bool,
    towards_stage_2: bool,
    names_stage: bool,
}

impl Seen {
    fn of_all(statements: &[Statement], index: &Index, lexicon: &Lexicon) -> Vec<Seen> {
        let lookup = index.with(lexicon);
        let mut all: Vec<Seen> = statements.iter().map(|_| Seen::default()).collect();
        let m = &lexicon.markers;
        // Which statements have a marker among their own words, and which in what leads them in.
        let mut mark = |list: &[Formula], own: fn(&mut Seen) -> &mut bool, lead: Option<fn(&mut Seen) -> &mut bool>| {
            for (n, found) in lookup.hits(list).iter().enumerate() {
                let stream = &statements[n].stream;
                *own(&mut all[n]) |= found.iter().any(|m| m.reaches(stream));
                if let Some(lead) = lead {
                    *lead(&mut all[n]) |= found
                        .iter()
                        .any(|m| !m.reaches(stream) && m.start >= stream.heading_end);
                }
            }
        };
        mark(&m.quoted, |s| &mut s.quoted, Some(|s| &mut s.quoted));
        mark(&m.former, |s| &mut s.former, Some(|s| &mut s.former));
        mark(&m.present, |s| &mut s.present, None);
        mark(&m.planned, |s| &mut s.planned, Some(|s| &mut s.planned));
        mark(&m.other_service, |s| &mut s.other, Some(|s| &mut s.other));
        mark(&m.quoted_heading, |s| &mut s.quoted_heading, None);
        mark(&m.former_heading, |s| &mut s.former_heading, None);
        mark(&m.other_service_heading, |s| &mut s.other_heading, None);
        mark(
            &m.other_matter,
            |s| &mut s.other_matter,
            Some(|s| &mut s.other_matter_lead),
        );
        mark(
            &m.complaint_matter,
            |s| &mut s.complaint_matter,
            Some(|s| &mut s.complaint_matter),
        );
        mark(&m.other_actor, |s| &mut s.other_actor, None);
        mark(&m.hedged, |s| &mut s.hedged, Some(|s| &mut s.hedged));
        mark(&m.exclusion, |s| &mut s.exclusion_here, None);
        mark(
            &m.exclusion_head,
            |s| &mut s.exclusion_head,
            Some(|s| &mut s.exclusion_lead),
        );
        mark(&m.inclusion_head, |s| &mut s.inclusion_head, Some(|s| &mut s.inclusion));
        mark(&m.days_are_working_days, |s| &mut s.defines_days, None);
        mark(&m.towards_stage_2, |s| &mut s.towards_stage_2, None);
        mark(&m.names_stage, |s| &mut s.names_stage, None);
        // "Service requests are answered in …", "Service requests: we answer in …"
        for (n, found) in lookup.hits(&m.other_matter).iter().enumerate() {
            let stream = &statements[n].stream;
            let labelled = |m: &Match| stream.edges[m.end..stream.words.len()].contains(&true);
            all[n].other_matter_subject = found
                .iter()
                .any(|m| m.start == stream.own || m.start > stream.own && labelled(m));
        }
        for (seen, statement) in all.iter_mut().zip(statements) {
            let heading = statement.layout == Layout::Heading;
            seen.exclusion_here &= !heading;
            seen.exclusion_lead |= heading && seen.exclusion_head;
            seen.inclusion |= heading && seen.inclusion_head;
        }
        // What a quotation adopts is adopted by whoever is quoted.
        let adopted = lookup.hits(&m.adopted);
        let quotations = quotations(statements, &lookup, lexicon);
        for (n, quotation) in quotations.into_iter().enumerate() {
            let stream = &statements[n].stream;
            let inside = |m: &Match| quotation.words.start <= m.start && m.end <= quotation.words.end;
            let speaks = |m: &Match| m.reaches(stream) || m.start >= stream.heading_end;
            let seen = &mut all[n];
            seen.adopted = adopted[n].iter().any(|m| speaks(m) && !inside(m));
            seen.quotation = quotation;
        }
        Seen::note_stages(&mut all, lookup, statements, lexicon);
        all
    }

    fn note_stages(all: &mut [Seen], lookup: Lookup, statements: &[Statement], lexicon: &Lexicon) {
        let m = &lexicon.markers;
        let inside = |m: &Match, outer: &Match| outer.start <= m.start && m.end <= outer.end;
        let mut asides = lookup.mentions(&m.stage_aside);
        for (asides, statement) in asides.iter_mut().zip(statements) {
            // A column head and a row head are no sentence.
            asides.retain(|m| !statement.stream.edges[m.start + 1..m.end].contains(&true));
        }
        let named = [
            (lookup.mentions(&m.both_stages), Stage::Both),
            // "There is no third stage" is not about a third stage.
            (lookup.hits(&m.later_stage), Stage::Later),
            (lookup.mentions(&m.stage_1), Stage::One),
            (lookup.mentions(&m.stage_2), Stage::Two),
        ];
        for (hits, stage) in named {
            for (n, found) in hits.into_iter().enumerate() {
                let known = &mut all[n].stages;
                for place in found
                    .into_iter()
                    .filter(|m| m.start >= statements[n].stream.heading_end)
                {
                    let taken = known.iter().any(|(k, _)| inside(&place, k));
                    if !taken && !asides[n].iter().any(|aside| inside(&place, aside)) {
                        known.push((place, stage));
                    }
                }
            }
        }
        all.iter_mut().for_each(|seen| seen.stages.sort_by_key(|(m, _)| *m));
    }

    fn own_stages<'s>(&'s self, statement: &'s Statement) -> impl DoubleEndedIterator<Item = &'s (Match, Stage)> {
        self.stages.iter().filter(|(m, _)| m.reaches(&statement.stream))
    }

    fn opens_with_stage(&self, statement: &Statement) -> bool {
        let own = statement.stream.own;
        self.own_stages(statement)
            .next()
            .is_some_and(|(m, _)| m.start < own + OPENING)
    }

    /// The stage told by the statement's own words, its row, column or lead-in, or the paragraph's opening.
    fn stage(&self, statement: &Statement, label: Stage) -> Stage {
        let own: Vec<_> = self.own_stages(statement).collect();
        let context: Vec<_> = self
            .stages
            .iter()
            .filter(|(m, _)| !m.reaches(&statement.stream))
            .collect();
        let nearest = context.last().map(|(_, stage)| *stage);
        // "How stage 2 is asked for | Yes" under "Stage 1" is about stage 1.
        if let Some((_, column)) = context.first().filter(|_| statement.affirmed) {
            return *column;
        }
        if let Some((_, stage)) = own.iter().find(|(_, s)| *s == Stage::Both) {
            return *stage;
        }
        // Under "Stage 2" a cell that looks "at the stage 1 answer afresh" is about stage 2.
        if statement.layout == Layout::Cell && nearest == Some(Stage::Two) && !self.opens_with_stage(statement) {
            return Stage::Two;
        }
        let joined = |a: &Match, b: &Match| b.start <= a.end + JOINED;
        match own.as_slice() {
            // "a First Stage and a Second Stage"
            [(a, first), (b, second), ..] if first != second && joined(a, b) => Stage::Both,
            [] => nearest.unwrap_or(label),
            [(_, first), rest @ ..] if rest.iter().all(|(_, stage)| stage == first) => *first,
            [(m, first), ..] if m.start < statement.stream.own + OPENING => *first,
            _ if nearest.is_some() => nearest.unwrap_or_default(),
            _ if label != Stage::Unsaid => label,
            _ => Stage::Both,
        }
    }

    fn standing(&self, section: &Section, letter: bool) -> Standing {
        if self.adopted {
            Standing::Own
        } else if self.quoted || self.quotation.whole || section.standing == Standing::Quoted {
            Standing::Quoted
        } else if (self.former || section.standing == Standing::Former) && !self.present && !letter {
            Standing::Former
        } else if self.planned && !letter {
            Standing::Planned
        } else if self.other || section.standing == Standing::Other {
            Standing::Other
        } else {
            Standing::Own
        }
    }
}

/// Sums of money, "£250" or "£1,200.50": byte ranges.
pub fn amounts(text: &str) -> Vec<(usize, usize)> {
    text.match_indices('£')
        .filter_map(|(at, pound)| {
            let rest = &text[at + pound.len()..];
            let length = rest
                .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
                .unwrap_or(rest.len());
            (length > 0).then_some((at, at + pound.len() + length))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_money_are_found_whole() {
        let text = "a sum of £1,200.50 or £20";
        let found: Vec<_> = amounts(text).into_iter().map(|(a, b)| &text[a..b]).collect();
        assert_eq!(found, ["£1,200.50", "£20"]);
    }
}
