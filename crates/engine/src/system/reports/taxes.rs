//! Taxes of paid invoices less their credit notes: by currency, in the default currency, and of
//! other EU countries.

use std::collections::BTreeMap;

use model::billing::tax::is_eu_country;
use model::ids::CurrencyId;
use model::money::{Currency, ExchangeRate, Money, convert, shown_scaled};
use store::Conn;
use store::edits::Cell;
use store::system::reports::{self as figures, TaxedNote};

use super::figures::{CURRENCY, money, number, report, text};
use super::more::Time;
use super::{Column, Days, Report};
use crate::system::currencies::Currencies;
use crate::{Fault, Result};

/// What all of them count.
const COUNTED: &str = "An invoice counts on the day it was paid, one that was refunded later, \
    too. Its credit notes, for refunds and downgrades, are taken off on the day of the note, at \
    the rates of the invoice. Invoices that were cancelled do not count, and neither do their \
    credit notes. Money that became credit, and lines that pay other invoices, never count.";
const COUNTED_AT_HOME: &str = "As in \u{201c}Tax liability\u{201d}: invoices on the day they were \
    paid, less their credit notes on the day of the note; no cancelled ones, no deposits. Each is \
    converted at the rate at which its invoice was made.";
const COUNTED_ABROAD: &str = "What clients in other EU countries were charged: invoices on the day \
    they were paid, less their credit notes on the day of the note. The net is of the lines that \
    are taxed; no cancelled invoices, no deposits, no reverse charge.";

/// What invoices of one country and tax came to.
const TAXES: &[Column] = &[
    text("country", "Country"),
    text("tax", "Tax"),
    text("rate", "Rate"),
    text("tax2", "Second tax"),
    text("rate2", "Second rate"),
    CURRENCY,
    number("invoices", "Invoices"),
    number("creditnotes", "Credit notes"),
    money("taxable", "Net, taxed"),
    money("untaxed", "Net, not taxed"),
    money("taxamount", "Tax amount"),
    money("taxamount2", "Second amount"),
];

/// Every one of them.
pub(super) const ALL: &[Report] = &[
    report("tax_liability", "Tax liability", Days::Year, TAXES).saying(COUNTED),
    report("tax_at_home", "Tax in the default currency", Days::Year, TAXES).saying(COUNTED_AT_HOME),
    report(
        "oss",
        "VAT of other EU countries (OSS)",
        Days::Year,
        &[
            text("country", "Country"),
            text("tax", "Tax"),
            text("rate", "Rate"),
            CURRENCY,
            number("invoices", "Invoices"),
            number("creditnotes", "Credit notes"),
            money("net", "Net, taxed"),
            money("taxamount", "Tax"),
        ],
    )
    .saying(COUNTED_ABROAD),
];

/// Country, tax, its rate, second tax, its rate.
type Charged = (String, String, i64, String, i64);
/// Invoices, credit notes, net that is taxed, net that is not, tax and second tax; minor units.
type Sums = [i64; 6];
/// Sums by currency and exchange rate.
type Taxes = BTreeMap<(Charged, CurrencyId, i64), Sums>;
/// Sums by the code of a currency.
type Shown = BTreeMap<(Charged, String), Sums>;

/// The rows of one of them; none for another name.
pub(super) async fn rows(
    c: &mut Conn,
    name: &str,
    time: &Time,
    home: &str,
) -> Result<Option<Vec<Vec<Cell>>>> {
    if !ALL.iter().any(|report| report.name == name) {
        return Ok(None);
    }
    let currencies = Currencies::read(c).await?;
    let taxes = read(c, time, &currencies).await?;
    Ok(Some(match name {
        "tax_liability" => cells(apart(taxes, &currencies)?),
        "tax_at_home" => cells(at_home(taxes, &currencies)?),
        _ => oss(apart(taxes, &currencies)?, home)?,
    }))
}

/// What credit notes took back without tax, a row per currency: beside the income of products
/// there, it makes their sum the net of the tax reports.
pub(super) async fn taken_back(c: &mut Conn, time: &Time) -> Result<Vec<Vec<Cell>>> {
    let currencies = Currencies::read(c).await?;
    let mut sums: BTreeMap<String, [i64; 2]> = BTreeMap::new();
    for note in figures::taxed_notes(c, time.from, time.to).await? {
        let currency = currencies.currency(note.currency_id)?;
        let [taxed, untaxed] = parts(&note, currency)?;
        let sum = sums.entry(currency.code().to_owned()).or_default();
        *sum = [sum[0] + 1, sum[1] - taxed - untaxed];
    }
    let row = |(code, [notes, net]): (String, [i64; 2])| {
        let name = Cell::Text("Credit notes".to_owned());
        vec![name, Cell::Text(code), Cell::Int(notes), Cell::Int(net)]
    };
    Ok(sums.into_iter().map(row).collect())
}

async fn read(c: &mut Conn, time: &Time, currencies: &Currencies) -> Result<Taxes> {
    let mut taxes = Taxes::new();
    for row in figures::tax_by_rate(c, time.start, time.end).await? {
        let charged = (row.country, row.tax_name, row.tax_rate, row.tax_name2, row.tax_rate2);
        let sums = taxes.entry((charged, row.currency_id, row.exchange_rate)).or_default();
        let (net, untaxed) = (row.taxable_minor, row.untaxed_minor);
        add(sums, [row.invoices, 0, net, untaxed, row.tax_minor, row.tax2_minor])?;
    }
    for row in figures::taxed_notes(c, time.from, time.to).await? {
        let [net, untaxed] = parts(&row, currencies.currency(row.currency_id)?)?;
        let charged = (row.country, row.tax_name, row.tax_rate, row.tax_name2, row.tax_rate2);
        let sums = taxes.entry((charged, row.currency_id, row.exchange_rate)).or_default();
        add(sums, [0, 1, -net, -untaxed, -row.tax_minor, -row.tax2_minor])?;
    }
    Ok(taxes)
}

fn add(to: &mut Sums, more: Sums) -> Result<()> {
    for (place, more) in to.iter_mut().zip(more) {
        let sum = place.checked_add(more);
        *place = sum.ok_or_else(|| Fault::broken("a sum of taxes does not fit"))?;
    }
    Ok(())
}

/// What a note takes back of the lines that are taxed, and of the others. How much of it is taxed
/// is told by its tax; of deposits it takes back as much as they are of the invoice. The notes of
/// an invoice that is taken back in parts add up to it: each is the difference of two shares.
fn parts(note: &TaxedNote, currency: Currency) -> Result<[i64; 2]> {
    let share = |of: i64, before: i64, part: i64, whole: i64| -> Result<i64> {
        if whole == 0 {
            return Ok(0);
        }
        let until = |minor: i64| Money::from_minor(of, currency).fraction(minor, whole);
        Ok(until(before + part)?.sub(until(before)?)?.minor)
    };
    let (taxable, deposits) = (note.invoice_taxable, note.invoice_deposits);
    let net = note.net_minor - share(deposits, note.net_before, note.net_minor, note.invoice_net)?;
    let tax = note.tax_minor + note.tax2_minor;
    let taxed = match note.invoice_net - deposits - taxable {
        _ if taxable == 0 => 0,
        // Nothing else is on the invoice, so no rounding has to be guessed.
        0 => net,
        _ => share(taxable, note.tax_before, tax, note.invoice_tax)?,
    };
    Ok([taxed, net - taxed])
}

/// Each currency by itself.
fn apart(taxes: Taxes, currencies: &Currencies) -> Result<Shown> {
    let mut shown = Shown::new();
    for ((charged, currency, _), sums) in taxes {
        let code = currencies.currency(currency)?.code().to_owned();
        add(shown.entry((charged, code)).or_default(), sums)?;
    }
    Ok(shown)
}

/// All in the default currency. Sums of one currency and one rate are converted together, rounded
/// once (B3).
fn at_home(taxes: Taxes, currencies: &Currencies) -> Result<Shown> {
    let home = currencies.currency(currencies.default_row()?.id)?;
    let mut shown = Shown::new();
    for ((charged, currency, written), mut sums) in taxes {
        // Of older ones nobody wrote it down.
        let rate = match written {
            0 => currencies.rate(currency)?,
            written => ExchangeRate::from_scaled(written)?,
        };
        for minor in sums.iter_mut().skip(2) {
            let money = currencies.money(*minor, currency)?;
            *minor = convert(money, rate, ExchangeRate::ONE, home)?.minor;
        }
        add(shown.entry((charged, home.code().to_owned())).or_default(), sums)?;
    }
    Ok(shown)
}

fn cells(shown: Shown) -> Vec<Vec<Cell>> {
    let row = |(charged, sums): ((Charged, String), Sums)| -> Vec<Cell> {
        let ((country, tax, rate, tax2, rate2), code) = charged;
        let texts = [country, tax, shown_scaled(rate, 4), tax2, shown_scaled(rate2, 4), code];
        texts.into_iter().map(Cell::Text).chain(sums.into_iter().map(Cell::Int)).collect()
    };
    shown.into_iter().map(row).collect()
}

/// Tax of the first level that was charged to the rest of the EU; the second is another tax, so
/// what differs in that alone is one row.
fn oss(shown: Shown, home: &str) -> Result<Vec<Vec<Cell>>> {
    let mut abroad: BTreeMap<(String, String, i64, String), Sums> = BTreeMap::new();
    for (((country, tax, rate, ..), code), sums) in shown {
        let [_, notes, _, _, amount, _] = sums;
        let counts = is_eu_country(&country) && !country.eq_ignore_ascii_case(home);
        if counts && rate != 0 && (amount != 0 || notes != 0) {
            add(abroad.entry((country, tax, rate, code)).or_default(), sums)?;
        }
    }
    let row = |((country, tax, rate, code), sums): ((String, String, i64, String), Sums)| {
        let [invoices, notes, net, _, amount, _] = sums;
        let texts = [country, tax, shown_scaled(rate, 4), code].into_iter().map(Cell::Text);
        texts.chain([invoices, notes, net, amount].map(Cell::Int)).collect()
    };
    Ok(abroad.into_iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::{Cell, Charged, Currency, CurrencyId, Shown, TaxedNote, oss, parts};

    #[test]
    fn only_tax_of_the_rest_of_the_union_is_reported() {
        let charged = |country: &str| -> (Charged, String) {
            let vat = ("VAT".to_owned(), 200_000, String::new(), 0);
            ((country.to_owned(), vat.0, vat.1, vat.2, vat.3), "EUR".to_owned())
        };
        let shown = Shown::from([
            (charged("FR"), [2, 1, 1_000, 50, 200, 7]),
            (charged("DE"), [1, 0, 1_000, 0, 190, 0]),
            (charged("US"), [1, 0, 1_000, 0, 80, 0]),
            (charged("AT"), [1, 0, 1_000, 0, 0, 0]),
        ]);
        let rows = oss(shown, "DE").unwrap();
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        let texts = ["FR", "VAT", "20", "EUR"].map(|text| Cell::Text(text.to_owned()));
        assert_eq!(row[..4], texts);
        assert_eq!(row[4..], [2, 1, 1_000, 200].map(Cell::Int));
    }

    #[test]
    fn what_differs_in_the_second_tax_alone_is_one_row() {
        let charged = |second: &str, rate: i64| -> (Charged, String) {
            let vat = ("FR".to_owned(), "VAT".to_owned(), 200_000, second.to_owned(), rate);
            (vat, "EUR".to_owned())
        };
        let shown = Shown::from([
            (charged("", 0), [2, 1, 1_000, 50, 200, 0]),
            (charged("Levy", 10_000), [1, 0, 500, 0, 100, 5]),
        ]);
        let rows = oss(shown, "DE").unwrap();
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(row[4..], [3, 1, 1_500, 300].map(Cell::Int));
    }

    /// A note of so much net and tax, after others of so much, of an invoice of so much taxed and
    /// untaxed net, deposits and tax.
    fn note(own: [i64; 2], before: [i64; 2], of: [i64; 4]) -> TaxedNote {
        let [taxable, untaxed, deposits, tax] = of;
        TaxedNote {
            id: 1,
            country: "DE".to_owned(),
            tax_name: "VAT".to_owned(),
            tax_rate: 190_000,
            tax_name2: String::new(),
            tax_rate2: 0,
            currency_id: CurrencyId(1),
            exchange_rate: 0,
            net_minor: own[0],
            tax_minor: own[1],
            tax2_minor: 0,
            net_before: before[0],
            tax_before: before[1],
            invoice_net: taxable + untaxed + deposits,
            invoice_tax: tax,
            invoice_taxable: taxable,
            invoice_deposits: deposits,
        }
    }

    #[test]
    fn a_credit_note_is_taxed_as_its_tax_says() {
        let currency = Currency::new("EUR", 2).unwrap();
        for (own, before, of, expected) in [
            // All of it taxed, or nothing, whatever a rounded tax says.
            ([8, 1], [0, 0], [1_000, 0, 0, 190], [8, 0]),
            ([8, 0], [0, 0], [0, 1_000, 0, 0], [0, 8]),
            // All of a mixed invoice, and the same in two parts.
            ([1_500, 190], [0, 0], [1_000, 500, 0, 190], [1_000, 500]),
            ([888, 112], [0, 0], [1_000, 500, 0, 190], [589, 299]),
            ([612, 78], [888, 112], [1_000, 500, 0, 190], [411, 201]),
            // The line that is not taxed.
            ([500, 0], [0, 0], [1_000, 500, 0, 190], [0, 500]),
            // Half of an invoice that is half deposit.
            ([1_000, 95], [0, 0], [1_000, 0, 1_000, 190], [500, 0]),
        ] {
            let found = parts(&note(own, before, of), currency).unwrap();
            assert_eq!(found, expected, "{own:?} after {before:?} of {of:?}");
        }
    }
}
