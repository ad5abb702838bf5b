use std::time::Instant;
fn main() {
    let dir = std::path::Path::new("/tmp/all/hos");
    let mut files = vec![];
    for e in std::fs::read_dir(dir).unwrap().flatten() {
        files.push(std::fs::read_to_string(e.path()).unwrap());
    }
    for f in ["lexicon", "contacts", "kinds"] {
        files.push(std::fs::read_to_string(format!("/tmp/all/{f}.toml")).unwrap());
    }
    for _ in 0..3 {
        let t = Instant::now();
        let mut n = 0;
        for f in &files {
            let sink = ombudlint::toml_reader::Sink::default();
            let t = ombudlint::toml_reader::parse(f, &sink);
            n += t.get_ref().len();
        }
        println!("toml parse {:?} {}", t.elapsed(), n);
        let t = Instant::now();
        let rs = ombudlint::ruleset::load_folder(dir).unwrap();
        println!("load_folder total {:?}", t.elapsed());
        let t = Instant::now();
        let rules = rs.rules.len();
        let e = ombudlint::pipeline::Engine::new(rs);
        println!(
            "automaton {:?} rules {} atoms {}",
            t.elapsed(),
            rules,
            e.ruleset.lexicon.interner.atom_count()
        );
        let text = std::fs::read_to_string("/tmp/p25.md").unwrap();
        let src = ombudlint::source::Source::new("p", text);
        let t = Instant::now();
        let d = ombudlint::document::parse(&src);
        println!("parse {:?}", t.elapsed());
        let t = Instant::now();
        let r = e.read(&d, ombudlint::kind::Kind::ComplaintsPolicy);
        println!("read {:?} statements {}", t.elapsed(), r.statements.len());
        let t = Instant::now();
        let v = e.assess(&r, jiff::civil::date(2026, 11, 22));
        println!("assess {:?} {}", t.elapsed(), v.len());
    }
}
