//! The hook for pre-commit: what it names is there, and the real pre-commit does with it what it should.

use std::path::Path;
use std::process::Command;

#[test]
fn the_hook_names_the_command_that_checks_what_changed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let hook = std::fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("the hook");
    assert!(hook.contains("entry: ombudlint check --changed\n"), "{hook}");
    assert!(hook.contains("language: rust\n"), "{hook}");
}

/// Where there is no pre-commit the test says so and passes.
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
        Some(NOT_THERE) => eprintln!("{}: tests/with-pre-commit.sh was not run", said.trim()),
        _ => panic!("{said}{}", String::from_utf8_lossy(&output.stderr)),
    }
}
