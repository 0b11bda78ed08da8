//! Finds the text files of the repository.

use std::path::{Path, PathBuf};

/// A text file: its path from the workspace folder, and what is in it.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Folders (in a worktree also a file) that hold nothing we wrote.
const SKIPPED: &[&str] = &[".git", "target", "node_modules", "data"];

/// All text files, in a stable order.
pub(crate) fn texts() -> Vec<Text> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The text files with an extension, below a folder (`""` for all).
pub(crate) fn with_extension(folder: &str, extension: &str) -> Vec<Text> {
    let wanted = |file: &Text| {
        let path = Path::new(&file.path);
        path.starts_with(folder) && path.extension().is_some_and(|found| found == extension)
    };
    texts().into_iter().filter(wanted).collect()
}

/// The workspace folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Text>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if SKIPPED.contains(&name) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let path = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            found.push(Text { path, text });
        }
    }
}
