//! Months of business as text files: one line per event, and what must come of it.
//!
//! `[day DATE] [EVENT …] [→ EXPECTATION, …]`, `#` begins a remark. `day` moves on to a day, with
//! the daily run on each day between, on which nothing may happen; then comes that day's run.
//! Every new invoice must be expected on its line. See `stage` for the events, `said` for what
//! can be expected.

mod said;
mod stage;

use std::path::Path;

use engine::testing::{each, one};

use stage::Stage;

/// One line of a file.
#[derive(Debug, Clone)]
struct Line {
    /// File and line, for people.
    place: String,
    /// The day to move to.
    day: Option<String>,
    /// The event's words; empty for none.
    event: Vec<String>,
    /// What must come of it.
    expected: Vec<String>,
}

/// Reads a file; lines without event and expectation are left out.
fn read(path: &Path) -> Vec<Line> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().map(|(index, line)| {
        let line = line.split('#').next().unwrap_or_default();
        let (event, expected) = line.split_once('→').unwrap_or((line, ""));
        let mut words: Vec<String> = event.split_whitespace().map(str::to_owned).collect();
        let moves = words.first().is_some_and(|word| word == "day");
        let day = moves.then(|| words.drain(..2).nth(1).unwrap());
        let expected = expected.split(',').map(|each| each.trim().to_owned());
        let expected = expected.filter(|each| !each.is_empty()).collect();
        Line { place: format!("{name}:{}", index + 1), day, event: words, expected }
    });
    lines.filter(|line| line.day.is_some() || !line.event.is_empty()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect();
    files.sort();
    assert!(!files.is_empty());
    for (index, file) in files.iter().enumerate() {
        let lines = read(file);
        // Days are long on PostgreSQL: it plays every fifth file.
        let homes = if index % 5 == 0 { each().await.unwrap() } else { vec![one().await.unwrap()] };
        for test in homes {
            let mut stage = Stage::furnish(test).await;
            for line in &lines {
                stage.play(line).await;
            }
            stage.end().await;
        }
    }
}
