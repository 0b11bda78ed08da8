//! `ExportClientData`: our own. It is a write, because who took it is written down.

use engine::{Act, Result, not_found};
use model::ids::ClientId;
use protocol::{ExportClientData, ExportClientDataResponse};
use serde_json::{Map, Value, json};
use store::edits::Cell;
use store::people::clients;
use store::people::export::{self, Part};

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: ExportClientData| Box::pin(export_client_data(act, call)))
}

async fn export_client_data(
    act: &mut Act,
    call: ExportClientData,
) -> Result<ExportClientDataResponse> {
    let client: ClientId = id(call.clientid);
    if clients::by_id(&mut act.conn, client).await?.is_none() {
        return Err(not_found("Client ID Not Found"));
    }
    let for_staff = act.caller.actor.is_office();
    let parts = export::of_client(&mut act.conn, client, for_staff).await?;
    let rows: usize = parts.iter().map(|part| part.rows.len()).sum();
    let mut data: Map<String, Value> = parts.into_iter().map(listed).collect();
    data.insert("exported_on".to_owned(), json!(act.today().to_string()));
    act.log(Some(client), format!("Client Data Exported - User ID: {client}")).await?;
    Ok(ExportClientDataResponse {
        filename: format!("client-{client}-{}.json", act.today()).into(),
        rows: rows.into(),
        data: serde_json::to_string_pretty(&Value::Object(data))?.into(),
    })
}

fn listed(part: Part) -> (String, Value) {
    let value = |cell: Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => number.into(),
        Cell::Text(text) => text.into(),
    };
    let object = |row: Vec<Cell>| {
        let fields = part.columns.iter().zip(row);
        Value::Object(fields.map(|(name, cell)| ((*name).to_owned(), value(cell))).collect())
    };
    (part.name.to_owned(), part.rows.into_iter().map(object).collect())
}
