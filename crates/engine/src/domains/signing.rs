//! What a registry is told of the keys that sign a name (DNSSEC, RFC 5910), at the registrar that
//! has the name: DS records, or the keys themselves where the registry makes such records of them.
//!
//! They are told whole, and telling them twice ends in the same. Wrong ones take a name off the net
//! for everybody who checks signatures, so what cannot be right is not passed on.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::domains::status::DomainStatus;
pub use ports::registrar::{KeyForm, KeyRecord};
use ports::registrar::{RECORDS_MAX, Registrar};
use serde_json::json;
use store::domains::names::DomainRow;

use super::registrars::{self, ask};
use crate::{Cx, Result, invalid, not_now};

/// The refusal for a name that the registrar does not have now.
pub const NOT_ACTIVE: &str = "DNSSEC is set for active domains only";

/// What the registry of a name was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it wants to be told.
    pub form: KeyForm,
    /// What it was told, in order.
    pub records: Vec<KeyRecord>,
}

/// What it was told of the keys of a name.
///
/// # Errors
/// See [`registrars::ask`].
pub async fn list(cx: &Cx, row: &DomainRow) -> Result<Told> {
    let registrar = open(cx, row).await?;
    let form = form(&*registrar);
    Ok(Told { form, records: read(cx, &*registrar, row).await? })
}

/// Tells the registry of these keys and no others; empty lines are left out.
///
/// # Errors
/// Invalid for what is no record of its form, and for too many; see [`list`].
pub async fn set(cx: &Cx, row: &DomainRow, texts: &[String]) -> Result<Told> {
    let registrar = open(cx, row).await?;
    let form = form(&*registrar);
    let lines = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let read_one = |text| KeyRecord::read(form, text).map_err(|why| invalid("records", why));
    let wanted: BTreeSet<KeyRecord> = lines.map(read_one).collect::<Result<_>>()?;
    let wanted: Vec<KeyRecord> = wanted.into_iter().collect();
    if wanted.len() > RECORDS_MAX {
        return Err(invalid("records", "A domain has 8 DS records at most"));
    }
    let before = read(cx, &*registrar, row).await?;
    if before == wanted {
        return Ok(Told { form, records: wanted });
    }
    ask(&cx.engine, &*registrar, |it| it.set_ds_records(&row.name, &wanted)).await?;
    let mut act = cx.act("UpdateDsRecords").await?;
    let seen = |all: &[KeyRecord]| json!(all.iter().map(ToString::to_string).collect::<Vec<_>>());
    act.changed("domains", row.id, &[("dsrecords", seen(&before), seen(&wanted))]).await?;
    let text = format!("Domain DS Records Updated - Domain ID: {} - Domain: {}", row.id, row.name);
    act.log(Some(row.client_id), text).await?;
    act.commit().await?;
    Ok(Told { form, records: wanted })
}

/// One that publishes no keys says so when it is asked.
fn form(registrar: &dyn Registrar) -> KeyForm {
    registrar.capabilities().dnssec.unwrap_or(KeyForm::Ds)
}

async fn open(cx: &Cx, row: &DomainRow) -> Result<Arc<dyn Registrar>> {
    if row.status != DomainStatus::Active {
        return Err(not_now(NOT_ACTIVE));
    }
    registrars::open(&cx.engine, &mut cx.read().await?, &row.registrar).await
}

async fn read(cx: &Cx, registrar: &dyn Registrar, row: &DomainRow) -> Result<Vec<KeyRecord>> {
    let mut all = ask(&cx.engine, registrar, |it| it.ds_records(&row.name)).await?;
    all.sort();
    Ok(all)
}
