//! What the services used in the last months, as their servers would have told day by day.

use engine::{Door, Result};
use model::dates::add_days;
use model::ids::ServiceId;
use store::args;
use store::hosting::usage::{self, Used};
use store::hosting::usage_days;

use crate::Making;

/// Days that are told of.
const DAYS: i32 = 120;
/// MiB in a GiB.
const GIB: i64 = 1_024;

/// Leaves it, once, on the last day.
pub(crate) async fn leave(making: &Making) -> Result<()> {
    let mut act = making.engine.begin_system(Door::Cli, "Demo").await?;
    let (at, today) = (act.at(), act.today());
    let running = |machine: &str| {
        format!(
            "select s.id from services s join products p on p.id = s.product_id
            where s.status in ('Active', 'Suspended') and p.type {machine} 'server' order by s.id"
        )
    };
    let machines: Vec<ServiceId> = act.conn.column(&running("="), args![]).await?;
    let others: Vec<ServiceId> = act.conn.column(&running("<>"), args![]).await?;
    let machines = machines.into_iter().map(|id| (id, (80 * GIB, 4_096 * GIB)));
    let others = others.into_iter().map(|id| (id, (10 * GIB, 200 * GIB)));
    for (service, limits) in machines.chain(others) {
        let mut traffic = 0;
        for back in (0..DAYS).rev() {
            let Some(day) = add_days(today, -back) else { continue };
            if day.day() == 1 {
                traffic = 0;
            }
            let age = i64::from(DAYS - back);
            traffic += of_day(service.0, age, limits.1);
            let used = Used {
                disk_mib: disk(service.0, age, limits.0),
                disk_limit_mib: limits.0,
                traffic_mib: traffic,
                traffic_limit_mib: limits.1,
            };
            usage_days::set(&mut act.conn, service, day, &used, at).await?;
            if back == 0 {
                usage::set(&mut act.conn, service, day, &used, at).await?;
            }
        }
    }
    act.commit().await
}

/// It grows, and now and then somebody cleans up.
fn disk(service: i64, age: i64, limit: i64) -> i64 {
    let begun = limit / 8 + service * 613 % (limit / 4);
    let grown = age * (limit / 600 + service % 7 * 3);
    let cleaned = age / 45 * (limit / 20);
    (begun + grown - cleaned).clamp(1, limit)
}

/// Weeks have busy days and quiet ones.
fn of_day(service: i64, age: i64, limit: i64) -> i64 {
    let usual = limit / 120 + service * 97 % (limit / 200);
    let week = [100, 108, 112, 104, 96, 62, 55];
    let place = usize::try_from((age + service) % 7).unwrap_or(0);
    usual * week.get(place).copied().unwrap_or(100) / 100 + age * service % 17 * (limit / 9_000)
}
