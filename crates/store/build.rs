//! A new migration is a change of this crate, though no file of it names the new one.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
