//! What every resolver must show.

use super::{answered, broken};
use crate::resolver::{RecordKind, Resolution, Resolver};

/// Runs the suite with a name that has an address, and one that does not exist.
pub async fn run(resolver: &dyn Resolver, known: &str, missing: &str) {
    let name = "resolver";
    let found = answered(name, "a look-up", resolver.look_up(known, RecordKind::A).await);
    match &found {
        Resolution::Found(records) if !records.is_empty() => {
            let of_kind = records.iter().all(|record| record.kind() == RecordKind::A);
            assert!(of_kind, "{name}: only records of the kind that was asked for");
        }
        other => broken(name, "the known name has an address", other),
    }
    let upper = format!("{}.", known.to_uppercase());
    let again = answered(name, "a look-up", resolver.look_up(&upper, RecordKind::A).await);
    assert_eq!(again, found, "{name}: case and final dot do not matter");
    let absent = resolver.look_up(missing, RecordKind::Mx).await;
    assert_eq!(
        answered(name, "a look-up", absent),
        Resolution::NoSuchName,
        "{name}: a missing name is an outcome, not an error"
    );
}
