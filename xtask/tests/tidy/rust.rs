//! Rules for Rust files: purpose line, lengths, names of files, words that must not stay.

use std::collections::BTreeMap;

use crate::lexer::split;
use crate::tree::{Text, with_extension};
use crate::{check, tree};

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;
const COLUMNS_MAX: usize = 100;
const LEDGER: &str = "xtask/ledgers/long.txt";

#[test]
fn every_file_says_what_it_is_for() {
    let without = |file: &Text| !file.text.starts_with("//! ");
    let found: Vec<String> = rust().into_iter().filter(without).map(|file| file.path).collect();
    check(&found, "Begin each of these files with one `//! ` line: what is it for?");
}

#[test]
fn nothing_is_left_for_later() {
    let mut found = Vec::new();
    for file in rust() {
        let code = split(&file.text).code;
        for (number, (line, code)) in file.text.lines().zip(code.lines()).enumerate() {
            // Spelled in halves, or this file would find itself.
            let unfinished = line.contains(concat!("FIX", "ME"))
                || code.contains("todo!(")
                || code.contains("#[ignore");
            if unfinished {
                found.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    check(&found, "Finish it, or assert what it does today and say so.");
}

/// Rustdoc builds libraries once more for each of them; the tests compile examples anyway.
#[test]
fn no_example_in_a_comment_is_compiled() {
    let mut found = Vec::new();
    for file in rust() {
        let mut is_inside = false;
        for (number, line) in file.text.lines().enumerate() {
            let line = line.trim();
            let doc = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
            let Some(language) = doc.and_then(|doc| doc.trim().strip_prefix("```")) else {
                continue;
            };
            is_inside = !is_inside;
            if is_inside && language != "text" {
                found.push(format!("{}:{}", file.path, number + 1));
            }
        }
    }
    check(&found, "Make it a test or a file in `examples/`, or a fence of ```text.");
}

#[test]
fn no_file_is_called_mod() {
    let called_mod = |file: &Text| file.path.ends_with("/mod.rs");
    let found: Vec<String> = rust().into_iter().filter(called_mod).map(|file| file.path).collect();
    check(&found, "Write `topic.rs` beside the folder `topic/`.");
}

#[test]
fn lines_fit_the_screen() {
    let mut found = Vec::new();
    for file in rust() {
        for (number, line) in file.text.lines().enumerate() {
            // An address cannot be broken, and a text should not be: somebody will search for it.
            let whole = line.contains("://") || line.contains('"');
            if line.chars().count() > COLUMNS_MAX && !whole {
                found.push(format!("{}:{}", file.path, number + 1));
            }
        }
    }
    check(&found, "Keep lines within 100 columns.");
}

#[test]
fn files_and_functions_are_short() {
    let ledger = std::fs::read_to_string(tree::root().join(LEDGER)).unwrap();
    let mut listed: BTreeMap<String, usize> = BTreeMap::new();
    for line in ledger.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (lines, name) = line.split_once(' ').expect("`<lines> <file>[::<function>]`");
        listed.insert(name.to_owned(), lines.parse().expect("a number of lines"));
    }
    let mut found = Vec::new();
    for (name, lines) in long_ones() {
        match listed.remove(&name) {
            None => found.push(format!("{name} has {lines} lines: split it")),
            Some(allowed) if lines > allowed => {
                found.push(format!("{name} grew from {allowed} to {lines} lines: split it"));
            }
            Some(_) => {}
        }
    }
    let short = |name: &String| format!("{name} is short now: take it out of {LEDGER}");
    found.extend(listed.keys().map(short));
    check(&found, "Functions ≤ 70 lines, files ≤ 400. The ledger may lose lines, never gain.");
}

#[test]
fn the_median_file_is_short() {
    let mut lengths: Vec<usize> = rust().iter().map(|file| file.text.lines().count()).collect();
    lengths.sort_unstable();
    let at = |percent: usize| lengths[(lengths.len() - 1) * percent / 100];
    println!("{} files: median {} lines, 90 % ≤ {}", lengths.len(), at(50), at(90));
    assert!(at(50) <= 150, "the median file has {} lines, our band ends at 150", at(50));
}

#[test]
fn every_action_links_its_vendor_page() {
    let mut found = Vec::new();
    for file in with_extension("crates/protocol/src", "rs") {
        let defines = split(&file.text).code.lines().any(defines_action);
        let told = file.text.contains("https://developers.whmcs.com/api-reference/")
            || file.text.to_lowercase().contains("ours");
        if defines && !told {
            found.push(file.path);
        }
    }
    check(
        &found,
        "Link the vendor's page, or say that the action is ours and why, in its documentation.",
    );
}

fn defines_action(line: &str) -> bool {
    line.trim_start().starts_with("impl Action for ")
        || (line.contains("derive(") && line.contains("Action"))
}

fn rust() -> Vec<Text> {
    with_extension("", "rs")
}

fn long_ones() -> Vec<(String, usize)> {
    let mut long = Vec::new();
    for file in rust() {
        let lines = file.text.lines().count();
        if lines > FILE_LINES_MAX {
            long.push((file.path.clone(), lines));
        }
        for (name, lines) in functions(&split(&file.text).code) {
            if lines > FUNCTION_LINES_MAX {
                long.push((format!("{}::{name}", file.path), lines));
            }
        }
    }
    long
}

/// Names and lengths of the functions in code whose literals and comments are blanked.
fn functions(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (start, _) in code.match_indices("fn ") {
        if code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[start + 3..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() {
            continue;
        }
        if let Some(end) = end_of_function(rest) {
            found.push((name, 1 + rest[..end].matches('\n').count()));
        }
    }
    found
}

/// Where the body closes; `None` for a declaration without one.
fn end_of_function(rest: &str) -> Option<usize> {
    let (mut round, mut curly) = (0_i32, 0_i32);
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            ';' if round == 0 && curly == 0 => return None,
            '{' => curly += 1,
            '}' => {
                curly -= 1;
                if curly == 0 && round == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn functions_are_measured_from_their_name_to_their_brace() {
    let code = "fn a() {\n}\ntrait T { fn b(x: [u8; 2]); }\nfn c(f: fn (u8)) {\n if {\n}\n\n}\n";
    let expected = [("a".to_owned(), 2), ("c".to_owned(), 5)];
    assert_eq!(functions(code), expected);
}
