//! What lists show of invoices: of thirty fields thirteen.

use super::{GetInvoices, GetInvoicesResponse, Invoice};
use crate::answer::quick::{Fields, put, rows};
use crate::wire::{Amount, Num, Short, WireDate, WireDateTime};
use crate::{Brief, FromJson as _, JsonError};

/// A page of invoices, as far as lists show them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InvoiceRows {
    pub totalresults: Num,
    pub rows: Vec<InvoiceRow>,
}

/// An invoice as far as lists show it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InvoiceRow {
    pub id: Num,
    pub invoicenum: Short,
    pub date: WireDate,
    pub duedate: WireDate,
    pub datepaid: WireDateTime,
    pub subtotal: Amount,
    pub credit: Amount,
    pub tax: Amount,
    pub tax2: Amount,
    pub total: Amount,
    pub status: Short,
    pub paymentmethod: Short,
    pub currencycode: Short,
}

/// The same names as in the whole.
const FIELDS: &Fields<InvoiceRow> = &[
    ("id", |row, value| put(&mut row.id, value)),
    ("invoicenum", |row, value| put(&mut row.invoicenum, value)),
    ("date", |row, value| put(&mut row.date, value)),
    ("duedate", |row, value| put(&mut row.duedate, value)),
    ("datepaid", |row, value| put(&mut row.datepaid, value)),
    ("subtotal", |row, value| put(&mut row.subtotal, value)),
    ("credit", |row, value| put(&mut row.credit, value)),
    ("tax", |row, value| put(&mut row.tax, value)),
    ("tax2", |row, value| put(&mut row.tax2, value)),
    ("total", |row, value| put(&mut row.total, value)),
    ("status", |row, value| put(&mut row.status, value)),
    ("paymentmethod", |row, value| put(&mut row.paymentmethod, value)),
    ("currencycode", |row, value| put(&mut row.currencycode, value)),
];

impl From<Invoice> for InvoiceRow {
    fn from(whole: Invoice) -> Self {
        Self {
            id: whole.id,
            invoicenum: Short::from(whole.invoicenum.0),
            date: whole.date,
            duedate: whole.duedate,
            datepaid: whole.datepaid,
            subtotal: whole.subtotal,
            credit: whole.credit,
            tax: whole.tax,
            tax2: whole.tax2,
            total: whole.total,
            status: Short::from(whole.status.0),
            paymentmethod: Short::from(whole.paymentmethod.0),
            currencycode: Short::from(whole.currencycode.0),
        }
    }
}

impl Brief for InvoiceRows {
    type Of = GetInvoices;

    fn of(whole: GetInvoicesResponse) -> Self {
        let rows = whole.invoices.0.invoice.into_iter().map(InvoiceRow::from).collect();
        Self { totalresults: whole.totalresults, rows }
    }

    fn from_json(body: &[u8]) -> Result<Self, JsonError> {
        match rows(body, ("invoices", "invoice"), FIELDS) {
            Some((totalresults, rows)) => Ok(Self { totalresults, rows }),
            None => GetInvoicesResponse::from_json(body).map(Self::of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, InvoiceRows};
    use crate::answer::quick::rows;
    use crate::answer::{json, parse, parse_with};
    use crate::sample::{Dice, Sample as _};
    use crate::{Brief as _, GetInvoicesResponse};

    /// What the reader of the whole makes of an answer.
    fn whole(body: &[u8]) -> Result<InvoiceRows, String> {
        let read = parse::<GetInvoicesResponse>(body).map(InvoiceRows::of);
        read.map_err(|error| error.to_string())
    }

    fn brief(body: &[u8]) -> Result<InvoiceRows, String> {
        parse_with(body, InvoiceRows::from_json).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_read_in_a_hurry_is_a_part_of_the_whole() {
        for seed in 0..500 {
            let body = json(&GetInvoicesResponse::sample(&mut Dice::new(seed)));
            let said = String::from_utf8_lossy(&body);
            let quick = rows(&body, ("invoices", "invoice"), FIELDS);
            let quick = quick.map(|(totalresults, rows)| InvoiceRows { totalresults, rows });
            assert_eq!(quick.ok_or(String::new()), whole(&body), "{said}");
            assert_eq!(brief(&body), whole(&body), "{said}");
        }
    }

    /// As a stock WHMCS writes it, each time with something else that is odd.
    #[test]
    fn what_is_odd_is_read_as_ever() {
        let usual = r#"{"result":"success","totalresults":"2","startnumber":0,"numreturned":2,"#
            .to_owned()
            + r#""invoices":{"invoice":[{"id":7,"userid":3,"firstname":"J\u00f6rg","lastname":"L","#
            + r#""companyname":"","invoicenum":"2026-7","date":"2026-01-31","#
            + r#""duedate":"2026-02-14","datepaid":"0000-00-00 00:00:00","subtotal":"100.00","#
            + r#""credit":"0.00","tax":"19.00","tax2":"0.00","total":"119.00","status":"Unpaid","#
            + r#""paymentmethod":"banktransfer","paymethodid":null,"notes":"","#
            + r#""currencycode":"EUR","currencyprefix":"\u20ac"},{"id":8,"total":"1.00"}]}}"#;
        let found = brief(usual.as_bytes()).unwrap();
        assert_eq!((found.rows.len(), &found.rows[0].status), (2, &"Unpaid".into()));
        for (from, to) in [
            ("", ""),
            (r#"{"id":7"#, "{\n  \"id\": 7"),
            (r#""id":7"#, r#""id":"7""#),
            (r#""id":7"#, r#""id":"x""#),
            (r#""id":7"#, r#""id":[]"#),
            (r#""100.00""#, "100"),
            (r#""100.00""#, "100.5"),
            (r#""100.00""#, r#""""#),
            (r#""100.00""#, "null"),
            (r#""100.00""#, r#""$100""#),
            (r#""2026-01-31""#, r#""31/01/2026""#),
            (r#""2026-01-31""#, r#""nine""#),
            (r#""2026-7""#, r#""a number that is longer than most of them are""#),
            (r#""Unpaid""#, r#""Payment\u0020Pending""#),
            (r#"[{"id":7"#, r#"[[],{"id":7"#),
            (r#"},{"id":8,"total":"1.00"}]"#, "}]"),
            (r#"[{"id":7"#, r#"{"0":{"id":7"#),
            (r#""2026-02-14","#, r#""2026-02-14","duedate":"2026-02-15","#),
            (r#""notes":"""#, r#""notes":"","more":{"a":[1,{"b":2}]}"#),
            (r#""result":"success","#, ""),
            (r#""result":"success","#, r#""result":"error","message":"No","#),
            (r#"8,"total":"1.00"}]}}"#, r#"8,"total":"1.0"#),
            (r#"8,"total":"1.00"}]}}"#, r#"8,"total":"1.00"}]}}<hr>"#),
        ] {
            let body = usual.replacen(from, to, 1);
            assert!(from.is_empty() || body != usual, "{from} is there");
            assert_eq!(brief(body.as_bytes()), whole(body.as_bytes()), "{body}");
        }
    }
}
