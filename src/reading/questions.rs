//! What "yes" or "no" says after a question: "Do I have to write? No." is "you do not have to write".

use super::quantity::quantities;

/// Longest answer that is no more than one, in words.
const LONGEST_ANSWER: usize = 6;
/// Longest question whose answer is followed, in words.
const LONGEST_QUESTION: usize = 30;

/// The statement that an answer makes of the question before it; `None` where it says more than yes or no to it, or the
/// question asks something else.
pub fn said(question: &str, answer: &str) -> Option<String> {
    let yes = yes_or_no(answer)?;
    let question = without_label(question).strip_suffix('?')?;
    // A figure is told at its own place.
    if !quantities(question).is_empty() {
        return None;
    }
    let words: Vec<&str> = question.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (first, rest) = words.split_first().filter(|_| words.len() <= LONGEST_QUESTION)?;
    let asking = bare(first);
    if !AUXILIARIES.contains(&asking.as_str()) || rest.is_empty() {
        return None;
    }
    // Who says "I" is the resident, and "you" the landlord.
    let resident = words
        .iter()
        .any(|word| ["i", "me", "my", "i'm", "i’m"].contains(&bare(word).as_str()));
    let turned = |word: &&str| {
        if !resident {
            return (*word).to_owned();
        }
        let (_, other) = PERSONS
            .iter()
            .find(|(own, _)| *own == bare(word))
            .copied()
            .unwrap_or(("", ""));
        if other.is_empty() {
            (*word).to_owned()
        } else {
            word.to_lowercase().replacen(&bare(word), other, 1)
        }
    };
    let rest: Vec<String> = rest.iter().map(turned).collect();
    let mut subject = usize::from(SUBJECTS.contains(&bare(&rest[0]).as_str()));
    subject += usize::from(subject > 0 && rest.get(1).is_some_and(|word| bare(word) == "else"));
    let verb = match asking.as_str() {
        "do" | "does" | "did" if yes => String::new(),
        "am" => "are".to_owned(),
        _ => asking,
    };
    let not = if yes { "" } else { "not" };
    let parts = [&rest[..subject].join(" "), &verb, not, &rest[subject..].join(" ")];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(parts.join(" "))
}

const AUXILIARIES: [&str; 20] = [
    "do", "does", "did", "can", "could", "will", "would", "shall", "should", "must", "may", "is", "are", "am", "was",
    "were", "has", "have", "might", "need",
];
const SUBJECTS: [&str; 15] = [
    "i", "you", "we", "they", "he", "she", "it", "there", "someone", "somebody", "anyone", "anybody", "everyone",
    "this", "that",
];
const PERSONS: [(&str, &str); 8] = [
    ("i", "you"),
    ("me", "you"),
    ("my", "your"),
    ("mine", "yours"),
    ("myself", "yourself"),
    ("you", "we"),
    ("your", "our"),
    ("yours", "ours"),
];

/// What an answer says to a question that asks yes or no; `None` where it depends.
fn yes_or_no(answer: &str) -> Option<bool> {
    const YES: [&str; 6] = ["yes", "of course", "always", "certainly", "absolutely", "definitely"];
    const NO: [&str; 4] = ["no", "never", "not at all", "not"];
    const DEPENDS: [&str; 9] = [
        "if", "unless", "but", "except", "only", "when", "where", "provided", "usually",
    ];
    let lower = without_label(answer).to_lowercase();
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    // A longer answer says for itself what it means.
    if words.len() > LONGEST_ANSWER || words.iter().any(|word| DEPENDS.contains(word)) {
        return None;
    }
    let begins = |list: &[&str]| {
        list.iter().any(|said| {
            let rest = lower.strip_prefix(said);
            rest.is_some_and(|rest| !rest.trim_start().starts_with(char::is_alphanumeric))
        })
    };
    match () {
        () if begins(&YES) => Some(true),
        () if begins(&NO) => Some(false),
        () => None,
    }
}

/// A question or an answer without its "Q:", "Q4." or "A:".
pub fn without_label(text: &str) -> &str {
    let text = text.trim();
    let rest = text.strip_prefix(['Q', 'A', 'q', 'a']).unwrap_or(text);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix([':', '.', ')']) {
        Some(rest) if rest.len() < text.len() => rest.trim(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_what_its_question_asks() {
        for (question, answer, statement) in [
            (
                "Do I have to use the word complaint?",
                "No.",
                "you do not have to use the word complaint",
            ),
            (
                "Q: Can I complain by phone?",
                "A: Yes, at any time.",
                "you can complain by phone",
            ),
            (
                "Will you charge me for it?",
                "No, never.",
                "we will not charge you for it",
            ),
            ("Does it cost anything?", "No", "it does not cost anything"),
            (
                "Can somebody else complain for me?",
                "Of course.",
                "somebody else can complain for you",
            ),
            (
                "Will the same person look at it?",
                "No.",
                "will not the same person look at it",
            ),
            ("Do we charge?", "No.", "we do not charge"),
        ] {
            assert_eq!(said(question, answer).as_deref(), Some(statement), "{question}");
        }
    }

    #[test]
    fn what_depends_or_asks_for_more_is_left_as_it_stands() {
        for (question, answer) in [
            ("Can I complain by phone?", "Yes, but only in the mornings."),
            ("Who can complain?", "Yes."),
            ("Can I complain?", "No one may stop you."),
            ("Do you answer within 10 working days?", "Yes."),
            ("Can I complain?", "Ring us."),
            ("Is there a fee?", "No, we used to ask for one and gave it up."),
        ] {
            assert_eq!(said(question, answer), None, "{question}");
        }
    }
}
