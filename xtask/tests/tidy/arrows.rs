//! Which crate may know which: the arrows of ARCHITECTURE.md, read from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::{check, tree};

/// The whole table. `cli` composes everything; `bench`, `demo`, `moving`, `own-module` and `xtask`
/// stand outside the house.
const ARROWS: &[(&str, &[&str])] = &[
    ("actions", &["engine", "model", "protocol", "store"]),
    ("derive", &[]),
    ("engine", &["model", "ports", "store"]),
    ("model", &[]),
    ("modules", &["model", "ports"]),
    ("pdf", &["ports"]),
    ("ports", &["model"]),
    ("protocol", &["derive"]),
    ("remote", &["model", "protocol"]),
    ("store", &["derive", "model"]),
    ("web", &["actions", "engine", "model", "ports", "protocol", "remote"]),
];
const FREE: &[&str] = &["bench", "cli", "demo", "moving", "own-module", "xtask"];

#[test]
fn crates_know_only_whom_they_should() {
    let real = crates();
    let mut found = Vec::new();
    for (name, knows) in &real {
        if FREE.contains(&name.as_str()) {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(listed, _)| listed == name) else {
            found.push(format!("{name} is not in the table"));
            continue;
        };
        let allowed: BTreeSet<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
        found.extend(knows.difference(&allowed).map(|it| format!("{name} must not know {it}")));
        found.extend(allowed.difference(knows).map(|it| format!("{name} does not know {it}")));
    }
    for (name, _) in ARROWS {
        if !real.contains_key(*name) {
            found.push(format!("{name} is in the table but does not exist"));
        }
    }
    check(&found, "Keep the crates' dependencies, ARROWS and ARCHITECTURE.md in step.");
}

#[test]
fn the_architecture_names_every_crate() {
    let text = std::fs::read_to_string(tree::root().join("ARCHITECTURE.md")).unwrap();
    let section = text.split("\n## ").find(|section| section.starts_with("The crates"));
    let section = section.expect("ARCHITECTURE.md has a section `## The crates`");
    // "| `model` | … |": the names in the first column.
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let named: BTreeSet<&str> = rows
        .flat_map(|row| row.split('|').next().unwrap().split('`'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let real = crates();
    let real: BTreeSet<&str> = real.keys().map(String::as_str).collect();
    let missing = real.difference(&named).map(|name| format!("{name} is missing"));
    let extra = named.difference(&real).map(|name| format!("{name} does not exist"));
    let found: Vec<String> = missing.chain(extra).collect();
    check(&found, "The table of crates in ARCHITECTURE.md names every crate and no other.");
}

/// Each crate of the workspace with those of ours it is built from (not those of its tests).
fn crates() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(tree::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let all: BTreeSet<String> = packages.iter().map(name).collect();
    let knows = |package: &Value| -> BTreeSet<String> {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let built = dependencies.filter(|dependency| dependency["kind"] != "dev");
        built.map(name).filter(|name| all.contains(name)).collect()
    };
    packages.iter().map(|package| (name(package), knows(package))).collect()
}
