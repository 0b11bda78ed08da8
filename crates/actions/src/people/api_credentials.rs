//! `UpdateApiCredential`, `DeleteApiCredential`, `GetApiCredentials`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use model::ids::RoleId;
use protocol::{
    ApiCredentialEntry, DeleteApiCredential, DeleteApiCredentialResponse, GetApiCredentials,
    GetApiCredentialsResponse, UpdateApiCredential, UpdateApiCredentialResponse,
};
use store::edits::things::API_CREDENTIAL;
use store::people::api_credentials;
use store::people::roles::Kind;

use super::staff_edits::{granted, held};
use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id, moment, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: UpdateApiCredential| Box::pin(update_api_credential(act, call)))
        .write(|act, call: DeleteApiCredential| Box::pin(delete_api_credential(act, call)))
        .read(|cx, call: GetApiCredentials| Box::pin(get_api_credentials(cx, call)))
}

async fn update_api_credential(
    act: &mut Act,
    call: UpdateApiCredential,
) -> Result<UpdateApiCredentialResponse> {
    let number = number(call.credentialid);
    // One that may do more than the caller is shut at any time, and opened by nobody less.
    let opens = call.enabled.is_some_and(|on| on.0) || call.loopbackonly.is_some_and(|on| !on.0);
    if opens || call.roleid.is_some() || call.adminid.is_some() {
        let row = store::edits::find(&mut act.conn, &API_CREDENTIAL, number, true).await?;
        held(act, RoleId(row.map_or(0, |row| row.number("role_id")))).await?;
    }
    if let Some(role) = call.roleid {
        granted(act, Kind::Api, id(role)).await?;
    }
    let fields = Fields::new()
        .text("description", call.description)
        .number("role_id", call.roleid)
        .reference("staff_id", call.adminid)
        .flag("loopback_only", call.loopbackonly)
        .flag("enabled", call.enabled);
    edits::change(act, &API_CREDENTIAL, number, fields.done()).await?;
    Ok(UpdateApiCredentialResponse { credentialid: call.credentialid.into() })
}

async fn delete_api_credential(
    act: &mut Act,
    call: DeleteApiCredential,
) -> Result<DeleteApiCredentialResponse> {
    edits::remove(act, &API_CREDENTIAL, number(call.credentialid)).await?;
    Ok(DeleteApiCredentialResponse { credentialid: call.credentialid.into() })
}

async fn get_api_credentials(
    cx: &Cx,
    call: GetApiCredentials,
) -> Result<GetApiCredentialsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let (rows, total) = edits::page(&mut c, &API_CREDENTIAL, start, limit).await?;
    let seen = api_credentials::seen(&mut c).await?;
    let of = |id: i64| seen.iter().find(|row| row.id == id);
    Ok(GetApiCredentialsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        apicredentials: rows
            .iter()
            .map(|row| ApiCredentialEntry {
                credentialid: row.id.into(),
                identifier: of(row.id).map(|row| row.identifier.clone()).unwrap_or_default().into(),
                lastused: moment(&settings, of(row.id).and_then(|row| row.last_used_at)),
                description: row.text("description").into(),
                roleid: row.number("role_id").into(),
                adminid: row.number("staff_id").into(),
                loopbackonly: row.flag("loopback_only").into(),
                enabled: row.flag("enabled").into(),
            })
            .collect(),
    })
}
