//! `GetDsRecords` and `UpdateDsRecords`: our own.

use engine::domains::keep::{find, no_such_id};
use engine::domains::signing::{self, KeyForm, KeyRecord, Told};
use engine::{Cx, Result};
use protocol::{DsRecord, DsRecords, GetDsRecords, GetDsRecordsResponse, UpdateDsRecords};
use store::domains::names::DomainRow;

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: GetDsRecords| Box::pin(get(cx, call)))
        .flow(|cx, call: UpdateDsRecords| Box::pin(update(cx, call)))
}

async fn get(cx: &Cx, call: GetDsRecords) -> Result<GetDsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    Ok(answer(&row.name, signing::list(cx, &row).await?))
}

async fn update(cx: &Cx, call: UpdateDsRecords) -> Result<GetDsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    let texts: Vec<String> = call.records.iter().cloned().collect();
    Ok(answer(&row.name, signing::set(cx, &row, &texts).await?))
}

async fn domain(cx: &Cx, number: u64) -> Result<DomainRow> {
    let row = find(&mut cx.read().await?, &cx.caller, Some(id(number)), None).await?;
    row.ok_or_else(no_such_id)
}

fn answer(name: &str, told: Told) -> GetDsRecordsResponse {
    let record = |each: &KeyRecord| {
        let text = each.to_string().into();
        match each {
            KeyRecord::Ds(ds) => DsRecord {
                text,
                keytag: i64::from(ds.key_tag).into(),
                algorithm: i64::from(ds.algorithm).into(),
                digesttype: Some(i64::from(ds.digest_type).into()),
                digest: Some(ds.digest.as_str().into()),
                ..DsRecord::default()
            },
            KeyRecord::Key(key) => DsRecord {
                text,
                keytag: i64::from(key.key_tag()).into(),
                algorithm: i64::from(key.algorithm).into(),
                flags: Some(i64::from(key.flags).into()),
                publickey: Some(key.public_key.as_str().into()),
                ..DsRecord::default()
            },
        }
    };
    let form = match told.form {
        KeyForm::Ds => "ds",
        KeyForm::Key => "key",
    };
    let record = told.records.iter().map(record).collect();
    GetDsRecordsResponse {
        domain: name.into(),
        form: form.into(),
        records: DsRecords { record }.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyForm, KeyRecord, Told, answer};

    #[test]
    fn digests_and_keys_are_told_by_their_own_fields() {
        let digest = "AB".repeat(32);
        for (form, word, text, expected) in [
            (KeyForm::Ds, "ds", format!("1 13 2 {digest}"), (1, Some(2), None, None)),
            // The key of RFC 8080 section 6.1, with its tag.
            (
                KeyForm::Key,
                "key",
                "257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=".to_owned(),
                (3_613, None, Some(257), Some("l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=")),
            ),
        ] {
            let records = vec![KeyRecord::read(form, &text).unwrap()];
            let said = answer("a.com", Told { form, records });
            let record = &said.records.0.record[0];
            assert_eq!((&*said.form, &*record.text), (word, text.as_str()));
            let fields = (
                record.keytag.0,
                record.digesttype.as_ref().map(|number| number.0),
                record.flags.as_ref().map(|number| number.0),
                record.publickey.as_deref(),
            );
            assert_eq!(fields, expected);
        }
    }
}
