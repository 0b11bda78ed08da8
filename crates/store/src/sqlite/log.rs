//! The write-ahead log: when what is committed is on disk, and how it comes into the file.

use std::fs::{File, OpenOptions};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rusqlite::{Connection, OpenFlags};

use super::{Sqlite, connect, read, run_batch};
use crate::row::Reader;
use crate::{Result, RowRef};

/// Pages of the log (32 MiB) at which they are moved into the file. Each time the disk is waited
/// for twice; what many commits changed is then written once for all.
const PAGES: i64 = 8_000;
/// Pages (128 MiB) at which a writer that does not stop waits for that: the log begins anew only
/// when all of it is in the file, and beside a writer there is always some more.
const PAGES_MOST: i64 = 32_000;

/// When what is committed is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnDisk {
    /// Before anybody sees it.
    First,
    /// After others see it; whoever wrote it is told then.
    Later,
    /// Whenever the system likes: it need not outlive the machine.
    Never,
}

impl OnDisk {
    /// What has a connection do so. Whichever of the words fails, no commit waits for less than
    /// the connection is taken to.
    pub(super) fn pragmas(self) -> String {
        let moved = |pages| format!("pragma wal_autocheckpoint = {pages}");
        match self {
            Self::First => format!("pragma synchronous = full; {}", moved(PAGES)),
            Self::Later => format!("{}; pragma synchronous = normal", moved(PAGES_MOST)),
            Self::Never => format!("{}; pragma synchronous = off", moved(PAGES)),
        }
    }
}

/// The file of the log, for [`File::sync_data`]; `None` where it is not found under the name that
/// SQLite gives it (<https://www.sqlite.org/walformat.html>, 1.1).
///
/// SQLite locks the database and not its log, so to close this takes no lock away.
pub(super) fn file(connection: &Connection) -> Option<File> {
    let path = connection.path().filter(|path| !path.is_empty())?;
    OpenOptions::new().write(true).open(format!("{path}-wal")).ok()
}

/// Whether there is so much in the log that it is time to move it.
pub(super) fn is_long(connection: &Connection) -> bool {
    // Whoever cannot be told goes on: at the latest, a commit moves it.
    waiting(connection).is_ok_and(|pages| pages >= PAGES)
}

/// Pages of the log that are not in the file yet.
fn waiting(connection: &Connection) -> Result<i64> {
    let mut waiting = 0;
    let mut take = |row: &RowRef<'_>, _: &[usize]| {
        let (all, moved): (i64, i64) = (row.get(1, "log")?, row.get(2, "checkpointed")?);
        waiting = all - moved;
        Ok(())
    };
    let reader = Reader { columns: &[], take: &mut take };
    read(connection, "pragma wal_checkpoint(noop)", &[], reader)?;
    Ok(waiting)
}

/// Moves what is in the log into the file, beside the writer and by one at a time. What somebody
/// still reads as it was before has to wait for the next time.
pub(super) fn move_aside(home: Arc<Sqlite>) {
    if home.moving.swap(true, Ordering::AcqRel) {
        return;
    }
    tokio::task::spawn_blocking(move || {
        let connection = connect(&home.path, OpenFlags::default());
        let moved = connection.and_then(|it| run_batch(&it, "pragma wal_checkpoint(passive)"));
        if let Err(error) = moved {
            tracing::warn!(?error, "the log of the database was not moved into its file");
        }
        home.moving.store(false, Ordering::Release);
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::Ordering;

    use super::{Sqlite, file, is_long, move_aside, waiting};
    use crate::sqlite::run_batch;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_in_the_log_comes_into_the_file_beside_the_writer() {
        let home = tempfile::tempdir().unwrap();
        let db = Arc::new(Sqlite::open(&home.path().join("some.db")).unwrap());
        let write = db.write_in_turn().await.unwrap();
        run_batch(write.connection().unwrap(), "create table t (a integer)").unwrap();
        write.commit_in_turn().await.unwrap().settled().await.unwrap();
        // The writer has begun again before it is moved, and goes on while it is.
        let write = db.write_in_turn().await.unwrap();
        let connection = write.connection().unwrap();
        assert!(file(connection).is_some());
        move_aside(Arc::clone(&db));
        run_batch(connection, "insert into t values (1)").unwrap();
        while db.moving.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        write.commit_in_turn().await.unwrap().settled().await.unwrap();
        let writer = db.writer.lock().await;
        let left = waiting(&writer.connection).unwrap();
        assert!(left > 0 && !is_long(&writer.connection), "{left} pages wait");
        drop(writer);
        move_aside(Arc::clone(&db));
        while db.moving.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        assert_eq!(waiting(&db.writer.lock().await.connection).unwrap(), 0);
    }
}
