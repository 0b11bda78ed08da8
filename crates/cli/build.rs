//! Has the linker write down in a few bits where addresses stand that the loader completes.
//!
//! Of the usual table, 24 bytes for each, four megabytes are read at every start and stay in memory
//! (docs/measure.md). The short one (<https://maskray.me/blog/2021-10-31-relative-relocations-and-relr>)
//! is understood by glibc since 2.36; a program that has it does not start with an older one, so it
//! is made only where the machine that builds has it. Other linkers than rustc's own on x86-64
//! may not know the word, so it is said to that one only.

#![expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]

use std::env::var;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| var(name).is_ok_and(|text| text == value);
    let target = "x86_64-unknown-linux-gnu";
    if is("TARGET", target) && is("HOST", target) && glibc() >= (2, 36) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of the C library here; nothing where it cannot be told.
fn glibc() -> (u32, u32) {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let said = said.map(|out| String::from_utf8_lossy(&out.stdout).into_owned());
    let said = said.unwrap_or_default();
    let mut parts = said.trim().trim_start_matches("glibc ").split('.').map(str::parse);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor),
        _ => (0, 0),
    }
}
