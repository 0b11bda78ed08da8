//! VAT numbers that the tax offices are asked about (B14).

use engine::billing::issue;
use engine::testing::{TestEngine, each};
use model::ids::ClientId;
use ports::fake::Mishap;
use store::args;

use super::due::items;
use crate::house::{client, invoice, read, set, tax};
use crate::scenery::number;

const TO_DO: &str = "select count(*) from todo_items where title like '%VAT number%'";
const EVENTS: &str = "select count(*) from outbox where kind = 'VatNumberRefused'";

/// A client in a country with a number.
async fn with_number(test: &TestEngine, country: &str, tax_id: &str) -> ClientId {
    let mut act = test.act().await.unwrap();
    let client = client(&mut act.conn).await;
    let sql = "update clients set country = $2, tax_id = $3 where id = $1";
    act.conn.exec(sql, args![client, country, tax_id]).await.unwrap();
    act.commit().await.unwrap();
    client
}

/// The tax on ten dollars, in cents.
async fn taxed(test: &TestEngine, client: ClientId) -> i64 {
    let mut act = test.act().await.unwrap();
    let id = issue::issue(&mut act, invoice(client, &[("Work", 1000, true)])).await.unwrap();
    act.commit().await.unwrap();
    read(test, id).await.tax_minor
}

/// What the task gave to the queue, which is then worked off.
async fn asked(test: &TestEngine) -> Vec<String> {
    let given = items(test, "Check VAT Numbers").await;
    engine::jobs::run_until_idle(&test.engine).await.unwrap();
    given.into_iter().map(|item| item.text).collect()
}

async fn furnish(test: &TestEngine) {
    for (name, value) in
        [("TaxEnabled", "on"), ("TaxEUTaxValidation", "on"), ("DefaultCountry", "DE")]
    {
        set(test, name, value).await;
    }
    let mut act = test.act().await.unwrap();
    tax(&mut act.conn, 1, "VAT", "FR", 20).await;
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_numbers_are_asked_about_and_those_that_do_not_exist_count_no_more() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        let good = with_number(&test, "FR", "FR12345678901").await;
        let bad = with_number(&test, "FR", "FR00000000000").await;
        // At home, elsewhere, of another country than the address, and no number at all.
        for (country, tax_id) in
            [("DE", "DE123456789"), ("US", "12-3456789"), ("FR", "ATU12345678"), ("FR", "none")]
        {
            with_number(&test, country, tax_id).await;
        }
        assert_eq!((taxed(&test, good).await, taxed(&test, bad).await), (0, 0));
        assert_eq!(asked(&test).await, ["FR12345678901", "FR00000000000"]);
        assert_eq!((taxed(&test, good).await, taxed(&test, bad).await), (0, 200));
        assert_eq!((number(&test, TO_DO).await, number(&test, EVENTS).await), (1, 1));
        for (days, expected) in [(0, 0), (1, 0), (90, 2), (1, 0)] {
            test.clock.advance_days(days);
            assert_eq!(asked(&test).await.len(), expected, "{days} days later");
        }
        assert_eq!(number(&test, TO_DO).await, 1, "told once");
        // Another number is another question, and counts until somebody says otherwise.
        let mut act = test.act().await.unwrap();
        let sql = "update clients set tax_id = 'FR10987654321' where id = $1";
        act.conn.exec(sql, args![bad]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(taxed(&test, bad).await, 0);
        test.clock.advance_days(1);
        assert_eq!(asked(&test).await, ["FR10987654321"]);
        assert_eq!(taxed(&test, bad).await, 0);
        set(&test, "TaxEUVatCheckDays", "0").await;
        let task = engine::automation::find("VatNumberCheck").unwrap();
        assert!(!task.is_wanted(&test.engine.settings().await.unwrap()), "switched off");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_an_office_that_does_not_answer_changes_nothing() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        let bad = with_number(&test, "FR", "FR00000000000").await;
        test.world.faults.next(Mishap::LoseRequest);
        assert_eq!(asked(&test).await.len(), 1);
        assert_eq!((taxed(&test, bad).await, number(&test, TO_DO).await), (0, 0));
        assert_eq!(asked(&test).await.len(), 0, "not at once");
        test.clock.advance(jiff::SignedDuration::from_hours(7));
        assert_eq!(asked(&test).await.len(), 1, "asked again later");
        assert_eq!((taxed(&test, bad).await, number(&test, TO_DO).await), (200, 1));
    }
}
