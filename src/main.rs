/// Many small pieces are read and let go: with the system's allocator that was a fifth of a run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    ombudlint::cli::main()
}
