//! What every registrar must show for the keys that sign a name (RFC 5910).

use super::{answered, refused, unsupported};
use crate::registrar::{DsRecord, Registrar};

/// A name that nobody registered.
const STRANGER: &str = "never-registered-by-anyone.com";

pub(super) async fn run(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    let record = |key_tag: u16, digit: &str| DsRecord {
        key_tag,
        algorithm: 13,
        digest_type: 2,
        digest: digit.repeat(64),
    };
    let (one, other) = (record(1, "A"), record(2, "B"));
    if !can.dnssec {
        unsupported(name, "set_ds_records", registrar.set_ds_records(domain, &[one]).await);
        return unsupported(name, "ds_records", registrar.ds_records(domain).await);
    }
    let sets = [vec![one.clone(), other.clone()], vec![other, record(3, "C")], Vec::new()];
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
