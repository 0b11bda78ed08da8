//! The expectations of scenarios.
//!
//! - `invoice N AMOUNT CURRENCY [due DATE]`: this line made it
//! - `invoice N STATUS`, `hosted N STATUS`, `hosted N due DATE`
//! - `mail SUBJECT-WITH-DASHES`, `refused WORDS-OF-THE-SENTENCE`

use store::args;
use store::hosting::services;

use super::Line;
use super::stage::Stage;
use engine::system::currencies::Currencies;
use model::ids::ClientId;
use model::money::Money;

impl Stage {
    pub(super) async fn check(
        &self,
        line: &Line,
        invoices_before: usize,
        mails_before: usize,
        refused: Option<String>,
    ) {
        let place = &line.place;
        let mut made = Vec::new();
        let mut refusal_expected = false;
        for expected in &line.expected {
            let words: Vec<&str> = expected.split_whitespace().collect();
            match words.as_slice() {
                ["invoice", number, amount, currency] => {
                    made.push(*number);
                    self.amount(number, amount, currency, place).await;
                }
                ["invoice", number, amount, currency, "due", day] => {
                    made.push(*number);
                    self.amount(number, amount, currency, place).await;
                    assert_eq!(self.invoice(number).await.due_on.to_string(), *day, "{place}");
                }
                ["invoice", number, status @ ..] => {
                    let found = self.invoice(number).await.status.to_string();
                    assert!(found.eq_ignore_ascii_case(&status.join(" ")), "{place}: {found}");
                }
                ["hosted", number, "due", day] => {
                    let due = self.service_of(number).await.1;
                    assert_eq!(due, *day, "{place}");
                }
                ["hosted", number, status] => {
                    let found = self.service_of(number).await.0;
                    assert!(found.eq_ignore_ascii_case(status), "{place}: {found}");
                }
                ["mail", subject] => {
                    let new = self.mails().await.split_off(mails_before);
                    let slug = |text: &String| text.to_lowercase().replace(' ', "-");
                    let there = new.iter().any(|mail| slug(mail) == *subject);
                    assert!(there, "{place}: no mail {subject} in {new:?}");
                }
                ["refused", words @ ..] => {
                    refusal_expected = true;
                    let said = refused.clone().unwrap_or_default();
                    let (said, words) = (said.to_lowercase(), words.join(" ").to_lowercase());
                    assert!(said.contains(&words), "{place}: refused with {said:?}");
                }
                _ => panic!("{place}: nobody knows {expected:?}"),
            }
        }
        assert!(refused.is_none() || refusal_expected, "{place}: {refused:?}");
        let count = self.invoices().await.len() - invoices_before;
        assert_eq!(count, made.len(), "{place}: every new invoice must be expected");
    }

    async fn amount(&self, number: &str, amount: &str, currency: &str, place: &str) {
        let row = self.invoice(number).await;
        let mut conn = self.test.engine.read().await.unwrap();
        let currencies = Currencies::read(&mut conn).await.unwrap();
        let money = currencies.money(row.total_minor, row.currency_id).unwrap();
        let found = format!("{money} {}", money.currency);
        assert_eq!(found, format!("{amount} {currency}"), "{place}");
    }

    async fn service_of(&self, number: &str) -> (String, String) {
        let id = self.hosted(number).await;
        let mut conn = self.test.engine.read().await.unwrap();
        let row = services::by_id(&mut conn, id).await.unwrap().unwrap();
        let due = row.next_due_on.map(|day| day.to_string()).unwrap_or_default();
        (row.status.to_string(), due)
    }

    /// A client's credit, and what is left to pay on all open invoices.
    pub(super) async fn expect(&self, client: ClientId, credit: &str, unpaid: &str, place: &str) {
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select currency_id, credit_minor,
                (select cast(coalesce(sum(i.total_minor - i.credit_minor - i.paid_minor), 0)
                        as bigint)
                    from invoices i where i.client_id = c.id
                        and i.status in ('Unpaid', 'Payment Pending', 'Collections'))
            from clients c where c.id = $1";
        let (currency, has, owes): (model::ids::CurrencyId, i64, i64) =
            conn.one(sql, args![client]).await.unwrap();
        let currency = Currencies::read(&mut conn).await.unwrap().currency(currency).unwrap();
        let parse = |text| Money::parse(text, &currency).unwrap().minor;
        assert_eq!((has, owes), (parse(credit), parse(unpaid)), "{place}: credit, unpaid");
    }
}
