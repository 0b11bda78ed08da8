//! Whether servers, gateways, registrars and the like answer and take our credentials.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;
use model::ids::ServerId;
use ports::dns::DnsHosting;
use ports::fraud::FraudCheck;
use ports::payment::PaymentGateway;
use ports::provisioning::ConnectionOutcome;
use ports::registrar::Registrar;
use ports::{Asking, PortError};
pub use ports::{Choice, ChoiceKind};
use store::hosting::servers::ServerRow;

use super::provisioning::server_call;
use crate::jobs::targets::{self, LEFT_ALONE};
use crate::jobs::{asked, insisted};
use crate::{Engine, Result, invalid, not_now};

/// How long a server may take to show that it is there.
const PROBE_DEADLINE: Duration = Duration::from_secs(10);

/// How long it may take to list what there is to choose: some lists have several pages.
const LIST_DEADLINE: Duration = Duration::from_secs(20);

/// What came of looking at a server, a gateway or a registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It answers and takes our credentials; this is what it says it is.
    Reached(String),
    /// It does not; why, for staff.
    Unreached(String),
}

impl Health {
    /// Whether it answers and takes our credentials.
    #[must_use]
    pub const fn is_reached(&self) -> bool {
        matches!(self, Self::Reached(_))
    }
}

/// Looks at all servers at the same time, except for those that are left alone: nobody waits for
/// those, and it is said since when they do not answer.
///
/// # Errors
/// Broken when a kept secret cannot be opened.
pub async fn probe_all(engine: &Engine, rows: &[ServerRow]) -> Result<BTreeMap<ServerId, Health>> {
    let probes = rows.iter().map(|row| async {
        let health = match engine.targets().silence(&targets::server(row.id), engine.now()) {
            Some(silence) => Health::Unreached(format!("{LEFT_ALONE}: {silence}")),
            None => probe_server(engine, row).await?,
        };
        Ok((row.id, health))
    });
    join_all(probes).await.into_iter().collect()
}

/// Looks at a server, also at one that is left alone: if it answers, it is no more.
///
/// # Errors
/// Broken when a kept secret cannot be opened.
pub async fn probe_server(engine: &Engine, row: &ServerRow) -> Result<Health> {
    let Some(module) = engine.world().provisioners.get(row.module.as_str()) else {
        return Ok(Health::Unreached("Module Not Found".to_owned()));
    };
    let call = server_call(engine, row.clone())?;
    let (name, target) = (module.capabilities().module, targets::server(row.id));
    let look = || module.test_connection(&call);
    Ok(of(insisted(engine, &target, name, PROBE_DEADLINE, look).await))
}

/// What a server lists for the settings of products.
///
/// # Errors
/// Invalid when its module lists no such things; not-now with the reason when it does not answer;
/// broken when a kept secret cannot be opened.
pub async fn choices(engine: &Engine, row: &ServerRow, kind: ChoiceKind) -> Result<Vec<Choice>> {
    let module = engine.world().provisioners.get(row.module.as_str());
    let module = module.ok_or_else(|| not_now("Module Not Found"))?;
    let kinds = &module.capabilities().choices;
    if !kinds.contains(&kind) {
        let said = match kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>() {
            words if words.is_empty() => "This server lists nothing to choose from".to_owned(),
            words => format!("This server lists: {}", words.join(", ")),
        };
        return Err(invalid("kind", said));
    }
    let call = server_call(engine, row.clone())?;
    let (name, target) = (module.capabilities().module, targets::server(row.id));
    let list = || module.choices(&call, kind);
    let found = asked(engine, &target, name, LIST_DEADLINE, list).await;
    found.map_err(|error| not_now(error.to_string()))
}

/// Looks at a gateway.
pub async fn probe_gateway(engine: &Engine, gateway: &dyn PaymentGateway) -> Health {
    let name = gateway.capabilities().module;
    probe(engine, &targets::gateway(name), name, || gateway.test_connection()).await
}

/// Looks at a registrar.
pub async fn probe_registrar(engine: &Engine, registrar: &dyn Registrar) -> Health {
    let name = registrar.capabilities().module;
    probe(engine, &targets::registrar(name), name, || registrar.test_connection()).await
}

/// Asks a host of DNS zones whether it answers and takes our credentials.
pub async fn probe_dns(engine: &Engine, host: &dyn DnsHosting) -> Health {
    let name = host.module();
    probe(engine, &targets::name_servers(name), name, || host.test_connection()).await
}

/// Asks a check of orders.
pub async fn probe_fraud(engine: &Engine, check: &dyn FraudCheck) -> Health {
    let name = check.module();
    probe(engine, &targets::fraud_check(name), name, || check.test_connection()).await
}

/// Asks the tax offices of the EU, about nobody.
pub async fn probe_vat(engine: &Engine) -> Health {
    let vat = &engine.world().vat;
    probe(engine, &targets::tax_offices(vat.module()), vat.module(), || vat.test_connection()).await
}

/// Asks the feed of exchange rates.
pub async fn probe_rates(engine: &Engine) -> Health {
    let feed = &engine.world().rates;
    probe(engine, &targets::rate_feed(feed.module()), feed.module(), || feed.test_connection())
        .await
}

/// Asks for a person, also while it is left alone: if it answers, it is no more.
async fn probe<'a>(
    engine: &Engine,
    target: &str,
    module: &'static str,
    ask: impl FnOnce() -> Asking<'a, ConnectionOutcome>,
) -> Health {
    of(insisted(engine, target, module, PROBE_DEADLINE, ask).await)
}

fn of(said: std::result::Result<ConnectionOutcome, PortError>) -> Health {
    match said {
        Ok(ConnectionOutcome::Reached { version }) => Health::Reached(version),
        Ok(ConnectionOutcome::Refused(refused)) => Health::Unreached(refused.to_string()),
        Err(error) => Health::Unreached(error.to_string()),
    }
}
