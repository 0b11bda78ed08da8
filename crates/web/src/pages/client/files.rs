//! Files that the company keeps for the client, to download.

use axum::extract::Path;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use crate::pages::language::tell;
use crate::pages::published::size;
use crate::pages::sorry::{Sorry, missing};
use crate::rest::support::files::Download;
use model::people::permission::ClientPermission;

/// `GET /account/files`
pub(super) async fn list(here: Member) -> Shown {
    let rows = here.door(ClientPermission::Profile)?.files().await?;
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.fileid.0,
                "title": row.title.to_string(),
                "name": row.filename.to_string(),
                "size": size(row.size.0),
                "created": row.created.to_string(),
            })
        })
        .collect();
    here.page("client/files.html", &tell("your-files"))
        .nav("account")
        .show(json!({ "rows": rows }))
        .await
}

/// `GET /account/files/{id}`
pub(super) async fn file(here: Member, Path(id): Path<u64>) -> Result<Download, Sorry> {
    let found = here.door(ClientPermission::Profile)?.file(id).await?;
    let bytes = BASE64.decode(found.data.as_bytes()).map_err(|_| missing())?;
    Ok(Download { name: found.filename.0, bytes })
}
