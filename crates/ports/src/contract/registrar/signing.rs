//! What every registrar must show for the keys that sign a name (RFC 5910).

use super::{answered, refused, unsupported};
use crate::registrar::{DnsKey, DsRecord, KeyForm, KeyRecord, Registrar};

/// A name that nobody registered.
const STRANGER: &str = "never-registered-by-anyone.com";

pub(super) async fn run(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    let form = can.dnssec.unwrap_or(KeyForm::Ds);
    let (one, other) = (record(form, 1, "A"), record(form, 2, "B"));
    if can.dnssec.is_none() {
        unsupported(name, "set_ds_records", registrar.set_ds_records(domain, &[one]).await);
        return unsupported(name, "ds_records", registrar.ds_records(domain).await);
    }
    let sets = [vec![one.clone(), other.clone()], vec![other, record(form, 3, "C")], Vec::new()];
    for wanted in sets {
        let set = registrar.set_ds_records(domain, &wanted).await;
        assert_eq!(answered(name, "setting DS records", set), Ok(()), "{name}: {wanted:?}");
        let mut found = answered(name, "DS records", registrar.ds_records(domain).await);
        if let Ok(found) = &mut found {
            found.sort();
        }
        assert_eq!(found, Ok(wanted), "{name}: the records are these and no others");
    }
    refused(name, "DS records of a stranger", registrar.ds_records(STRANGER).await);
    refused(name, "the same, set", registrar.set_ds_records(STRANGER, &[one]).await);
}

fn record(form: KeyForm, key_tag: u16, letter: &str) -> KeyRecord {
    match form {
        KeyForm::Ds => KeyRecord::Ds(DsRecord {
            key_tag,
            algorithm: 13,
            digest_type: 2,
            digest: letter.repeat(64),
        }),
        // As long as keys of the algorithm are.
        KeyForm::Key => KeyRecord::Key(DnsKey {
            flags: 257,
            algorithm: 13,
            public_key: format!("{}A==", letter.repeat(85)),
        }),
    }
}
