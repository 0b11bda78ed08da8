//! What a module is told about a service: everything it may need, read in one go.

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::Secret;
use ports::provisioning::{ServerCall, ServiceCall};
use serde::{Deserialize, Serialize};
use store::Conn;
use store::catalogue::products::ProductRow;
use store::hosting::details::{self, OptionValueRow};
use store::hosting::servers::{self, ServerRow};
use store::hosting::services::ServiceRow;
use store::people::clients;

use super::Request;
use crate::people::custom_fields::{self, key_of};
use crate::{Act, Engine, Fault, Result};

/// What goes along with an action, as it is kept with the call.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Input {
    /// Why it is suspended.
    pub(super) reason: Option<String>,
    /// The new password, sealed for this service's calls.
    pub(super) password: Option<String>,
    /// Further values of a custom action.
    pub(super) extra: BTreeMap<String, String>,
    /// Whether the client is told nothing of it.
    #[serde(default)]
    pub(super) quiet: bool,
}

impl Input {
    pub(super) fn of(act: &Act, row: &ServiceRow, request: &Request) -> Result<Self> {
        let chance = &*act.engine.world().chance;
        let seal = |plain: &String| act.engine.secrets().seal(chance, &call_place(row.id), plain);
        Ok(Self {
            reason: request.reason.clone(),
            password: request.password.as_ref().map(seal).transpose()?,
            extra: request.extra.clone(),
            quiet: request.quiet,
        })
    }

    /// The new password, opened.
    pub(super) fn password(&self, engine: &Engine, service: ServiceId) -> Result<Option<String>> {
        let open = |sealed: &String| engine.secrets().open(&call_place(service), sealed);
        self.password.as_ref().map(open).transpose()
    }
}

/// Where the password of a service is sealed for.
pub(super) fn password_place(service: ServiceId) -> String {
    format!("services.password:{service}")
}

fn call_place(service: ServiceId) -> String {
    format!("service_calls.password:{service}")
}

/// Reads everything.
pub(crate) async fn of(
    engine: &Engine,
    c: &mut Conn,
    row: &ServiceRow,
    product: &ProductRow,
    idempotency_key: &str,
    input: &Input,
) -> Result<ServiceCall> {
    let client = clients::any_by_id(c, row.client_id).await?;
    let client =
        client.ok_or_else(|| Fault::broken(format!("service {} has no client", row.id)))?;
    let server = match row.server_id {
        Some(id) => servers::by_id(c, id).await?,
        None => None,
    };
    let kept = details::facts(c, row.id).await?;
    let fields = custom_fields::of_services(engine, c, &[row.id]).await?;
    let options = details::options(c, &[row.id]).await?;
    let present = engine.secrets().open(&password_place(row.id), &row.password)?;
    let password = input.password(engine, row.id)?.unwrap_or(present);
    let filled = fields.into_iter().filter(|field| !field.value.is_empty());
    let custom = filled.map(|field| (key_of(&field.name).to_owned(), field.value));
    Ok(ServiceCall {
        idempotency_key: idempotency_key.to_owned(),
        service: row.id,
        client: row.client_id,
        client_email: client.email,
        product: serde_json::from_str(&product.module_settings)?,
        server: server.map(|server| server_call(engine, server)).transpose()?,
        domain: row.domain.clone(),
        dedicated_ip: row.dedicated_ip.clone(),
        username: row.username.clone(),
        password: Secret::new(password),
        options: options.iter().map(option_value).collect(),
        custom_fields: kept.into_iter().chain(custom).collect(),
        extra: input.extra.clone(),
    })
}

/// A server with its credentials in the clear, for a module.
pub(crate) fn server_call(engine: &Engine, row: ServerRow) -> Result<ServerCall> {
    let secret = engine.secrets().open(&format!("servers.secret:{}", row.id), &row.secret)?;
    let host = if row.hostname.is_empty() { row.ip.clone() } else { row.hostname };
    Ok(ServerCall {
        server: row.id,
        name: row.name,
        host,
        ip: row.ip,
        port: u16::try_from(row.port).ok().filter(|port| *port > 0),
        secure: row.secure,
        username: row.username,
        password: Secret::new(secret.clone()),
        access_key: Secret::new(secret),
    })
}

/// Options are told by name: quantities as numbers, yes/no as `1` or nothing, choices by name.
fn option_value(row: &OptionValueRow) -> (String, String) {
    let value = match row.r#type {
        3 => if row.quantity > 0 { "1" } else { "" }.to_owned(),
        4 => row.quantity.to_string(),
        _ => key_of(&row.choice).to_owned(),
    };
    (key_of(&row.name).to_owned(), value)
}

#[cfg(test)]
mod tests {
    use super::{OptionValueRow, option_value};
    use model::ids::{ConfigOptionId, ServiceId};

    #[test]
    fn options_are_told_by_key_and_value() {
        for (name, kind, choice, quantity, expected) in [
            ("ram|Memory", 1, "4096|4 GB", 0, ("ram", "4096")),
            ("Location", 2, "Frankfurt", 0, ("Location", "Frankfurt")),
            ("Backups", 3, "Yes", 1, ("Backups", "1")),
            ("Backups", 3, "Yes", 0, ("Backups", "")),
            ("ips|Addresses", 4, "Address", 3, ("ips", "3")),
        ] {
            let row = OptionValueRow {
                service_id: ServiceId(1),
                id: ConfigOptionId(1),
                name: name.to_owned(),
                r#type: kind,
                choice: choice.to_owned(),
                quantity,
            };
            let (key, value) = option_value(&row);
            assert_eq!((key.as_str(), value.as_str()), expected);
        }
    }
}
