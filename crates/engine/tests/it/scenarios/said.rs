//! The expectations of scenarios.
//!
//! - `invoice N AMOUNT CURRENCY [due DATE]`: this line made it
//! - `invoice N STATUS`, `invoice N tax|left AMOUNT`, `invoice N number TEXT`, `invoice N note`
//!   (a sentence about its tax), `invoice N lines|tries COUNT`, `invoice N explained` (the steps
//!   that each line keeps come to its amount)
//! - `hosted N STATUS`, `hosted N due DATE`, `hosted N costs AMOUNT`, `hosted N is PRODUCT`
//! - `domain N STATUS`, `domain N due|expires DATE`, `domain N costs AMOUNT`,
//!   `domain N has|lacks ADDON`, `order N STATUS`
//! - `mail SUBJECT-WITH-DASHES`, `no mail SUBJECT…`, `stock PRODUCT N`, `uses CODE N`
//! - `price .ENDING AMOUNT` (a year), `held TASK`, `refused WORDS-OF-THE-SENTENCE`

use model::domains::addon::DomainAddon;
use model::ids::{ClientId, CurrencyId};
use model::money::Money;
use model::word::Word as _;
use store::args;
use store::hosting::services::{self, ServiceRow};

use super::Line;
use super::stage::Stage;
use crate::house;
use engine::system::currencies::Currencies;

impl Stage {
    pub(super) async fn check(
        &self,
        line: &Line,
        invoices_before: usize,
        mails_before: i64,
        refused: Option<String>,
    ) {
        let place = &line.place;
        let (mut made, mut held) = (0, Vec::new());
        let mut refusal_expected = false;
        for expected in &line.expected {
            let words: Vec<&str> = expected.split_whitespace().collect();
            match words.as_slice() {
                ["invoice", number, more @ ..] => {
                    made += usize::from(self.invoice_is(number, more, place).await);
                }
                ["hosted", number, more @ ..] => self.hosted_is(number, more, place).await,
                ["domain", number, more @ ..] => self.domain_is(number, more, place).await,
                ["mail", subject] => {
                    let new = self.mails_since(mails_before).await;
                    assert!(told(&new, subject), "{place}: no mail {subject} in {new:?}");
                }
                ["no", "mail", subject] => {
                    let new = self.mails_since(mails_before).await;
                    assert!(!told(&new, subject), "{place}: a mail {subject}");
                }
                ["held", task] => held.push(*task),
                ["refused", words @ ..] => {
                    refusal_expected = true;
                    let said = refused.clone().unwrap_or_default();
                    let (said, words) = (said.to_lowercase(), words.join(" ").to_lowercase());
                    let is_it = !said.is_empty() && said.contains(&words);
                    assert!(is_it, "{place}: refused with {said:?}");
                }
                other => self.shelf_is(other, place).await,
            }
        }
        assert!(refused.is_none() || refusal_expected, "{place}: {refused:?}");
        assert_eq!(self.held, held, "{place}: what the brake holds");
        let count = self.invoices().await.len() - invoices_before;
        assert_eq!(count, made, "{place}: every new invoice must be expected");
    }

    /// Checks an invoice; whether the words say that it is new.
    async fn invoice_is(&self, number: &str, more: &[&str], place: &str) -> bool {
        let row = self.invoice(number).await;
        let money = |minor| self.text_of(minor, row.currency_id);
        let count = async |sql: &str| self.value::<i64>(sql, args![row.id]).await.to_string();
        match more {
            ["tax", amount] => {
                assert_eq!(money(row.tax_minor + row.tax2_minor).await, *amount, "{place}: tax");
            }
            ["left", amount] => {
                assert_eq!(money(row.balance_minor()).await, *amount, "{place}: left");
            }
            ["credited", amount] => {
                let sql = "select cast(coalesce(sum(total_minor), 0) as bigint)
                    from credit_notes where invoice_id = $1";
                let credited = self.value::<i64>(sql, args![row.id]).await;
                assert_eq!(money(credited).await, *amount, "{place}: credit notes");
            }
            ["number", text] => assert_eq!(row.number, *text, "{place}"),
            ["note"] => assert!(!row.tax_note.is_empty(), "{place}: nothing is said of tax"),
            ["explained"] => house::explained(&self.test, row.id, place).await,
            ["lines", lines] => {
                let sql = "select count(*) from invoice_items where invoice_id = $1";
                assert_eq!(count(sql).await, *lines, "{place}: lines");
            }
            ["tries", tries] => {
                let sql = "select count(*) from capture_attempts where invoice_id = $1";
                assert_eq!(count(sql).await, *tries, "{place}: tries");
            }
            [amount, currency, due @ ..] if amount.starts_with(|c: char| c.is_ascii_digit()) => {
                let code = self.code_of(row.currency_id).await;
                let found = format!("{} {code}", money(row.total_minor).await);
                assert_eq!(found, format!("{amount} {currency}"), "{place}: invoice {number}");
                if let ["due", day] = due {
                    assert_eq!(row.due_on.to_string(), *day, "{place}: due");
                }
                return true;
            }
            status => {
                let found = row.status.to_string();
                assert!(found.eq_ignore_ascii_case(&status.join(" ")), "{place}: {found}");
            }
        }
        false
    }

    async fn hosted_is(&self, number: &str, more: &[&str], place: &str) {
        let row = self.service_of(number).await;
        match more {
            ["due", day] => {
                let due = row.next_due_on.map(|day| day.to_string()).unwrap_or_default();
                assert_eq!(due, *day, "{place}: due");
            }
            ["costs", amount] => {
                let found = self.amount_for(row.recurring_minor, row.client_id).await;
                assert_eq!(found, *amount, "{place}: costs");
            }
            ["is", product] => assert_eq!(row.product_id, self.products[*product], "{place}"),
            [status] => {
                let found = row.status.to_string();
                assert!(found.eq_ignore_ascii_case(status), "{place}: hosted {number} {found}");
            }
            _ => panic!("{place}: nobody knows hosted {more:?}"),
        }
    }

    async fn domain_is(&self, number: &str, more: &[&str], place: &str) {
        let row = self.domain(number).await;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        match more {
            ["due", on] => assert_eq!(day(row.next_due_on).as_deref(), Some(*on), "{place}"),
            ["expires", on] => assert_eq!(day(row.expires_on).as_deref(), Some(*on), "{place}"),
            ["costs", amount] => {
                let found = self.amount_for(row.recurring_minor, row.client_id).await;
                assert_eq!(found, *amount, "{place}: costs");
            }
            [has @ ("has" | "lacks"), addon] => {
                let addon = DomainAddon::from_word(addon).unwrap();
                assert_eq!(row.booked().has(addon), *has == "has", "{place}");
            }
            status => {
                let found = row.status.to_string();
                assert!(found.eq_ignore_ascii_case(&status.join(" ")), "{place}: {found}");
            }
        }
    }

    async fn shelf_is(&self, words: &[&str], place: &str) {
        match words {
            ["order", number, status] => {
                let found = self.order(number).await.status.to_string();
                assert!(found.eq_ignore_ascii_case(status), "{place}: {found}");
            }
            ["stock", product, count] => {
                let sql = "select stock from products where id = $1";
                let found: i64 = self.value(sql, args![self.products[*product]]).await;
                assert_eq!(found.to_string(), *count, "{place}: stock");
            }
            ["uses", code, count] => {
                let sql = "select uses from promotions where code = $1";
                let found: i64 = self.value(sql, args![*code]).await;
                assert_eq!(found.to_string(), *count, "{place}: uses");
            }
            ["price", ending, amount] => {
                let sql = "select p.price_minor from tld_prices p join tlds t on t.id = p.tld_id
                    where t.name = $1 and p.currency_id = 1 and p.kind = 'renew'
                        and p.years = 1 and p.group_id = 0";
                let found: i64 = self.value(sql, args![*ending]).await;
                assert_eq!(self.text_of(found, CurrencyId(1)).await, *amount, "{place}: price");
            }
            other => panic!("{place}: nobody knows {other:?}"),
        }
    }

    async fn code_of(&self, currency: CurrencyId) -> String {
        let mut conn = self.test.engine.read().await.unwrap();
        let currencies = Currencies::read(&mut conn).await.unwrap();
        currencies.currency(currency).unwrap().to_string()
    }

    async fn text_of(&self, minor: i64, currency: CurrencyId) -> String {
        let mut conn = self.test.engine.read().await.unwrap();
        let currencies = Currencies::read(&mut conn).await.unwrap();
        currencies.money(minor, currency).unwrap().to_string()
    }

    async fn amount_for(&self, minor: i64, client: ClientId) -> String {
        let sql = "select currency_id from clients where id = $1";
        let currency: CurrencyId = self.value(sql, args![client]).await;
        self.text_of(minor, currency).await
    }

    async fn service_of(&self, number: &str) -> ServiceRow {
        let id = self.hosted(number).await;
        let mut conn = self.test.engine.read().await.unwrap();
        services::by_id(&mut conn, id).await.unwrap().unwrap()
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
        let (currency, has, owes): (CurrencyId, i64, i64) =
            conn.one(sql, args![client]).await.unwrap();
        let currency = Currencies::read(&mut conn).await.unwrap().currency(currency).unwrap();
        let parse = |text| Money::parse(text, &currency).unwrap().minor;
        assert_eq!((has, owes), (parse(credit), parse(unpaid)), "{place}: credit, unpaid");
    }
}

/// Whether a mail of that subject, in lower case with dashes, is among some.
fn told(mails: &[String], subject: &str) -> bool {
    mails.iter().any(|mail| mail.to_lowercase().replace(' ', "-") == subject)
}
