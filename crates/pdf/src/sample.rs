//! Invented documents, to try templates with.

use ports::documents::{
    CreditNoteDocument, InvoiceDocument, Line, Movement, Paper, Party, Payment, QuoteDocument,
    QuoteLine, ReceiptDocument, Sheet, Standing, StatementDocument, Sum,
};

fn sheet() -> Sheet {
    Sheet { paper: Paper::A4, language: "english".into(), made_at: 1_772_323_200 }
}

fn texts(rows: &[&str]) -> Vec<String> {
    rows.iter().map(|row| (*row).to_owned()).collect()
}

fn seller() -> Party {
    Party {
        name: "Nordlicht Hosting GmbH".into(),
        address: texts(&["Speicherstadt 12", "20457 Hamburg", "Germany"]),
        tax_id: "DE123456789".into(),
    }
}

fn buyer() -> Party {
    Party {
        name: "Größe & Söhne OHG".into(),
        address: texts(&["Jürgen Größe", "Hauptstraße 1", "10115 Berlin", "Germany"]),
        tax_id: "DE987654321".into(),
    }
}

fn sum(label: &str, amount: &str) -> Sum {
    Sum { label: label.into(), amount: amount.into() }
}

fn line(description: &str, period: &str, amount: &str) -> Line {
    Line { description: description.into(), period: period.into(), amount: amount.into() }
}

/// An invoice that is paid in part.
#[must_use]
pub fn invoice() -> InvoiceDocument {
    InvoiceDocument {
        sheet: sheet(),
        seller: seller(),
        buyer: buyer(),
        number: "2026-00042".into(),
        proforma: false,
        standing: Standing::Open,
        issued_on: "2026-03-01".into(),
        due_on: "2026-03-15".into(),
        paid_on: String::new(),
        lines: vec![
            line("Web Hosting Business - example.org", "2026-03-01 – 2027-02-28", "119.88 €"),
            line(
                "Virtual Server M - build.example.org\nOperating system: Debian 13\n\
                 Additional disk space: 200 GB",
                "2026-03-01 – 2026-03-31",
                "24.90 €",
            ),
            line("Domain Renewal - example.org", "2026-03-01 – 2027-02-28", "12.00 €"),
            line("Promotional discount SPRING", "", "-10.00 €"),
        ],
        subtotal: "146.78 €".into(),
        taxes: vec![sum("VAT 19 %", "27.89 €")],
        total: "174.67 €".into(),
        credit: "-20.00 €".into(),
        paid: "-54.67 €".into(),
        payments: vec![Payment {
            on: "2026-03-02".into(),
            method: "Credit Card".into(),
            reference: "ch_3PqT8eLkdIwH".into(),
            amount: "54.67 €".into(),
        }],
        balance: "100.00 €".into(),
        tax_note: String::new(),
        instructions: "Bank: Hanseatische Musterbank\nIBAN: DE02 1203 0000 0000 2020 51\n\
                       Reference: 2026-00042"
            .into(),
        pay_by: "Bank transfer".into(),
        pay_at: String::new(),
        notes: "Thank you for your business.".into(),
    }
}

/// A quote with a discount.
#[must_use]
pub fn quote() -> QuoteDocument {
    QuoteDocument {
        sheet: sheet(),
        seller: seller(),
        buyer: buyer(),
        number: "17".into(),
        subject: "Move of your shop to a managed cluster".into(),
        issued_on: "2026-03-01".into(),
        valid_until: "2026-03-31".into(),
        accepted_on: String::new(),
        proposal: "Dear Mr. Größe,\n\nas discussed we would move the shop within one night and \
                   watch over it for four weeks."
            .into(),
        lines: vec![
            QuoteLine {
                description: "Managed cluster, three nodes, per month".into(),
                quantity: "12".into(),
                unit_price: "249.00 €".into(),
                discount: "10 %".into(),
                amount: "2,689.20 €".into(),
            },
            QuoteLine {
                description: "Move of the data, per hour".into(),
                quantity: "6.5".into(),
                unit_price: "95.00 €".into(),
                discount: String::new(),
                amount: "617.50 €".into(),
            },
        ],
        subtotal: "3,306.70 €".into(),
        taxes: vec![sum("VAT 19 %", "628.27 €")],
        total: "3,934.97 €".into(),
        tax_note: String::new(),
        notes: "The hours are an estimate; we charge what is needed, at most ten.".into(),
    }
}

/// A receipt for one invoice.
#[must_use]
pub fn receipt() -> ReceiptDocument {
    ReceiptDocument {
        sheet: sheet(),
        seller: seller(),
        buyer: buyer(),
        number: "311".into(),
        payment: Payment {
            on: "2026-03-02".into(),
            method: "Credit Card".into(),
            reference: "ch_3PqT8eLkdIwH".into(),
            amount: "174.67 €".into(),
        },
        lines: vec![sum("Invoice 2026-00042", "174.67 €")],
        notes: String::new(),
    }
}

/// A statement of a quarter.
#[must_use]
pub fn statement() -> StatementDocument {
    let line = |on: &str, reason: &str, number: &str, [debit, credit, balance]: [&str; 3]| {
        let [on, reason, number] = [on, reason, number].map(str::to_owned);
        let [debit, credit, balance] = [debit, credit, balance].map(str::to_owned);
        Movement { on, reason, number, debit, credit, balance }
    };
    StatementDocument {
        sheet: sheet(),
        seller: seller(),
        buyer: buyer(),
        number: "2026-01-01 – 2026-03-31".into(),
        opening: "12.00 €".into(),
        lines: vec![
            line("2026-01-04", "payment-received", "2025-00977", ["", "12.00 €", "0.00 €"]),
            line("2026-03-01", "invoice-issued", "2026-00042", ["174.67 €", "", "174.67 €"]),
            line("2026-03-02", "payment-received", "2026-00042", ["", "54.67 €", "120.00 €"]),
            line("2026-03-05", "credit-added", "", ["", "20.00 €", "100.00 €"]),
        ],
        closing: "100.00 €".into(),
    }
}

/// A credit note of a refund in part.
#[must_use]
pub fn credit_note() -> CreditNoteDocument {
    CreditNoteDocument {
        sheet: sheet(),
        seller: seller(),
        buyer: buyer(),
        number: "CN-7".into(),
        issued_on: "2026-03-20".into(),
        invoice: "2026-00042".into(),
        invoiced_on: "2026-03-01".into(),
        lines: vec![line("Refund - Invoice #2026-00042", "", "24.90 €")],
        subtotal: "24.90 €".into(),
        taxes: vec![sum("VAT 19 %", "4.73 €")],
        total: "29.63 €".into(),
        tax_note: String::new(),
    }
}
