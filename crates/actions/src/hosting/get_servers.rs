//! `GetServers`: the servers and how full they are.

use std::collections::BTreeMap;

use engine::hosting::servers::{Health, probe_all};
use engine::{Cx, Result};
use model::ids::{AddonId, ServerId, ServiceId};
use protocol::{GetServers, GetServersResponse, Server, ServerStatus};
use store::Conn;
use store::hosting::servers::{self, ServerRow};
use store::hosting::{addons, services};

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    // A flow, since it may call the servers.
    registry.flow(|cx, call: GetServers| Box::pin(get_servers(cx, call)))
}

async fn get_servers(cx: &Cx, call: GetServers) -> Result<GetServersResponse> {
    let mut c = cx.read().await?;
    let module = module_asked_for(&mut c, &call).await?;
    let loads = servers::loads(&mut c).await?;
    let used: BTreeMap<ServerId, i64> = loads.iter().map(|load| (load.id, load.used)).collect();
    let mut rows = servers::all(&mut c).await?;
    drop(c);
    rows.retain(|row| module.as_ref().is_none_or(|module| row.module == *module));
    let mut health =
        if call.fetchStatus.0 { probe_all(&cx.engine, &rows).await? } else { BTreeMap::new() };
    let spelled = rows.into_iter().map(|row| {
        let status = health.remove(&row.id);
        let used = used.get(&row.id).copied().unwrap_or_default();
        spell(row, used, status)
    });
    Ok(GetServersResponse {
        servers: spelled.collect(),
        fetchStatus: if call.fetchStatus.0 { "1" } else { "" }.into(),
    })
}

/// A service or addon narrows the list to the servers it could live on.
async fn module_asked_for(c: &mut Conn, call: &GetServers) -> Result<Option<String>> {
    let service = match (call.serviceId, call.addonId) {
        (Some(id), _) => Some(ServiceId(number(id))),
        (None, Some(id)) => {
            let addon = addons::by_id(c, AddonId(number(id))).await?;
            Some(addon.map_or(ServiceId(0), |addon| addon.service_id))
        }
        (None, None) => None,
    };
    let Some(service) = service else { return Ok(None) };
    let Some(row) = services::by_id(c, service).await? else { return Ok(Some(String::new())) };
    let product = store::catalogue::products::by_id(c, row.product_id).await?;
    Ok(Some(product.map(|product| product.module).unwrap_or_default()))
}

fn spell(row: ServerRow, used: i64, health: Option<Health>) -> Server {
    let reached = health.is_some_and(|health| health.is_reached());
    let percent = used.saturating_mul(100).checked_div(row.max_accounts).unwrap_or(0);
    Server {
        id: row.id.0.into(),
        name: row.name.into(),
        hostname: row.hostname.into(),
        ipaddress: row.ip.into(),
        active: row.active.into(),
        activeServices: used.into(),
        maxAllowedServices: row.max_accounts.into(),
        percentUsed: percent.into(),
        module: row.module.into(),
        status: ServerStatus { http: reached.into(), load: "".into(), uptime: "".into() },
    }
}
