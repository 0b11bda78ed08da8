//! Issuing: tax, numbers, snapshot, journal (B13–B17, B21).

use engine::billing::{LineKind, NewInvoice, NewLine, cancel, issue, parties};
use engine::testing::each;
use model::billing::journal::Account;
use model::dates::Period;
use model::explanation::{Step, What};
use model::ids::CurrencyId;
use store::args;
use store::billing::{invoice_items, journal, transaction_days};
use store::system::currencies;

use crate::house::{
    books_add_up, client, client_in, day, invoice, invoiced, new_invoice, pay, read, said, set,
    state, tax, usd,
};

#[tokio::test(flavor = "multi_thread")]
async fn b14_tax_is_rounded_once_and_shared_by_the_lines() {
    // mode, compound, lines, then subtotal, tax, tax2, total
    let cases = [
        ("Exclusive", "", vec![333, 333, 334], (1000, 190, 50, 1240)),
        ("Exclusive", "on", vec![1000], (1000, 190, 60, 1250)),
        ("Inclusive", "", vec![1240], (1000, 190, 50, 1240)),
        ("Exclusive", "", vec![1000, -200], (800, 152, 40, 992)),
    ];
    for test in each().await.unwrap() {
        set(&test, "TaxEnabled", "on").await;
        let mut act = test.act().await.unwrap();
        tax(&mut act.conn, 1, "VAT", "US", 19).await;
        tax(&mut act.conn, 2, "City", "", 5).await;
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        for (mode, compound, amounts, expected) in &cases {
            set(&test, "TaxType", mode).await;
            set(&test, "TaxL2Compound", compound).await;
            let lines: Vec<_> = amounts.iter().map(|minor| ("Work", *minor, true)).collect();
            let mut act = test.act().await.unwrap();
            let id = issue::issue(&mut act, invoice(client, &lines)).await.unwrap();
            act.commit().await.unwrap();
            let row = read(&test, id).await;
            let found = (row.subtotal_minor, row.tax_minor, row.tax2_minor, row.total_minor);
            assert_eq!(found, *expected, "{mode} {compound} {amounts:?}");
            assert_eq!((row.tax_name.as_str(), row.tax_rate), ("VAT", 190_000));
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b13_who_is_exempt_or_elsewhere_pays_no_tax() {
    for test in each().await.unwrap() {
        for (key, value) in
            [("TaxEnabled", "on"), ("DefaultCountry", "DE"), ("TaxEUTaxValidation", "on")]
        {
            set(&test, key, value).await;
        }
        let mut act = test.act().await.unwrap();
        for country in ["DE", "AT"] {
            tax(&mut act.conn, 1, "VAT", country, 20).await;
        }
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        // country, tax id, exempt, then tax and whether the note is there
        for (country, tax_id, exempt, tax, noted) in [
            ("DE", "", 0, 200, false),
            ("DE", "DE123456789", 0, 200, false),
            ("AT", "ATU12345678", 0, 0, true),
            ("AT", "", 0, 200, false),
            ("AT", "DE123456789", 0, 200, false),
            ("AT", "at U123 456 78", 0, 0, true),
            ("DE", "", 1, 0, false),
            ("US", "", 0, 0, false),
        ] {
            let mut act = test.act().await.unwrap();
            let sql = "update clients set country = $2, tax_id = $3, tax_exempt = $4
                where id = $1";
            act.conn.exec(sql, store::args![client, country, tax_id, exempt]).await.unwrap();
            let new = invoice(client, &[("Work", 1000, true), ("Untaxed", 500, false)]);
            let id = issue::issue(&mut act, new).await.unwrap();
            act.commit().await.unwrap();
            let row = read(&test, id).await;
            assert_eq!(row.tax_minor, tax, "{country} {tax_id} {exempt}");
            assert_eq!(!row.tax_note.is_empty(), noted, "{country} {tax_id} {exempt}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b17_numbers_are_given_at_issue_or_at_payment() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        set(&test, "SequentialInvoiceNumberFormat", "INV-{YEAR}-{NUMBER}").await;
        set(&test, "SequentialInvoiceNumberDigits", "4").await;
        let first = invoiced(&test, client, 1000).await;
        assert_eq!(read(&test, first).await.number, "INV-2026-0001");
        let mut act = test.act().await.unwrap();
        let mut draft = invoice(client, &[("Work", 100, false)]);
        draft.draft = true;
        let draft = issue::issue(&mut act, draft).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(read(&test, draft).await.number, "", "a draft has no number");
        let mut act = test.act().await.unwrap();
        issue::publish(&mut act, draft).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(read(&test, draft).await.number, "INV-2026-0002");
        set(&test, "EnableProformaInvoicing", "on").await;
        let proforma = invoiced(&test, client, 500).await;
        let later = invoiced(&test, client, 500).await;
        assert_eq!(read(&test, proforma).await.number, "");
        pay(&test, later, 500, "a").await.unwrap();
        pay(&test, proforma, 500, "b").await.unwrap();
        assert_eq!(read(&test, later).await.number, "INV-2026-0003", "in the order of payment");
        assert_eq!(read(&test, proforma).await.number, "INV-2026-0004");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b17_an_undone_issue_leaves_no_gap() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        let mut act = test.act().await.unwrap();
        issue::issue(&mut act, invoice(client, &[("Work", 100, false)])).await.unwrap();
        drop(act);
        let id = invoiced(&test, client, 100).await;
        assert_eq!(read(&test, id).await.number, "1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_the_parties_are_kept_as_they_were() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        let id = invoiced(&test, client, 100).await;
        let mut act = test.act().await.unwrap();
        let sql = "update clients set last_name = 'Changed' where id = $1";
        act.conn.exec(sql, store::args![client]).await.unwrap();
        act.commit().await.unwrap();
        let row = read(&test, id).await;
        let kept = parties::read(&row.parties);
        assert_eq!(kept.buyer.last_name, "Doe");
        assert_eq!(row.buyer_country, kept.buyer.country);
        assert_eq!(kept.seller.name, "Hostler");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b1_amounts_are_in_the_clients_currency() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client_in(&mut act.conn, 3).await;
        let wrong = issue::issue(&mut act, invoice(client, &[("Work", 100, false)])).await;
        assert!(wrong.is_err(), "dollars for a client in yen");
        drop(act);
        let mut act = test.act().await.unwrap();
        let client = client_in(&mut act.conn, 3).await;
        let yen = model::money::Money::from_minor(450, model::money::Currency::JPY);
        let line = NewLine::new(LineKind::Custom, 0, "Work", yen);
        let id = issue::issue(&mut act, new_invoice(client, vec![line])).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, id).await, "Unpaid total 450 credit 0 paid 0");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b7_a_period_is_invoiced_once_and_free_again_when_cancelled() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = crate::house::service(&mut act.conn, client, "2026-01-01").await;
        act.commit().await.unwrap();
        let mut line = NewLine::new(LineKind::Hosting, service.0, "VPS", usd(1000));
        let period = Period { from: day("2026-01-01"), to_exclusive: day("2026-02-01") };
        line.period = Some(period);
        line.explanation = vec![Step::new(What::Recurring, usd(1000))];
        let new = new_invoice(client, vec![line]);
        let mut act = test.act().await.unwrap();
        let first = issue::issue(&mut act, new.clone()).await.unwrap();
        act.commit().await.unwrap();
        let mut act = test.act().await.unwrap();
        let again = issue::issue(&mut act, new.clone()).await;
        assert!(said(again).contains("invoiced already"));
        drop(act);
        let mut act = test.act().await.unwrap();
        cancel::cancel(&mut act, first).await.unwrap();
        let second = issue::issue(&mut act, new).await.unwrap();
        let lines = invoice_items::of_invoice(&mut act.conn, second).await.unwrap();
        assert_eq!(lines[0].explanation, r#"[["recurring price",1000]]"#);
        act.commit().await.unwrap();
        books_add_up(&test).await;
        let mut act = test.act().await.unwrap();
        let revived = cancel::revive(&mut act, first).await;
        assert!(said(revived).contains("invoiced again"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b21_a_cancelled_invoice_leaves_nothing_owed() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        act.commit().await.unwrap();
        let id = invoiced(&test, client, 1000).await;
        pay(&test, id, 400, "part").await.unwrap();
        let mut act = test.act().await.unwrap();
        cancel::cancel(&mut act, id).await.unwrap();
        let owed = Account::AccountsReceivable;
        assert_eq!(journal::balance_of_invoice(&mut act.conn, id, owed).await.unwrap(), 0);
        act.commit().await.unwrap();
        assert_eq!(crate::house::credit_of(&test, client).await, 400, "what was paid is credit");
        books_add_up(&test).await;
        let mut act = test.act().await.unwrap();
        cancel::revive(&mut act, id).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(state(&test, id).await, "Unpaid total 1000 credit 0 paid 0");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b21_what_a_cancelled_invoice_of_elsewhere_holds_is_paid_once_it_is_wanted_again() {
    // What was paid, and what becomes of it.
    let cases = [
        (400, "Unpaid total 1000 credit 0 paid 400"),
        (1000, "Paid total 1000 credit 0 paid 1000"),
    ];
    for test in each().await.unwrap() {
        for (paid, expected) in cases {
            let mut act = test.act().await.unwrap();
            let client = client(&mut act.conn).await;
            act.commit().await.unwrap();
            let id = invoiced(&test, client, 1000).await;
            let mut act = test.act().await.unwrap();
            cancel::cancel(&mut act, id).await.unwrap();
            let sql = "update invoices set paid_minor = $2 where id = $1";
            act.conn.exec(sql, args![id, paid]).await.unwrap();
            let sql = "insert into transactions (client_id, currency_id, at, amount_in_minor,
                    invoice_id)
                values ($1, 1, 0, $2, $3)";
            act.conn.exec(sql, args![client, paid, id]).await.unwrap();
            let sql = "insert into journal (at, on_date, reason, debit, credit, amount_minor,
                    currency_id, client_id, invoice_id)
                values (0, '2026-01-01', 'payment received', 'Gateway Clearing', 'Deposits', $1,
                    1, $2, $3)";
            act.conn.exec(sql, args![paid, client, id]).await.unwrap();
            transaction_days::recount(&mut act.conn).await.unwrap();
            act.commit().await.unwrap();
            books_add_up(&test).await;
            let mut act = test.act().await.unwrap();
            cancel::revive(&mut act, id).await.unwrap();
            act.commit().await.unwrap();
            assert_eq!(state(&test, id).await, expected);
            books_add_up(&test).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b3_an_invoice_records_what_its_currency_was_worth() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let mut made = Vec::new();
        for (currency, draft) in [(1, false), (2, false), (2, true), (3, false)] {
            let client = client_in(&mut act.conn, currency).await;
            let currency = issue::currency_of(&mut act, client).await.unwrap();
            let amount = model::money::Money::from_minor(500, currency);
            let line = NewLine::new(LineKind::Custom, 0, "Work", amount);
            let new = NewInvoice { draft, ..new_invoice(client, vec![line]) };
            made.push(issue::issue(&mut act, new).await.unwrap());
        }
        act.commit().await.unwrap();
        let mut act = test.act().await.unwrap();
        currencies::set_rate(&mut act.conn, CurrencyId(2), 90_000_000).await.unwrap();
        // What stands stays as it was; a draft becomes a document today.
        issue::publish(&mut act, made[2]).await.unwrap();
        act.commit().await.unwrap();
        let mut rates = Vec::new();
        for id in made {
            rates.push(read(&test, id).await.exchange_rate);
        }
        assert_eq!(rates, [100_000_000, 92_000_000, 90_000_000, 15_000_000_000]);
    }
}
