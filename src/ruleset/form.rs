//! What filled self-assessments look like: the words over their columns and before their fields, the answers people give,
//! and the signs that a "Yes" is none. Read from `self-assessment.toml`, which all rulesets share.

use crate::lexicon::{Formula, Lexicon, formulas};
use crate::toml_reader::{Located, Reader};

/// A fault of a row, or of the form as a whole. One rule of the ruleset speaks for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum RowFault {
    AnswerMissing,
    AnswerOther,
    EvidenceMissing,
    Denied,
    Contradicted,
    Unshown,
    Planned,
    Unexplained,
    Undated,
    Overdue,
    Wording,
    Chain,
    SameWords,
    OtherStage,
    RowMissing,
    RowDoubled,
    RowUnknown,
    NumberLost,
    Figures,
}

impl RowFault {
    pub const ALL: [(&'static str, RowFault); 19] = [
        ("answer-missing", RowFault::AnswerMissing),
        ("answer-other", RowFault::AnswerOther),
        ("evidence-missing", RowFault::EvidenceMissing),
        ("denied", RowFault::Denied),
        ("contradicted", RowFault::Contradicted),
        ("unshown", RowFault::Unshown),
        ("planned", RowFault::Planned),
        ("unexplained", RowFault::Unexplained),
        ("undated", RowFault::Undated),
        ("overdue", RowFault::Overdue),
        ("wording", RowFault::Wording),
        ("chain", RowFault::Chain),
        ("same-words", RowFault::SameWords),
        ("other-stage", RowFault::OtherStage),
        ("row-missing", RowFault::RowMissing),
        ("row-doubled", RowFault::RowDoubled),
        ("row-unknown", RowFault::RowUnknown),
        ("number-lost", RowFault::NumberLost),
        ("figures", RowFault::Figures),
    ];

    /// A fault that no example of a few rows can be free of.
    pub fn needs_all_rows(self) -> bool {
        self == RowFault::RowMissing
    }
}

/// One fault to look for, and how much it weighs.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct RowCheck {
    pub finds: RowFault,
    pub severity: super::Severity,
}

/// The columns of a form, in the words that landlords put over them or before a field.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Labels {
    pub number: Vec<String>,
    pub requirement: Vec<String>,
    pub answer: Vec<String>,
    /// Columns to be marked, one for each answer.
    pub yes: Vec<String>,
    pub no: Vec<String>,
    pub evidence: Vec<String>,
    pub commentary: Vec<String>,
}

/// What stands in the column of answers.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Answers {
    pub yes: Vec<String>,
    pub no: Vec<String>,
    /// Other words that mean yes, or no: understood, and reported.
    pub means_yes: Vec<String>,
    pub means_no: Vec<String>,
    pub partly: Vec<String>,
    pub not_applicable: Vec<String>,
    /// Marks in a column that is itself an answer.
    pub marks: Vec<String>,
}

/// Words that send the reader to another row.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct References {
    /// "refer to", "see": stand before a number.
    pub to: Vec<String>,
    /// "as above": the row before.
    pub above: Vec<String>,
    /// Words that may stand between, or beside, without saying anything of their own.
    pub filler: Vec<String>,
    /// Papers whose own numbers are meant: "section 14 of the policy".
    pub papers: Vec<String>,
}

/// The vocabulary of filled self-assessments.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Forms {
    pub labels: Labels,
    pub answers: Answers,
    pub references: References,
    /// What people write where they have nothing to write.
    pub blank: Vec<String>,
    /// Stand before a provision's number at the head of its part of a page.
    pub row_heads: Vec<String>,
    /// Begin a heading between rows: "section", "stage".
    pub part_heads: Vec<String>,
    /// Begin what comes after the last row of a page.
    pub endings: Vec<String>,
    /// The words before a date that make it a deadline.
    pub deadlines: Vec<String>,
    /// Those that make it a day on which something is, or was.
    pub on_a_day: Vec<String>,
    /// Says that the duty is not met.
    pub denied: Vec<Formula>,
    /// Says so where the Code asks for something to be done, not where it forbids something.
    pub denied_duty: Vec<Formula>,
    /// Speaks of what is still to be done.
    pub planned: Vec<Formula>,
    /// In the Code's own text: this provision forbids.
    pub forbids: Vec<Formula>,
    /// Papers of stage 1 and of stage 2, as evidence names them.
    pub papers_of_stage: [Vec<Formula>; 2],
    pub questions: Vec<QuestionForm>,
    /// What is counted in the answers to questions.
    pub counts: Vec<Count>,
}

/// A self-assessment form of an older Code, made of questions without numbers.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct QuestionForm {
    pub name: String,
    pub sections: Vec<QuestionSection>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct QuestionSection {
    pub title: String,
    pub questions: Vec<String>,
    /// Questions that are not answered by yes or no.
    pub open: Vec<String>,
}

/// Something that is counted, told by the words around the figure.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Count {
    /// As a reader names it.
    pub name: String,
    pub says: Vec<Formula>,
}

impl Forms {
    /// Reads the file. Mistakes go to the sink of `reader`; what could be read is kept.
    pub fn read(mut reader: Reader, lexicon: &mut Lexicon) -> Forms {
        let mut forms = Forms::default();
        if let Some(concepts) = reader.table("concepts") {
            lexicon.add_concepts(concepts);
        }
        if let Some(mut table) = reader.table("columns") {
            forms.labels = Labels {
                number: texts(table.strings("number")),
                requirement: texts(table.strings("requirement")),
                answer: texts(table.strings("answer")),
                yes: texts(table.strings("yes")),
                no: texts(table.strings("no")),
                evidence: texts(table.strings("evidence")),
                commentary: texts(table.strings("commentary")),
            };
            table.finish();
        }
        if let Some(mut table) = reader.table("answers") {
            forms.answers = Answers {
                yes: texts(table.strings("yes")),
                no: texts(table.strings("no")),
                means_yes: texts(table.strings("means-yes")),
                means_no: texts(table.strings("means-no")),
                partly: texts(table.strings("partly")),
                not_applicable: texts(table.strings("not-applicable")),
                marks: texts(table.strings("marks")),
            };
            table.finish();
        }
        if let Some(mut table) = reader.table("references") {
            forms.references = References {
                to: texts(table.strings("to")),
                above: texts(table.strings("above")),
                filler: texts(table.strings("filler")),
                papers: texts(table.strings("papers")),
            };
            table.finish();
        }
        if let Some(mut table) = reader.table("layout") {
            forms.blank = texts(table.strings("blank"));
            forms.row_heads = texts(table.strings("row-heads"));
            forms.part_heads = texts(table.strings("part-heads"));
            forms.endings = texts(table.strings("endings"));
            forms.deadlines = texts(table.strings("deadlines"));
            forms.on_a_day = texts(table.strings("on-a-day"));
            table.finish();
        }
        if let Some(mut table) = reader.table("signs") {
            let sink = table.sink();
            let mut list = |key| formulas(table.strings(key), &mut lexicon.interner, sink);
            forms.denied = list("denied");
            forms.denied_duty = list("denied-duty");
            forms.planned = list("planned");
            forms.forbids = list("forbids");
            forms.papers_of_stage = [list("papers-of-stage-1"), list("papers-of-stage-2")];
            table.finish();
        }
        for mut table in reader.tables("count") {
            let sink = table.sink();
            forms.counts.push(Count {
                name: table.required("name").text,
                says: formulas(table.strings("says"), &mut lexicon.interner, sink),
            });
            table.finish();
        }
        for mut table in reader.tables("form") {
            let name = table.required("name").text;
            let sections = table.tables("section").into_iter().map(|mut section| {
                let read = QuestionSection {
                    title: section.required("title").text,
                    questions: texts(section.strings("questions")),
                    open: texts(section.strings("open")),
                };
                section.finish();
                read
            });
            let sections = sections.collect();
            forms.questions.push(QuestionForm { name, sections });
            table.finish();
        }
        reader.finish();
        forms
    }
}

fn texts(list: Vec<Located>) -> Vec<String> {
    list.into_iter().map(|l| l.text).collect()
}
