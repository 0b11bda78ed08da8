//! A copy of a PostgreSQL database put into an empty one: what is there stays as it is, for the
//! configuration then names another.

use std::path::Path;

use tokio_postgres::Config;

use super::dump::{command, run, steps_in, surroundings};
use crate::{Conn, Result, StoreError, args};

/// Puts a copy into the database of a connection, all of it or nothing. `programs` is the folder of
/// `pg_restore`; empty for the one on the path.
///
/// # Errors
/// [`StoreError::Backup`], with a sentence for people, for a database that is not empty and a copy
/// that is not whole, none of ours, or newer than this program; [`StoreError::Missing`] when the
/// program is not there.
pub(crate) async fn refill(
    mut into: Conn,
    config: &Config,
    programs: &Path,
    copy: &Path,
) -> Result<()> {
    let wrong = |why: &str| StoreError::Backup(format!("{}: {why}", copy.display()));
    if !copy.is_file() {
        return Err(wrong("there is no such file"));
    }
    let newest = steps_in(programs, copy).await?.into_iter().max();
    match newest {
        None => return Err(wrong("it is no copy of Hostler's database")),
        Some(step) if step > crate::migrate::newest() => {
            return Err(wrong("it was made by a newer Hostler: use that one"));
        }
        Some(_) => {}
    }
    let name: String = into.scalar("select current_database()::text", args![]).await?;
    let tables = crate::system::tables::tables(&mut into).await?;
    drop(into);
    if !tables.is_empty() {
        return Err(StoreError::Backup(format!(
            "the database {name} has tables and was left as it is: make an empty one (createdb \
             hostler2), name it in the configuration, and run this again"
        )));
    }
    let mut restore = command(programs, "pg_restore");
    restore.args(["--single-transaction", "--no-owner", "--no-privileges", "--no-password"]);
    let mut database = std::ffi::OsString::from("--dbname=");
    database.push(name);
    restore.arg(database).arg(copy).envs(surroundings(config));
    run(restore, "pg_restore").await.map(drop)
}
