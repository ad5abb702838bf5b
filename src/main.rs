fn main() -> std::process::ExitCode {
    ombudlint::cli::main()
}
