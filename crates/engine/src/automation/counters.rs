//! What machines count is read every few minutes, where their provider keeps no history.

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use ports::provisioning::Measuring;
use store::hosting::servers::{self, ServerRow};

use super::Item;
use super::run::Scope;
use crate::hosting::provisioning::server_call;
use crate::hosting::readings;
use crate::jobs::{asked, targets};
use crate::{Cx, Fault, Result};

/// How long a server may take to tell.
const SERVER_DEADLINE: Duration = Duration::from_secs(20);
/// Servers that are asked at the same time.
const AT_ONCE_MAX: usize = 16;

/// Reads every server that counts. One that does not answer delays few others.
pub(super) async fn read(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let mut rows = servers::all(&mut cx.engine.read().await?).await?;
    rows.retain(|row| {
        let module = cx.engine.world().provisioners.get(row.module.as_str());
        module.is_some_and(|module| module.capabilities().metrics == Measuring::Counted)
    });
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let asked = stream::iter(rows).map(async |row| {
        let item = Item::house("server counters", scope.today, row.name.clone());
        let item = Item { id: row.id.0, ..item };
        match one(cx, row).await {
            Ok(()) => None,
            Err(fault) => Some(item.skipped(crate::jobs::sentence(&fault))),
        }
    });
    let items: Vec<_> = asked.buffer_unordered(AT_ONCE_MAX).collect().await;
    let mut act = cx.act("ReadCounters").await?;
    let at = act.at();
    readings::forget_old(&mut act.conn, at).await?;
    act.commit().await?;
    Ok(items.into_iter().flatten().collect())
}

async fn one(cx: &Cx, row: ServerRow) -> Result<()> {
    let Some(module) = cx.engine.world().provisioners.get(row.module.as_str()) else {
        return Ok(());
    };
    let server = row.id;
    let call = server_call(&cx.engine, row)?;
    let (name, target) = (module.capabilities().module, targets::server(server));
    let told = asked(&cx.engine, &target, name, SERVER_DEADLINE, || module.readings(&call)).await;
    let told = told.map_err(Fault::broken)?;
    let mut act = cx.act("ReadCounters").await?;
    let at = act.at();
    readings::keep(&mut act.conn, server, at, &told).await?;
    act.commit().await
}
