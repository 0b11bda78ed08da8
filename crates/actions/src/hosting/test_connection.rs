//! `TestConnection`, our own: whether a server, a gateway, a registrar, a host of zones or an
//! identity provider answers and takes our credentials.

use engine::billing::gateways;
use engine::domains::{dns, registrars};
use engine::hosting::servers::{Health, probe_dns, probe_gateway, probe_registrar, probe_server};
use engine::people::providers;
use engine::system::files;
use engine::{Cx, Fault, Result, invalid, not_found};
use model::ids::ServerId;
use protocol::{TestConnection, TestConnectionResponse};
use store::hosting::servers;

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: TestConnection| Box::pin(test_connection(cx, call)))
}

async fn test_connection(cx: &Cx, call: TestConnection) -> Result<TestConnectionResponse> {
    let named = |name: Option<String>| name.filter(|name| !name.is_empty());
    let modules = (named(call.gateway), named(call.registrar), named(call.dns));
    let others = (named(call.storage), call.signinprovider);
    let health = match (call.serverid, modules) {
        (None, (None, None, None)) => match others {
            (None, Some(id)) => providers::probe(cx, number(id)).await?,
            (Some(module), None) => files::probe(&cx.engine, &module).await?,
            _ => return Err(which()),
        },
        _ if others != (None, None) => return Err(which()),
        (Some(id), (None, None, None)) => {
            let row = servers::by_id(&mut cx.read().await?, ServerId(number(id))).await?;
            let row = row.ok_or_else(|| not_found("Server ID Not Found"))?;
            probe_server(&cx.engine, &row).await?
        }
        (None, (Some(name), None, None)) => {
            let mut conn = cx.read().await?;
            let gateway = gateways::open(&cx.engine, &mut conn, &name).await?;
            drop(conn);
            let gateway = gateway.ok_or_else(|| not_found("Gateway Not Found"))?;
            probe_gateway(&*gateway).await
        }
        (None, (None, Some(name), None)) => {
            let mut conn = cx.read().await?;
            let registrar = registrars::open(&cx.engine, &mut conn, &name).await?;
            drop(conn);
            probe_registrar(&*registrar).await
        }
        (None, (None, None, Some(name))) => {
            let mut conn = cx.read().await?;
            let host = dns::opened(&cx.engine, &mut conn, &name).await?;
            drop(conn);
            let host = host.ok_or_else(|| not_found("DNS Host Not Found"))?;
            probe_dns(&*host).await
        }
        _ => return Err(which()),
    };
    let reached = health.is_reached();
    let (Health::Reached(message) | Health::Unreached(message)) = health;
    Ok(TestConnectionResponse { reached: reached.into(), message: message.into() })
}

fn which() -> Fault {
    invalid("serverid", "Give one of serverid, gateway, registrar, dns, storage and signinprovider")
}
