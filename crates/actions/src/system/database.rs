//! `GetDatabaseStatus` and `TidyDatabase`: our own.

use engine::{Act, Cx, Result, not_permitted};
use protocol::{
    Action as _, DatabaseCopy, DatabaseTable, GetDatabaseStatus, GetDatabaseStatusResponse,
    TidyDatabase, TidyDatabaseResponse,
};
use store::system::tables;

use crate::Registry;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetDatabaseStatus| Box::pin(get(cx, call)))
        .write(|act, call: TidyDatabase| Box::pin(tidy(act, call)))
}

async fn get(cx: &Cx, _: GetDatabaseStatus) -> Result<GetDatabaseStatusResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetDatabaseStatus::NAME));
    }
    let mut c = cx.read().await?;
    let found = tables::tables(&mut c).await?;
    let table = |(name, rows, bytes): tables::Table| DatabaseTable {
        name: name.into(),
        rows: rows.into(),
        bytes: bytes.into(),
    };
    let copies = match cx.engine.backups() {
        Some(folder) => store::Db::copies_in(folder)?,
        None => Vec::new(),
    };
    let copy = |(name, bytes): (String, u64)| DatabaseCopy {
        name: name.into(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX).into(),
    };
    Ok(GetDatabaseStatusResponse {
        kind: cx.engine.db().kind().into(),
        step: tables::step(&mut c).await?.into(),
        bytes: tables::bytes(&mut c).await?.into(),
        tables: found.into_iter().map(table).collect(),
        copies: copies.into_iter().map(copy).collect(),
    })
}

async fn tidy(act: &mut Act, _: TidyDatabase) -> Result<TidyDatabaseResponse> {
    tables::tidy(&mut act.conn).await?;
    act.log(None, "Looked at the tables of the database anew".to_owned()).await?;
    Ok(TidyDatabaseResponse {})
}
