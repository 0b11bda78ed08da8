//! The DNS records of a domain name whose zone is kept here.

use std::borrow::Cow;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use ports::dns::ZoneRecordKind;
use protocol::{AddDnsRecord, DeleteDnsRecord, GetDnsRecordsResponse, UpdateDnsRecord};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::inputs::NAME;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] =
    &[("newname", "new_name"), ("newtype", "new_type"), ("newvalue", "new_value")];

/// The types of records that can be kept, by their words in capitals.
#[derive(Debug, Clone, Copy)]
struct RecordType(ZoneRecordKind);

/// The records of a zone.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DnsRecords {
    /// The domain name, in punycode.
    domain: String,
    items: Vec<DnsRecord>,
}

/// A record.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DnsRecord {
    /// The whole name.
    name: String,
    /// Such as `A` or `MX`.
    r#type: String,
    /// As people write it: `10 mail.example.com`.
    value: String,
    /// How long resolvers may keep it, in seconds.
    ttl: u64,
}

/// A record to be added.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRecord {
    /// The whole name, or what stands before the domain; the domain itself if absent.
    #[schemars(length(max = 253))]
    name: Option<String>,
    r#type: RecordType,
    /// As people write it: `10 mail.example.com`.
    #[schemars(length(max = 4096), regex(pattern = NAME))]
    value: String,
    /// In seconds, for all records of the name and type.
    #[schemars(range(min = 60, max = 604_800))]
    ttl: Option<u64>,
}

/// Which record.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// The whole name, or what stands before the domain; the domain itself if absent.
    #[schemars(length(max = 253))]
    name: Option<String>,
    r#type: RecordType,
    #[schemars(length(max = 4096))]
    value: String,
}

/// A record that is there, and what takes its place; what is new and absent stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordChange {
    /// The whole name, or what stands before the domain; the domain itself if absent.
    #[schemars(length(max = 253))]
    name: Option<String>,
    r#type: RecordType,
    #[schemars(length(max = 4096))]
    value: String,
    #[schemars(length(min = 1, max = 253))]
    new_name: Option<String>,
    new_type: Option<RecordType>,
    #[schemars(length(max = 4096), regex(pattern = NAME))]
    new_value: Option<String>,
    /// In seconds, for all records of the name and type.
    #[schemars(range(min = 60, max = 604_800))]
    ttl: Option<u64>,
}

impl RecordType {
    const fn word(self) -> &'static str {
        self.0.word()
    }

    fn words() -> [&'static str; 8] {
        ZoneRecordKind::ALL.map(ZoneRecordKind::word)
    }
}

impl<'de> Deserialize<'de> for RecordType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let found = ZoneRecordKind::from_word(&text).filter(|kind| kind.word() == text);
        let wrong = || D::Error::custom(format!("must be one of {}", Self::words().join(", ")));
        found.map(Self).ok_or_else(wrong)
    }
}

impl JsonSchema for RecordType {
    fn schema_name() -> Cow<'static, str> {
        "RecordType".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "The types of records that can be kept.",
            "enum": Self::words(),
        })
    }
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<DnsRecords>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    Ok(Json(told(door.dns_records(id).await?)))
}

pub(super) async fn add(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewRecord>,
) -> Result<(StatusCode, Json<DnsRecords>), Problem> {
    let call = AddDnsRecord {
        domainid: id,
        name: input.name,
        r#type: input.r#type.word().to_owned(),
        value: input.value,
        ttl: input.ttl,
    };
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    door.add_dns_record(call).await?;
    Ok((StatusCode::CREATED, Json(told(door.dns_records(id).await?))))
}

pub(super) async fn change(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<RecordChange>,
) -> Result<Json<DnsRecords>, Problem> {
    let call = UpdateDnsRecord {
        domainid: id,
        name: input.name,
        r#type: input.r#type.word().to_owned(),
        value: input.value,
        newname: input.new_name,
        newtype: input.new_type.map(|kind| kind.word().to_owned()),
        newvalue: input.new_value,
        ttl: input.ttl,
    };
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    let done = door.update_dns_record(call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(told(door.dns_records(id).await?)))
}

pub(super) async fn delete(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Query(which): Query<Which>,
) -> Result<NoContent, Problem> {
    let Which { name, r#type, value } = which;
    let r#type = r#type.word().to_owned();
    let call = DeleteDnsRecord { domainid: id, name, r#type, value };
    session.door(&app, ClientPermission::ManageDomains)?.delete_dns_record(call).await?;
    Ok(NoContent)
}

fn told(found: GetDnsRecordsResponse) -> DnsRecords {
    let rows = found.records.0.record.0.into_iter();
    let items = rows.map(|row| DnsRecord {
        name: row.name.0,
        r#type: row.r#type.0,
        value: row.value.0,
        ttl: key(row.ttl.0),
    });
    DnsRecords { domain: found.domain.0, items: items.collect() }
}

#[cfg(test)]
mod tests {
    use super::RecordType;

    #[test]
    fn a_type_is_one_of_those_that_are_kept() {
        for (text, expected) in
            [("A", Some("A")), ("TXT", Some("TXT")), ("txt", None), ("SOA", None)]
        {
            let found = serde_json::from_value::<RecordType>(text.into());
            assert_eq!(found.ok().map(RecordType::word), expected, "{text}");
        }
    }
}
