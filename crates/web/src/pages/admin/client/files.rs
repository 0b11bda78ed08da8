//! Files that are kept with a client: the tab, a new one, one to download, one to delete.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use protocol::{AddClientFile, DeleteClientFile, GetClientFile, GetClientFiles};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::{Said, tried};
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};
use crate::pages::published::size;
use crate::rest::support::files::Download;

/// What the tab shows; nothing on other tabs.
pub(super) async fn tab(desk: &Desk, id: u64, tab: &str) -> Option<Value> {
    if tab != "files" {
        return None;
    }
    let found = desk.maybe(GetClientFiles { clientid: id }).await?.files.0.file.0;
    let rows = found.iter().map(|row| {
        json!({
            "id": row.fileid.0,
            "title": row.title.to_string(),
            "name": row.filename.to_string(),
            "size": size(row.size.0),
            "staff": row.staffonly.0,
            "by": row.uploadedby.to_string(),
            "created": row.created.to_string(),
        })
    });
    Some(json!({
        "rows": rows.collect::<Vec<_>>(),
        "may_add": desk.may("AddClientFile"),
        "may_delete": desk.may("DeleteClientFile"),
    }))
}

/// `GET /admin/clients/{id}/files/{file}`
pub(super) async fn file(desk: Desk, Path((id, file)): Path<(u64, u64)>) -> Result<Response, Fail> {
    let found = desk.call(GetClientFile { fileid: file, clientid: Some(id) }).await?;
    let bytes = BASE64.decode(found.data.as_bytes()).map_err(|_| Fail::missing(&desk))?;
    Ok(Download { name: found.filename.0, bytes }.into_response())
}

/// Keeps the file that was chosen.
pub(super) async fn add(desk: &Desk, posted: &Posted, id: u64) -> Result<Said, Fail> {
    let mut call = Posted::default().with("clientid", id).with("once", posted.text("once"));
    for name in ["title", "staffonly"] {
        call.set(name, posted.text(name));
    }
    for (name, value) in posted.pairs() {
        if name.starts_with("file[") && name.ends_with("[name]") && !value.is_empty() {
            call.set("filename", value);
        } else if name.starts_with("file[") && name.ends_with("[data]") && !value.is_empty() {
            call.set("data", value);
        }
    }
    if call.text("data").is_empty() {
        return Ok(Err(Problems::one("file", "Choose a file")));
    }
    Ok(tried(desk.submit::<AddClientFile>(&call).await?, "The file is kept"))
}

/// Forgets a file.
pub(super) async fn delete(desk: &Desk, posted: &Posted) -> Result<Said, Fail> {
    let call =
        Posted::default().with("fileid", posted.text("fileid")).with("once", posted.text("once"));
    Ok(tried(desk.submit::<DeleteClientFile>(&call).await?, "The file is gone"))
}
