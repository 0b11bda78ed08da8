//! Reads PDFs with programs of others: what they find is what a customer's program finds.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// The text, line by line, without the blanks of the layout.
pub(crate) fn text(pdf: &[u8]) -> String {
    let found = through("pdftotext", &["-layout", "-enc", "UTF-8", "-", "-"], pdf);
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = found.split(['\n', '\u{c}']).map(line).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// How many pages it has.
pub(crate) fn pages(pdf: &[u8]) -> usize {
    let about = through("pdfinfo", &["-"], pdf);
    let pages = about.lines().find_map(|line| line.strip_prefix("Pages:"));
    pages.and_then(|pages| pages.trim().parse().ok()).unwrap()
}

/// Its size in points, as `595.276 x 841.89`.
pub(crate) fn size(pdf: &[u8]) -> String {
    let about = through("pdfinfo", &["-"], pdf);
    let size = about.lines().find_map(|line| line.strip_prefix("Page size:"));
    size.and_then(|size| size.trim().split(" pts").next()).unwrap().to_owned()
}

/// Fails when the file is damaged.
pub(crate) fn check(pdf: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf).unwrap();
    let found = Command::new("qpdf").arg("--check").arg(&path).output();
    let found = found.unwrap_or_else(|error| missing("qpdf", &error));
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
}

fn through(program: &str, arguments: &[&str], input: &[u8]) -> String {
    let pipes = || Stdio::piped();
    let child = Command::new(program).args(arguments).stdin(pipes()).stdout(pipes()).spawn();
    let mut child = child.unwrap_or_else(|error| missing(program, &error));
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    assert!(output.status.success(), "{program} cannot read it");
    String::from_utf8(output.stdout).unwrap()
}

fn missing<T>(program: &str, error: &std::io::Error) -> T {
    panic!(
        "{program}: {error}; install Debian's poppler-utils and qpdf, as `cargo xtask test` does"
    );
}
