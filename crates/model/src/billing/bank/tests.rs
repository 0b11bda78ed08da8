//! Transfers and the invoices they name, as a table.

use super::*;
use crate::money::Currency;
use proptest::prelude::{any, prop_assert, proptest};

const USD: Currency = Currency::USD;

/// The invoices of the tables: number (or none), status, balance, currency.
fn invoices() -> Vec<(&'static str, Named)> {
    use InvoiceStatus::{Cancelled, Collections, Draft, Paid, Unpaid};
    let named = |id, client, status, minor, currency| Named {
        id: InvoiceId(id),
        client: ClientId(client),
        status,
        balance: Money::from_minor(minor, currency),
    };
    vec![
        ("INV202600012", named(1, 1, Unpaid, 1000, USD)),
        ("INV202600013", named(2, 1, Unpaid, 2500, USD)),
        ("INV202600014", named(3, 2, Paid, 0, USD)),
        ("INV202600015", named(4, 2, Cancelled, 1000, USD)),
        ("17", named(5, 3, Unpaid, 999, USD)),
        ("10450", named(6, 3, Collections, 999, USD)),
        ("10451", named(7, 4, Unpaid, 1000, Currency::JPY)),
        ("10452", named(8, 4, Draft, 1000, USD)),
        ("12", named(9, 5, Unpaid, 1000, USD)),
    ]
}

fn check(text: &str, minor: i64, payers: &[i64]) -> Result<i64, Reason> {
    let invoices = invoices();
    let mut found = Vec::new();
    for name in names(text) {
        let named = invoices.iter().filter(|(number, _)| *number == name.folded);
        found.extend(named.map(|(_, named)| (name.clone(), *named)));
    }
    let payers: Vec<ClientId> = payers.iter().copied().map(ClientId).collect();
    let transfer = Transfer { amount: Money::from_minor(minor, USD), text, payers: &payers };
    judge(transfer, &found).map(|id| id.0)
}

#[test]
fn a_transfer_pays_what_it_surely_names() {
    for (text, minor, expected) in [
        ("INV-2026-00012", 1000, Ok(1)),
        ("Invoice inv 2026/00012, thanks", 1000, Ok(1)),
        ("INV202600012", 1000, Ok(1)),
        ("inv-2026-000\n12", 1000, Ok(1)),
        ("RgNr.INV-2026-00012 Kd 4711", 1000, Ok(1)),
        ("INV-2026-00012 INV-2026-00012", 1000, Ok(1)),
        ("INV-2026-00012 and 00013", 1000, Ok(1)),
        ("INV-2026-00012 INV-2026-00013", 3500, Err(Reason::Several)),
        ("INV-2026-00012 and INV-2026-00014", 1000, Ok(1)),
        ("INV-2026-00012", 999, Err(Reason::OtherAmount)),
        ("INV-2026-00012", 1001, Err(Reason::OtherAmount)),
        ("INV-2026-00014", 1000, Err(Reason::Paid)),
        ("INV-2026-00015", 1000, Err(Reason::Cancelled)),
        ("INV-2026-00099", 1000, Err(Reason::Nothing)),
        ("", 1000, Err(Reason::Nothing)),
        ("10450", 999, Ok(6)),
        ("RE10450", 999, Ok(6)),
        ("10451", 1000, Err(Reason::OtherCurrency)),
        ("10452", 1000, Err(Reason::Draft)),
        ("110450", 999, Err(Reason::Nothing)),
        ("17", 999, Ok(5)),
        ("Rechnung Nr. 17", 999, Ok(5)),
        ("Customer 17", 999, Err(Reason::Short)),
        ("17.11.2026 hosting", 999, Err(Reason::Short)),
        ("10450 17", 999, Err(Reason::Several)),
    ] {
        assert_eq!(check(text, minor, &[]), expected, "{text} {minor}");
    }
}

#[test]
fn money_from_a_known_account_is_its_owners() {
    for (payers, expected) in
        [(&[1][..], Ok(1)), (&[1, 2], Ok(1)), (&[2], Err(Reason::OtherPayer)), (&[], Ok(1))]
    {
        assert_eq!(check("INV-2026-00012", 1000, payers), expected, "{payers:?}");
    }
}

#[test]
fn payers_are_known_by_their_names() {
    for (payer, first, last, company, expected) in [
        ("DOE, JANE", "Jane", "Doe", "", true),
        ("Jane Doe", "Jane", "Dow", "", false),
        ("Okafor Bakery Ltd", "Ada", "Okafor", "Okafor Bakery", true),
        ("Okafor", "Ada", "Okafor", "Okafor Bakery", false),
        ("Müller GmbH", "A", "B", "MÜLLER GMBH", true),
        ("", "", "", "", false),
    ] {
        assert_eq!(is_payer(payer, (first, last), company), expected, "{payer}");
    }
}

proptest! {
    #[test]
    fn no_text_names_without_end(text in any::<String>()) {
        let found = names(&text);
        prop_assert!(found.len() <= PIECES_MAX * JOINED_MAX);
        prop_assert!(found.iter().all(|name| !name.folded.is_empty()));
    }
}
