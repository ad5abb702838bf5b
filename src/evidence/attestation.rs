//! What no document can show, somebody vouches for: attestations, read from a TOML file, checked like settings.

use crate::problem::{Problem, Problems};
use crate::ruleset::Ruleset;
use crate::source::Source;
use crate::toml_reader::{self, Located, Reader, Sink};
use jiff::civil::Date;

/// A signed statement that the landlord does what the Code asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// A provision or one of its elements.
    pub provision: String,
    pub statement: String,
    /// Name and office.
    pub who: String,
    /// The day on which it was signed.
    pub when: Date,
    /// In the landlord's words: "every quarter".
    pub how_often: Option<String>,
    /// Where the record is kept.
    pub link: Option<String>,
    /// The last day on which it holds.
    pub next_due: Date,
}

impl Attestation {
    /// Whether it no longer holds: the day after `next_due` it has lapsed.
    pub fn lapsed(&self, today: Date) -> bool {
        today > self.next_due
    }
}

/// All attestations of a landlord, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Attestations {
    pub list: Vec<Attestation>,
}

impl Attestations {
    /// Reads `[[attestation]]` tables; ids are those of `ruleset`.
    ///
    /// # Errors
    /// All mistakes at once: unknown keys and ids, missing texts, dates that are none, a statement signed after
    /// `today` or due before it was signed.
    pub fn read(source: &Source, ruleset: &Ruleset, today: Date) -> Result<Attestations, Problems> {
        let sink = Sink::default();
        let table = toml_reader::parse(source.text(), &sink);
        let mut reader = Reader::new(&table, source.text(), &sink);
        let tables = reader.tables("attestation");
        let mut list = Vec::new();
        for table in tables {
            list.extend(attestation(table, ruleset, today, &sink));
        }
        reader.finish();
        let problems = sink.into_problems();
        if problems.is_empty() {
            return Ok(Attestations { list });
        }
        Err(Problems {
            source: source.clone(),
            list: problems,
        })
    }

    /// Those for a provision or an element of it; the most recently signed first.
    pub fn of<'a>(&'a self, id: &str) -> Vec<&'a Attestation> {
        let mut found: Vec<_> = self.list.iter().filter(|a| a.provision == id).collect();
        found.sort_by_key(|a| std::cmp::Reverse(a.when));
        found
    }
}

fn attestation(mut table: Reader, ruleset: &Ruleset, today: Date, sink: &Sink) -> Option<Attestation> {
    let provision = table.required("provision");
    known(sink, &provision, ruleset);
    let statement = table.required("statement");
    let who = table.required("who");
    let when = table.required_date("when");
    let next_due = table.required_date("next-due");
    let how_often = table.string("how-often");
    let link = table.string("link");
    table.finish();
    let (when, next_due) = (when?, next_due?);
    if when.date > today {
        let problem = Problem::new(when.span, format!("this was signed after {today}"));
        sink.report(problem.help("a statement holds from the day on which it is signed"));
    }
    if next_due.date < when.date {
        let problem = Problem::new(next_due.span, "this is due again before it was signed");
        sink.report(problem.help("write the day by which it has to be signed anew"));
    }
    Some(Attestation {
        provision: provision.text,
        statement: statement.text.trim().to_owned(),
        who: who.text.trim().to_owned(),
        when: when.date,
        how_often: how_often.map(|l| l.text),
        link: link.map(|l| l.text),
        next_due: next_due.date,
    })
}

/// Reports an id that the Code does not have, and one that needs no attestation.
fn known(sink: &Sink, id: &Located, ruleset: &Ruleset) {
    let whole = ruleset.provision(&id.text);
    let part = ruleset.element(&id.text).map(|(_, element)| element);
    if id.text.is_empty() {
        return;
    }
    if whole.is_none() && part.is_none() {
        let ids = ruleset.provisions.iter().flat_map(|p| {
            let elements = p.elements.iter().map(|e| e.id.as_str());
            std::iter::once(p.id.as_str()).chain(elements)
        });
        let problem = Problem::new(id.span, format!("the Code has no provision `{}`", id.text));
        sink.report(match crate::near::closest(&id.text, ids) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("`ombudlint rules` lists what there is"),
        });
        return;
    }
    let practice = whole.is_some_and(|p| p.attest.is_some() || p.elements.iter().any(|e| e.attest.is_some()))
        || part.is_some_and(|e| e.attest.is_some());
    if !practice {
        let message = format!("{} is shown by documents alone; nobody can vouch for it", id.text);
        sink.report(Problem::new(id.span, message).help("take this attestation out"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::Examples;

    fn read(text: &str) -> Result<Attestations, String> {
        let name = crate::shipped::names().next().expect("a ruleset is shipped");
        let ruleset = crate::shipped::ruleset(name, Examples::LeaveOut).expect("is shipped");
        let source = Source::new("attestations.toml", text);
        let today = jiff::civil::date(2026, 11, 22);
        Attestations::read(&source, &ruleset.expect("loads"), today).map_err(|p| p.to_string())
    }

    /// A provision that only practice shows, and one that documents show.
    fn ids() -> (String, String) {
        let name = crate::shipped::names().next().expect("a ruleset is shipped");
        let ruleset = crate::shipped::ruleset(name, Examples::LeaveOut).expect("is shipped");
        let ruleset = ruleset.expect("loads");
        let vouched =
            |p: &&crate::ruleset::Provision| p.attest.is_some() || p.elements.iter().any(|e| e.attest.is_some());
        let practice = ruleset.provisions.iter().find(vouched).expect("one is practice");
        let text = ruleset.provisions.iter().find(|p| !vouched(p)).expect("one is text");
        (practice.id.clone(), text.id.clone())
    }

    #[test]
    fn a_statement_holds_to_the_day_on_which_it_is_due() {
        let (practice, _) = ids();
        let text = format!(
            "[[attestation]]\nprovision = \"{practice}\"\nstatement = \"Ten cases a month are looked at.\"\nwho = \"A. Shah, Head of Housing\"\nwhen = 2026-04-01\nnext-due = \"2026-11-22\"\n"
        );
        let read = read(&text).expect("reads");
        let signed = read.of(&practice)[0];
        assert!(!signed.lapsed(jiff::civil::date(2026, 11, 22)));
        assert!(signed.lapsed(jiff::civil::date(2026, 11, 23)));
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let (practice, shown) = ids();
        let text = format!(
            "[[attestation]]\nprovision = \"{practice}9\"\nstatement = \"\"\nwho = \"A\"\nwhen = 2027-01-01\nnext-due = 2026-01-01\nhow-offen = \"yearly\"\n\n[[attestation]]\nprovision = \"{shown}\"\nstatement = \"x\"\nwho = \"A\"\nwhen = \"soon\"\n"
        );
        let told = read(&text).expect_err("is wrong");
        for part in [
            "attestations.toml:2:14: the Code has no provision",
            "`statement` is empty",
            "signed after 2026-11-22",
            "due again before it was signed",
            "did you mean `how-often`?",
            "shown by documents alone",
            "`when` is a date like 2027-03-31",
            "`next-due` is missing",
        ] {
            assert!(told.contains(part), "{part:?} is not told in:\n{told}");
        }
    }
}
