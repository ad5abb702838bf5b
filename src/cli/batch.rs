//! All documents of a run, each judged or named with the reason why not.

use super::args::Judging;
use super::clock::today;
use super::exit::Status;
use super::input::{self, Found, Unread};
use super::progress::Progress;
use super::project::{Project, Projects};
use super::terminal::{detail, eprint, note, show_problems};
use crate::document;
use crate::kind::Kind;
use crate::pipeline::{Engine, Refusal};
use crate::problem::{Problem, Problems};
use crate::reading::Reading;
use crate::report::Judged;
use crate::report::item::{Run, Unchecked};
use crate::report::summary::count;
use crate::ruleset::Severity;
use crate::self_assessment::{self, Paper};
use crate::source::{Position, Source};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All documents of a run.
pub struct Batch<'a> {
    pub judged: Vec<Judged>,
    /// For each judged document its file and the index of its project.
    pub files: Vec<(PathBuf, usize)>,
    pub projects: Projects<'a>,
    pub unchecked: Vec<Unchecked>,
    /// What is to be said of settings: waivers that nothing needs.
    pub asides: Vec<Problems>,
    pub status: Status,
    pub today: jiff::civil::Date,
}

impl Batch<'_> {
    /// The run as reports take it.
    pub fn run(&self) -> Run<'_> {
        Run {
            judged: &self.judged,
            unchecked: &self.unchecked,
            asides: &self.asides,
            today: self.today,
        }
    }

    /// Whether there is something at a level that makes the run fail.
    pub fn has(&self, severity: Severity) -> bool {
        let beside = self.asides.iter().flat_map(|a| &a.list).any(|p| p.level == severity);
        beside || self.judged.iter().any(|j| j.count(severity) > 0)
    }
}

/// Judges the files that `paths` name.
pub fn judge<'a>(paths: &[PathBuf], how: &'a Judging) -> Batch<'a> {
    judge_found(input::collect(paths), how)
}

/// Judges these files, in their order.
pub fn judge_found(found: Vec<Result<Found, Unread>>, how: &Judging) -> Batch<'_> {
    let today = how.today.unwrap_or_else(today);
    let mut batch = Batch {
        judged: Vec::new(),
        files: Vec::new(),
        projects: Projects::new(&how.ruleset, today),
        unchecked: Vec::new(),
        asides: Vec::new(),
        status: Status::Clean,
        today,
    };
    // For each project the waivers of its settings that found something.
    let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
    let config = &how.ruleset.config;
    let progress = Progress::new(found.len());
    let mut forms: Vec<(usize, Opened, PathBuf, usize)> = Vec::new();
    for found in found {
        progress.step();
        let read = found.and_then(|found| {
            let Some(project) = batch.projects.of(&found.path) else {
                let reason = "its settings or their rulesets cannot be used";
                let mut unchecked = Unchecked::passed(config.name(&found.path), reason);
                unchecked.failed = true;
                return Ok(Err(unchecked));
            };
            if excluded(&found, &batch.projects.all[project]) {
                let reason = "its settings exclude it";
                return Ok(Err(Unchecked::passed(config.name(&found.path), reason)));
            }
            let read = input::read_as(&found.path, config.name(&found.path));
            read.map(|source| Ok((found, project, source)))
        });
        let (found, project, source) = match read {
            Ok(Ok(read)) => read,
            Ok(Err(unchecked)) => {
                batch.unchecked.push(unchecked);
                continue;
            }
            Err(unread) => {
                batch.status = batch.status.max(report_unread(&unread));
                batch.unchecked.push(unread.file);
                continue;
            }
        };
        let opened = match Opened::new(&batch.projects.all[project], source, &found.path, how.kind) {
            Ok(opened) => opened,
            Err((source, refusal)) => {
                let (unchecked, status) = refused(&source, refusal);
                batch.unchecked.push(unchecked);
                batch.status = batch.status.max(status);
                continue;
            }
        };
        // A filled form is replayed against the documents beside it.
        if opened.reading.form.is_some() {
            forms.push((batch.judged.len() + forms.len(), opened, found.path, project));
        } else {
            batch.document(opened, found.path, project, &mut used);
        }
    }
    for (at, mut form, file, project) in forms {
        batch.replay(&mut form);
        batch.document(form, file, project, &mut used);
        // In the order of the paths again.
        batch.judged[at..].rotate_right(1);
        batch.files[at..].rotate_right(1);
    }
    drop(progress);
    batch.status = batch.status.max(batch.projects.status);
    // What a waiver is for may not be in the bundle.
    if config.within.is_none() {
        batch.idle_waivers(&used);
    }
    batch
}

impl Batch<'_> {
    /// Holds the rows of a filled form against the documents judged so far by the same Code.
    fn replay(&self, opened: &mut Opened) {
        let ruleset = &opened.engine.ruleset;
        let beside = self.judged.iter().filter(|j| j.ruleset.id == ruleset.id);
        let papers: Vec<Paper> = beside.filter_map(Judged::paper).collect();
        if let Some(form) = &mut opened.reading.form {
            self_assessment::documents(form, &papers, ruleset);
        }
    }

    fn document(&mut self, opened: Opened, file: PathBuf, index: usize, used: &mut BTreeSet<(usize, usize)>) {
        let weighed = opened.weigh(&self.projects.all[index], &file, self.today);
        used.extend(weighed.used.into_iter().map(|n| (index, n)));
        if weighed.wrong_waivers {
            self.status = self.status.max(Status::BadInput);
        }
        detail(|| {
            let (judged, reading) = (&weighed.judged, &weighed.reading);
            let elements = judged.verdicts.iter().flat_map(|p| &p.elements);
            let duties = elements.filter(|e| e.verdict.is_some());
            format!(
                "{}: read as a {} by the ruleset {}: {} in {}",
                judged.source.name(),
                judged.kind,
                judged.ruleset.id,
                count(duties.count(), "duty"),
                count(reading.statements.len(), "statement"),
            )
        });
        self.judged.push(weighed.judged);
        self.files.push((file, index));
    }

    /// Notes the waivers of settings that found nothing, where every file that they are for was judged.
    fn idle_waivers(&mut self, used: &BTreeSet<(usize, usize)>) {
        for (index, project) in self.projects.all.iter().enumerate() {
            let Some(settings) = &project.settings else { continue };
            let idle = project
                .bound
                .waivers
                .iter()
                .enumerate()
                .filter(|(n, _)| !used.contains(&(index, *n)));
            let idle: Vec<_> = idle.map(|(_, waiver)| waiver).collect();
            if idle.is_empty() {
                continue;
            }
            let judged = self.files.iter().filter(|(_, p)| *p == index);
            let judged: BTreeSet<String> = judged.map(|(file, _)| project.path(file)).collect();
            let unjudged: Vec<String> = self
                .projects
                .documents(project)
                .into_iter()
                .filter(|p| !judged.contains(p))
                .collect();
            let is_for = |path: &String, paths: &Option<crate::settings::Paths>| {
                paths.as_ref().is_none_or(|paths| paths.matched(path).is_some())
            };
            let idle = idle
                .into_iter()
                .filter(|(_, paths)| !unjudged.iter().any(|path| is_for(path, paths)));
            let list: Vec<Problem> = idle.map(|(claim, _)| claim.idle(self.today)).collect();
            if !list.is_empty() {
                self.asides.push(Problems {
                    source: settings.source.clone(),
                    list,
                });
            }
        }
    }
}

/// A document that was judged with all that its project says of it.
pub struct Weighed {
    pub judged: Judged,
    pub reading: Reading,
    /// The waivers of the settings that found something, by their numbers.
    used: Vec<usize>,
    /// Something is wrong with the document's own waivers.
    wrong_waivers: bool,
}

/// A document that was read and is still to be judged.
struct Opened {
    engine: Arc<Engine>,
    source: Source,
    reading: Reading,
    notes: Vec<Problem>,
}

impl Opened {
    fn new(project: &Project, source: Source, file: &Path, kind: Option<Kind>) -> Result<Opened, (Source, Refusal)> {
        let (engine, opened) = open(project, &source, file, kind);
        match opened {
            Ok((reading, notes)) => Ok(Opened {
                engine: engine.clone(),
                source,
                reading,
                notes,
            }),
            Err(refusal) => Err((source, refusal)),
        }
    }

    fn weigh(self, project: &Project, file: &Path, today: jiff::civil::Date) -> Weighed {
        let Opened {
            engine,
            source,
            reading,
            mut notes,
        } = self;
        let mut verdicts = engine.assess(&reading, today);
        project.bound.weigh(&mut verdicts, &engine.ruleset);
        let (numbers, claims): (Vec<usize>, Vec<_>) = project.bound.claims(&project.path(file)).into_iter().unzip();
        let (about_waivers, found) = engine.excuse(&mut verdicts, &reading, &claims, today);
        let used = numbers.into_iter().zip(found).filter(|(_, found)| *found);
        let wrong_waivers = about_waivers.iter().any(|n| n.level == Severity::Error);
        notes.extend(about_waivers);
        notes.extend(engine.closed_routes(&reading, today));
        let judged = Judged {
            source,
            kind: reading.kind,
            ruleset: engine.ruleset.clone(),
            verdicts,
            notes,
        };
        Weighed {
            judged,
            reading,
            used: used.map(|(n, _)| n).collect(),
            wrong_waivers,
        }
    }
}

/// Reads and judges a document.
///
/// # Errors
/// Why it is not judged, with the document.
pub fn weigh(
    project: &Project,
    source: Source,
    file: &Path,
    kind: Option<Kind>,
    today: jiff::civil::Date,
) -> Result<Weighed, (Source, Refusal)> {
    Ok(Opened::new(project, source, file, kind)?.weigh(project, file, today))
}

/// What is read from a document, with notes.
pub type Opening = Result<(Reading, Vec<Problem>), Refusal>;

/// Reads a document with all that its project says of it, by the rules of the Code that it names.
pub fn open<'p>(project: &'p Project, source: &Source, file: &Path, kind: Option<Kind>) -> (&'p Arc<Engine>, Opening) {
    let matter = document::front_matter(source);
    let code = matter.iter().flat_map(|m| &m.entries).find(|e| e.key == "code");
    let engine = project.engine(code.map(|e| e.value.as_str()));
    let settings = project.settings.as_ref();
    let kind = kind.or_else(|| settings.and_then(|s| s.kind(&project.path(file))));
    (
        engine,
        engine.open_as(source, kind, settings.map_or(&[], |s| &s.landlord)),
    )
}

/// Whether the settings leave a file out; one that was named is told so.
pub fn excluded(found: &Found, project: &Project) -> bool {
    let path = project.path(&found.path);
    let excluded = project
        .settings
        .as_ref()
        .is_some_and(|s| s.exclude.matched(&path).is_some());
    if excluded && found.named {
        note(&format!(
            "{}: note: this file is excluded by `{}`",
            found.path.display(),
            crate::settings::FILE
        ));
    }
    excluded
}

/// Says why a document is not judged; returns it in short.
pub fn refused(source: &Source, refusal: Refusal) -> (Unchecked, Status) {
    let unchecked = |at: Option<Position>, reason: String, failed: bool| Unchecked {
        path: source.name().to_owned(),
        at,
        reason,
        failed,
    };
    match refusal {
        Refusal::FrontMatter(list) => {
            let reason = list.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("; ");
            let at = list.first().map(|p| source.position(p.span.start));
            show_problems(&Problems {
                source: source.clone(),
                list,
            });
            (unchecked(at, reason, true), Status::BadInput)
        }
        Refusal::UnknownKind => {
            let reason = "this does not look like a document about complaints; if it is one, say `kind:` in its front matter or `--kind`";
            note(&format!("{}: note: {reason}", source.name()));
            (unchecked(None, reason.to_owned(), false), Status::Clean)
        }
    }
}

/// Says why a file was not read.
pub fn report_unread(unread: &Unread) -> Status {
    eprint(&format!("error: {}: {}", unread.file.place(), unread.file.reason));
    unread.status
}
