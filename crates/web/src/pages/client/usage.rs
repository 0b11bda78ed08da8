//! What a service used, as graphs: drawn here, so that they need no script and print well.

use jiff::civil::Date;
use model::dates::add_days;
use protocol::wire::WireDate;
use protocol::{GetServiceUsageResponse, UsageDay};
use serde::Serialize;
use serde_json::{Value, json};

use crate::for_client::ForClient;
use crate::pages::language::{tell, tell_with};
use crate::pages::sizes::{STEP, about};
use crate::pages::words::day;
use crate::whmcs::CallError;

/// Days that can be looked at; the first unless the address says otherwise.
const DAYS: [i32; 3] = [30, 90, 365];
/// Height of a graph, in units of its own.
const HIGH: u64 = 1_000;
/// Width of a day, and of its bar.
const WIDE: i64 = 10;
/// Lines across a graph.
const LINES: u64 = 4;
/// Days that are named below a graph, besides the first.
const MARKS: i64 = 4;

/// Bars over days, and what they measure.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Graph {
    id: &'static str,
    name: String,
    /// The newest value, as people read it.
    last: String,
    /// What is allowed; nothing where it is not bounded.
    limit: Option<String>,
    /// How high the line of the limit stands, where it fits.
    limit_y: Option<u64>,
    bars: Vec<Bar>,
    /// Labels of the lines, from the top.
    scale: Vec<String>,
    wide: i64,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: i64,
    y: u64,
    high: u64,
    said: String,
}

/// The graphs of a service, for so many days up to one; nothing where nothing was ever told.
pub(super) async fn graphs(
    door: &ForClient,
    service: u64,
    wanted: &str,
    today: Date,
) -> Result<Option<Value>, CallError> {
    let days = DAYS.into_iter().find(|days| days.to_string() == wanted).unwrap_or(DAYS[0]);
    let from = add_days(today, 1 - days).unwrap_or(today);
    let span = [from, today].map(|day| Some(WireDate(Some(day))));
    let told = match door.usage(service, span[0], span[1]).await {
        Ok(told) => told,
        Err(CallError::NotOffered(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    if told.days.0.is_empty() && wanted.is_empty() {
        return Ok(None);
    }
    Ok(Some(view(&told, service, days, from, today)))
}

fn view(told: &GetServiceUsageResponse, id: u64, days: i32, from: Date, today: Date) -> Value {
    let rows = &told.days.0;
    let graphs: Vec<Graph> = [
        graph("disk", rows, (from, days), |row| (Some(row.disk.0), row.disklimit.0)),
        graph("traffic", rows, (from, days), |row| {
            // The limit is of a month, and no line for a day.
            (row.trafficofday.map(|mib| mib.0), 0)
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mib = |mib: i64| about(mib.unsigned_abs());
    let table = rows.iter().rev().map(|row| {
        json!({
            "day": day(&row.date.to_string()),
            "disk": mib(row.disk.0),
            "traffic": row.trafficofday.map_or_else(|| "–".to_owned(), |each| mib(each.0)),
            "month": mib(row.traffic.0),
        })
    });
    let marks = (0..=MARKS).filter_map(|mark| {
        let ahead = i64::from(days - 1) * mark / MARKS;
        Some(day(&add_days(from, i32::try_from(ahead).ok()?)?.to_string()))
    });
    let periods = DAYS.iter().map(|each| {
        json!({
            "href": format!("/services/{id}?days={each}#usage"),
            "label": tell_with("so-many-days", &[("count", (*each).into())]),
            "current": *each == days,
        })
    });
    json!({
        "graphs": graphs,
        "rows": table.collect::<Vec<_>>(),
        "marks": marks.collect::<Vec<_>>(),
        "periods": periods.collect::<Vec<_>>(),
        "from": day(&from.to_string()),
        "to": day(&today.to_string()),
    })
}

/// One value of each day that has it, in MiB, and what is allowed; none where all are zero.
fn graph(
    id: &'static str,
    rows: &[UsageDay],
    (from, days): (Date, i32),
    of: fn(&UsageDay) -> (Option<i64>, i64),
) -> Option<Graph> {
    let values: Vec<(Date, u64)> = rows
        .iter()
        .filter_map(|row| Some((row.date.0?, u64::try_from(of(row).0?).ok()?)))
        .collect();
    let most = values.iter().map(|(_, mib)| *mib).max().filter(|most| *most > 0)?;
    let limit = rows.last().and_then(|row| u64::try_from(of(row).1).ok()).filter(|mib| *mib > 0);
    // A limit that is far away would press the bars flat; it is said in words then.
    let top =
        ceiling(most.max(limit.filter(|limit| *limit <= most.saturating_mul(4)).unwrap_or(0)));
    let high = |mib: u64| mib.saturating_mul(HIGH).checked_div(top).unwrap_or(0).min(HIGH);
    let bars = values.iter().map(|(date, mib)| {
        let place = i64::from((*date - from).get_days());
        let said = format!("{}: {}", day(&date.to_string()), about(*mib));
        Bar { x: place * WIDE, y: HIGH - high(*mib), high: high(*mib), said }
    });
    Some(Graph {
        id,
        name: tell(if id == "disk" { "disk" } else { "traffic-of-day" }),
        last: values.last().map(|(_, mib)| about(*mib)).unwrap_or_default(),
        limit: limit.map(about),
        limit_y: limit.filter(|limit| *limit <= top).map(|limit| HIGH - high(limit)),
        bars: bars.collect(),
        scale: (0..=LINES).rev().map(|line| about(top * line / LINES)).collect(),
        wide: i64::from(days) * WIDE,
    })
}

/// The next power of two, or three quarters of it: the lines below have round names then.
fn ceiling(most: u64) -> u64 {
    let top = most.max(LINES).checked_next_power_of_two().unwrap_or(u64::MAX / HIGH);
    let lower = top / 4 * 3;
    if most <= lower && (lower / LINES).is_multiple_of(STEP) && lower >= STEP { lower } else { top }
}

#[cfg(test)]
mod tests {
    use super::{ceiling, graph};
    use jiff::civil::{Date, date};
    use protocol::UsageDay;
    use protocol::wire::WireDate;

    fn day(on: Date, disk: i64, limit: i64) -> UsageDay {
        UsageDay {
            date: WireDate(Some(on)),
            disk: disk.into(),
            disklimit: limit.into(),
            ..UsageDay::default()
        }
    }

    #[test]
    fn bars_stand_on_their_days() {
        let from = date(2026, 1, 1);
        let rows = [day(from, 256, 4096), day(date(2026, 1, 4), 1024, 4096)];
        let drawn = graph("disk", &rows, (from, 30), |row| (Some(row.disk.0), row.disklimit.0));
        let drawn = drawn.unwrap();
        let bars: Vec<_> = drawn.bars.iter().map(|bar| (bar.x, bar.y, bar.high)).collect();
        assert_eq!(bars, [(0, 938, 62), (30, 750, 250)]);
        assert_eq!(drawn.bars[1].said, "4 Jan 2026: 1 GB");
        assert_eq!(drawn.scale, ["4 GB", "3 GB", "2 GB", "1 GB", "0 MB"]);
        assert_eq!((drawn.limit_y, drawn.limit.as_deref()), (Some(0), Some("4 GB")));
        // A limit far above is said, and not drawn; nothing is drawn of nothing.
        let far = [day(from, 256, 40_960)];
        let drawn = graph("disk", &far, (from, 30), |row| (Some(row.disk.0), row.disklimit.0));
        let drawn = drawn.unwrap();
        assert_eq!((drawn.limit_y, drawn.limit.as_deref()), (None, Some("40 GB")));
        assert_eq!(graph("disk", &far, (from, 30), |_| (Some(0), 0)), None);
        assert_eq!(graph("disk", &far, (from, 30), |_| (None, 0)), None);
    }

    #[test]
    fn graphs_end_at_a_round_amount() {
        for (most, top) in
            [(0, 4), (5, 8), (1024, 1024), (1025, 2048), (10_240, 12_288), (3_000, 4_096)]
        {
            assert_eq!(ceiling(most), top, "{most}");
        }
    }
}
