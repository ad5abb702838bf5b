//! The dialect by example.

mod dialect_support;
use dialect_support::outline;

#[test]
fn dump() {
    let path = std::env::var("DUMP").unwrap();
    print!("{}", outline(&std::fs::read_to_string(path).unwrap()));
}
