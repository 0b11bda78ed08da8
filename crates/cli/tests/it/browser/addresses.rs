//! Which pages there are, read from the code that routes them: a page that nobody looks at is
//! noticed.

use std::fs;
use std::path::{Path, PathBuf};

/// Every address that pages answer to GET, as its route writes it: `/services/{id}`.
pub(super) fn of_pages() -> Vec<String> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src");
    let mut paths = vec![web.join("pages.rs"), web.join("unsubscribe.rs")];
    below(&web.join("pages"), &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        found.extend(routes(code));
        found.extend(lists(code));
        found.extend(sheets(code));
    }
    found.sort_unstable();
    found.dedup();
    assert!(found.len() > 200, "only these were found: {found:?}");
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// What is routed one by one, by its text or by a constant of the file.
fn routes(code: &str) -> Vec<String> {
    let calls = code.split(".route(").skip(1).map(arguments);
    let gets = calls.filter(|call| call.contains("get("));
    gets.filter_map(|call| {
        let (first, _) = call.split_once(',')?;
        text(first).or_else(|| constant(code, first.trim()))
    })
    .collect()
}

/// The lists, a line each.
fn lists(code: &str) -> Vec<String> {
    let table = code.split_once("\nlists! {").map_or("", |(_, rest)| rest);
    table.lines().skip(1).take_while(|line| !line.starts_with('}')).filter_map(text).collect()
}

/// What the office sets up has a page for each, one for a new one where any are made here, and a
/// list that comes by itself where it is small.
fn sheets(code: &str) -> Vec<String> {
    if !code.contains("impl Thing for ") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for rest in code.split("const PATH: &'static str = ").skip(1) {
        let value = rest.split(';').next().unwrap_or_default();
        let path = text(value).or_else(|| constant(code, value)).unwrap();
        found.push(format!("{path}/{{id}}"));
        if !code.contains("sheet::one::<") {
            found.push(format!("{path}/new"));
        }
        if code.contains("small::routes::<") {
            found.push(path);
        }
    }
    found
}

/// What stands between the parentheses of a call that is open.
fn arguments(rest: &str) -> &str {
    let mut depth = 1_usize;
    let end = rest.find(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.map_or(rest, |end| &rest[..end])
}

/// A text in quotes at the beginning.
fn text(code: &str) -> Option<String> {
    let (text, _) = code.trim_start().strip_prefix('"')?.split_once('"')?;
    Some(text.to_owned())
}

/// What a constant of the file stands for.
fn constant(code: &str, name: &str) -> Option<String> {
    let (_, rest) = code.split_once(&format!("const {name}: &str = "))?;
    text(rest)
}
