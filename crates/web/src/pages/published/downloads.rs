//! Files for everybody, for clients, or for those with a certain product.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use protocol::{Download, FetchDownload, GetDownloadCategories, GetDownloads};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Paper, Shown, caller, client_of, eyes, pages, show};
use crate::App;
use crate::pages::client::Member;
use crate::pages::flash;
use crate::pages::gate::Arrived;
use crate::pages::language::{current, tell};
use crate::pages::sorry::{Sorry, missing};
use crate::rest::support::files;

/// Files on one page.
const ROWS: u64 = 50;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    category: String,
    #[serde(default)]
    page: String,
}

/// `GET /downloads`
pub(super) async fn list(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Shown {
    let caller = caller(&app, &arrival);
    let call = GetDownloadCategories { seenby: eyes(&caller) };
    let shelves = app.whmcs().call(&caller, call).await?.categories.0.category.0;
    let wanted = asked.category.parse::<u64>().ok();
    let page = asked.page.parse::<u64>().unwrap_or(1).clamp(1, 1_000_000);
    let call = GetDownloads {
        catid: wanted,
        clientid: client_of(&caller),
        seenby: eyes(&caller),
        limitstart: Some((page - 1) * ROWS),
        limitnum: Some(ROWS),
        ..GetDownloads::default()
    };
    let found = app.whmcs().call(&caller, call).await?;
    let before = match wanted {
        Some(id) => format!("/downloads?category={id}&page="),
        None => "/downloads?page=".to_owned(),
    };
    let shelves: Vec<Value> = shelves
        .into_iter()
        .filter(|row| row.downloads.0 > 0)
        .map(|row| {
            let current = row.catid.id() == wanted;
            json!({ "id": row.catid.0, "name": row.name.to_string(), "current": current })
        })
        .collect();
    let view = json!({
        "shelves": shelves,
        "all": wanted.is_none(),
        "rows": found.downloads.0.download.0.iter().map(row).collect::<Vec<_>>(),
        "pages": pages(page, ROWS, found.totalresults.0, before),
    });
    let title = &tell("downloads");
    let paper = Paper { template: "client/downloads.html", title, crumbs: Vec::new() };
    show(&app, &arrival, &headers, paper, view).await
}

/// `GET /downloads/{id}/file`
pub(super) async fn file(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(id): Path<u64>,
) -> Shown {
    let caller = caller(&app, &arrival);
    let (clientid, seenby) = (client_of(&caller), eyes(&caller));
    let call = GetDownloads {
        downloadid: Some(id),
        clientid,
        seenby: seenby.clone(),
        ..GetDownloads::default()
    };
    let found = app.whmcs().call(&caller, call).await?.downloads.0.download.0;
    let row = found.into_iter().next().ok_or_else(missing)?;
    if !row.available.0 && Member::of(&app, &arrival).is_none() {
        // Perhaps a client who did not log in yet.
        return Err(Sorry::LogIn);
    }
    if !row.available.0 {
        return Ok(flash::say(&app, "/downloads", "bad", &tell("download-not-yours")));
    }
    let call = FetchDownload { downloadid: id, clientid, seenby };
    let told = app.whmcs().call(&caller, call).await?;
    let bytes = BASE64.decode(told.data.as_bytes()).map_err(|_| missing())?;
    Ok(files::Download { name: told.filename.0, bytes }.into_response())
}

fn row(row: &Download) -> Value {
    json!({
        "id": row.downloadid.0,
        "title": row.title.to_string(),
        "text": row.description.to_string(),
        "category": row.category.to_string(),
        "file": row.filename.to_string(),
        "size": told(&size(row.size.0)),
        "available": row.available.0,
        "owners": !row.productids.is_empty(),
        "updated": row.updated.to_string(),
    })
}

/// A size in the digits of the language.
fn told(size: &str) -> String {
    match size.split_once(' ') {
        Some((number, unit)) => format!("{} {unit}", current().number(number)),
        None => size.to_owned(),
    }
}

/// Bytes as people say them.
pub(crate) fn size(bytes: i64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} kB", bytes / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        for (bytes, expected) in [
            (0, "0 B"),
            (1_023, "1023 B"),
            (2_048, "2 kB"),
            (1_572_864, "1.5 MB"),
            (10_485_760, "10.0 MB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }
}
