//! What the registry of a domain name publishes of the keys that sign it.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::GetDsRecordsResponse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// The DS records of a domain name (DNSSEC); none where it is not signed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DsRecords {
    #[schemars(length(max = 8))]
    records: Vec<DsRecord>,
}

/// A DS record (RFC 4034 section 5).
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DsRecord {
    key_tag: u16,
    #[schemars(range(min = 1))]
    algorithm: u8,
    /// 1 for SHA-1, 2 for SHA-256, 4 for SHA-384.
    #[schemars(range(min = 1, max = 4))]
    digest_type: u8,
    /// In hexadecimal digits.
    #[schemars(length(min = 40, max = 96), regex(pattern = r"^[0-9A-Fa-f]+$"))]
    digest: String,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<DsRecords>, Problem> {
    let found = session.door(&app, ClientPermission::ManageDomains)?.ds_records(id).await?;
    Ok(Json(records(&found)))
}

pub(super) async fn set(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<DsRecords>,
) -> Result<Json<DsRecords>, Problem> {
    let line = |record: &DsRecord| {
        let DsRecord { key_tag, algorithm, digest_type, digest } = record;
        format!("{key_tag} {algorithm} {digest_type} {digest}")
    };
    let lines = input.records.iter().map(line).collect();
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    door.set_ds_records(id, lines).await?;
    Ok(Json(records(&door.ds_records(id).await?)))
}

fn records(found: &GetDsRecordsResponse) -> DsRecords {
    let record = |row: &protocol::DsRecord| {
        Some(DsRecord {
            key_tag: u16::try_from(row.keytag.0).ok()?,
            algorithm: u8::try_from(row.algorithm.0).ok()?,
            digest_type: u8::try_from(row.digesttype.0).ok()?,
            digest: row.digest.to_string(),
        })
    };
    DsRecords { records: found.records.0.record.0.iter().filter_map(record).collect() }
}
