//! Where the bytes of files are: in the database first, so that they come and go with the act that
//! made them, and then at the module that the operator chose.
//!
//! Nothing is put anywhere while a transaction is open. A file is put first and noted then, and
//! removed only when nobody has it any more, so that none is lost whenever a node dies.

use std::sync::Arc;
use std::time::Duration;

use model::ids::FileId;
use ports::files::FileStore;
use ports::{Asking, PortError};
use sha2::{Digest as _, Sha256};
use store::Conn;
use store::support::files::{self as rows, FileRow, LeftoverRow};

use super::modules::{self, Kind};
use crate::hosting::servers::Health;
use crate::jobs::{asked, insisted, targets};
use crate::{Cx, Engine, Fault, Result, invalid, not_now};

/// How long a module may take for one file.
const DEADLINE: Duration = Duration::from_secs(60);
/// Seconds for which bytes that no file has are left alone: longer than any move takes.
const SWEPT_AFTER: i64 = 60 * 60;
/// Letters and digits of the name under which a file is put somewhere: 190 bits.
const NAME_CHARS: usize = 32;
/// Files looked for at a time.
const BATCH_ROWS_MAX: i64 = 50;
/// The setting of a module that wants the files that come.
pub const TAKES_NEW: &str = "takes_new";
/// What the database is called among the places.
pub const HERE: &str = "database";

/// What a move came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// Files that were moved.
    pub files: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Files that could not be moved; the log says why.
    pub failed: u64,
    /// Bytes that nobody had any more, removed.
    pub swept: u64,
}

/// The bytes of a file, wherever they are.
///
/// # Errors
/// Not now when the module that has them does not answer; broken when they are others than they
/// were.
pub async fn bytes(engine: &Engine, id: FileId) -> Result<Vec<u8>> {
    let mut c = engine.read().await?;
    let row = rows::by_id(&mut c, id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("file {id} is gone")))?;
    if row.place.is_empty() {
        return Ok(row.bytes);
    }
    let store = opened(engine, &mut c, &row.place).await?;
    drop(c);
    fetched(engine, &*store, &row).await
}

async fn fetched(engine: &Engine, store: &dyn FileStore, row: &FileRow) -> Result<Vec<u8>> {
    let found = ask(engine, store, || store.get(&row.name)).await;
    let bytes = match found {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            return Err(Fault::broken(format!("{} has no file {}", row.place, row.name)));
        }
        Err(error) => return Err(unread(engine, store, &error)),
    };
    if model::hex::hex(&Sha256::digest(&bytes)) != row.sha256 {
        return Err(Fault::broken(format!("{} gives other bytes for {}", row.place, row.name)));
    }
    Ok(bytes)
}

const UNREAD: &str = "The file cannot be read now";

/// Why a file cannot be read; since when its store does not answer, if it is left alone for that.
fn unread(engine: &Engine, store: &dyn FileStore, error: &PortError) -> Fault {
    tracing::warn!(%error, "a file could not be read");
    match engine.targets().silence(&targets::file_store(store.module()), engine.now()) {
        Some(silence) => not_now(format!("{UNREAD}: {silence}")),
        None => not_now(UNREAD),
    }
}

/// Asks a store within the deadline, unless it is left alone.
async fn ask<'a, T>(
    engine: &Engine,
    store: &dyn FileStore,
    asking: impl FnOnce() -> Asking<'a, T>,
) -> std::result::Result<T, PortError> {
    let (module, target) = (store.module(), targets::file_store(store.module()));
    asked(engine, &target, module, DEADLINE, asking).await
}

/// A module that keeps files, with its settings.
///
/// # Errors
/// Not now when it is not switched on, or its settings are wrong.
pub async fn opened(engine: &Engine, c: &mut Conn, module: &str) -> Result<Arc<dyn FileStore>> {
    let off = || not_now(format!("The module {module} is not switched on"));
    let store = engine.world().file_stores.get(module).ok_or_else(off)?;
    let settings = modules::settings(engine, c, Kind::Storage, module).await?.ok_or_else(off)?;
    Arc::clone(store).open(&settings).map_err(|error| not_now(error.to_string()))
}

/// Looks whether a module keeps what it is given, also while it is left alone.
///
/// # Errors
/// As [`opened`].
pub async fn probe(engine: &Engine, module: &str) -> Result<Health> {
    let store = opened(engine, &mut engine.read().await?, module).await?;
    let (name, target) = (store.module(), targets::file_store(store.module()));
    let look = || store.test_connection();
    Ok(match insisted(engine, &target, name, DEADLINE, look).await {
        Ok(said) => Health::Reached(said),
        Err(error) => Health::Unreached(error.to_string()),
    })
}

/// The module that the files which come are moved to, if any is switched on for that.
///
/// # Errors
/// When the database fails.
pub async fn wanted(engine: &Engine) -> Result<Option<&'static str>> {
    let mut c = engine.read().await?;
    for module in engine.world().file_stores.keys() {
        let settings = modules::settings(engine, &mut c, Kind::Storage, module).await?;
        if settings.is_some_and(|settings| settings.get(TAKES_NEW).is_none_or(is_on)) {
            return Ok(Some(module));
        }
    }
    Ok(None)
}

fn is_on(text: &str) -> bool {
    ["on", "1", "yes", "true"].iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// Moves every file to a module, or to the database, and removes what nobody has any more. What
/// fails stays where it is and stops nothing else.
///
/// # Errors
/// Invalid for a module that is not there; not now when it is not switched on.
pub async fn move_all(cx: &Cx, to: &str) -> Result<Moved> {
    let engine = &cx.engine;
    let place = if to == HERE { "" } else { to };
    let target = match place {
        "" => None,
        module if !engine.world().file_stores.contains_key(module) => {
            return Err(invalid("to", format!("There is no module {module} that keeps files")));
        }
        module => Some(opened(engine, &mut engine.read().await?, module).await?),
    };
    let mut moved = Moved::default();
    let mut after = FileId(0);
    loop {
        let mut c = engine.read().await?;
        let ids = rows::elsewhere(&mut c, place, after, BATCH_ROWS_MAX).await?;
        drop(c);
        let Some(last) = ids.last() else { break };
        after = *last;
        for id in ids {
            match move_one(cx, id, place, target.as_deref()).await {
                Ok(size) => {
                    moved.files += u64::from(size.is_some());
                    moved.bytes += size.unwrap_or(0);
                }
                Err(error) => {
                    tracing::warn!(%error, file = id.0, to, "a file was not moved");
                    moved.failed += 1;
                }
            }
        }
    }
    moved.swept = sweep(cx).await?;
    Ok(moved)
}

/// Moves a file; its size, or nothing when it went meanwhile.
async fn move_one(
    cx: &Cx,
    id: FileId,
    place: &str,
    target: Option<&dyn FileStore>,
) -> Result<Option<u64>> {
    let row = rows::by_id(&mut cx.engine.read().await?, id).await?;
    let Some(row) = row.filter(|row| row.place != place) else { return Ok(None) };
    let bytes = bytes(&cx.engine, id).await?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let Some(store) = target else {
        let mut act = cx.act("MoveFiles").await?;
        let at = act.at();
        let was_there = rows::came_here(&mut act.conn, &row, &bytes, at).await?;
        act.commit().await?;
        return Ok(was_there.then_some(size));
    };
    // Noted as left over first: whatever happens now, somebody will sweep it.
    let name = cx.engine.world().chance.base62(NAME_CHARS);
    let mut act = cx.act("MoveFiles").await?;
    let at = act.at();
    let left = rows::leave(&mut act.conn, place, &name, at).await?;
    act.commit().await?;
    let put = ask(&cx.engine, store, || store.put(&name, bytes)).await;
    put.map_err(|error| not_now(error.to_string()))?;
    // Before it is forgotten here, it is read there once.
    let there = FileRow { place: place.to_owned(), name: name.clone(), ..row.clone() };
    fetched(&cx.engine, store, &there).await?;
    let mut act = cx.act("MoveFiles").await?;
    let at = act.at();
    let was_there = rows::went(&mut act.conn, &row, left, (place, &name), at).await?;
    act.commit().await?;
    Ok(was_there.then_some(size))
}

/// Removes bytes that no file has since long enough for whoever puts some just now.
async fn sweep(cx: &Cx) -> Result<u64> {
    let engine = &cx.engine;
    let before = engine.now().as_second() - SWEPT_AFTER;
    let (mut after, mut swept) = (0, 0);
    loop {
        let mut c = engine.read().await?;
        let left = rows::leftovers(&mut c, before, after, BATCH_ROWS_MAX).await?;
        let Some(last) = left.last() else { return Ok(swept) };
        after = last.id;
        for row in left {
            match opened(engine, &mut c, &row.place).await {
                Ok(store) => swept += u64::from(sweep_one(cx, &*store, &row).await?),
                Err(error) => {
                    tracing::warn!(%error, module = row.place, "bytes stay that nobody has");
                }
            }
        }
    }
}

async fn sweep_one(cx: &Cx, store: &dyn FileStore, row: &LeftoverRow) -> Result<bool> {
    let mut act = cx.act("MoveFiles").await?;
    if !rows::claim(&mut act.conn, row.id).await? {
        return Ok(false);
    }
    act.commit().await?;
    let removed = ask(&cx.engine, store, || store.remove(&row.name)).await;
    if removed.is_ok() {
        return Ok(true);
    }
    tracing::warn!(module = row.place, ?removed, "bytes stay that nobody has");
    let mut act = cx.act("MoveFiles").await?;
    rows::leave(&mut act.conn, &row.place, &row.name, 0).await?;
    act.commit().await?;
    Ok(false)
}
