//! What will be renewed: month by month, and what it comes to in a month and a year.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use model::ids::PromotionId;
use store::Conn;
use store::catalogue::promotions::{self, PromotionRow};
use store::edits::Cell;
use store::system::reports::{self as figures, PromotedRow};

use super::figures::{CURRENCY, money, number, report, text};
use super::more::Time;
use super::{Days, Report};
use crate::Result;
use crate::catalogue::promotions as discounts;
use crate::system::currencies::Currencies;

/// Months of the forecast.
const FORECAST_MONTHS: i64 = 12;

/// Every one of them.
pub(super) const ALL: &[Report] = &[
    report(
        "income_forecast",
        "Income forecast",
        Days::Now,
        &[text("month", "Month"), CURRENCY, number("items", "Items"), money("amount", "Amount")],
    )
    .saying(
        "What services, addons and domain names ask for when they are renewed as they are, less \
         what their promotions still take off each renewal. What is overdue counts for this \
         month. What is to be cancelled or not renewed does not count.",
    ),
    report(
        "mrr_churn",
        "Monthly recurring revenue and churn",
        Days::Year,
        &[
            CURRENCY,
            number("items", "Items"),
            money("mrr", "A month"),
            money("arr", "A year"),
            number("services", "Services running"),
            number("began", "Began"),
            number("ended", "Ended"),
            number("churn", "Churn, per cent"),
        ],
    )
    .saying(
        "A month is the share of a month in what the next renewals ask for, less what their \
         promotions take off them. What is to be cancelled or not renewed does not count. \
         Services are counted for the currency of their client; began and ended are within the \
         period.",
    ),
];

/// Items of one currency, cycle and due month; or, as no items, what promotions take off some.
struct Recurring {
    code: String,
    /// Of the cycle.
    months: i64,
    /// The month in which the next renewal is due: `2026-01`.
    due: String,
    items: i64,
    /// What a renewal of all of them asks for.
    minor: i64,
    /// What is taken off the first renewal, the second and so on.
    off: Vec<i64>,
}

impl Recurring {
    /// What a renewal asks for, the next being number 0.
    fn asks(&self, renewal: usize) -> i64 {
        self.minor - self.off.get(renewal).copied().unwrap_or_default()
    }
}

/// The rows of one of them; none for another name.
pub(super) async fn rows(
    c: &mut Conn,
    name: &str,
    time: &Time,
    today: Date,
) -> Result<Option<Vec<Vec<Cell>>>> {
    Ok(Some(match name {
        "income_forecast" => forecast(&read(c).await?, today),
        "mrr_churn" => {
            let moves = figures::moves(c, time.from, time.to).await?;
            mrr(&read(c).await?, &moves)
        }
        _ => return Ok(None),
    }))
}

async fn read(c: &mut Conn) -> Result<Vec<Recurring>> {
    let asked = figures::recurring(c).await?.into_iter().map(|row| Recurring {
        code: row.code,
        months: row.months,
        due: row.due,
        items: row.items,
        minor: row.minor,
        off: Vec::new(),
    });
    let mut all: Vec<Recurring> = asked.collect();
    let promoted = figures::promoted(c).await?;
    let currencies = Currencies::read(c).await?;
    let mut known: HashMap<PromotionId, PromotionRow> = HashMap::new();
    for id in promoted.iter().map(|row| row.promotion_id).collect::<BTreeSet<_>>() {
        known.extend(promotions::by_id(c, id).await?.map(|row| (id, row)));
    }
    for row in promoted {
        let Some(promotion) = known.get(&row.promotion_id) else { continue };
        let off = taken_off(&row, promotion, &currencies)?;
        let PromotedRow { code, months, due, .. } = row;
        all.push(Recurring { code, months, due, items: 0, minor: 0, off });
    }
    Ok(all)
}

/// What a promotion takes off the renewals of equal items, as far as the forecast looks: as the
/// renewals themselves reckon it (B11).
fn taken_off(
    row: &PromotedRow,
    promotion: &PromotionRow,
    currencies: &Currencies,
) -> Result<Vec<i64>> {
    let price = currencies.money(row.minor, row.currency_id)?;
    let renewals = 1 + (FORECAST_MONTHS - 1) / row.months.max(1);
    let off = |renewal: i64| -> Result<i64> {
        let of = (row.discounted.max(0) + renewal, row.quantity);
        let off = discounts::off_renewal(promotion, of, (price, row.currency_id), currencies)?;
        Ok(off.map_or(0, |off| off.minor.saturating_mul(row.items)))
    };
    (0..renewals).map(off).collect()
}

/// What falls due in the next months when everything is renewed as it is. What is overdue counts
/// for this month.
fn forecast(recurring: &[Recurring], today: Date) -> Vec<Vec<Cell>> {
    let first = month_number(&today.strftime("%Y-%m").to_string()).unwrap_or(0);
    let mut sums: BTreeMap<(i64, String), (i64, i64)> = BTreeMap::new();
    for line in recurring {
        let (mut month, mut renewal) = (month_number(&line.due).unwrap_or(first).max(first), 0);
        while month < first + FORECAST_MONTHS && line.months > 0 {
            let sum = sums.entry((month, line.code.clone())).or_default();
            *sum = (sum.0 + line.items, sum.1 + line.asks(renewal));
            month += line.months;
            renewal += 1;
        }
    }
    let row = |((month, code), (items, minor)): ((i64, String), (i64, i64))| {
        let name = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        vec![Cell::Text(name), Cell::Text(code), Cell::Int(items), Cell::Int(minor)]
    };
    sums.into_iter().map(row).collect()
}

/// `2026-03` as a number that counts months.
fn month_number(text: &str) -> Option<i64> {
    let (year, month) = text.split_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}

/// What recurs in a month, by currency, beside how services came and went.
fn mrr(recurring: &[Recurring], moves: &[(String, i64, i64, i64)]) -> Vec<Vec<Cell>> {
    // Items, a year's worth, and services: running, begun and ended.
    let mut sums: BTreeMap<&str, [i64; 5]> = BTreeMap::new();
    for line in recurring {
        let sum = sums.entry(&line.code).or_default();
        sum[0] += line.items;
        // A year's worth, so that only the sum is rounded.
        sum[1] += line.asks(0).saturating_mul(12) / line.months.max(1);
    }
    for (code, running, began, ended) in moves {
        if [running, began, ended].into_iter().any(|services| *services > 0) {
            let sum = sums.entry(code).or_default();
            (sum[2], sum[3], sum[4]) = (*running, *began, *ended);
        }
    }
    let row = |(code, [items, year, running, began, ended]): (&str, [i64; 5])| {
        let at_start = (running - began + ended).max(0);
        let hundredths = ended.saturating_mul(10_000).checked_div(at_start).unwrap_or(0);
        let mut cells = vec![Cell::Text(code.to_owned())];
        cells.extend([items, year / 12, year, running, began, ended].map(Cell::Int));
        cells.push(Cell::Text(format!("{}.{:02}", hundredths / 100, hundredths % 100)));
        cells
    };
    sums.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cell, Recurring, forecast, mrr};
    use jiff::civil::date;

    fn line(code: &str, months: i64, due: &str, minor: i64, off: &[i64]) -> Recurring {
        let (items, off) = (i64::from(off.is_empty()), off.to_vec());
        Recurring { code: code.to_owned(), months, due: due.to_owned(), items, minor, off }
    }

    #[test]
    fn what_recurs_is_laid_out_over_a_year() {
        let lines = [
            line("USD", 1, "2025-12", 100, &[]),
            line("USD", 12, "2026-03", 5_000, &[]),
            // Off the first two months only.
            line("USD", 1, "2025-12", 0, &[30, 30]),
            line("EUR", 3, "2026-02", 600, &[]),
        ];
        let rows = forecast(&lines, date(2026, 1, 15));
        let of = |code: &str| -> Vec<(Cell, Cell)> {
            let code = Cell::Text(code.to_owned());
            let own = rows.iter().filter(|row| row[1] == code);
            own.map(|row| (row[2].clone(), row[3].clone())).collect()
        };
        let said = |items: i64, minor: i64| (Cell::Int(items), Cell::Int(minor));
        let dollars = of("USD");
        assert_eq!(dollars.len(), 12);
        assert_eq!(dollars[..3], [said(1, 70), said(1, 70), said(2, 5_100)]);
        assert_eq!(dollars[11], said(1, 100));
        assert_eq!(of("EUR"), vec![said(1, 600); 4]);
    }

    #[test]
    fn each_currency_has_its_own_services() {
        let lines = [
            line("USD", 1, "2025-12", 100, &[]),
            line("USD", 12, "2026-03", 5_000, &[]),
            line("USD", 12, "2026-03", 0, &[1_000]),
        ];
        let moves = [("EUR", 0, 0, 1), ("GBP", 0, 0, 0), ("USD", 10, 2, 1)];
        let moves = moves.map(|(code, a, b, c)| (code.to_owned(), a, b, c));
        let row = |code: &str, numbers: [i64; 6], churn: &str| {
            let mut cells = vec![Cell::Text(code.to_owned())];
            cells.extend(numbers.map(Cell::Int));
            cells.push(Cell::Text(churn.to_owned()));
            cells
        };
        // 1.00 a month and 50.00 less 10.00 a year: 52.00 a year.
        assert_eq!(
            mrr(&lines, &moves),
            [
                row("EUR", [0, 0, 0, 0, 0, 1], "100.00"),
                row("USD", [2, 433, 5_200, 10, 2, 1], "11.11"),
            ]
        );
    }
}
