/// Many small pieces are read and let go: with the system's allocator a short run takes an eighth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    ombudlint::cli::main()
}
