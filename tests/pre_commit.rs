//! The hook for pre-commit: what it names is there, and the real pre-commit does with it what it should.

use std::io::Write;
use std::path::Path;
use std::process::Command;

#[test]
fn the_hook_names_the_command_that_checks_what_changed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let hook = std::fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("the hook");
    assert!(hook.contains("entry: ombudlint check --changed\n"), "{hook}");
    assert!(hook.contains("language: rust\n"), "{hook}");
    // What `init` writes is the same, but for who builds the program.
    let said = |key: &str| {
        hook.lines()
            .map(str::trim)
            .find(|line| line.starts_with(key))
            .expect("a key")
    };
    for key in ["entry:", "files:", "require_serial:"] {
        let entry = ombudlint::settings::PRE_COMMIT;
        assert!(entry.lines().any(|line| line.trim() == said(key)), "{key} of\n{entry}");
    }
}

/// Where there is no pre-commit the test says so, past the test runner that swallows what passing tests print, and passes.
#[cfg(unix)]
#[test]
fn the_real_pre_commit_refuses_bad_commits_and_lets_good_ones_pass() {
    const NOT_THERE: i32 = 77;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/with-pre-commit.sh");
    let output = Command::new("bash")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_ombudlint"))
        .output()
        .expect("bash starts");
    let said = String::from_utf8_lossy(&output.stdout);
    match output.status.code() {
        Some(0) => {}
        Some(NOT_THERE) => {
            let left_out = format!("LEFT OUT: tests/with-pre-commit.sh ({})\n", said.trim());
            std::io::stderr()
                .write_all(left_out.as_bytes())
                .expect("it can be said");
        }
        _ => panic!("{said}{}", String::from_utf8_lossy(&output.stderr)),
    }
}
