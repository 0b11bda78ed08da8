//! `GetClientNames`: who stands behind the numbers in lists. Our own.

use engine::{Cx, Result, invalid, not_permitted};
use model::ids::ClientId;
use protocol::{Action as _, GetClientNames, GetClientNamesResponse, NamedClient, NamedClients};
use store::billing::payers;
use store::people::client_currencies;

use crate::Registry;

/// Clients that are named at once.
const NAMED_MAX: usize = 250;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetClientNames| Box::pin(names(cx, call)))
}

async fn names(cx: &Cx, call: GetClientNames) -> Result<GetClientNamesResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetClientNames::NAME));
    }
    let ids = call.clientids.split(',').map(str::trim).filter(|text| !text.is_empty());
    let ids: std::result::Result<Vec<i64>, _> = ids.map(str::parse).collect();
    let Ok(mut ids) = ids else {
        return Err(invalid("clientids", "Numbers, with commas between them"));
    };
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > NAMED_MAX {
        return Err(invalid("clientids", "At most 250 at once"));
    }
    let mut client: Vec<NamedClient> = Vec::new();
    if !ids.is_empty() {
        let conn = &mut cx.read().await?;
        let numbers: Vec<ClientId> = ids.iter().map(|id| ClientId(*id)).collect();
        let currencies = client_currencies::of(conn, &numbers).await?;
        let found = payers::names(conn, &ids).await?;
        client.extend(found.into_iter().map(|(id, first, last, company)| {
            let currency = currencies.iter().find(|(each, _)| each.0 == id);
            NamedClient {
                id: id.into(),
                firstname: first.into(),
                lastname: last.into(),
                companyname: company.into(),
                currency: currency.map_or(0, |(_, currency)| currency.0).into(),
            }
        }));
        client.sort_by_key(|row| row.id.0);
    }
    let clients = NamedClients { client: client.into_iter().collect() };
    let numreturned = clients.client.0.len().into();
    Ok(GetClientNamesResponse { numreturned, clients: clients.into() })
}
