//! Every module there is, with what was set of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use store::Conn;
use store::system::gateways;

use super::{Described, FRIENDLY_NAME, Kind, State, describe, kept};
use crate::{Engine, Result};

/// A module with what was set of it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What it is for.
    pub kind: Kind,
    /// System name.
    pub name: &'static str,
    /// What it is called and takes.
    pub described: Described,
    /// Whether it is switched on.
    pub state: State,
    /// What was set, without secrets.
    pub values: BTreeMap<String, String>,
    /// The secrets that are set, with their last four letters where those may be told.
    pub secrets: BTreeMap<String, String>,
}

/// The modules of a kind, by name. Those that run services have their settings elsewhere.
///
/// # Errors
/// Broken when the database fails.
pub async fn listed(engine: &Engine, c: &mut Conn, kind: Kind) -> Result<Vec<Listed>> {
    let world = engine.world();
    let names: Vec<&'static str> = match kind {
        Kind::Dns => world.dns_hosts.keys().copied().collect(),
        Kind::Fraud => world.fraud_checks.keys().copied().collect(),
        Kind::Gateway => world.gateways.keys().copied().collect(),
        Kind::Registrar => world.registrars.keys().copied().collect(),
        Kind::Server => world.provisioners.keys().copied().collect(),
        Kind::Storage => world.file_stores.keys().copied().collect(),
    };
    let mut found = Vec::new();
    for name in names {
        let described = describe(engine, kind, name)?;
        let (state, json) = match kind {
            Kind::Server => (State::On, "{}".to_owned()),
            _ => kept(engine, c, kind, name).await?,
        };
        let mut one = Listed {
            kind,
            name,
            described,
            state,
            values: BTreeMap::new(),
            secrets: BTreeMap::new(),
        };
        one.take(serde_json::from_str(&json)?);
        if kind == Kind::Gateway
            && let Some(row) = gateways::find(c, name).await?
        {
            one.values.insert(FRIENDLY_NAME.to_owned(), row.name);
        }
        found.push(one);
    }
    Ok(found)
}

impl Listed {
    fn take(&mut self, settings: Map<String, Value>) {
        for (name, value) in settings {
            let text = match value {
                Value::Object(sealed) => {
                    let end = sealed.get("end").and_then(Value::as_str).unwrap_or_default();
                    self.secrets.insert(name, end.to_owned());
                    continue;
                }
                Value::String(text) => text,
                other => other.to_string(),
            };
            self.values.insert(name, text);
        }
    }
}
