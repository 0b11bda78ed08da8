//! Fresh databases for tests: always SQLite, and PostgreSQL when `HOSTLER_TEST_POSTGRES` names one.

use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::NoTls;

use crate::{Db, MIGRATIONS, Result, StoreError};

/// Names a PostgreSQL server on which databases may be created and dropped.
pub const POSTGRES_VARIABLE: &str = "HOSTLER_TEST_POSTGRES";
/// Any number; one for all test processes, so that the template is made once.
const TEMPLATE_LOCK: i64 = 4862;
/// Held by the one test that sweeps; the others do not wait for it.
const SWEEP_LOCK: i64 = 4863;
/// Databases of ended tests that one test removes: more than it makes, so that few are left.
const SWEPT_AT_ONCE: usize = 4;

/// A migrated, empty database that lives as long as this value.
#[derive(Debug)]
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// What [`Db::open`] takes to open it again.
    pub url: String,
    _home: Option<tempfile::TempDir>,
}

/// One fresh database of each kind that can be had.
///
/// # Errors
/// When a database cannot be made.
pub async fn each() -> Result<Vec<TestDb>> {
    let mut found = vec![sqlite().await?];
    if let Some(server) = server() {
        found.push(postgres(&server).await?);
    }
    Ok(found)
}

#[expect(clippy::disallowed_methods, reason = "the test command passes the server this way")]
fn server() -> Option<String> {
    std::env::var(POSTGRES_VARIABLE).ok()
}

/// Another PostgreSQL database with what is in the one at an address, to which nobody may be
/// connected meanwhile; its address.
///
/// # Errors
/// When there is no server, somebody is connected, or it cannot be made.
pub async fn copied(url: &str) -> Result<String> {
    let missing = || StoreError::Unavailable(format!("no test database: {url}"));
    let (base, name) = url.rsplit_once('/').ok_or_else(missing)?;
    let server = server().ok_or_else(missing)?;
    let sql = |error| StoreError::postgres("copying a test database", error);
    let (client, connection) = tokio_postgres::connect(&server, NoTls).await.map_err(sql)?;
    let driver = tokio::spawn(connection);
    let copy = cloned(&client, name).await.map_err(sql)?;
    drop(client);
    driver.abort();
    Ok(format!("{base}/{copy}"))
}

/// A fresh SQLite file.
///
/// # Errors
/// When it cannot be made.
pub async fn sqlite() -> Result<TestDb> {
    let home = tempfile::tempdir().map_err(unavailable)?;
    let path = home.path().join("hostler.db");
    std::fs::copy(sqlite_template().await?, &path).map_err(unavailable)?;
    let url = path.display().to_string();
    let db = Db::open(&url).await?;
    // It need not outlive the machine.
    db.careless().await?;
    Ok(TestDb { db, url, _home: Some(home) })
}

/// A migrated, empty file, made once per schema.
async fn sqlite_template() -> Result<PathBuf> {
    let kept = std::env::temp_dir().join(format!("{}.db", template_name()));
    if !kept.exists() {
        let home = tempfile::tempdir().map_err(unavailable)?;
        let made = Db::open(&home.path().join("made.db").display().to_string()).await?;
        made.migrate(0).await?;
        let copy = home.path().join("copy.db");
        made.copy_to(&copy, std::path::Path::new("")).await?;
        made.close();
        // Tests that make it side by side each put a whole one there.
        std::fs::rename(&copy, &kept).map_err(unavailable)?;
    }
    Ok(kept)
}

fn unavailable(error: std::io::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

/// A fresh PostgreSQL database, cloned from a migrated template.
async fn postgres(server: &str) -> Result<TestDb> {
    let (base, _) = server.rsplit_once('/').unwrap_or((server, ""));
    let template = template_name();
    let sql = |error| StoreError::postgres("making a test database", error);
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.map_err(sql)?;
    let driver = tokio::spawn(connection);
    client.execute("select pg_advisory_lock($1)", &[&TEMPLATE_LOCK]).await.map_err(sql)?;
    let there = client
        .query_opt("select 1 from pg_database where datname = $1", &[&template])
        .await
        .map_err(sql)?;
    if there.is_none() {
        client.batch_execute("drop database if exists hostler_making").await.map_err(sql)?;
        client.batch_execute("create database hostler_making").await.map_err(sql)?;
        {
            let making = Db::open(&format!("{base}/hostler_making")).await?;
            making.migrate(0).await?;
            making.close();
        }
        let rename = format!("alter database hostler_making rename to {template}");
        while client.batch_execute(&rename).await.is_err() {
            tokio::task::yield_now().await;
        }
    }
    client.execute("select pg_advisory_unlock($1)", &[&TEMPLATE_LOCK]).await.map_err(sql)?;
    let name = cloned(&client, &template).await.map_err(sql)?;
    sweep(&client).await.map_err(sql)?;
    drop(client);
    driver.abort();
    let url = format!("{base}/{name}");
    Ok(TestDb { db: Db::open(&url).await?, url, _home: None })
}

/// A new database with what is in another one; its name.
async fn cloned(
    client: &tokio_postgres::Client,
    template: &str,
) -> std::result::Result<String, tokio_postgres::Error> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    // Copying its files takes half as long as writing each page of them into the log.
    let version = "select current_setting('server_version_num')::int";
    let version: i32 = client.query_one(version, &[]).await?.get(0);
    let strategy = if version >= 150_000 { "strategy file_copy" } else { "" };
    let create = format!(
        "drop database if exists {name}; create database {name} template {template} {strategy}"
    );
    for statement in create.split(';') {
        client.batch_execute(statement).await?;
    }
    Ok(name)
}

/// Removes databases of tests that have ended, which cannot do it themselves: a test may end by
/// a panic or a kill. Left until the end, a full run's would fill gigabytes.
async fn sweep(client: &tokio_postgres::Client) -> std::result::Result<(), tokio_postgres::Error> {
    let free = client.query_one("select pg_try_advisory_lock($1)", &[&SWEEP_LOCK]).await?;
    if !free.get::<_, bool>(0) {
        return Ok(());
    }
    let kept = client.query("select datname::text from pg_database", &[]).await?;
    let kept: Vec<String> = kept.iter().map(|row| row.get(0)).collect();
    for name in kept.iter().filter(|name| has_ended(name)).take(SWEPT_AT_ONCE) {
        client.batch_execute(&format!("drop database if exists {name} with (force)")).await?;
    }
    client.execute("select pg_advisory_unlock($1)", &[&SWEEP_LOCK]).await?;
    Ok(())
}

/// Whether the process that a database's name (`test_PROCESS_NUMBER`) tells of is gone. Where
/// there is no `/proc` to ask, none is.
fn has_ended(database: &str) -> bool {
    let process = database.strip_prefix("test_").and_then(|rest| rest.split('_').next());
    let process = process.filter(|word| word.parse::<u32>().is_ok());
    let proc = std::path::Path::new("/proc");
    process.is_some_and(|id| proc.join("self").exists() && !proc.join(id).exists())
}

/// One template per schema, so that checkouts with different migrations can share a server.
fn template_name() -> String {
    let mut hasher = std::hash::DefaultHasher::new();
    for step in MIGRATIONS {
        (step.version, step.sql).hash(&mut hasher);
    }
    format!("hostler_template_{:016x}", hasher.finish())
}
