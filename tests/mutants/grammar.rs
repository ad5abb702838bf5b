//! Sentences turned round by rule of thumb: denied, told as past, told of somebody else.

/// Verbs that take the "not" themselves.
const AUXILIARIES: [&str; 12] = [
    "will", "can", "must", "is", "are", "has", "have", "may", "would", "could", "was", "were",
];
/// Sentences beginning so say their main clause after a comma.
const CONDITIONS: [&str; 10] = [
    "If", "When", "Whenever", "Before", "Once", "As", "At", "Any", "Where", "With",
];
/// What stands after one of these is not the main clause.
const SUBORDINATING: [&str; 15] = [
    "until", "unless", "what", "how", "that", "which", "who", "whoever", "if", "because", "when", "whenever", "where",
    "whose", "so",
];
const PAST: [(&str, &str); 43] = [
    ("will", "would"),
    ("can", "could"),
    ("may", "might"),
    ("must", "had to"),
    ("is", "was"),
    ("are", "were"),
    ("has", "had"),
    ("have", "had"),
    ("do", "did"),
    ("does", "did"),
    ("give", "gave"),
    ("tell", "told"),
    ("tells", "told"),
    ("gives", "gave"),
    ("send", "sent"),
    ("make", "made"),
    ("keep", "kept"),
    ("take", "took"),
    ("think", "thought"),
    ("write", "wrote"),
    ("go", "went"),
    ("goes", "went"),
    ("pay", "paid"),
    ("bring", "brought"),
    ("say", "said"),
    ("says", "said"),
    ("get", "got"),
    ("know", "knew"),
    ("find", "found"),
    ("let", "let"),
    ("set", "set"),
    ("understand", "understood"),
    ("depends", "depended"),
    ("means", "meant"),
    ("shows", "showed"),
    ("looks", "looked"),
    ("defines", "defined"),
    ("contains", "contained"),
    ("reflects", "reflected"),
    ("explains", "explained"),
    ("includes", "included"),
    ("follows", "followed"),
    ("talks", "talked"),
];

/// The sentence denied; `None` if it denies already or has no verb that these rules of thumb know.
pub fn negated(sentence: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let denies = ["not", "never", "no", "nobody", "nothing", "cannot", "without", "who"];
    // A question of its own opens the main clause; a condition is left as it is.
    let from = main_clause(&words);
    let main = &words[from..];
    let compound = [
        "{{",
        " uphold",
        ", and ",
        ", but ",
        ": ",
        "; ",
        " because ",
        " so that ",
        ", which ",
    ];
    if compound
        .iter()
        .any(|mark| main.join(" ").trim_end_matches(':').contains(mark))
    {
        return None;
    }
    let subject = main.iter().position(|w| ["We", "we", "I"].contains(w));
    let verb = match subject {
        Some(n) => from + n + 1,
        None => from + main.iter().position(|w| AUXILIARIES.contains(w))?,
    };
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let denied = main.iter().take(verb - from + 4).any(|w| denies.contains(&&*bare(w)));
    let inside = main
        .iter()
        .take(verb - from)
        .any(|w| SUBORDINATING.contains(&&*bare(w)));
    if denied
        || inside
        || words
            .get(verb)
            .is_some_and(|w| w.ends_with([',', '.']) || w.ends_with("ed") || *w == "then")
    {
        return None;
    }
    let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    match *words.get(verb)? {
        "can" => out[verb] = "cannot".to_owned(),
        "have" if !is_participle(words.get(verb + 1)) => out.insert(verb, "do not".to_owned()),
        auxiliary if AUXILIARIES.contains(&auxiliary) || auxiliary == "am" => out.insert(verb + 1, "not".to_owned()),
        _ if subject.is_some() => out.insert(verb, "do not".to_owned()),
        _ => return None,
    }
    Some(out.join(" "))
}

fn is_participle(word: Option<&&str>) -> bool {
    word.is_some_and(|w| w.ends_with("ed") || ["put", "set", "made", "told", "already", "said"].contains(w))
}

/// Index of the first word of the main clause.
fn main_clause(words: &[&str]) -> usize {
    if !CONDITIONS.contains(&words[0]) {
        return 0;
    }
    words.iter().position(|w| w.ends_with(',')).map_or(0, |n| n + 1)
}

/// The sentence told as past: its verbs, as far as these rules of thumb know them.
pub fn past(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split(' ').collect();
    let told = words.iter().enumerate().map(|(n, word)| {
        let bare = word.trim_end_matches([',', ':', '.', ';']);
        let mark = &word[bare.len()..];
        let known = PAST
            .iter()
            .find(|(now, _)| *now == bare)
            .map(|(_, then)| (*then).to_owned());
        let after_we = n > 0 && ["we", "We", "I"].contains(&words[n - 1]);
        let then = known.or_else(|| (after_we && bare.chars().all(char::is_lowercase)).then(|| regular(bare)));
        then.map_or_else(|| (*word).to_owned(), |then| then + mark)
    });
    told.collect::<Vec<_>>().join(" ")
}

fn regular(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ied"),
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ if verb.ends_with("ed") => verb.to_owned(),
        _ => format!("{verb}ed"),
    }
}

/// "We used to …", or "In the past …" where nobody of ours acts.
pub fn used_to(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split(' ').collect();
    let from = main_clause(&words);
    let subject = words[from..].iter().position(|w| ["We", "we"].contains(w));
    let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    match subject.map(|n| from + n + 1).filter(|verb| *verb < words.len()) {
        Some(verb) if ["will", "would"].contains(&words[verb]) => out[verb] = "used to".to_owned(),
        Some(verb) if !AUXILIARIES.contains(&words[verb]) && words[verb] != "do" => out[verb].insert_str(0, "used to "),
        _ => return format!("In the past, {}", lower(&past(sentence))),
    }
    out.join(" ")
}

/// The sentence in the words of a Code: "landlords" for "we".
pub fn of_landlords(sentence: &str) -> String {
    let words = sentence.split(' ').map(|word| match word {
        "We" => "Landlords",
        "we" | "I" => "landlords",
        "our" => "their",
        "Our" => "Their",
        "us" => "them",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// With a small first letter, as after a comma.
pub fn lower(sentence: &str) -> String {
    if sentence.starts_with("I ") || sentence.starts_with("Housing") {
        return sentence.to_owned();
    }
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The words with the first figure in them one higher or lower; `None` if they have none.
pub fn figure(words: &str, more: bool) -> Option<String> {
    const FIGURES: [(&str, &str, &str); 7] = [
        ("five", "six", "four"),
        ("ten", "eleven", "nine"),
        ("10", "11", "9"),
        ("twenty", "twenty-one", "nineteen"),
        ("20", "21", "19"),
        ("12", "13", "11"),
        ("a year", "thirteen months", "eleven months"),
    ];
    let found = FIGURES.iter().filter_map(|(figure, above, below)| {
        let at = words.find(&format!(" {figure} "))?;
        Some((at + 1, figure, if more { above } else { below }))
    });
    let (at, figure, other) = found.min_by_key(|(at, ..)| *at)?;
    Some(format!("{}{other}{}", &words[..at], &words[at + figure.len()..]))
}
