//! A database: where it is decides which one it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::conn::Kind;
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::{Conn, Result, args};

/// A cheap handle on a SQLite file or a PostgreSQL database.
#[derive(Clone)]
pub struct Db(Inner);

#[derive(Clone)]
enum Inner {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

impl Db {
    /// Opens `postgres://…` or `postgresql://…`, else a SQLite file (`sqlite:path` or a path),
    /// which is created when missing. Does not migrate.
    ///
    /// # Errors
    /// [`crate::StoreError`] when the URL is malformed or the file cannot be opened.
    pub async fn open(url: &str) -> Result<Self> {
        let Some(path) = Self::file(url) else {
            let db = Self(Inner::Postgres(Arc::new(Postgres::open(url)?)));
            db.read().await?;
            return Ok(db);
        };
        Ok(Self(Inner::Sqlite(Arc::new(Sqlite::open(&path)?))))
    }

    /// The file of a SQLite database, as [`Db::open`] reads its URL; `None` for PostgreSQL.
    #[must_use]
    pub fn file(url: &str) -> Option<PathBuf> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return None;
        }
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
    }

    /// A connection that refuses writes.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] and the like.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn(match &self.0 {
            Inner::Sqlite(db) => Kind::SqliteRead(db.read(false).await?),
            Inner::Postgres(db) => Kind::PostgresRead(db.read().await?),
        }))
    }

    /// As [`Db::read`], from a small reserve: for what callers wait for who hold connections
    /// themselves. Whoever has this one may ask for no other.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] and the like.
    pub async fn read_aside(&self) -> Result<Conn> {
        Ok(Conn(match &self.0 {
            Inner::Sqlite(db) => Kind::SqliteRead(db.read_aside().await?),
            Inner::Postgres(db) => Kind::PostgresRead(db.read_aside().await?),
        }))
    }

    /// A connection for the reads of one request. On SQLite they all see the same state, and the
    /// file is locked once instead of at each statement; PostgreSQL reads as in [`Db::read`].
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] and the like.
    pub async fn snapshot(&self) -> Result<Conn> {
        match &self.0 {
            Inner::Sqlite(db) => Ok(Conn(Kind::SqliteRead(db.read(true).await?))),
            Inner::Postgres(_) => self.read().await,
        }
    }

    /// An open write transaction.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] and the like.
    pub async fn write(&self) -> Result<Conn> {
        Ok(Conn(match &self.0 {
            Inner::Sqlite(db) => Kind::SqliteWrite(db.write().await?),
            Inner::Postgres(db) => Kind::PostgresWrite(db.write().await?),
        }))
    }

    /// An open write transaction of many that follow each other: for [`Conn::commit_in_turn`],
    /// after which the next one need not wait for the disk. On PostgreSQL as [`Db::write`].
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] and the like.
    pub async fn write_in_turn(&self) -> Result<Conn> {
        match &self.0 {
            Inner::Sqlite(db) => Ok(Conn(Kind::SqliteWrite(db.write_in_turn().await?))),
            Inner::Postgres(_) => self.write().await,
        }
    }

    /// Whether it takes writes, as far as is known without one.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] once the disk failed to keep a write.
    pub fn check(&self) -> Result<()> {
        match &self.0 {
            Inner::Sqlite(db) => db.check(),
            Inner::Postgres(_) => Ok(()),
        }
    }

    /// `SQLite` or `PostgreSQL`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.0 {
            Inner::Sqlite(_) => "SQLite",
            Inner::Postgres(_) => "PostgreSQL",
        }
    }

    /// What a copy of a day is called: a copy of a SQLite file is one, of PostgreSQL a dump.
    #[must_use]
    pub fn copy_name(&self, day: jiff::civil::Date) -> String {
        format!("{}{day}{}", crate::backup::PREFIX, self.copy_ending())
    }

    fn copy_ending(&self) -> &'static str {
        match &self.0 {
            Inner::Sqlite(_) => crate::backup::SQLITE,
            Inner::Postgres(_) => crate::backup::DUMP,
        }
    }

    /// Copies the database into a file and checks the copy; its size in bytes. PostgreSQL is
    /// copied by its own programs, from a folder, or from the path where that is empty.
    ///
    /// # Errors
    /// When the copy cannot be written, or is not whole; [`crate::StoreError::Missing`] when the
    /// programs are not there.
    pub async fn copy_to(&self, path: &Path, programs: &Path) -> Result<u64> {
        let db = match &self.0 {
            Inner::Sqlite(db) => return crate::backup::copy(db, path).await,
            Inner::Postgres(db) => db,
        };
        let mut c = self.read().await?;
        let steps: i64 = c.scalar("select count(*) from migrations", args![]).await?;
        let tables = crate::system::tables::tables(&mut c).await?.len();
        drop(c);
        let known = usize::try_from(steps).unwrap_or_default();
        crate::backup::dump::copy(db.config(), programs, path, (known, tables)).await
    }

    /// Puts a copy in the place of the SQLite file that a text names as [`Db::open`] takes it,
    /// which nobody may have open, or into the PostgreSQL database that it names, which must be
    /// empty; where the present one is from then on, if there was one. `programs` is as in
    /// [`Db::copy_to`].
    ///
    /// # Errors
    /// Unavailable, Backup or Missing, with a sentence for people, when nothing was put back.
    pub async fn put_back(
        url: &str,
        copy: &Path,
        when: &str,
        programs: &Path,
    ) -> Result<Option<PathBuf>> {
        let Some(database) = Self::file(url) else {
            let db = Postgres::open(url)?;
            let into = Conn(Kind::PostgresRead(db.read().await?));
            crate::backup::refill::refill(into, db.config(), programs, copy).await?;
            return Ok(None);
        };
        let aside = crate::backup::restore::aside(&database, when);
        crate::backup::restore::put_back(copy, &database, &aside)?;
        Ok(Some(aside).filter(|aside| aside.exists()))
    }

    /// The copies in a folder with their sizes in bytes, the newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn copies_in(folder: &Path) -> Result<Vec<(String, u64)>> {
        crate::backup::list(folder)
    }

    /// Removes all but the newest copies of a folder, of those that are of this kind of database.
    ///
    /// # Errors
    /// When the folder cannot be read or a file not removed.
    pub fn remove_old_copies(&self, folder: &Path, kept: usize) -> Result<()> {
        crate::backup::keep_newest(folder, self.copy_ending(), kept)
    }

    /// Takes what was erased out of the write-ahead log of SQLite as well; `false` when somebody
    /// reads for so long that this has to wait. PostgreSQL clears up by its own means.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn forget_erased(&self) -> Result<bool> {
        match &self.0 {
            Inner::Sqlite(db) => db.empty_log().await,
            Inner::Postgres(_) => Ok(true),
        }
    }

    /// Gives up every pooled connection; open ones end with their work.
    pub fn close(&self) {
        if let Inner::Postgres(db) = &self.0 {
            db.close();
        }
    }

    /// Does not wait for the disk from now on: what dies with the machine may be lost.
    pub(crate) async fn careless(&self) -> Result<()> {
        match &self.0 {
            Inner::Sqlite(db) => db.careless().await,
            Inner::Postgres(_) => Ok(()),
        }
    }

    /// Runs bulk loading of a *fresh* database without waiting for the disk at each commit, then
    /// makes it durable. A crash in between leaves a file that must be thrown away.
    ///
    /// # Errors
    /// Those of the work, or of the last sync.
    pub async fn bulk<T, E: From<crate::StoreError>>(
        &self,
        work: impl Future<Output = std::result::Result<T, E>>,
    ) -> std::result::Result<T, E> {
        let Inner::Sqlite(db) = &self.0 else { return work.await };
        self.careless().await?;
        let done = work.await;
        db.careful().await?;
        done
    }
}
