//! Copies of the database, made while it is in use, and tried before they count: here of the SQLite
//! file, in `dump` of PostgreSQL; `restore` and `refill` put them back.

pub(crate) mod dump;
pub(crate) mod refill;
pub(crate) mod restore;

use std::path::{Path, PathBuf};

use rusqlite::OpenFlags;

use crate::sqlite::{Sqlite, connect, scalar};
use crate::{Result, StoreError, Val};

/// What copies are called: `hostler-2026-01-31.sqlite`, `hostler-2026-01-31.dump`.
pub(crate) const PREFIX: &str = "hostler-";
/// How a copy of a SQLite file ends.
pub(crate) const SQLITE: &str = ".sqlite";
/// How a copy of a PostgreSQL database ends.
pub(crate) const DUMP: &str = ".dump";

/// Copies the database into a file, which replaces an older one of that name once it was opened
/// and found whole; its size in bytes.
///
/// # Errors
/// When the copy cannot be written, or is not whole.
pub(crate) async fn copy(db: &Sqlite, path: &Path) -> Result<u64> {
    let (from, to) = (db.path().to_owned(), path.to_owned());
    let work = tokio::task::spawn_blocking(move || copy_now(&from, &to));
    work.await.map_err(|error| StoreError::Unavailable(error.to_string()))?
}

fn copy_now(from: &Path, to: &Path) -> Result<u64> {
    let failed = |what: &str, why: &dyn std::fmt::Display| {
        StoreError::Unavailable(format!("backup {}: {what}: {why}", to.display()))
    };
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed("folder", &error))?;
    }
    let new = to.with_extension("new");
    if new.exists() {
        std::fs::remove_file(&new).map_err(|error| failed("an unfinished copy", &error))?;
    }
    let source = connect(from, OpenFlags::default())?;
    let known: i64 = scalar(&source, "select count(*) from migrations")?;
    let name = Val::from(new.to_string_lossy().into_owned());
    crate::sqlite::exec(&source, "vacuum into $1", &[name])?;
    let copy = connect(&new, OpenFlags::default())?;
    let said: String = scalar(&copy, "select integrity_check from pragma_integrity_check limit 1")?;
    let found: i64 = scalar(&copy, "select count(*) from migrations")?;
    drop(copy);
    if said != "ok" || found < known {
        return Err(failed("the copy is not whole", &said));
    }
    std::fs::rename(&new, to).map_err(|error| failed("rename", &error))?;
    let size = std::fs::metadata(to).map_err(|error| failed("size", &error))?;
    Ok(size.len())
}

/// The copies in a folder with their sizes in bytes, the newest first; none where there is no such
/// folder yet.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn list(folder: &Path) -> Result<Vec<(String, u64)>> {
    let failed = |error: std::io::Error| {
        StoreError::Unavailable(format!("backups in {}: {error}", folder.display()))
    };
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(PREFIX) && (name.ends_with(SQLITE) || name.ends_with(DUMP)) {
            found.push((name, entry.metadata().map_err(failed)?.len()));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found)
}

/// Removes all but the newest copies of a folder, of those that end alike.
///
/// # Errors
/// When the folder cannot be read or a file not removed.
pub(crate) fn keep_newest(folder: &Path, ending: &str, count: usize) -> Result<()> {
    let failed = |error: std::io::Error| {
        StoreError::Unavailable(format!("old backups in {}: {error}", folder.display()))
    };
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(ending)) {
            found.push(path);
        }
    }
    // The day is in the name, so the order of names is that of days.
    found.sort();
    let old = found.len().saturating_sub(count);
    for path in found.iter().take(old) {
        std::fs::remove_file(path).map_err(failed)?;
    }
    Ok(())
}
