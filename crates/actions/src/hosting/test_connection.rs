//! `TestConnection`, our own: whether a server, a module or another source of the house answers and
//! takes our credentials.

use engine::billing::gateways;
use engine::domains::{dns, registrars};
use engine::hosting::servers::{
    Health, probe_dns, probe_fraud, probe_gateway, probe_rates, probe_registrar, probe_server,
    probe_vat,
};
use engine::ordering::fraud;
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

/// What is to be asked.
enum Asked {
    Server(u64),
    Gateway(String),
    Registrar(String),
    Dns(String),
    Storage(String),
    Fraud(String),
    Source(String),
    Provider(u64),
}

impl Asked {
    fn of(call: TestConnection) -> Result<Asked> {
        let named = |name: Option<String>| name.filter(|name| !name.is_empty());
        let all = [
            call.serverid.map(Asked::Server),
            named(call.gateway).map(Asked::Gateway),
            named(call.registrar).map(Asked::Registrar),
            named(call.dns).map(Asked::Dns),
            named(call.storage).map(Asked::Storage),
            named(call.fraud).map(Asked::Fraud),
            named(call.source).map(Asked::Source),
            call.signinprovider.map(Asked::Provider),
        ];
        let mut all = all.into_iter().flatten();
        all.next().filter(|_| all.next().is_none()).ok_or_else(which)
    }
}

async fn test_connection(cx: &Cx, call: TestConnection) -> Result<TestConnectionResponse> {
    let health = probe(cx, Asked::of(call)?).await?;
    let reached = health.is_reached();
    let (Health::Reached(message) | Health::Unreached(message)) = health;
    Ok(TestConnectionResponse { reached: reached.into(), message: message.into() })
}

/// No connection to the database is held while anybody is asked.
async fn probe(cx: &Cx, asked: Asked) -> Result<Health> {
    Ok(match asked {
        Asked::Server(id) => {
            let row = servers::by_id(&mut cx.read().await?, ServerId(number(id))).await?;
            let row = row.ok_or_else(|| not_found("Server ID Not Found"))?;
            probe_server(&cx.engine, &row).await?
        }
        Asked::Gateway(name) => {
            let gateway = gateways::open(&cx.engine, &mut cx.read().await?, &name).await?;
            probe_gateway(&cx.engine, &*gateway.ok_or_else(|| not_found("Gateway Not Found"))?)
                .await
        }
        Asked::Registrar(name) => {
            let registrar = registrars::open(&cx.engine, &mut cx.read().await?, &name).await?;
            probe_registrar(&cx.engine, &*registrar).await
        }
        Asked::Dns(name) => {
            let host = dns::opened(&cx.engine, &mut cx.read().await?, &name).await?;
            probe_dns(&cx.engine, &*host.ok_or_else(|| not_found("DNS Host Not Found"))?).await
        }
        Asked::Storage(name) => files::probe(&cx.engine, &name).await?,
        Asked::Fraud(name) => {
            let check = fraud::opened(&cx.engine, &mut cx.read().await?, &name).await?;
            probe_fraud(&cx.engine, &*check.ok_or_else(|| not_found("Fraud Module Not Found"))?)
                .await
        }
        Asked::Source(name) => match name.as_str() {
            "vat" => probe_vat(&cx.engine).await,
            "rates" => probe_rates(&cx.engine).await,
            _ => return Err(invalid("source", "Invalid Source. Must be one of: vat, rates")),
        },
        Asked::Provider(id) => providers::probe(cx, number(id)).await?,
    })
}

fn which() -> Fault {
    let all =
        "Give one of serverid, gateway, registrar, dns, storage, fraud, source and signinprovider";
    invalid("serverid", all)
}
