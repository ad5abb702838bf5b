//! What the words around a statement make of it: its stage, its standing, whether it excludes, how firm it is.
//! Dates and sums of money are found here too, character by character.

use super::{Layout, Reading, Section, Stage, Standing, Statement};
use crate::lexicon::{Formula, Lexicon, Match, Matcher};

/// Own words within which a stage's name makes the sentence that stage's.
const OPENING: usize = 6;

/// Settles stage, standing, exclusion and firmness of every section, statement and paragraph.
pub fn settle(reading: &mut Reading, lexicon: &Lexicon) {
    let kind_stage = match reading.kind.stage() {
        Some(1) => Stage::One,
        Some(2) => Stage::Two,
        _ => Stage::Unsaid,
    };
    let mut statements = std::mem::take(&mut reading.statements);
    // The stage that a paragraph's opening gave it: (paragraph, stage).
    let mut label = (usize::MAX, Stage::Unsaid);
    for statement in &mut statements {
        let seen = Seen::of(statement, lexicon);
        if statement.layout == Layout::Heading {
            settle_section(&mut reading.sections, statement, &seen);
        }
        let section = &reading.sections[statement.section];
        if label.0 != statement.paragraph {
            label = (statement.paragraph, Stage::Unsaid);
        }
        let told = seen.stage(statement, label.1);
        if seen.opens_with_stage(statement) {
            label.1 = told;
        }
        statement.stage = match told {
            Stage::Unsaid if section.stage != Stage::Unsaid => section.stage,
            Stage::Unsaid => kind_stage,
            told => told,
        };
        statement.standing = seen.standing(statement, section);
        statement.exclusion = seen.exclusion_here || (section.exclusion || seen.exclusion_lead) && !seen.inclusion;
        statement.hedged = seen.hedged;
        reading.days_are_working_days |= seen.defines_days;
    }
    for paragraph in &mut reading.paragraphs {
        let members = statements
            .iter()
            .filter(|s| s.paragraph == paragraph.paragraph && s.layout == paragraph.layout);
        let members: Vec<_> = members.filter(|s| paragraph.span.contains(s.span)).collect();
        if let Some(first) = members.first() {
            paragraph.stage = first.stage;
            paragraph.hedged = members.iter().any(|s| s.hedged);
            paragraph.exclusion = members.iter().any(|s| s.exclusion);
            paragraph.standing = if members.iter().any(|s| s.is_own()) {
                Standing::Own
            } else {
                first.standing
            };
        }
    }
    reading.statements = statements;
}

fn settle_section(sections: &mut [Section], heading: &Statement, seen: &Seen) {
    let index = heading.section;
    let parent = sections[index].parent.map(|p| sections[p].clone()).unwrap_or_default();
    let section = &mut sections[index];
    section.stage = match seen.stage(heading, Stage::Unsaid) {
        Stage::Unsaid => parent.stage,
        told => told,
    };
    section.standing = if seen.quoted_heading {
        Standing::Quoted
    } else if seen.other_heading {
        Standing::Other
    } else {
        parent.standing
    };
    section.exclusion = (seen.exclusion_lead || parent.exclusion) && !seen.inclusion;
}

/// The markers found in one statement.
#[derive(Default)]
struct Seen {
    stages: Vec<(Match, Stage)>,
    quoted: bool,
    adopted: bool,
    former: bool,
    former_lead: bool,
    present: bool,
    planned: bool,
    other: bool,
    quoted_heading: bool,
    other_heading: bool,
    hedged: bool,
    exclusion_here: bool,
    exclusion_lead: bool,
    inclusion: bool,
    defines_days: bool,
}

impl Seen {
    fn of(statement: &Statement, lexicon: &Lexicon) -> Seen {
        let stream = &statement.stream;
        let matcher = Matcher::new(lexicon, stream);
        let m = &lexicon.markers;
        let own = |list: &[Formula]| list.iter().any(|f| matcher.find(f).iter().any(|m| m.reaches(stream)));
        let lead = |list: &[Formula]| {
            list.iter().any(|f| {
                matcher
                    .find(f)
                    .iter()
                    .any(|m| !m.reaches(stream) && m.start >= stream.heading_end)
            })
        };
        let heading = statement.layout == Layout::Heading;
        let mut stages = Vec::new();
        let named = [
            (&m.both_stages, Stage::Both),
            (&m.later_stage, Stage::Later),
            (&m.stage_1, Stage::One),
            (&m.stage_2, Stage::Two),
        ];
        for (list, stage) in named {
            for found in list.iter().flat_map(|f| matcher.find(f)) {
                let taken = stages
                    .iter()
                    .any(|(known, _): &(Match, Stage)| known.start <= found.start && found.end <= known.end);
                if !taken && found.start >= stream.heading_end {
                    stages.push((found, stage));
                }
            }
        }
        stages.sort_by_key(|(m, _)| *m);
        Seen {
            stages,
            quoted: own(&m.quoted) || lead(&m.quoted),
            adopted: own(&m.adopted) || lead(&m.adopted),
            former: own(&m.former),
            former_lead: lead(&m.former),
            present: own(&m.present),
            planned: own(&m.planned) || lead(&m.planned),
            other: own(&m.other_service) || lead(&m.other_service),
            quoted_heading: heading && own(&m.quoted_heading),
            other_heading: heading && own(&m.other_service_heading),
            hedged: own(&m.hedged) || lead(&m.hedged),
            exclusion_here: !heading && own(&m.exclusion),
            exclusion_lead: lead(&m.exclusion_head) || heading && own(&m.exclusion_head),
            inclusion: lead(&m.inclusion_head) || heading && own(&m.inclusion_head),
            defines_days: own(&m.days_are_working_days),
        }
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
        if let Some((_, stage)) = own.iter().find(|(_, s)| *s == Stage::Both) {
            return *stage;
        }
        match own.as_slice() {
            [] => nearest.unwrap_or(label),
            [(_, first), rest @ ..] if rest.iter().all(|(_, stage)| stage == first) => *first,
            [(m, first), ..] if m.start < statement.stream.own + OPENING => *first,
            _ if nearest.is_some() => nearest.unwrap_or_default(),
            _ if label != Stage::Unsaid => label,
            _ => Stage::Both,
        }
    }

    fn standing(&self, statement: &Statement, section: &Section) -> Standing {
        if self.adopted {
            return Standing::Own;
        }
        let in_quote = statement.standing == Standing::Quoted;
        if self.quoted || section.standing == Standing::Quoted {
            return Standing::Quoted;
        }
        let _ = in_quote;
        if (self.former || self.former_lead) && !self.present {
            return Standing::Former;
        }
        if self.planned {
            return Standing::Planned;
        }
        if self.other || section.standing == Standing::Other {
            return Standing::Other;
        }
        Standing::Own
    }
}

/// Dates such as "3 March 2026", "3rd March", "2026-03-03", "03/03/2026": byte ranges.
pub fn dates(text: &str) -> Vec<(usize, usize)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let words: Vec<(usize, &str)> = {
        let mut out = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let part = c.is_alphanumeric() || c == '/' || c == '-';
            match (part, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    out.push((from, &text[from..at]));
                    start = None;
                }
                _ => {}
            }
        }
        out
    };
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        digits.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n))
            && matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th")
    };
    let is_year = |word: &str| word.len() == 4 && word.parse::<u32>().is_ok_and(|n| (1990..2100).contains(&n));
    let is_numeric = |word: &str| {
        let parts: Vec<_> = word.split(['/', '-']).collect();
        parts.len() == 3
            && parts
                .iter()
                .all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()))
    };
    let mut out = Vec::new();
    for (n, &(at, word)) in words.iter().enumerate() {
        if is_numeric(word) {
            out.push((at, at + word.len()));
            continue;
        }
        if !MONTHS.contains(&word.to_lowercase().as_str()) || word.starts_with(char::is_lowercase) {
            continue;
        }
        let day = n.checked_sub(1).map(|p| words[p]).filter(|(_, w)| is_day(w));
        let year = words.get(n + 1).copied().filter(|(_, w)| is_year(w));
        if day.is_some() || year.is_some() {
            let start = day.map_or(at, |(start, _)| start);
            let end = year.map_or(at + word.len(), |(start, w)| start + w.len());
            out.push((start, end));
        }
    }
    out
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
    fn dates_are_found_in_every_usual_form() {
        for (text, date) in [
            ("by 3rd March 2026.", "3rd March 2026"),
            ("on 2026-03-03, then", "2026-03-03"),
            ("since 03/03/2026", "03/03/2026"),
            ("in March 2024 we", "March 2024"),
            ("Friday 4 December", "4 December"),
        ] {
            let found: Vec<_> = dates(text).into_iter().map(|(a, b)| &text[a..b]).collect();
            assert_eq!(found, [date], "{text}");
        }
        assert_eq!(dates("we may march on"), []);
    }

    #[test]
    fn sums_of_money_are_found_whole() {
        let text = "a sum of £1,200.50 or £20";
        let found: Vec<_> = amounts(text).into_iter().map(|(a, b)| &text[a..b]).collect();
        assert_eq!(found, ["£1,200.50", "£20"]);
    }
}
