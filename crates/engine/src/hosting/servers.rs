//! Whether the servers answer and take our credentials.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;
use model::ids::ServerId;
use ports::provisioning::ConnectionOutcome;
use store::hosting::servers::ServerRow;

use super::provisioning::server_call;
use crate::jobs::within;
use crate::{Engine, Result};

/// How long a server may take to show that it is there.
const PROBE_DEADLINE: Duration = Duration::from_secs(10);

/// What came of looking at a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerHealth {
    /// It answers and takes our credentials; this is what it says it is.
    Reached(String),
    /// It does not; why, for staff.
    Unreached(String),
}

impl ServerHealth {
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
pub async fn probe_all(
    engine: &Engine,
    rows: &[ServerRow],
) -> Result<BTreeMap<ServerId, ServerHealth>> {
    let probes = rows.iter().map(|row| async {
        let health = probe(engine, row).await?;
        Ok((row.id, health))
    });
    join_all(probes).await.into_iter().collect()
}

async fn probe(engine: &Engine, row: &ServerRow) -> Result<ServerHealth> {
    let Some(module) = engine.world().provisioners.get(row.module.as_str()) else {
        return Ok(ServerHealth::Unreached("Module Not Found".to_owned()));
    };
    let call = server_call(engine, row.clone())?;
    Ok(match within(PROBE_DEADLINE, module.test_connection(&call)).await {
        Some(Ok(ConnectionOutcome::Reached { version })) => ServerHealth::Reached(version),
        Some(Ok(ConnectionOutcome::Refused(refused))) => {
            ServerHealth::Unreached(refused.to_string())
        }
        Some(Err(error)) => ServerHealth::Unreached(error.to_string()),
        None => ServerHealth::Unreached("no answer in time".to_owned()),
    })
}
