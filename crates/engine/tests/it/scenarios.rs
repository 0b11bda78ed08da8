//! Months of business as text files: one line per event, and what must come of it.
//!
//! `[day DATE] [EVENT …] [→ EXPECTATION, …]`, `#` begins a remark. `day` moves on to a day, with
//! the daily run on each day between, on which nothing may happen; then comes that day's run.
//! Every new invoice must be expected on its line. See `world`, `events`, `papers`, `names` and
//! `shelf` for the events, `said` for what can be expected.

mod events;
mod names;
mod papers;
mod said;
mod seen;
mod shelf;
mod stage;
mod world;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use engine::testing::{TestEngine, each, one};
use tokio::task::JoinSet;

use stage::Stage;

/// Stories that are played beside each other.
const PLAYED_AT_ONCE: usize = 4;

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

/// Every file, in the order of their names.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect();
    files.sort();
    assert!(files.len() >= 42, "only {} scenarios are left", files.len());
    files
}

async fn play(file: PathBuf, test: TestEngine) {
    let mut stage = Stage::furnish(test).await;
    for line in read(&file) {
        stage.play(&line).await;
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_comes_out_as_written() {
    let mut played = JoinSet::new();
    let mut failed = Vec::new();
    for (index, file) in files().into_iter().enumerate() {
        // Days are long on PostgreSQL: it plays every eighth file.
        let homes = if index % 8 == 0 { each().await.unwrap() } else { vec![one().await.unwrap()] };
        for test in homes {
            if played.len() == PLAYED_AT_ONCE {
                failed.extend(played.join_next().await.unwrap().err());
            }
            played.spawn(play(file.clone(), test));
        }
    }
    while let Some(ended) = played.join_next().await {
        failed.extend(ended.err());
    }
    assert!(failed.is_empty(), "{} stories failed: {failed:#?}", failed.len());
}

/// Rules of the billing paper; each has its story.
const RULES: u32 = 37;

#[test]
fn every_rule_is_named_by_a_scenario_that_shows_it() {
    let mut named = BTreeSet::new();
    for file in files() {
        let text = std::fs::read_to_string(file).unwrap();
        let remarks = text.lines().filter_map(|line| line.split_once('#')).map(|(_, said)| said);
        for remark in remarks {
            let words = remark.split(|c: char| !c.is_ascii_alphanumeric());
            named.extend(words.filter_map(|word| word.strip_prefix('B')?.parse::<u32>().ok()));
        }
    }
    let missing: Vec<u32> = (1..=RULES).filter(|rule| !named.contains(rule)).collect();
    assert_eq!(missing, [0_u32; 0], "rules that no scenario shows");
    let unknown: Vec<u32> = named.into_iter().filter(|rule| *rule > RULES).collect();
    assert_eq!(unknown, [0_u32; 0], "rules that there are not");
}
