//! What stands on the paper, and how it is divided into pages.

use pdf::sample;
use ports::documents::{Line, Paper, Standing};

use crate::DOCUMENTS;
use crate::reading::{check, pages, size, text};

#[test]
fn the_sample_invoice_says_everything_once() {
    let pdf = DOCUMENTS.invoice(&sample::invoice()).unwrap();
    check(&pdf);
    assert_eq!(text(&pdf), include_str!("../golden/invoice.txt").trim_end());
}

#[test]
fn the_sample_credit_note_says_everything_once() {
    let pdf = DOCUMENTS.credit_note(&sample::credit_note()).unwrap();
    check(&pdf);
    assert_eq!(text(&pdf), include_str!("../golden/credit_note.txt").trim_end());
}

#[test]
fn the_sample_quote_says_everything_once() {
    let pdf = DOCUMENTS.quote(&sample::quote()).unwrap();
    check(&pdf);
    assert_eq!(text(&pdf), include_str!("../golden/quote.txt").trim_end());
}

#[test]
fn the_sample_receipt_says_everything_once() {
    let pdf = DOCUMENTS.receipt(&sample::receipt()).unwrap();
    check(&pdf);
    assert_eq!(text(&pdf), include_str!("../golden/receipt.txt").trim_end());
}

#[test]
fn the_sample_statement_says_everything_once() {
    let pdf = DOCUMENTS.statement(&sample::statement()).unwrap();
    check(&pdf);
    assert_eq!(text(&pdf), include_str!("../golden/statement.txt").trim_end());
}

#[test]
fn the_file_is_pdf_a_3b_and_the_same_every_time() {
    let pdf = DOCUMENTS.invoice(&sample::invoice()).unwrap();
    let inside = String::from_utf8_lossy(&pdf);
    for wanted in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "Invoice 2026-00042",
        "Nordlicht Hosting GmbH",
        "2026-03-01T00:00:00+00:00",
    ] {
        assert!(inside.contains(wanted), "{wanted}");
    }
    assert_eq!(pdf, DOCUMENTS.invoice(&sample::invoice()).unwrap());
}

#[test]
fn two_hundred_lines_go_on_page_after_page() {
    let mut invoice = sample::invoice();
    invoice.lines = (1..=200)
        .map(|number| Line {
            description: format!("Service {number:03}"),
            period: "2026-03-01 – 2026-03-31".into(),
            amount: format!("{number}.00 €"),
        })
        .collect();
    let pdf = DOCUMENTS.invoice(&invoice).unwrap();
    check(&pdf);
    let (text, pages) = (text(&pdf), pages(&pdf));
    assert!(pages > 4, "{pages}");
    assert_eq!(text.matches("Description Amount").count(), pages - usize::from(is_alone(&text)));
    for page in 1..=pages {
        assert!(text.contains(&format!("Page {page} of {pages}")), "{page}");
    }
    let mut rest = text.as_str();
    for number in 1..=200 {
        let line = format!("Service {number:03} {number}.00 €");
        let at = rest.find(&line).unwrap_or_else(|| panic!("{line} is missing or not in order"));
        rest = &rest[at + line.len()..];
    }
    assert!(rest.contains("Balance due 100.00 €"), "{rest}");
}

/// Whether what follows the table has the last page for itself.
fn is_alone(text: &str) -> bool {
    let last = text.rsplit_once("Invoice 2026-00042").unwrap().1;
    !last.contains("Service 200")
}

#[test]
fn where_an_invoice_stands_can_be_seen() {
    for (standing, paid_on, wanted) in [
        (Standing::Paid, "2026-03-02", vec!["PAID", "Paid on 2026-03-02"]),
        (Standing::Draft, "", vec!["DRAFT"]),
        (Standing::Cancelled, "", vec!["CANCELLED"]),
        (Standing::Refunded, "2026-03-02", vec!["REFUNDED"]),
        (Standing::Overdue, "", vec!["Status Overdue"]),
        (Standing::Open, "", vec![]),
    ] {
        let mut invoice = sample::invoice();
        invoice.standing = standing;
        invoice.paid_on = paid_on.into();
        let said = text(&DOCUMENTS.invoice(&invoice).unwrap());
        for mark in ["PAID", "DRAFT", "CANCELLED", "REFUNDED", "Overdue"] {
            let expected = wanted.iter().any(|wanted| wanted.contains(mark));
            assert_eq!(said.contains(mark), expected, "{standing:?}: {mark}\n{said}");
        }
        for wanted in wanted {
            assert!(said.contains(wanted), "{standing:?}: {wanted}\n{said}");
        }
    }
}

#[test]
fn paper_and_names_are_as_asked() {
    let mut invoice = sample::invoice();
    assert_eq!(size(&DOCUMENTS.invoice(&invoice).unwrap()), "595.276 x 841.89");
    invoice.sheet.paper = Paper::UsLetter;
    invoice.proforma = true;
    invoice.tax_note = "Reverse charge: VAT is owed by the recipient.".into();
    let pdf = DOCUMENTS.invoice(&invoice).unwrap();
    assert_eq!(size(&pdf), "612 x 792");
    let said = text(&pdf);
    assert!(said.contains("Proforma invoice"), "{said}");
    assert!(said.contains("Reverse charge: VAT is owed by the recipient."), "{said}");
}
