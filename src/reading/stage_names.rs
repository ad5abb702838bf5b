//! What a landlord calls its two stages: "two stages: Listen and Look Again", "**One: Resolve.**".
//! Knows how people introduce a name; the names themselves are the document's.

use crate::document::{Block, BlockKind, MarkKind, Text};
use crate::lexicon::words::Word;

/// The names of stage 1 and of stage 2, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageNames(pub [Vec<String>; 2]);

/// Words that some landlords number instead of stages.
const COUNTED: [&str; 5] = ["step", "level", "round", "tier", "phase"];

/// Words before "step" that speak of a stage: "at either step".
const OF_STAGES: [&str; 10] = [
    "both",
    "either",
    "each",
    "whichever",
    "two",
    "first",
    "second",
    "next",
    "final",
    "last",
];

/// Bytes after "step 3" that tell what it is.
const THIRD: usize = 90;
/// Bodies that look at a complaint once more: a step of theirs comes after stages.
const BODIES: [&str; 4] = ["panel", "committee", "our board", "the board"];

/// What a document numbers besides stages, or in place of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It has a "Step 1" and a "Step 2", no "Stage 1", and no third, or one that is the Ombudsman's: these are its stages.
    Stages(&'static str),
    /// As before, with a "Step 3" before a panel or a board: a stage too many.
    MoreStages(&'static str),
    /// It has stages, and three or more steps within them or over them: "Step 2" is not stage 2.
    Steps(&'static str),
}

/// The word that a document numbers as others number stages.
pub fn counted(text: &str) -> Option<Counted> {
    let lower = text.to_ascii_lowercase();
    let numbered = |word: &str, numbers: [&str; 2]| {
        let mut found = memchr::memmem::find_iter(lower.as_bytes(), word);
        found.any(|at| {
            let after = lower[at + word.len()..].strip_prefix(' ').unwrap_or_default();
            let number = numbers.iter().find_map(|number| after.strip_prefix(number));
            !lower[..at].ends_with(char::is_alphanumeric)
                && number.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    };
    // What a third step is told to be, each time it is named.
    let third = |word: &str, signs: &[&str]| {
        let names = [format!("{word} 3"), format!("{word} three"), format!("third {word}")];
        names.iter().any(|sought| {
            lower.match_indices(sought.as_str()).any(|(at, _)| {
                let mut end = (at + THIRD).min(lower.len());
                while !lower.is_char_boundary(end) {
                    end -= 1;
                }
                let stretch = &lower[(at + sought.len()).min(end)..end];
                let told = stretch.split(word).next().unwrap_or_default();
                signs.iter().any(|sign| told.contains(sign))
            })
        })
    };
    // "First step" counts as "step 1" does, where nothing is called a first stage.
    let by_ordinal = !lower.contains("first stage");
    let ordinal = |nth: &str, word: &str| by_ordinal && lower.contains(&format!("{nth} {word}"));
    let two = |word: &&str| {
        numbered(word, ["1", "one"]) && numbered(word, ["2", "two"])
            || ordinal("first", word) && ordinal("second", word)
    };
    let three = |word: &str| numbered(word, ["3", "three"]) || ordinal("third", word);
    let staged = numbered("stage", ["1", "one"]) || numbered("stage", ["2", "two"]);
    let mut counted = COUNTED.into_iter().filter(two);
    if staged {
        counted.find(|word| three(word)).map(Counted::Steps)
    } else {
        let as_stages = |word| match three(word) {
            false => Some(Counted::Stages(word)),
            true if third(word, &BODIES) => Some(Counted::MoreStages(word)),
            true => third(word, &["ombudsm"]).then_some(Counted::Stages(word)),
        };
        counted.find_map(as_stages)
    }
}

/// "Step" where a step is no stage: a word that no formula names.
const STEP: &str = "step-within";

/// Reads "step 1" and "either step" as "stage 1" and "either stage" where steps are stages; where they are none, takes care
/// that "step 1" is not read so.
pub fn count_stages(words: &mut [Word], counted: Counted) {
    const NUMBERS: [&str; 6] = ["1", "one", "2", "two", "3", "three"];
    let (counted, of_stages, numbers) = match counted {
        Counted::Stages(word) => (word, true, &NUMBERS[..4]),
        Counted::MoreStages(word) => (word, true, &NUMBERS[..]),
        Counted::Steps(word) => (word, false, &NUMBERS[..]),
    };
    for at in 0..words.len() {
        let plural = words[at].text.strip_suffix('s').is_some_and(|word| word == counted);
        if words[at].text != counted && !plural {
            continue;
        }
        let next = words.get(at + 1);
        let numbered = next.is_some_and(|next| numbers.contains(&next.text.as_str()));
        let told = at > 0 && OF_STAGES.contains(&words[at - 1].text.as_str());
        if of_stages && (numbered || told) {
            words[at].text = if plural { "stages" } else { "stage" }.into();
        } else if !of_stages && numbered {
            words[at].text = STEP.into();
        }
    }
}

/// Words that announce the names of both stages.
const ANNOUNCED: [&str; 6] = [
    "two stages",
    "2 stages",
    "two steps",
    "two rounds",
    "two-stage",
    "two levels",
];
/// Longest stretch after an announcement in which names are looked for, in bytes.
const STRETCH: usize = 200;
/// A name has at most this many words.
const LONGEST_NAME: usize = 3;

/// Collects the names from the whole document.
pub fn collect(blocks: &[Block]) -> StageNames {
    let mut names = StageNames::default();
    let mut texts = Vec::new();
    gather(blocks, &mut texts);
    for (n, text) in texts.iter().enumerate() {
        let Some(from) = announced(&text.plain) else { continue };
        let mut found = names_in(text, from);
        if found.len() < 2 && text.plain.trim_end().ends_with(':') {
            // The list that follows opens each item with a name.
            found = texts[n + 1..]
                .iter()
                .take(2)
                .filter_map(|item| opening_name(item))
                .collect();
        }
        if let [first, second] = found.as_slice()
            && first != second
        {
            names.0[0].push(first.clone());
            names.0[1].push(second.clone());
        }
    }
    let numbered = |number| texts.iter().find_map(|text| numbered_name(text, number));
    if let (Some(first), Some(second)) = (numbered(0), numbered(1))
        && first != second
    {
        names.0[0].push(first);
        names.0[1].push(second);
    }
    names
}

/// The name in a label such as "**One: Resolve.**"; a label "Stage 1" needs none to be known.
fn numbered_name(text: &Text, stage: usize) -> Option<String> {
    let bold = text.marks.iter().find(|m| m.kind == MarkKind::Strong && m.start == 0)?;
    let (number, rest) = text.plain[..bold.end].split_once([':', '–', '—', '.'])?;
    let number = number.trim().to_lowercase();
    let own = [["one", "1", "first"], ["two", "2", "second"]][stage].contains(&number.as_str());
    name(rest).filter(|_| own)
}

fn gather<'b>(blocks: &'b [Block], out: &mut Vec<&'b Text>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => out.push(text),
            BlockKind::List { items } => items.iter().for_each(|item| gather(&item.blocks, out)),
            BlockKind::Quote(inner) | BlockKind::Fenced { blocks: inner, .. } => gather(inner, out),
            _ => {}
        }
    }
}

fn announced(plain: &str) -> Option<usize> {
    let lower = plain.to_ascii_lowercase();
    ANNOUNCED.iter().filter_map(|a| Some(lower.find(a)? + a.len())).min()
}

/// Names after byte `from` of a text: what is set in bold or italics, else in quotes, else in capitals.
fn names_in(text: &Text, from: usize) -> Vec<String> {
    let mut end = (from + STRETCH).min(text.plain.len());
    while !text.plain.is_char_boundary(end) {
        end -= 1;
    }
    let stretch = &text.plain[from..end];
    let end = from + stretch.find(['.', '\n']).unwrap_or(stretch.len());
    let set = text
        .marks
        .iter()
        .filter(|m| matches!(m.kind, MarkKind::Strong | MarkKind::Emphasis));
    let set: Vec<String> = set
        .filter(|m| m.start >= from && m.end <= end)
        .filter_map(|m| name(&text.plain[m.start..m.end]))
        .collect();
    if set.len() >= 2 {
        return set;
    }
    let stretch = &text.plain[from..end];
    let quoted: Vec<String> = stretch
        .split(['‘', '“', '"'])
        .skip(1)
        .filter_map(|s| name(s.split(['’', '”', '"']).next()?))
        .collect();
    if quoted.len() >= 2 { quoted } else { capitals(stretch) }
}

/// The name that opens a list item: "**First Look** – a manager …".
fn opening_name(text: &Text) -> Option<String> {
    let bold = text.marks.iter().find(|m| m.kind == MarkKind::Strong && m.start == 0);
    match bold {
        Some(mark) => name(&text.plain[..mark.end]),
        None => name(text.plain.split([':', '–', '—', '(', ',']).next()?),
    }
}

/// Runs of words that begin with a capital.
fn capitals(stretch: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in stretch.split_whitespace().chain(["end"]) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(char::is_uppercase) {
            run.push(bare);
            if bare.len() == word.len() || word.starts_with(['(', '‘', '“']) {
                continue;
            }
        }
        out.extend(name(&run.join(" ")));
        run.clear();
    }
    out
}

/// `text` as a name, if it can be one: short, begins with a capital, and is no "Stage 1" itself.
fn name(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_lowercase();
    let words = lower.split_whitespace().count();
    let numbered = ["stage ", "step ", "round ", "level "]
        .iter()
        .any(|s| lower.starts_with(s));
    let fits = (1..=LONGEST_NAME).contains(&words) && text.starts_with(char::is_uppercase) && !numbered;
    fits.then(|| text.strip_prefix("The ").unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;
    use crate::source::Source;

    fn read(text: &str) -> [Vec<String>; 2] {
        collect(&parse(&Source::new("p.md", text)).blocks).0
    }

    #[test]
    fn names_are_read_however_they_are_set() {
        for text in [
            "There are two stages: **Listen** and **Look Again**.",
            "We have two stages, called ‘Listen’ and ‘Look Again’.",
            "There are two stages, Listen and then Look Again, and no more.",
            "Our process has two stages:\n\n- **Listen** – a manager replies\n- **Look Again** – a director replies",
        ] {
            assert_eq!(read(text), [["Listen".to_owned()], ["Look Again".to_owned()]], "{text}");
        }
    }

    #[test]
    fn a_bare_number_introduces_a_name() {
        let text = "**One: Resolve.** A manager replies.\n\n**Two: Review.** A director replies.";
        assert_eq!(read(text), [["Resolve".to_owned()], ["Review".to_owned()]]);
        assert_eq!(read("**1. Resolve** it with us."), [vec![], Vec::<String>::new()]);
    }

    #[test]
    fn steps_are_stages_where_there_are_two_and_no_stage() {
        let steps = Some(Counted::Stages("step"));
        assert_eq!(counted("### Step 1: Marcia\n\n### Step 2: the trustees"), steps);
        assert_eq!(counted("Step 1: tell us. Step 2: we call. Step 3: we write."), None);
        let with_third = |third| {
            counted(&format!(
                "Step 1: a manager answers. Step 2: a director answers. Step 3: {third}."
            ))
        };
        assert_eq!(with_third("the Housing Ombudsman"), steps);
        let more = Some(Counted::MoreStages("step"));
        assert_eq!(with_third("a panel of tenants. Step 4: the Housing Ombudsman"), more);
        assert_eq!(counted("Step 1: tell us. Step 2: we look into it at stage 1."), None);
        let mut words = crate::lexicon::words::words("At either step, or Step 2, we step in.");
        count_stages(&mut words, Counted::Stages("step"));
        let read: Vec<_> = words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(read.join(" "), "at either stage or stage 2 we step in");
    }

    #[test]
    fn steps_within_stages_are_no_stages() {
        let steps = counted("Stage 1\n\nStep 1: we log. Step 2: we look. Step 3: we answer.\n\nStage 2");
        assert_eq!(steps, Some(Counted::Steps("step")));
        let mut words = crate::lexicon::words::words("At Step 2 and in stage 2");
        count_stages(&mut words, Counted::Steps("step"));
        let read: Vec<_> = words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(read, ["at", "step-within", "2", "and", "in", "stage", "2"]);
    }

    #[test]
    fn numbers_are_no_names() {
        assert_eq!(
            read("There are two stages: Stage 1 and Stage 2."),
            [vec![], Vec::<String>::new()]
        );
        assert_eq!(
            read("There are two stages. You may go to the Ombudsman."),
            [vec![], Vec::<String>::new()]
        );
    }
}
