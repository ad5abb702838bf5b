//! One self-contained page that a committee member can open: summary, coverage, the form, each finding in its
//! context, the documents themselves. The template escapes all text; a policy may contain anything.

mod marked;

use super::cells;
use crate::evidence::{Comply, Filled, FilledRow, Form, Paper};
use crate::finding::{Finding, Verdict};
use crate::report::item::Unchecked;
use crate::report::{Judged, sentences};
use crate::ruleset::{Ruleset, Severity};
use crate::self_assessment::Borne;
use jiff::civil::Date;
use marked::{Line, lines};
use minijinja::Environment;
use minijinja::value::{Serde, Value};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    title: String,
    version: &'static str,
    date: String,
    summary: String,
    style: &'static str,
    columns: [&'static str; 5],
    rows: Vec<RowView>,
    open: Vec<String>,
    matrix: Matrix,
    letters: Vec<LettersView>,
    replayed: [&'static str; 4],
    filled: Vec<FilledView>,
    papers: Vec<PaperView>,
    unchecked: Vec<(String, String)>,
}

#[derive(Serialize)]
struct RowView {
    provision: String,
    requirement: String,
    comply: String,
    class: &'static str,
    evidence: Vec<String>,
    commentary: Vec<String>,
}

/// Documents down, provisions across; each cell a sign, a word for it and a colour.
#[derive(Serialize)]
struct Matrix {
    provisions: Vec<String>,
    rows: Vec<MatrixRow>,
}

#[derive(Serialize)]
struct MatrixRow {
    name: String,
    id: String,
    cells: Vec<Cell>,
}

#[derive(Serialize, Clone, Copy)]
struct Cell {
    sign: &'static str,
    word: &'static str,
    class: &'static str,
}

#[derive(Serialize)]
struct LettersView {
    kind: &'static str,
    names: Vec<String>,
    duties: Vec<(String, Vec<Cell>)>,
}

/// A form filled by hand beside the documents.
#[derive(Serialize)]
struct FilledView {
    name: String,
    summary: String,
    rows: Vec<FilledRowView>,
}

#[derive(Serialize)]
struct FilledRowView {
    provision: String,
    line: usize,
    documents: &'static str,
    class: &'static str,
    words: Vec<String>,
}

#[derive(Serialize)]
struct PaperView {
    id: String,
    name: String,
    kind: &'static str,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    findings: Vec<FindingView>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct FindingView {
    /// Anchor of the finding, and of its first words in the document.
    id: String,
    anchor: Option<String>,
    level: &'static str,
    code: String,
    headline: String,
    place: Option<String>,
    /// The sentence around it: before, the words, after.
    context: Option<(String, String, String)>,
    requirement: String,
    help: Option<String>,
    waived: Option<String>,
}

/// The page; `unchecked` are files that were not judged, with the reason.
pub fn document(form: &Form, unchecked: &[Unchecked], today: Date) -> String {
    let page = Page {
        title: form.ruleset.title.clone(),
        version: env!("CARGO_PKG_VERSION"),
        date: cells::day(today),
        summary: cells::summary(form),
        style: include_str!("style.css"),
        columns: cells::COLUMNS,
        rows: rows(form),
        open: open(form),
        matrix: matrix(form),
        letters: letters(form),
        replayed: cells::REPLAYED,
        filled: form.filled.iter().map(|filled| self::filled(form, filled)).collect(),
        papers: form
            .papers
            .iter()
            .enumerate()
            .map(|(n, p)| paper(n, p, form.ruleset))
            .collect(),
        unchecked: unchecked.iter().map(|u| (u.place(), u.reason.clone())).collect(),
    };
    let mut environment = Environment::new();
    environment
        .add_template("report.html", include_str!("report.html"))
        .expect("the template is well-formed");
    let template = environment.get_template("report.html").expect("was just added");
    template
        .render(Value::from(Serde(&page)))
        .expect("the page has what the template asks for")
}

fn rows(form: &Form) -> Vec<RowView> {
    let answers = form.rows.iter().map(|row| row.comply);
    answers
        .zip(cells::rows(form))
        .map(|(comply, cells)| RowView {
            provision: cells.provision,
            requirement: cells.requirement,
            comply: cells.comply,
            class: match comply {
                Comply::Yes => "met",
                Comply::No { by: None } => "broken",
                Comply::No { by: Some(_) } => "waived",
                Comply::Open => "open",
            },
            evidence: cells.evidence,
            commentary: cells.commentary,
        })
        .collect()
}

fn open(form: &Form) -> Vec<String> {
    let open = form.rows.iter().filter(|row| row.comply == Comply::Open);
    open.map(|row| row.provision.id.clone()).collect()
}

fn matrix(form: &Form) -> Matrix {
    let rows = form.papers.iter().enumerate().map(|(n, paper)| MatrixRow {
        name: paper.judged.source.name().to_owned(),
        id: paper_id(n),
        cells: paper.judged.verdicts.iter().map(|p| cell(p.verdict)).collect(),
    });
    Matrix {
        provisions: form.rows.iter().map(|row| row.provision.id.clone()).collect(),
        rows: rows.collect(),
    }
}

/// A sign as well as a colour: colour is never the only carrier.
fn cell(verdict: Option<Verdict>) -> Cell {
    let (sign, word, class) = match verdict {
        Some(Verdict::Met) => ("✓", "met", "met"),
        Some(Verdict::Breached) => ("✗", "says otherwise", "broken"),
        Some(Verdict::Missing) => ("○", "not said", "missing"),
        Some(Verdict::Unassessed) => ("?", "to be attested", "open"),
        None => ("·", "not asked of it", "none"),
    };
    Cell { sign, word, class }
}

fn letters(form: &Form) -> Vec<LettersView> {
    let tables = form.letters.iter().map(|table| LettersView {
        kind: table.kind.name(),
        names: table
            .rows
            .iter()
            .map(|(n, _)| form.papers[*n].judged.source.name().to_owned())
            .collect(),
        duties: table
            .duties
            .iter()
            .enumerate()
            .map(|(n, duty)| {
                (
                    cells::duty(duty),
                    table.rows.iter().map(|(_, verdicts)| cell(verdicts[n])).collect(),
                )
            })
            .collect(),
    });
    tables.collect()
}

fn filled(form: &Form, filled: &Filled) -> FilledView {
    let row = |row: &FilledRow| FilledRowView {
        provision: row.provision.to_owned(),
        line: row.line,
        documents: cells::borne(row.borne),
        class: match row.borne {
            Borne::Supported => "met",
            Borne::Open => "open",
            Borne::NotSupported => "missing",
            Borne::Contradicted => "broken",
        },
        words: cells::replayed(form, row),
    };
    FilledView {
        name: filled.judged.source.name().to_owned(),
        summary: cells::replay_summary(filled),
        rows: filled.rows.iter().map(row).collect(),
    }
}

fn paper_id(n: usize) -> String {
    format!("document-{}", n + 1)
}

fn paper(n: usize, paper: &Paper, ruleset: &Ruleset) -> PaperView {
    let judged = paper.judged;
    let id = paper_id(n);
    let findings: Vec<&Finding> = judged.findings().collect();
    let views = findings.iter().enumerate();
    PaperView {
        name: judged.source.name().to_owned(),
        kind: judged.kind.name(),
        errors: judged.count(Severity::Error),
        warnings: judged.count(Severity::Warning),
        notes: judged.count(Severity::Advice),
        waived: findings.iter().filter(|f| f.waiver().is_some()).count(),
        findings: views.map(|(m, f)| finding(&id, m, f, paper, judged, ruleset)).collect(),
        lines: lines(judged, &findings, &id),
        id,
    }
}

fn finding(id: &str, m: usize, finding: &Finding, paper: &Paper, judged: &Judged, ruleset: &Ruleset) -> FindingView {
    let span = finding.spans.first().copied();
    let text = judged.source.text();
    let context = span.map(|span| {
        let around = paper.outline.sentence(span);
        (
            text[around.start.min(span.start)..span.start].to_owned(),
            text[span.range()].to_owned(),
            text[span.end..around.end.max(span.end)].to_owned(),
        )
    });
    let requirement = ruleset
        .element(&finding.element)
        .map(|(provision, _)| provision.text.as_str());
    FindingView {
        id: format!("{id}-finding-{}", m + 1),
        anchor: span.map(|_| format!("{id}-words-{}", m + 1)),
        level: sentences::level(finding.severity),
        code: sentences::code(finding, ruleset),
        headline: sentences::headline(finding, judged.kind, ruleset),
        place: span.map(|span| {
            let place = paper.outline.place(span, &judged.source);
            let clause = place.clause.map(|c| format!("clause {c}, ")).unwrap_or_default();
            format!("{clause}line {}", place.line)
        }),
        context,
        requirement: cells::on_one_line(requirement.unwrap_or_default()),
        help: sentences::help(finding, ruleset),
        waived: finding
            .waiver()
            .map(|w| format!("Explained until {}: {}", cells::day(w.until), w.reason)),
    }
}
