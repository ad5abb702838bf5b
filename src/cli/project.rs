//! Which settings hold for which file: each file's own are found upwards from it, up to the root of its repository.
//! Loads them with their rulesets and baselines, each once.

use super::args::{CheckFormat, RulesetArgument};
use super::engine::load;
use super::exit::Status;
use super::input;
use super::terminal::{complain, show_problems};
use crate::baseline::Baseline;
use crate::pipeline::Engine;
use crate::problem::{Problem, Problems};
use crate::ruleset::{Examples, Ruleset};
use crate::settings::{self, Bound, Settings};
use crate::shipped;
use crate::source::Source;
use clap::ValueEnum;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Settings in force for some files, or none, with all that judging these files takes.
pub struct Project {
    pub settings: Option<Settings>,
    /// The folder of the settings, without links.
    folder: PathBuf,
    pub bound: Bound,
    /// The first of its rulesets: its name, and its folder if it is not shipped.
    pub ruleset: (String, PathBuf),
    engines: Vec<Arc<Engine>>,
}

impl Project {
    /// The engine for documents that name this Code; the first for those that name none or another.
    pub fn engine(&self, code: Option<&str>) -> &Arc<Engine> {
        let named = self.engines.iter().find(|e| Some(e.ruleset.id.as_str()) == code);
        named.unwrap_or(&self.engines[0])
    }

    /// The file of the settings.
    pub fn settings_file(&self) -> Option<PathBuf> {
        Some(PathBuf::from(self.settings.as_ref()?.source.name()))
    }

    /// The files of its rulesets that are not part of the program.
    pub fn ruleset_files(&self) -> impl Iterator<Item = PathBuf> {
        let files = self.engines.iter().flat_map(|engine| &engine.ruleset.files);
        files.filter(|f| !f.is_built_in()).map(|f| PathBuf::from(f.name()))
    }

    /// The baseline that the settings name.
    pub fn baseline(&self) -> Option<PathBuf> {
        let named = self.settings.as_ref()?.baseline.as_ref()?;
        Some(shown(&self.folder.join(&named.text)))
    }

    /// That the settings name a baseline which is not there.
    pub fn lacks_baseline(&self) -> Option<Problems> {
        let file = self.baseline().filter(|file| !file.exists())?;
        let settings = self.settings.as_ref()?;
        let file = file.display();
        let help = format!("write it with `ombudlint check --write-baseline {file}`, or take this line out");
        let span = settings.baseline.as_ref()?.span;
        let problem = Problem::new(span, format!("there is no baseline `{file}`")).help(help);
        Some(Problems {
            source: settings.source.clone(),
            list: vec![problem],
        })
    }

    /// A file's path from the folder of the settings, with `/` between folders; empty for standard input.
    pub fn path(&self, file: &Path) -> String {
        relative(file, &self.folder)
    }
}

/// The projects of a run.
pub struct Projects<'a> {
    argument: &'a RulesetArgument,
    today: Date,
    /// By folder; `None` where the settings or their rulesets cannot be used, which has been told.
    by_folder: BTreeMap<PathBuf, Option<usize>>,
    /// By settings file; the empty path for no settings.
    by_file: BTreeMap<PathBuf, Option<usize>>,
    pub all: Vec<Project>,
    engines: BTreeMap<PathBuf, Arc<Engine>>,
    /// What loading came to.
    pub status: Status,
}

impl Projects<'_> {
    /// Leaves all that was loaded to the end of the process, which takes it back at one stroke and not piece by piece.
    pub fn leave(self) {
        // Nothing is still being taken in then.
        self.engines.values().for_each(|engine| _ = engine.ruleset.rules.len());
        std::mem::forget(self);
    }
}

impl<'a> Projects<'a> {
    pub fn new(argument: &'a RulesetArgument, today: Date) -> Self {
        Projects {
            argument,
            today,
            by_folder: BTreeMap::new(),
            by_file: BTreeMap::new(),
            all: Vec::new(),
            engines: BTreeMap::new(),
            status: Status::Clean,
        }
    }

    /// The index of the project of a file; `None` when its settings cannot be used, which has been told.
    pub fn of(&mut self, file: &Path) -> Option<usize> {
        let config = &self.argument.config;
        if config.no_config {
            return self.load(PathBuf::new());
        }
        if let Some(named) = &config.config {
            return self.load(named.clone());
        }
        let folder = folder_of(file);
        if let Some(known) = self.by_folder.get(&folder) {
            return *known;
        }
        let found = find(&folder, config.within.as_deref()).unwrap_or_default();
        let project = self.load(found);
        self.by_folder.insert(folder, project);
        project
    }

    /// The documents that the settings of a project hold for, by their paths from its folder.
    pub fn documents(&self, project: &Project) -> Vec<String> {
        let config = &self.argument.config;
        let below = input::walk(&project.folder).into_iter().flatten();
        let own = below.filter(|file| {
            let found = || find(&folder_of(file), None).and_then(|found| found.parent().map(Path::to_path_buf));
            config.config.is_some() || found().as_ref() == Some(&project.folder)
        });
        let excluded = |path: &String| {
            project
                .settings
                .as_ref()
                .is_some_and(|s| s.exclude.matched(path).is_some())
        };
        own.map(|file| project.path(&file))
            .filter(|path| !excluded(path))
            .collect()
    }

    fn load(&mut self, file: PathBuf) -> Option<usize> {
        if let Some(known) = self.by_file.get(&file) {
            return *known;
        }
        let loaded = match self.project(&file) {
            Ok(project) => {
                self.all.push(project);
                Some(self.all.len() - 1)
            }
            Err(status) => {
                self.status = self.status.max(status);
                None
            }
        };
        self.by_file.insert(file, loaded);
        loaded
    }

    fn project(&mut self, file: &Path) -> Result<Project, Status> {
        let (settings, mut mistakes) = match file.as_os_str().is_empty() {
            true => (None, Vec::new()),
            false => read(file).map(|(settings, mistakes)| (Some(settings), mistakes))?,
        };
        let folder = folder_of(file);
        let rulesets = self.rulesets(settings.as_ref(), &folder, &mut mistakes);
        let engines = rulesets.iter().map(|(name, path)| self.engine(name, path));
        let engines = engines.collect::<Result<Vec<_>, _>>();
        let mut bound = Bound::default();
        if let Some(settings) = &settings {
            if let Ok(engines) = &engines {
                let rulesets: Vec<&Ruleset> = engines.iter().map(|e| &*e.ruleset).collect();
                let (made, wrong) = settings::bind(settings, &rulesets, self.today);
                mistakes.extend(wrong);
                bound = made;
            }
            // What is right in them holds all the same: the documents are judged, though the run fails.
            if !mistakes.is_empty() {
                mistakes.sort_by_key(|p| p.span);
                let source = settings.source.clone();
                show_problems(&Problems { source, list: mistakes });
                self.status = self.status.max(Status::BadInput);
            }
        }
        let engines = engines?;
        Ok(Project {
            settings,
            folder,
            bound,
            ruleset: rulesets.into_iter().next().expect("there is one at least"),
            engines,
        })
    }

    /// The rulesets that the command line names, else the settings, else the first shipped one: names and folders.
    fn rulesets(
        &self,
        settings: Option<&Settings>,
        folder: &Path,
        mistakes: &mut Vec<Problem>,
    ) -> Vec<(String, PathBuf)> {
        if let Some(name) = &self.argument.ruleset {
            return vec![(name.clone(), PathBuf::from(name))];
        }
        let mut out = Vec::new();
        for name in settings.iter().flat_map(|s| &s.rulesets) {
            let path = folder.join(&name.text);
            let is_shipped = shipped::names().any(|s| s == name.text);
            if !is_shipped && self.outside(&path) {
                let problem = Problem::new(name.span, "this ruleset lies outside the bundle");
                mistakes.push(problem.help("name it by its path from this file"));
                continue;
            }
            if is_shipped || path.exists() {
                out.push((name.text.clone(), path));
                continue;
            }
            let message = format!(
                "there is no ruleset `{}`, shipped or as a file or folder beside this one",
                name.text
            );
            mistakes.push(Problem::new(name.span, message).help(
                match crate::near::closest(&name.text, shipped::names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("shipped are {}", shipped::names().collect::<Vec<_>>().join(", ")),
                },
            ));
        }
        if out.is_empty() {
            let first = shipped::names().next().expect("a ruleset is shipped");
            out.push((first.to_owned(), PathBuf::from(first)));
        }
        out
    }

    /// Whether a file is none of the bundle's, where there is one.
    fn outside(&self, file: &Path) -> bool {
        let within = self.argument.config.within.as_ref();
        let inside = |folder: &PathBuf| file.canonicalize().is_ok_and(|file| file.starts_with(folder));
        within.is_some_and(|folder| !inside(folder))
    }

    fn engine(&mut self, name: &str, path: &Path) -> Result<Arc<Engine>, Status> {
        let key = match shipped::names().any(|s| s == name) {
            true => PathBuf::from(name),
            false => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        };
        if let Some(known) = self.engines.get(&key) {
            return Ok(known.clone());
        }
        let engine = Arc::new(load(name, path, Examples::LeaveOut)?);
        self.engines.insert(key, engine.clone());
        Ok(engine)
    }

    /// The format that the settings of all files agree on.
    pub fn format(&self) -> Option<CheckFormat> {
        let formats = self
            .all
            .iter()
            .map(|p| p.settings.as_ref().and_then(|s| s.format.as_ref()));
        let formats: BTreeSet<Option<&str>> = formats.map(|f| f.map(|f| f.text.as_str())).collect();
        match formats.into_iter().collect::<Vec<_>>()[..] {
            [Some(one)] => CheckFormat::from_str(one, false).ok(),
            _ => None,
        }
    }
}

/// The settings file for a folder: in it, or above it up to the root of its repository, not above `within`.
pub fn find(folder: &Path, within: Option<&Path>) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let file = folder.join(settings::FILE);
        if file.is_file() {
            return Some(file);
        }
        if Some(folder) == within || folder.join(".git").exists() {
            break;
        }
    }
    None
}

/// The names of the reports there are.
pub fn formats() -> Vec<String> {
    let values = CheckFormat::value_variants()
        .iter()
        .filter_map(CheckFormat::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

/// Reads a settings file. With the mistakes in it.
///
/// # Errors
/// The exit status, when the file cannot be read; this has been told.
fn read(file: &Path) -> Result<(Settings, Vec<Problem>), Status> {
    let source = text(file)?;
    let formats = formats();
    let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
    Ok(settings::read(&source, &formats))
}

/// Reads a baseline; what is wrong with it has been told when this fails.
///
/// # Errors
/// The exit status.
pub fn read_baseline(file: &Path) -> Result<Baseline, Status> {
    Baseline::parse(&text(file)?).map_err(|problems| {
        show_problems(&problems);
        Status::BadInput
    })
}

fn text(file: &Path) -> Result<Source, Status> {
    input::read(&shown(file)).map_err(|unread| super::batch::report_unread(&unread))
}

/// As short as one would type it: from the current folder, if it is below.
fn shown(file: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| file.strip_prefix(here).ok());
    below.map_or(file.to_owned(), Path::to_path_buf)
}

/// The folder that a file is in, without links; the current one for standard input.
pub fn folder_of(file: &Path) -> PathBuf {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// A file's path from a folder without links, with `/` between folders and `../` where it is not below; empty for
/// standard input.
pub fn relative(file: &Path, folder: &Path) -> String {
    let Some(name) = file.file_name().filter(|_| file.as_os_str() != "-") else {
        return String::new();
    };
    let file = folder_of(file).join(name);
    let shared = file
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = file
        .components()
        .skip(shared)
        .map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Says that a file cannot be written.
pub fn unwritten(file: &Path, error: &std::io::Error) -> Status {
    complain(&format!("{} could not be written: {error}", file.display()));
    Status::Failed
}
