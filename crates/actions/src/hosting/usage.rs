//! `GetServiceUsage`: what a service used, day by day.

use engine::{Cx, Result, invalid, not_found};
use jiff::civil::Date;
use model::dates::add_days;
use model::ids::ServiceId;
use protocol::wire::WireDate;
use protocol::{GetServiceUsage, GetServiceUsageResponse, UsageDay};
use store::hosting::services;
use store::hosting::usage_days::{self, DayRow};

use crate::Registry;
use crate::wire::{date, number};

/// Days of one answer when the caller does not say.
const DAYS: i32 = 30;
/// Days of one answer at most: a year, and the day before it.
const DAYS_MAX: i32 = 367;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetServiceUsage| Box::pin(get_service_usage(cx, call)))
}

async fn get_service_usage(cx: &Cx, call: GetServiceUsage) -> Result<GetServiceUsageResponse> {
    let today = cx.engine.today().await?;
    let day = |given: Option<WireDate>| given.and_then(|WireDate(date)| date);
    let to = day(call.enddate).unwrap_or(today);
    let from = day(call.startdate).or_else(|| add_days(to, 1 - DAYS)).unwrap_or(to);
    if to < from {
        return Err(invalid("enddate", "The last day is before the first one"));
    }
    if add_days(from, DAYS_MAX).is_none_or(|end| to >= end) {
        return Err(invalid("startdate", format!("At most {DAYS_MAX} days are told of at once")));
    }
    let mut c = cx.read().await?;
    let id = ServiceId(number(call.serviceid));
    let row = services::by_id(&mut c, id).await?;
    let row = row.ok_or_else(|| not_found("Service ID Not Found"))?;
    // The day before says what the first one has of the month's traffic.
    let before = add_days(from, -1).unwrap_or(from);
    let days = usage_days::between(&mut c, id, before, to).await?;
    Ok(GetServiceUsageResponse {
        serviceid: id.0.into(),
        clientid: row.client_id.0.into(),
        startdate: date(Some(from)),
        enddate: date(Some(to)),
        days: told(&days, from).into(),
    })
}

fn told(days: &[DayRow], from: Date) -> Vec<UsageDay> {
    let mut told = Vec::new();
    let mut before: Option<&DayRow> = None;
    for day in days {
        if day.day >= from {
            told.push(UsageDay {
                date: date(Some(day.day)),
                disk: day.disk_mib.into(),
                disklimit: day.disk_limit.into(),
                traffic: day.traffic_mib.into(),
                trafficofday: of_day(day, before).map(Into::into),
                trafficlimit: day.traffic_limit.into(),
            });
        }
        before = Some(day);
    }
    told
}

/// What came on since the reading before: all of it where a month began, or the counter anew.
fn of_day(day: &DayRow, before: Option<&DayRow>) -> Option<i64> {
    let month = day.day.first_of_month();
    let counted = match before {
        Some(before) if before.day.first_of_month() == month => before.traffic_mib,
        Some(_) => 0,
        None if day.day == month => 0,
        None => return None,
    };
    Some(if day.traffic_mib >= counted { day.traffic_mib - counted } else { day.traffic_mib })
}

#[cfg(test)]
mod tests {
    use super::{of_day, told};
    use jiff::civil::{Date, date};
    use store::hosting::usage_days::DayRow;

    fn day(day: Date, traffic_mib: i64) -> DayRow {
        DayRow { day, disk_mib: 1, disk_limit: 0, traffic_mib, traffic_limit: 0 }
    }

    #[test]
    fn traffic_of_a_day_is_what_came_on() {
        let before = day(date(2026, 1, 30), 500);
        for (today, before, expected) in [
            (day(date(2026, 1, 31), 800), Some(&before), Some(300)),
            (day(date(2026, 1, 31), 500), Some(&before), Some(0)),
            // A month began, or the server counts anew, or nothing is known.
            (day(date(2026, 2, 1), 40), Some(&before), Some(40)),
            (day(date(2026, 2, 1), 900), Some(&before), Some(900)),
            (day(date(2026, 1, 31), 100), Some(&before), Some(100)),
            (day(date(2026, 2, 1), 100), None, Some(100)),
            (day(date(2026, 1, 31), 100), None, None),
        ] {
            assert_eq!(of_day(&today, before), expected, "{today:?}");
        }
        let days = [before, day(date(2026, 1, 31), 800)];
        let told = told(&days, date(2026, 1, 31));
        assert_eq!((told.len(), told[0].trafficofday), (1, Some(300.into())));
    }
}
