//! Files that are kept with a client: our own actions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::support::{downloads, files};
use engine::system::files as files_kept;
use engine::{Act, Actor, Cx, Result, invalid, not_found, not_permitted, too_much};
use model::ids::ClientId;
use protocol::{
    Action as _, AddClientFile, AddClientFileResponse, ClientFile, DeleteClientFile,
    DeleteClientFileResponse, GetClientFile, GetClientFileResponse, GetClientFiles,
    GetClientFilesResponse,
};
use serde_json::{Value, json};
use store::people::client_files::{self, ClientFileRow};
use store::people::clients;
use store::support::downloads::forget;

use crate::Registry;
use crate::wire::{id as id_of, moment, number};

/// Files of one client at most.
const FILES_MAX: i64 = 500;
/// The longest title, in characters.
const TITLE_CHARS_MAX: usize = 200;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddClientFile| Box::pin(add(act, call)))
        .read(|cx, call: GetClientFiles| Box::pin(get(cx, call)))
        .read(|cx, call: GetClientFile| Box::pin(file(cx, call)))
        .write(|act, call: DeleteClientFile| Box::pin(delete(act, call)))
}

async fn add(act: &mut Act, call: AddClientFile) -> Result<AddClientFileResponse> {
    if !act.caller.actor.is_office() {
        return Err(not_permitted(AddClientFile::NAME));
    }
    let client: ClientId = id_of(call.clientid);
    if clients::by_id(&mut act.conn, client).await?.is_none() {
        return Err(not_found("Client ID Not Found"));
    }
    if client_files::count(&mut act.conn, client).await? >= FILES_MAX {
        return Err(too_much(format!("A client may have at most {FILES_MAX} files")));
    }
    let text: String = call.data.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(text);
    let bytes = bytes.map_err(|_| invalid("data", "Parameter 'data' must hold base64"))?;
    let (file, filename) = downloads::keep(act, &call.filename, &bytes).await?;
    let title = call.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| files::clean(&call.filename));
    if title.chars().count() > TITLE_CHARS_MAX {
        return Err(invalid("title", format!("At most {TITLE_CHARS_MAX} characters")));
    }
    let row = ClientFileRow {
        id: 0,
        client_id: client,
        title,
        file_id: file,
        filename,
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        staff_only: call.staffonly.is_some_and(|flag| flag.0),
        uploaded_by: act.caller.actor.name().to_owned(),
        created_at: act.at(),
    };
    let id = client_files::add(&mut act.conn, &row).await?;
    act.changed("client_files", id, &[("title", Value::Null, json!(row.title))]).await?;
    act.log(Some(client), format!("Added Client File - {} - File ID: {id}", row.title)).await?;
    Ok(AddClientFileResponse { fileid: id.into() })
}

async fn get(cx: &Cx, call: GetClientFiles) -> Result<GetClientFilesResponse> {
    let (client, staff) = match &cx.caller.actor {
        Actor::Client { client, .. } => (*client, false),
        actor if actor.is_office() => (id_of(call.clientid), true),
        _ => return Err(not_permitted(GetClientFiles::NAME)),
    };
    let settings = cx.engine.settings().await?;
    let rows = client_files::of_client(&mut cx.read().await?, client, staff).await?;
    let entry = |row: ClientFileRow| ClientFile {
        fileid: row.id.into(),
        clientid: row.client_id.0.into(),
        title: row.title.into(),
        filename: row.filename.into(),
        size: row.size_bytes.into(),
        staffonly: row.staff_only.into(),
        uploadedby: if staff { row.uploaded_by.into() } else { String::new().into() },
        created: moment(&settings, Some(row.created_at)),
    };
    Ok(GetClientFilesResponse {
        totalresults: rows.len().into(),
        files: rows.into_iter().map(entry).collect(),
    })
}

async fn file(cx: &Cx, call: GetClientFile) -> Result<GetClientFileResponse> {
    let wanted = call.clientid.map(id_of::<ClientId>);
    let mut c = cx.read().await?;
    let row = client_files::by_id(&mut c, number(call.fileid)).await?;
    let sees = |row: &ClientFileRow| match &cx.caller.actor {
        Actor::Client { client, .. } => row.client_id == *client && !row.staff_only,
        actor => actor.is_office() && wanted.is_none_or(|client| client == row.client_id),
    };
    let row = row.filter(sees).ok_or_else(|| not_found("Client File ID Not Found"))?;
    drop(c);
    let bytes = files_kept::bytes(&cx.engine, row.file_id.into()).await?;
    Ok(GetClientFileResponse {
        filename: row.filename.into(),
        size: row.size_bytes.into(),
        data: STANDARD.encode(bytes).into(),
    })
}

async fn delete(act: &mut Act, call: DeleteClientFile) -> Result<DeleteClientFileResponse> {
    if !act.caller.actor.is_office() {
        return Err(not_permitted(DeleteClientFile::NAME));
    }
    let id = number(call.fileid);
    let row = client_files::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Client File ID Not Found"))?;
    client_files::delete(&mut act.conn, id).await?;
    forget(&mut act.conn, row.file_id).await?;
    act.changed("client_files", id, &[("title", json!(row.title), Value::Null)]).await?;
    let text = format!("Deleted Client File - {} - File ID: {id}", row.title);
    act.log(Some(row.client_id), text).await?;
    Ok(DeleteClientFileResponse { fileid: id.into() })
}
