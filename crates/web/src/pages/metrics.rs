//! How busy a service was, as graphs of a day: drawn here, so that they need no script, and print.

use std::fmt::Write;

use engine::Meaning;
use jiff::Timestamp;
use jiff::tz::Offset;
use protocol::{GetServiceMetricsResponse, MetricsPoint};
use serde::Serialize;
use serde_json::{Value, json};

use super::language::{current, refusal, tell, tell_with};
use super::sizes::number;
use crate::whmcs::CallError;

/// Asks for the graphs alone: the page of the service has everything around them already.
pub(super) const PART: &str = "told=1";
/// Height of a graph, in units of its own.
const HIGH: i64 = 1_000;
/// Lines across a graph.
const LINES: i64 = 4;
/// Seconds of a unit of width.
const UNIT: i64 = 300;
const HOUR: i64 = 3_600;
/// A line goes on over a shorter gap: some providers keep one value for half an hour.
const GAP_MAX: i64 = HOUR;
/// Instants that are named below a graph, besides the first.
const MARKS: i64 = 6;
/// Hundredths of a percent in a fifth of all: the steps in which the scale of CPU grows.
const FIFTH: i64 = 2_000;
/// Bits a second of the lowest scale.
const LEAST_RATE: i64 = 4_000;

/// A line, or several of the same unit.
#[derive(Debug, Serialize)]
struct Graph {
    id: &'static str,
    name: String,
    lines: Vec<Line>,
    /// Labels of the lines across, from the top.
    scale: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Line {
    /// Its name, where there are several.
    name: String,
    /// Which of the colours.
    colour: usize,
    /// The newest value, as people read it.
    last: String,
    highest: String,
    path: String,
    /// The same closed at the ground.
    area: String,
}

/// One value of each time that has it.
type Series = [(i64, i64)];

/// The graphs of a day, with a table of its hours; without points there are none.
pub(crate) fn view(told: &GetServiceMetricsResponse) -> Value {
    let of = |value: fn(&MetricsPoint) -> Option<i64>| -> Vec<(i64, i64)> {
        let points = told.points.0.iter();
        points.filter_map(|point| Some((point.time.0, value(point)?))).collect()
    };
    let series = [of(hundredths), of(|point| bits(point.received)), of(|point| bits(point.sent))];
    let [cpu, received, sent] = &series;
    let network = [("network-received", received.as_slice()), ("network-sent", sent.as_slice())];
    let graphs = [
        graph("cpu", &[("", cpu.as_slice())], told.from.0, share_top(cpu), percent),
        graph("network", &network, told.from.0, rate_top(received, sent), rate),
    ];
    let clock = Clock::of(told);
    let marks = (0..=MARKS)
        .map(|mark| clock.time(told.from.0 + (told.until.0 - told.from.0) * mark / MARKS));
    let heads = ["hour", "cpu", "network-received", "network-sent"].map(tell);
    json!({
        "title": tell("cpu-and-network"),
        "lead": tell("metrics-lead"),
        "none": tell("metrics-none"),
        "graphs": graphs.into_iter().flatten().collect::<Vec<_>>(),
        "marks": marks.collect::<Vec<_>>(),
        "rows": hours(&series, told, &clock),
        "wide": (told.until.0 - told.from.0) / UNIT,
        "heads": heads,
        "as_table": tell("show-as-table"),
        "highest": tell("metrics-highest"),
        "problem": null,
    })
}

/// What stands in the place of graphs where there are none, and why.
pub(crate) fn without(why: &str) -> Value {
    let nothing = GetServiceMetricsResponse::default();
    let mut view = view(&nothing);
    view["problem"] = why.into();
    view
}

/// The graphs that an answer makes. A provider that is silent, or measures nothing, says so there.
pub(crate) fn answered(
    said: Result<GetServiceMetricsResponse, CallError>,
) -> Result<Value, CallError> {
    match said {
        Ok(told) => Ok(view(&told)),
        Err(CallError::Refused(no))
            if !matches!(no.meaning, Meaning::NotFound | Meaning::NotAllowed) =>
        {
            Ok(without(&refusal(&no.said)))
        }
        Err(error) => Err(error),
    }
}

fn hundredths(point: &MetricsPoint) -> Option<i64> {
    let (whole, part) = point.cpu.as_ref()?.split_once('.')?;
    Some(whole.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?)
}

fn bits(bytes: Option<protocol::wire::Num>) -> Option<i64> {
    Some(bytes?.0.saturating_mul(8))
}

fn graph(
    id: &'static str,
    series: &[(&str, &Series)],
    from: i64,
    top: i64,
    said: fn(i64) -> String,
) -> Option<Graph> {
    let drawn = series.iter().zip(1..).filter(|((_, series), _)| !series.is_empty());
    let lines = drawn.map(|((name, series), colour)| {
        let (path, area) = drawn_line(series, from, top);
        Line {
            name: if name.is_empty() { String::new() } else { tell(name) },
            colour,
            last: series.last().map(|(_, value)| said(*value)).unwrap_or_default(),
            highest: series.iter().map(|(_, value)| *value).max().map(said).unwrap_or_default(),
            path,
            area,
        }
    });
    let lines: Vec<Line> = lines.collect();
    let scale = (0..=LINES).rev().map(|line| said(top / LINES * line));
    let name = tell(id);
    (!lines.is_empty()).then(|| Graph { id, name, lines, scale: scale.collect() })
}

/// A line through the values, and what lies below it. Where nothing was measured is nothing.
fn drawn_line(series: &Series, from: i64, top: i64) -> (String, String) {
    let (mut path, mut area) = (String::new(), String::new());
    let mut before: Option<(i64, i64)> = None;
    for (at, value) in series {
        let x = (at - from) / UNIT;
        let high = i128::from(*value) * i128::from(HIGH) / i128::from(top.max(1));
        let y = HIGH - i64::try_from(high).unwrap_or(HIGH).clamp(0, HIGH);
        match before {
            Some((last, _)) if at - last <= GAP_MAX => {
                // Writing into a text does not fail.
                let _ = write!(path, "L{x} {y}");
                let _ = write!(area, "L{x} {y}");
            }
            _ => {
                close(&mut area, before);
                let _ = write!(path, "M{x} {y}");
                let _ = write!(area, "M{x} {HIGH}L{x} {y}");
            }
        }
        before = Some((*at, x));
    }
    close(&mut area, before);
    (path, area)
}

fn close(area: &mut String, last: Option<(i64, i64)>) {
    if let Some((_, x)) = last {
        let _ = write!(area, "L{x} {HIGH}Z");
    }
}

/// The averages of each hour, the newest first, as people read them.
fn hours(
    series: &[Vec<(i64, i64)>; 3],
    told: &GetServiceMetricsResponse,
    clock: &Clock,
) -> Vec<Value> {
    let first = told.from.0.div_euclid(HOUR);
    let last = (told.until.0 - 1).div_euclid(HOUR);
    let mut rows = Vec::new();
    for hour in (first..=last).rev() {
        let mean = |series: &Vec<(i64, i64)>| {
            let of = series.iter().filter(|(at, _)| at.div_euclid(HOUR) == hour);
            let (sum, count) = of.fold((0_i128, 0), |(sum, count), (_, value)| {
                (sum + i128::from(*value), count + 1)
            });
            (count > 0).then(|| i64::try_from(sum / count).unwrap_or(i64::MAX))
        };
        let [cpu, received, sent] = series.each_ref().map(mean);
        if cpu.or(received).or(sent).is_none() {
            continue;
        }
        let said = |value: Option<i64>, said: fn(i64) -> String| {
            value.map_or_else(|| "–".to_owned(), said)
        };
        rows.push(json!({
            "hour": clock.time(hour * HOUR),
            "cpu": said(cpu, percent),
            "received": said(received, rate),
            "sent": said(sent, rate),
            "x": (hour * HOUR - told.from.0) / UNIT,
        }));
    }
    rows
}

/// The clock of the company.
struct Clock(Offset);

impl Clock {
    fn of(told: &GetServiceMetricsResponse) -> Clock {
        let seconds = i32::try_from(told.utcoffset.0).unwrap_or_default();
        Clock(Offset::from_seconds(seconds).unwrap_or(Offset::UTC))
    }

    fn time(&self, second: i64) -> String {
        let at = Timestamp::from_second(second).map(|at| self.0.to_datetime(at));
        at.map(|at| current().digits(&at.strftime("%H:%M").to_string())).unwrap_or_default()
    }
}

/// Hundredths of a percent, to a tenth where it is little.
fn percent(value: i64) -> String {
    let value = value.unsigned_abs();
    let rounded = if value < 1_000 { (value + 5) / 10 * 10 } else { (value + 50) / 100 * 100 };
    tell_with("so-much-percent", &[("number", number(rounded / 100, rounded % 100).into())])
}

/// Bits a second, to a tenth of the largest unit of which there is one at least.
fn rate(bits: i64) -> String {
    let bits = bits.unsigned_abs();
    let units = [(1_000_000_000, "rate-gbit"), (1_000_000, "rate-mbit"), (1_000, "rate-kbit")];
    let unit = units.into_iter().find(|(unit, _)| bits >= *unit).unwrap_or(units[2]);
    let tenths = (bits * 10 + unit.0 / 2) / unit.0;
    tell_with(unit.1, &[("number", number(tenths / 10, tenths % 10 * 10).into())])
}

/// The fifth of all that is not passed.
fn share_top(cpu: &Series) -> i64 {
    let most = cpu.iter().map(|(_, value)| *value).max().unwrap_or_default();
    (most.max(1) - 1) / FIFTH * FIFTH + FIFTH
}

/// The next 4, 8 or 20 with zeros behind: the lines below have round names then.
fn rate_top(received: &Series, sent: &Series) -> i64 {
    let both = received.iter().chain(sent);
    let most = both.map(|(_, value)| *value).max().unwrap_or_default();
    let mut top = LEAST_RATE;
    for factor in [(2, 1), (5, 2), (2, 1)].into_iter().cycle().take(60) {
        if top >= most {
            break;
        }
        top = top.saturating_mul(factor.0) / factor.1;
    }
    top
}

#[cfg(test)]
mod tests {
    use protocol::{GetServiceMetricsResponse, MetricsPoint};

    use super::{drawn_line, percent, rate, rate_top, share_top, view};

    #[test]
    fn lines_have_gaps_where_nothing_was_measured() {
        let series = [(0, 0), (300, 50), (300 + 3_600, 100), (8_000, 200)];
        let (path, area) = drawn_line(&series, 0, 100);
        assert_eq!(path, "M0 1000L1 500L13 0M26 0");
        assert_eq!(area, "M0 1000L0 1000L1 500L13 0L13 1000ZM26 1000L26 0L26 1000Z");
    }

    #[test]
    fn scales_end_at_round_values_and_values_are_said_shortly() {
        for (most, top) in [(0, 2_000), (2_000, 2_000), (2_001, 4_000), (10_000, 10_000)] {
            assert_eq!(share_top(&[(0, most)]), top, "{most}");
        }
        for (most, top) in
            [(0, 4_000), (4_001, 8_000), (8_001, 20_000), (20_001, 40_000), (500_000, 800_000)]
        {
            assert_eq!(rate_top(&[(0, most)], &[]), top, "{most}");
        }
        let said = [(3, "0%"), (126, "1.3%"), (1_260, "13%"), (10_000, "100%")];
        for (value, expected) in said {
            assert_eq!(percent(value), expected);
        }
        for (bits, expected) in [
            (0, "0 kbit/s"),
            (1_640, "1.6 kbit/s"),
            (12_000_000, "12 Mbit/s"),
            (1_000_000_000, "1 Gbit/s"),
        ] {
            assert_eq!(rate(bits), expected);
        }
    }

    #[test]
    fn a_day_is_drawn_and_told_by_hours_of_the_company() {
        let point = |time: i64, cpu: &str| MetricsPoint {
            time: time.into(),
            cpu: Some(cpu.into()),
            ..MetricsPoint::default()
        };
        let from = 1_767_139_500;
        let told = GetServiceMetricsResponse {
            from: from.into(),
            until: (from + 86_400).into(),
            utcoffset: 3_600.into(),
            points: vec![point(from, "1.00"), point(from + 300, "3.05")].into(),
            ..GetServiceMetricsResponse::default()
        };
        let drawn = view(&told);
        assert_eq!(drawn["graphs"].as_array().unwrap().len(), 1, "no network was measured");
        assert_eq!(drawn["graphs"][0]["lines"][0]["path"], "M0 950L1 848");
        assert_eq!(drawn["graphs"][0]["lines"][0]["last"], "3.1%");
        assert_eq!(drawn["rows"].as_array().unwrap().len(), 1);
        let row = &drawn["rows"][0];
        assert_eq!((&row["hour"], &row["cpu"]), (&"01:00".into(), &"2%".into()));
        assert_eq!(row["sent"], "–");
        assert_eq!(drawn["marks"][0], "01:05");
    }
}
