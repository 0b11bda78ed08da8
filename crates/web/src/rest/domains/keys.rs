//! What the registry of a domain name is told of the keys that sign it.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::GetDsRecordsResponse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// What the registry was told of the keys of a domain name (DNSSEC): DS records, or the keys where
/// it makes such records itself; none where the name is not signed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct DsRecords {
    #[schemars(length(max = 8))]
    #[serde(default)]
    records: Vec<DsRecord>,
    #[schemars(length(max = 8))]
    #[serde(default)]
    keys: Vec<DnsKey>,
}

/// A key that signs a name (RFC 4034 section 2).
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct DnsKey {
    /// 257 for the key that a digest is made of, 256 for another one.
    #[schemars(range(min = 256, max = 257))]
    flags: u16,
    #[schemars(range(min = 1))]
    algorithm: u8,
    /// In base64.
    #[schemars(length(min = 4))]
    public_key: String,
}

/// A DS record (RFC 4034 section 5).
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct DsRecord {
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
    published(&session.door(&app, ClientPermission::ManageDomains)?, id).await
}

pub(in crate::rest) async fn published(
    door: &ForClient,
    id: u64,
) -> Result<Json<DsRecords>, Problem> {
    Ok(Json(told(&door.ds_records(id).await?)))
}

pub(super) async fn set(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<DsRecords>,
) -> Result<Json<DsRecords>, Problem> {
    publish(&session.door(&app, ClientPermission::ManageDomains)?, id, &input).await
}

pub(in crate::rest) async fn publish(
    door: &ForClient,
    id: u64,
    input: &DsRecords,
) -> Result<Json<DsRecords>, Problem> {
    let line = |record: &DsRecord| {
        let DsRecord { key_tag, algorithm, digest_type, digest } = record;
        format!("{key_tag} {algorithm} {digest_type} {digest}")
    };
    let key_line = |key: &DnsKey| {
        let DnsKey { flags, algorithm, public_key } = key;
        format!("{flags} 3 {algorithm} {public_key}")
    };
    let records = input.records.iter().map(line);
    let lines = records.chain(input.keys.iter().map(key_line)).collect();
    door.set_ds_records(id, lines).await?;
    published(door, id).await
}

fn told(found: &GetDsRecordsResponse) -> DsRecords {
    let record = |row: &protocol::DsRecord| {
        Some(DsRecord {
            key_tag: u16::try_from(row.keytag.0).ok()?,
            algorithm: u8::try_from(row.algorithm.0).ok()?,
            digest_type: u8::try_from(row.digesttype.as_ref()?.0).ok()?,
            digest: row.digest.as_ref()?.to_string(),
        })
    };
    let key = |row: &protocol::DsRecord| {
        Some(DnsKey {
            flags: u16::try_from(row.flags.as_ref()?.0).ok()?,
            algorithm: u8::try_from(row.algorithm.0).ok()?,
            public_key: row.publickey.as_ref()?.to_string(),
        })
    };
    let rows = &found.records.0.record.0;
    DsRecords {
        records: rows.iter().filter_map(record).collect(),
        keys: rows.iter().filter_map(key).collect(),
    }
}
