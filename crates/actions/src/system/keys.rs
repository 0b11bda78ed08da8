//! `RotateKeys` and `GetKeys`: the keys of secrets at rest. Our own.

use engine::system::keys;
use engine::{Act, Cx, Result};
use protocol::{DataKey, GetKeys, GetKeysResponse, RotateKeys, RotateKeysResponse};
use store::system::data_keys::{self, DataKeyRow};

use crate::Registry;
use crate::wire::moment;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, _: RotateKeys| Box::pin(rotate(act)))
        .read(|cx, _: GetKeys| Box::pin(list(cx)))
}

async fn rotate(act: &mut Act) -> Result<RotateKeysResponse> {
    Ok(RotateKeysResponse { key: keys::rotate(act).await?.into() })
}

async fn list(cx: &Cx) -> Result<GetKeysResponse> {
    let settings = cx.engine.settings().await?;
    let rows = data_keys::all(&mut cx.read().await?).await?;
    let shown = |row: DataKeyRow| DataKey {
        master: row.sealed.split_once('.').map_or("", |(id, _)| id).into(),
        id: row.id.into(),
        activefrom: moment(&settings, Some(row.active_from)),
    };
    Ok(GetKeysResponse {
        sealing: cx.engine.secrets().sealing_id().into(),
        waiting: keys::waiting(&cx.engine).await?.into(),
        keys: rows.into_iter().map(shown).collect(),
    })
}
