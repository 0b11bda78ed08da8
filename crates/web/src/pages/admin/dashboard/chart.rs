//! Figures as pictures: drawn here, so that they need no script and print well.

use jiff::civil::Date;
use protocol::StatsTimeline;
use serde::Serialize;

use crate::pages::filters::{grouped, money_text};

/// Height of the chart, in units of its own.
const HIGH: i64 = 1000;
/// Days that are named below the chart, besides the first.
const MARKS: usize = 5;
/// Lines across the chart.
const LINES: i64 = 4;

/// A bar for each day, with a table of the same.
#[derive(Debug, Serialize)]
pub(super) struct Bars {
    bars: Vec<Bar>,
    /// Labels of the lines, from the top.
    scale: Vec<String>,
    days: Vec<String>,
    rows: Vec<BarRow>,
    sum: String,
    wide: i64,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: i64,
    y: i64,
    high: i64,
    said: String,
}

#[derive(Debug, Serialize)]
struct BarRow {
    day: String,
    income: String,
    orders: i64,
    tickets: i64,
}

/// A small line without numbers.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Spark {
    line: String,
    area: String,
}

/// An amount as a whole number of its smallest unit, for pictures only.
pub(super) fn minor(amount: &str) -> i64 {
    let digits: String = amount.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().unwrap_or_default()
}

/// Draws the income of each day.
pub(super) fn bars(line: &StatsTimeline, prefix: &str) -> Bars {
    let mut days: Vec<(&str, &str)> =
        line.income.iter().map(|(day, amount)| (day, amount.as_str())).collect();
    days.reverse();
    let most = days.iter().map(|(_, amount)| minor(amount)).max().unwrap_or(0);
    let top = ceiling(most.max(1));
    let places = days
        .first()
        .map_or(2, |(_, amount)| amount.split_once('.').map_or(0, |(_, cents)| cents.len()));
    let unit = 10_i64.pow(u32::try_from(places).unwrap_or(0));
    let said = |day: &str| {
        let date = day.parse::<Date>();
        date.map_or_else(|_| day.to_owned(), |date| date.strftime("%-d %b").to_string())
    };
    let bars = days.iter().zip(0..).map(|((day, amount), place)| {
        let high = (i128::from(minor(amount)) * i128::from(HIGH) / i128::from(top)).max(0);
        let high = i64::try_from(high).unwrap_or(HIGH).min(HIGH);
        let said = format!("{}: {}", said(day), money_text(amount, prefix, ""));
        Bar { x: place * 10 + 2, y: HIGH - high, high, said }
    });
    let last = days.len().saturating_sub(1);
    let marks = (0..=MARKS).filter_map(|mark| days.get(last * mark / MARKS));
    let rows = days.iter().rev().map(|(day, amount)| BarRow {
        day: said(day),
        income: money_text(amount, prefix, ""),
        orders: line.new_orders.get(day).map_or(0, |count| count.0),
        tickets: line.new_tickets.get(day).map_or(0, |count| count.0),
    });
    let sum: i64 = days.iter().map(|(_, amount)| minor(amount)).sum();
    Bars {
        bars: bars.collect(),
        scale: scale(top / unit, prefix),
        days: marks.map(|(day, _)| said(day)).collect(),
        rows: rows.collect(),
        sum: format!("{prefix}{}", grouped(&(sum / unit).to_string())),
        wide: i64::try_from(days.len()).unwrap_or(1) * 10,
    }
}

/// Labels of the lines from the top. Where whole numbers would not tell the lines apart, only the
/// first and the last have one.
fn scale(top: i64, prefix: &str) -> Vec<String> {
    let label = |place: i64| {
        let is_between = place != 0 && place != LINES;
        match is_between && top < LINES {
            true => String::new(),
            false => format!("{prefix}{}", grouped(&(top * place / LINES).to_string())),
        }
    };
    (0..=LINES).rev().map(label).collect()
}

/// The next number of the form 1, 2, 4 or 8 with zeros, so that the lines have round labels.
fn ceiling(most: i64) -> i64 {
    let mut ten = 100;
    loop {
        for digit in [1, 2, 4, 8] {
            if most <= ten * digit {
                return ten * digit;
            }
        }
        ten *= 10;
    }
}

/// Draws a small line, newest value first as the wire has them; none through a single point.
pub(super) fn spark(mut values: Vec<i64>) -> Option<Spark> {
    values.reverse();
    let last = i64::try_from(values.len()).ok()? - 1;
    let (low, high) = (*values.iter().min()?, *values.iter().max()?);
    if last < 1 || low == high {
        return None;
    }
    let mut line = String::new();
    for (value, place) in values.iter().zip(0..) {
        let (x, y) = (place * 1000 / last, 270 - (value - low) * 220 / (high - low));
        let word = if place == 0 { "M" } else { "L" };
        line.push_str(&format!("{word}{x} {y}"));
    }
    Some(Spark { area: format!("{line}V300H0Z"), line })
}

#[cfg(test)]
mod tests {
    use super::{ceiling, minor, scale, spark};

    #[test]
    fn no_two_lines_have_the_same_label() {
        assert_eq!(scale(1, "€"), ["€1", "", "", "", "€0"]);
        assert_eq!(scale(2000, "€"), ["€2,000", "€1,500", "€1,000", "€500", "€0"]);
    }

    #[test]
    fn lines_across_the_chart_have_round_labels() {
        for (most, expected) in [(1, 100), (101, 200), (300, 400), (799, 800), (900, 1000)] {
            assert_eq!(ceiling(most), expected, "{most}");
        }
    }

    #[test]
    fn a_line_goes_from_old_to_new() {
        assert_eq!(spark(vec![30, 10]).unwrap().line, "M0 270L1000 50");
        assert!(spark(vec![1]).is_none() && spark(vec![2, 2]).is_none() && spark(vec![]).is_none());
        assert_eq!((minor("12.34"), minor("-0.05"), minor("")), (1234, -5, 0));
    }
}
