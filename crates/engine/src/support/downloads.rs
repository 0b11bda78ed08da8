//! Downloads: who may fetch which, and their files.

use model::ids::ClientId;
use sha2::{Digest as _, Sha256};
use store::Conn;
use store::support::attachments::NewFile;
use store::support::downloads::{self, DownloadRow, Listed};
use store::support::knowledge::Reader;

use super::files::{FILE_BYTES_MAX, RANDOM_NAME_LENGTH, clean};
use super::knowledge::reader;
use crate::{Act, Actor, Caller, Result, invalid, not_allowed, not_found, too_much};

/// A download with what its asker may do with it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What it is.
    pub row: DownloadRow,
    /// Whose owners may fetch it; nobody's in particular when empty.
    pub products: Vec<i64>,
    /// Whether the asker may.
    pub available: bool,
}

/// For whom it is asked, when the staff, or a door with its credential, asks for others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Other<'a> {
    /// `visitor` or `client`.
    pub seen_by: Option<&'a str>,
    /// Which client.
    pub client: Option<ClientId>,
}

/// One page of what is shown to a caller, and how many there are.
///
/// # Errors
/// Invalid when nobody sees it so.
pub async fn list(
    c: &mut Conn,
    caller: &Caller,
    other: Other<'_>,
    listed: Listed,
    (offset, limit): (i64, i64),
) -> Result<(Vec<Shown>, i64)> {
    let reader = reader(caller, other.seen_by)?;
    let (rows, total) = downloads::list(c, reader, listed, offset, limit).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let links = downloads::products(c, &ids).await?;
    let asker = asker(caller, reader, other.client);
    let owned = match asker {
        Asker::Client(client) => downloads::owned(c, client.0).await?,
        Asker::Visitor | Asker::Office => Vec::new(),
    };
    let shown = |row: DownloadRow| {
        let of = links.iter().filter(|(download, _)| *download == row.id);
        let products: Vec<i64> = of.map(|(_, product)| *product).collect();
        let available = match asker {
            Asker::Office => true,
            Asker::Visitor => !row.clients_only && products.is_empty(),
            Asker::Client(_) => {
                products.is_empty() || products.iter().any(|product| owned.contains(product))
            }
        };
        Shown { row, products, available }
    };
    Ok((rows.into_iter().map(shown).collect(), total))
}

/// For whom it is asked.
#[derive(Debug, Clone, Copy)]
enum Asker {
    Visitor,
    Client(ClientId),
    Office,
}

fn asker(caller: &Caller, reader: Reader, client: Option<ClientId>) -> Asker {
    match (&caller.actor, reader, client) {
        (Actor::Client { client, .. }, ..) => Asker::Client(*client),
        (_, Reader::Visitor, _) => Asker::Visitor,
        (_, _, Some(client)) => Asker::Client(client),
        (_, Reader::Client, None) => Asker::Client(ClientId(0)),
        (_, Reader::Office, None) => Asker::Office,
    }
}

/// Looks up the download whose file is handed out, and counts it.
///
/// # Errors
/// Refused when it is not shown to the caller, or not for it.
pub async fn fetch(act: &mut Act, id: i64, other: Other<'_>) -> Result<DownloadRow> {
    let caller = act.caller.clone();
    let listed = Listed { id: Some(id), category: None };
    let (found, _) = list(&mut act.conn, &caller, other, listed, (0, 1)).await?;
    let found = found.into_iter().next();
    let found = found.ok_or_else(|| not_found("Download ID Not Found"))?;
    if !found.available {
        let reader = reader(&caller, other.seen_by)?;
        return Err(not_allowed(match (reader, found.products.is_empty()) {
            (Reader::Visitor, _) => "Log in to download this file",
            (_, true) => "This file is for clients only",
            (_, false) => "This file is for clients with a certain product",
        }));
    }
    downloads::count(&mut act.conn, id).await?;
    Ok(found.row)
}

/// Keeps the bytes of a download and gives their number and the name they are handed out under.
///
/// # Errors
/// Refused when there is nothing, or too much of it.
pub async fn keep(act: &mut Act, name: &str, bytes: &[u8]) -> Result<(i64, String)> {
    if bytes.is_empty() {
        return Err(invalid("data", "The file is empty"));
    }
    if bytes.len() > FILE_BYTES_MAX {
        return Err(too_much("The file is too large").at("data"));
    }
    let random = act.engine.world().chance.base62(RANDOM_NAME_LENGTH);
    let sha256 = model::hex::hex(&Sha256::digest(bytes));
    let new = NewFile { name: &random, sha256: &sha256, bytes, at: act.at() };
    Ok((downloads::keep(&mut act.conn, &new).await?, clean(name)))
}
