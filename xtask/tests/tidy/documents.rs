//! Rules for documents, and for what no text of ours may contain.

use crate::check;
use crate::tree::{texts, with_extension};

#[test]
fn every_document_has_one_title() {
    let mut found = Vec::new();
    for file in with_extension("", "md") {
        let mut fenced = false;
        let mut titles = 0;
        for line in file.text.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            if !fenced && line.starts_with("# ") {
                titles += 1;
            }
        }
        if titles != 1 {
            found.push(format!("{} has {titles} titles", file.path));
        }
    }
    check(&found, "One `# ` title per document.");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = crate::tree::root();
    let mut found = Vec::new();
    for file in with_extension("", "md") {
        let folder = root.join(&file.path);
        let folder = folder.parent().unwrap();
        for target in file.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            let elsewhere = target.contains("://") || target.starts_with("mailto:");
            if !elsewhere && !path.is_empty() && !folder.join(path).exists() {
                found.push(format!("{}: {target}", file.path));
            }
        }
    }
    check(&found, "These links lead nowhere.");
}

#[test]
fn the_worked_example_is_what_the_tests_run() {
    let text = std::fs::read_to_string(crate::tree::root().join("docs/modules.md")).unwrap();
    let section = text.split("\n## ").find(|section| section.starts_with("A worked example"));
    let files = with_extension("examples/own-module", "rs");
    let shown: Vec<&str> = section.unwrap().split("```rust\n").skip(1).collect();
    assert!(shown.len() > 3 && !files.is_empty());
    // "…" stands for what is left out.
    let parts = shown.into_iter().filter_map(|rest| rest.split("```").next());
    let parts = parts.flat_map(|code| code.split('…')).map(str::trim);
    let is_there = |part: &&str| files.iter().any(|file| file.text.contains(*part));
    let found: Vec<String> = parts.filter(|part| !is_there(part)).map(str::to_owned).collect();
    check(&found, "These lines of docs/modules.md are not in examples/own-module.");
}

#[test]
fn no_text_names_a_machine() {
    // Spelled in halves, or this file would find itself.
    let places =
        [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"], ["C:\\", "Users"]];
    let places: Vec<String> = places.iter().map(|halves| halves.concat()).collect();
    let mut found = Vec::new();
    for file in texts() {
        for (number, line) in file.text.lines().enumerate() {
            if places.iter().any(|place| begins_a_path(line, place)) {
                found.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    check(&found, "The repository must not depend on one person's machine.");
}

/// Whether the place stands at the beginning of a path, not in the middle of an address.
fn begins_a_path(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"/._-~}".contains(c))
    })
}

#[test]
fn only_the_beginning_of_a_path_counts() {
    let place = ["/ho", "me/"].concat();
    for (before, expected) in [("", true), ("\"", true), ("see ", true), ("x.org", false)] {
        assert_eq!(begins_a_path(&format!("{before}{place}x"), &place), expected, "{before}");
    }
}
