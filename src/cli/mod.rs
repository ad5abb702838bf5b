//! The command line: arguments in, one pipeline call, one report out. Files, terminal and date live here.

use crate::examples;
use crate::kind::Kind;
use crate::pipeline::Engine;
use crate::ruleset::{self, LoadError};
use crate::source::Source;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Assess {
        #[arg(long, default_value = "json")]
        format: String,
        #[arg(long)]
        ruleset: Option<PathBuf>,
        paths: Vec<PathBuf>,
    },
    Facts {
        #[arg(long)]
        ruleset: Option<PathBuf>,
        /// Show only which formulas of this element's rules hold, and where.
        #[arg(long)]
        element: Option<String>,
        path: PathBuf,
    },
    Rules {
        #[arg(long)]
        ruleset: Option<PathBuf>,
        only: Vec<String>,
    },
}

fn engine(folder: Option<PathBuf>) -> Result<Engine, LoadError> {
    Ok(Engine::new(match folder {
        Some(folder) => ruleset::load_folder(&folder)?,
        None => ruleset::shipped::ruleset("hos-2024").expect("shipped")?,
    }))
}

pub fn main() -> ExitCode {
    let today = jiff::civil::date(2026, 11, 22);
    let args = Args::parse();
    let folder = match &args.command {
        Command::Assess { ruleset, .. } | Command::Facts { ruleset, .. } | Command::Rules { ruleset, .. } => ruleset.clone(),
    };
    let engine = match engine(folder) {
        Ok(engine) => engine,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let load = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let source = Source::new(path.display().to_string(), text);
        let document = crate::document::parse(&source);
        let kind = document.front_matter.iter().flat_map(|f| &f.entries).find(|e| e.key == "kind");
        let kind = kind.and_then(|e| Kind::from_name(&e.value)).unwrap_or(Kind::ComplaintsPolicy);
        (source, document, kind)
    };
    match args.command {
        Command::Assess { paths, .. } => {
            let mut documents = Vec::new();
            for path in paths {
                let (source, _, kind) = load(&path);
                let verdicts = engine.judge(&source, kind, today);
                documents.push(crate::report::json::document(&source, kind, &engine.ruleset, &verdicts));
            }
            println!("{}", serde_json::json!({ "documents": documents }));
        }
        Command::Facts { path, element, .. } => {
            let (source, document, kind) = load(&path);
            let reading = engine.read(&source, &document, kind);
            if let Some(element) = element {
                crate::report::facts::trace(&source, &reading, &engine.ruleset, &element, today);
                return ExitCode::SUCCESS;
            }
            crate::report::facts::print(&source, &reading, &engine.ruleset);
        }
        Command::Rules { only, .. } => {
            let wanted = |r: &ruleset::Rule| {
                only.is_empty() || only.iter().any(|o| r.id == *o || r.element == *o || r.element.starts_with(&format!("{o}.")))
            };
            let (count, failed) = examples::run(&engine, &wanted, today);
            for d in &failed {
                let file = engine.ruleset.file(d.example.place);
                let at = file.position(d.example.place.span.start);
                println!("{}:{}: {} [{}] says {:?}, got {:?}{} {:?}\n    {}", file.name(), at.line, d.rule.id, d.rule.element, d.example.verdict, d.got, if d.misplaced { " (misplaced)" } else { "" }, d.quotes, d.example.text.trim().replace('\n', "\n    "));
            }
            println!("{count} examples, {} failed", failed.len());
            return ExitCode::from(u8::from(!failed.is_empty()));
        }
    }
    ExitCode::SUCCESS
}
