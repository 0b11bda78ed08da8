//! What Droplets used in this month: what their public rates add up to, and what their file systems
//! hold (<https://docs.digitalocean.com/reference/api/reference/monitoring/>, scope
//! `monitoring:read`). Only what goes out is counted, as on their bills.
//!
//! The API tells no total (read in August 2026): bills and the nightly insights into them
//! (`/v2/billing/{account_urn}/insights`) are amounts of money, and the transfer of a team that the
//! panel shows is in no public call (<https://github.com/digitalocean/api-v2/issues/184>).

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::{Span, Usage};
use serde_json::Value;

use super::{Api, MODULE, droplet, metrics};
use crate::provisioning::cloud::of_each;
use crate::provisioning::measured::{amount, number, pairs, whole};

/// Most pages of Droplets that are read, of two hundred each.
const PAGES_MAX: u32 = 25;
const BYTES_PER_MIB: u64 = 1024 * 1024;
const MIB_PER_GIB: u64 = 1024;
/// Transfer is told in terabytes and sold as thousands of GiB.
const MIB_PER_TERABYTE: f64 = 1_024_000.0;
/// The newest sizes of file systems are looked for in so much time.
const LATELY_SECONDS: i64 = 86_400;

/// A Droplet of a service.
struct Listed {
    service: ServiceId,
    id: String,
    droplet: Value,
}

/// Of all Droplets of services, in a span of seconds.
pub(super) async fn of(api: &Api, since: i64, now: i64) -> Result<Vec<Usage>, PortError> {
    let mut ours = Vec::new();
    for page in 1..=PAGES_MAX {
        let number = page.to_string();
        let query = [("page", number.as_str()), ("per_page", "200")];
        let answer = api.read(api.get(&["droplets"], &query).await?)?;
        let all = answer.get("droplets").and_then(Value::as_array);
        ours.extend(all.into_iter().flatten().filter_map(|droplet| {
            let id = droplet.get("id").and_then(Value::as_u64)?.to_string();
            Some(Listed { service: droplet::owner(droplet)?, id, droplet: droplet.clone() })
        }));
        if answer.pointer("/links/pages/next").is_none() {
            return of_each(ours, |listed| one(api, listed, since, now)).await;
        }
    }
    tracing::warn!(module = MODULE, PAGES_MAX, "more Droplets than are read");
    of_each(ours, |listed| one(api, listed, since, now)).await
}

async fn one(
    api: &Api,
    Listed { service, id, droplet }: Listed,
    since: i64,
    now: i64,
) -> Result<Option<Usage>, PortError> {
    let asked = |what, from, more| metrics::asked(api, &id, what, Span { from, until: now }, more);
    // In the first second of a month there is nothing to ask for.
    let sent = match since < now {
        true => {
            let told = asked("bandwidth", since, &OUT).await?;
            metrics::series(&told).next().map(|each| pairs(each.get("values"))).unwrap_or_default()
        }
        false => Vec::new(),
    };
    let rates: Vec<(f64, f64)> =
        sent.into_iter().map(|(at, rate)| (at, rate * metrics::BYTES_PER_MEGABIT)).collect();
    let size = asked("filesystem_size", now - LATELY_SECONDS, &[]).await?;
    let free = asked("filesystem_free", now - LATELY_SECONDS, &[]).await?;
    let told = |path: &str| droplet.pointer(path).and_then(Value::as_u64);
    let transfer = droplet.pointer("/size/transfer").and_then(number);
    let transfer = transfer.and_then(|terabytes| whole(terabytes * MIB_PER_TERABYTE));
    Ok(Some(Usage {
        service: Some(service),
        domain: String::new(),
        disk_used_mib: in_use(&size, &free) / BYTES_PER_MIB,
        disk_limit_mib: told("/disk").and_then(|gib| gib.checked_mul(MIB_PER_GIB)),
        traffic_used_mib: amount(&rates, since) / BYTES_PER_MIB,
        traffic_limit_mib: transfer,
    }))
}

/// What is public and goes out.
const OUT: [(&str, &str); 2] = [("interface", "public"), ("direction", "outbound")];

/// Bytes in use on the devices of a Droplet: the newest size without the newest free space.
fn in_use(size: &Value, free: &Value) -> u64 {
    let newest = |told: &Value| -> BTreeMap<String, u64> {
        let each = metrics::series(told).filter_map(|each| {
            let device = each.pointer("/metric/device")?.as_str()?.to_owned();
            let (_, bytes) = *pairs(each.get("values")).last()?;
            Some((device, whole(bytes)?))
        });
        each.collect()
    };
    let free = newest(free);
    let used = |(device, size): (String, u64)| Some(size.saturating_sub(*free.get(&device)?));
    newest(size).into_iter().filter_map(used).fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::in_use;
    use serde_json::json;

    #[test]
    fn what_is_not_free_is_in_use() {
        let told = |devices: &[(&str, [&str; 2])]| {
            let each = devices.iter().map(|(device, values)| {
                json!({"metric": {"device": device, "fstype": "ext4", "mountpoint": "/"},
                    "values": [[60, values[0]], [120, values[1]]]})
            });
            json!({"data": {"result": each.collect::<Vec<_>>()}})
        };
        let size =
            told(&[("/dev/vda1", ["100", "100"]), ("/dev/vda15", ["10", "10"]), ("x", ["1", "1"])]);
        let free = told(&[("/dev/vda1", ["100", "60"]), ("/dev/vda15", ["4", "4"])]);
        assert_eq!(in_use(&size, &free), 46);
        assert_eq!(in_use(&free, &size), 0, "never less than nothing");
        assert_eq!(in_use(&json!(null), &json!(null)), 0);
    }
}
