//! What is on disk: catalogues, templates and the code of the pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A message of a catalogue.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) file: String,
    /// Everything after the equals sign.
    pub(super) text: String,
    /// The names of what is put in.
    pub(super) places: BTreeSet<String>,
    /// The names of its variants.
    pub(super) variants: BTreeSet<String>,
}

/// All messages of a language, in order.
pub(super) fn messages(code: &str) -> Vec<Message> {
    let mut found = Vec::new();
    for path in files(&here().join("languages").join(code), "ftl") {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            let head = line.split_once(" =").filter(|(id, _)| is_id(id));
            if let Some((id, rest)) = head {
                found.push((file.clone(), id.to_owned(), rest.trim().to_owned()));
            } else if let (true, Some(last)) = (line.starts_with(' '), found.last_mut()) {
                last.2.push('\n');
                last.2.push_str(line.trim());
            }
        }
    }
    found.into_iter().map(|(file, id, text)| message(file, id, text)).collect()
}

fn message(file: String, id: String, text: String) -> Message {
    let names = text
        .split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect());
    let places = names.collect();
    let variants = text.lines().filter_map(|line| {
        let (name, _) = line.trim_start_matches('*').strip_prefix('[')?.split_once(']')?;
        Some(name.to_owned())
    });
    let variants = variants.collect();
    Message { id, file, text, places, variants }
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The templates of visitors and clients, by path.
pub(super) fn templates() -> Vec<(String, String)> {
    let folder = here().join("templates");
    let mut paths =
        ["error.html", "macros.html", "unsubscribe.html"].map(|name| folder.join(name)).to_vec();
    paths.extend(files(&folder.join("client"), "html"));
    paths.extend(files(&folder.join("storefront"), "html"));
    read(&paths)
}

/// The code of the pages, by path, without its tests.
pub(super) fn rust() -> Vec<(String, String)> {
    let mut paths = below(&here().join("src/pages"), "rs");
    paths.push(here().join("src/unsubscribe.rs"));
    let all = read(&paths);
    // The set-up speaks to whoever installs, in English.
    all.into_iter()
        .filter(|(path, _)| !path.contains("set_up"))
        .map(|(path, text)| {
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (path, text)
        })
        .collect()
}

/// The code of every crate that can refuse, as one text without broken lines.
pub(super) fn everywhere() -> String {
    let crates = here().parent().unwrap().to_owned();
    let mut paths = Vec::new();
    for name in ["model", "ports", "engine", "actions", "protocol", "modules", "web"] {
        paths.extend(below(&crates.join(name).join("src"), "rs"));
    }
    let text: String = read(&paths).into_iter().map(|(_, text)| text).collect();
    let mut joined = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("\\\n") {
        joined.push_str(before);
        rest = after.trim_start();
    }
    joined + rest
}

/// Ids that are put together: what stands before the part that changes.
pub(super) fn prefixes(sources: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::from(["refusal-".to_owned()]);
    for (_, text) in sources {
        // t("kind-" ~ name), word("status", …), text|word("status"), format!("do-{name}")
        for literal in literals(text) {
            if literal.ends_with('-') && is_id(literal) {
                found.insert(literal.to_owned());
            }
            if let Some((prefix, _)) = literal.split_once("-{").filter(|(text, _)| is_id(text)) {
                found.insert(format!("{prefix}-"));
            }
        }
        for rest in text.split("word(\"").skip(1) {
            found.insert(format!("{}-", rest.split('"').next().unwrap_or_default()));
        }
        if text.contains("format!(\"{id}-text\")") {
            found.insert("error-".to_owned());
        }
    }
    found
}

/// Ids that are said in so many words, with the file that says them.
pub(super) fn used(sources: &[(String, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in sources {
        for begin in ["tell(\"", "tell_with(\"", "{{ t(\"", " t(\"", "(t(\""] {
            for rest in text.split(begin).skip(1) {
                let id = rest.split('"').next().unwrap_or_default();
                if !id.ends_with('-') {
                    found.push((path.clone(), id.to_owned()));
                }
            }
        }
    }
    found
}

/// Small letters and digits, with single dashes for everything between.
pub(super) fn slug(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let text: String = text.chars().map(letter).collect();
    text.split_whitespace().collect::<Vec<_>>().join("-")
}

fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(paths: &[PathBuf]) -> Vec<(String, String)> {
    let name = |path: &Path| path.strip_prefix(here()).unwrap_or(path).display().to_string();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|it| it == extension)).collect();
    paths.sort();
    paths
}

/// The same with the folders below it; the back office speaks English.
fn below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut paths = files(folder, extension);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("admin") {
            paths.extend(below(&path, extension));
        }
    }
    paths
}
