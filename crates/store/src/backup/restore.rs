//! A copy put in the place of the SQLite file, which is moved aside and not lost.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::OpenFlags;

use crate::sqlite::{connect, scalar};
use crate::{Result, StoreError};

/// Puts a copy where the database is, and the database where `aside` says. The copy is read and
/// checked first, and nothing is touched while another process has the database open.
///
/// # Errors
/// Unavailable, with a sentence for people: for a copy that is not whole or newer than this
/// program, for a database in use, and when files cannot be written.
pub(crate) fn put_back(copy: &Path, database: &Path, aside: &Path) -> Result<()> {
    check(copy)?;
    let failed = |what: &str, why: std::io::Error| {
        StoreError::Unavailable(format!("{what} {}: {why}", database.display()))
    };
    // The new file is there, whole, before the old one goes.
    let new = database.with_extension("new");
    std::fs::copy(copy, &new).map_err(|error| failed("copying to", error))?;
    let file = std::fs::File::open(&new).map_err(|error| failed("opening the copy for", error))?;
    file.sync_all().map_err(|error| failed("writing", error))?;
    if database.exists() {
        let rested = rest(database);
        if rested.is_err() {
            let _ = std::fs::remove_file(&new);
        }
        rested?;
        std::fs::rename(database, aside).map_err(|error| failed("moving aside", error))?;
    }
    std::fs::rename(&new, database).map_err(|error| failed("putting back", error))
}

/// Whether a file is a database of ours, whole, and not of a newer program.
fn check(copy: &Path) -> Result<()> {
    let wrong = |why: &str| StoreError::Unavailable(format!("{}: {why}", copy.display()));
    if !copy.is_file() {
        return Err(wrong("there is no such file"));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = connect(copy, flags).map_err(|_| wrong("it is no SQLite file"))?;
    let sql = "select integrity_check from pragma_integrity_check limit 1";
    let said: String = scalar(&opened, sql).map_err(|_| wrong("it is no SQLite file"))?;
    if said != "ok" {
        return Err(wrong(&format!("it is not whole: {said}")));
    }
    let step: i64 = scalar(&opened, "select coalesce(max(version), 0) from migrations")
        .map_err(|_| wrong("it is no copy of Hostler's database"))?;
    if step > crate::migrate::newest() {
        return Err(wrong("it was made by a newer Hostler: use that one"));
    }
    Ok(())
}

/// Brings everything into the one file; SQLite refuses that while somebody else has it open.
fn rest(database: &Path) -> Result<()> {
    let used = |_| {
        let path = database.display();
        StoreError::Unavailable(format!("{path} is in use: stop Hostler first"))
    };
    let opened = connect(database, OpenFlags::default())?;
    opened.busy_timeout(Duration::from_millis(500)).map_err(|error| used(error.to_string()))?;
    let mode: String =
        scalar(&opened, "pragma journal_mode = delete").map_err(|error| used(error.to_string()))?;
    if mode == "delete" { Ok(()) } else { Err(used(mode)) }
}

/// Where a database is moved: beside itself, with a word that says when.
pub(crate) fn aside(database: &Path, when: &str) -> PathBuf {
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    database.with_file_name(format!("{name}.before-{when}"))
}
