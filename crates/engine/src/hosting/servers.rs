//! Whether servers, gateways, registrars and the like answer and take our credentials.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;
use model::ids::ServerId;
use ports::PortError;
use ports::dns::DnsHosting;
use ports::fraud::FraudCheck;
use ports::payment::PaymentGateway;
use ports::provisioning::ConnectionOutcome;
use ports::registrar::Registrar;
pub use ports::{Choice, ChoiceKind};
use store::hosting::servers::ServerRow;

use super::provisioning::server_call;
use crate::jobs::within;
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

/// Looks at all servers at the same time.
///
/// # Errors
/// Broken when a kept secret cannot be opened.
pub async fn probe_all(engine: &Engine, rows: &[ServerRow]) -> Result<BTreeMap<ServerId, Health>> {
    let probes = rows.iter().map(|row| async {
        let health = probe_server(engine, row).await?;
        Ok((row.id, health))
    });
    join_all(probes).await.into_iter().collect()
}

/// Looks at a server.
///
/// # Errors
/// Broken when a kept secret cannot be opened.
pub async fn probe_server(engine: &Engine, row: &ServerRow) -> Result<Health> {
    let Some(module) = engine.world().provisioners.get(row.module.as_str()) else {
        return Ok(Health::Unreached("Module Not Found".to_owned()));
    };
    let call = server_call(engine, row.clone())?;
    Ok(of(within(PROBE_DEADLINE, module.test_connection(&call)).await))
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
    match within(LIST_DEADLINE, module.choices(&call, kind)).await {
        Some(Ok(found)) => Ok(found),
        Some(Err(error)) => Err(not_now(error.to_string())),
        None => Err(not_now("The server gave no answer in time")),
    }
}

/// Looks at a gateway.
pub async fn probe_gateway(gateway: &dyn PaymentGateway) -> Health {
    of(within(PROBE_DEADLINE, gateway.test_connection()).await)
}

/// Looks at a registrar.
pub async fn probe_registrar(registrar: &dyn Registrar) -> Health {
    of(within(PROBE_DEADLINE, registrar.test_connection()).await)
}

/// Asks a host of DNS zones whether it answers and takes our credentials.
pub async fn probe_dns(host: &dyn DnsHosting) -> Health {
    of(within(PROBE_DEADLINE, host.test_connection()).await)
}

/// Asks a check of orders.
pub async fn probe_fraud(check: &dyn FraudCheck) -> Health {
    of(within(PROBE_DEADLINE, check.test_connection()).await)
}

/// Asks the tax offices of the EU, about nobody.
pub async fn probe_vat(engine: &Engine) -> Health {
    of(within(PROBE_DEADLINE, engine.world().vat.test_connection()).await)
}

/// Asks the feed of exchange rates.
pub async fn probe_rates(engine: &Engine) -> Health {
    of(within(PROBE_DEADLINE, engine.world().rates.test_connection()).await)
}

fn of(said: Option<std::result::Result<ConnectionOutcome, PortError>>) -> Health {
    match said {
        Some(Ok(ConnectionOutcome::Reached { version })) => Health::Reached(version),
        Some(Ok(ConnectionOutcome::Refused(refused))) => Health::Unreached(refused.to_string()),
        Some(Err(error)) => Health::Unreached(error.to_string()),
        None => Health::Unreached("no answer in time".to_owned()),
    }
}
