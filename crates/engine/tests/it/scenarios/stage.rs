//! The events of scenarios.
//!
//! - `client NAME CURRENCY`, `promo CODE PERCENT [N]` (recurs for N renewals)
//! - `order CLIENT PRODUCT CYCLE [promo CODE]` (products: `vps-small`, 10.00 a month)
//! - `pay invoice N AMOUNT [ref REFERENCE]`, `apply invoice N AMOUNT|full`, `cancel invoice N`,
//!   `refund invoice N AMOUNT credit|manual`
//! - `card CLIENT` (a stored card; its orders are paid by it), `decline AMOUNT` (charges over it)
//! - `end hosted N now|at-period-end`, `keep hosted N [DATE]`, `exempt CLIENT`
//! - `credit CLIENT AMOUNT`, `set SETTING VALUE`, `tax NAME PERCENT`, `run` (the daily run again)
//! - `expect CLIENT credit AMOUNT unpaid AMOUNT`

use std::collections::BTreeMap;

use engine::automation::{self, Wanted};
use engine::billing::refund::{NewRefund, refund};
use engine::billing::{NewPayment, cancel, credit, payments};
use engine::catalogue::create::{self, NewGroup, NewPrice, NewProduct};
use engine::ordering::cart::{NewItem, NewOrder, NewService};
use engine::ordering::place as ordering;
use engine::system::currencies::Currencies;
use engine::testing::{FakeAnswer, TestEngine};
use engine::{Act, Fault, Result, jobs};
use jiff::civil::Date;
use model::billing::journal::RefundTo;
use model::dates::{Cycle, days_between};
use model::hosting::service::{AutoSetup, CancellationType};
use model::ids::{ClientId, CurrencyId, InvoiceId, ProductId, ServiceId};
use model::money::Money;
use store::args;
use store::billing::invoices::{self, InvoiceRow};
use store::hosting::{cancellations, services};

use super::Line;
use crate::automation::proofs::card;
use crate::house::{books_add_up, client_in, set, tax};

/// A running scenario.
pub(super) struct Stage {
    pub(super) test: TestEngine,
    clients: BTreeMap<String, ClientId>,
    products: BTreeMap<String, ProductId>,
    carded: Vec<ClientId>,
    references: u32,
}

fn end_of(when: &str) -> CancellationType {
    match when {
        "now" => CancellationType::Immediate,
        _ => CancellationType::EndOfPeriod,
    }
}

/// Nothing may fail, and the brake has no reason.
fn well(ran: &[automation::Ran]) {
    for each in ran {
        assert_eq!((&each.outcome.error, &each.outcome.braked), (&None, &None), "{:?}", each.task);
    }
}

impl Stage {
    /// The house that all scenarios begin with.
    pub(super) async fn furnish(test: TestEngine) -> Self {
        let mut act = test.act().await.unwrap();
        let sql = "insert into gateways (module, name) values ('faketransfer', 'Transfer')";
        act.conn.exec(sql, args![]).await.unwrap();
        let sql = "insert into gateways (module, name) values ('fakecard', 'Card')";
        act.conn.exec(sql, args![]).await.unwrap();
        let group = NewGroup { name: "VPS".to_owned(), ..NewGroup::default() };
        let group = create::group(&mut act, group).await.unwrap();
        let currencies = Currencies::read(&mut act.conn).await.unwrap();
        let price = |id: i64| {
            let currency = currencies.currency(CurrencyId(id)).unwrap();
            let ten = Money::parse("10", &currency).unwrap();
            let setup = Money::zero(currency);
            NewPrice { currency: CurrencyId(id), cycle: Cycle::Monthly, price: ten, setup }
        };
        let product = NewProduct {
            module: "fakepanel".to_owned(),
            module_settings: serde_json::json!({ "plan": "small" }),
            auto_setup: AutoSetup::Payment,
            prices: vec![price(1), price(2), price(3)],
            ..NewProduct::new(group, "VPS Small")
        };
        let product = create::product(&mut act, product).await.unwrap();
        act.commit().await.unwrap();
        let products = BTreeMap::from([("vps-small".to_owned(), product)]);
        Self { test, clients: BTreeMap::new(), products, carded: Vec::new(), references: 0 }
    }

    /// Plays a line and checks what came of it.
    pub(super) async fn play(&mut self, line: &Line) {
        if let Some(day) = &line.day {
            self.move_to(day.parse().unwrap(), &line.place).await;
        }
        let before = self.invoices().await.len();
        let mails = self.mails().await.len();
        if line.day.is_some() {
            self.daily_run().await;
        }
        let refused = self.event(line).await;
        jobs::run_until_idle(&self.test.engine).await.unwrap();
        self.check(line, before, mails, refused).await;
    }

    /// Nothing may be left undone or contradictory.
    pub(super) async fn end(self) {
        books_add_up(&self.test).await;
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select kind from jobs where failed_at is not null";
        let failed: Vec<String> = conn.column(sql, args![]).await.unwrap();
        assert!(failed.is_empty(), "{failed:?}");
    }

    async fn move_to(&mut self, day: Date, place: &str) {
        let mut today = self.test.engine.today().await.unwrap();
        let known = self.invoices().await.len();
        assert!(days_between(today, day) >= 0, "{place}: time does not go back");
        while today < day {
            today = today.tomorrow().unwrap();
            self.test.clock.set(format!("{today}T09:00:00Z").parse().unwrap());
            if today < day {
                self.daily_run().await;
                let found = self.invoices().await.len();
                assert_eq!(found, known, "{place}: an invoice that nobody expects on {today}");
            }
        }
    }

    /// What happens by itself every day.
    async fn daily_run(&self) {
        let ran = automation::tick(&self.test.engine, "stage").await.unwrap();
        well(&ran);
        jobs::run_until_idle(&self.test.engine).await.unwrap();
    }

    /// Carries an event out; the sentence when it was refused.
    async fn event(&mut self, line: &Line) -> Option<String> {
        let words: Vec<&str> = line.event.iter().map(String::as_str).collect();
        match self.carry_out(&words, &line.place).await {
            Ok(()) => None,
            Err(Fault::Refused(refusal)) => Some(refusal.said.into_owned()),
            Err(broken) => panic!("{}: {broken:?}", line.place),
        }
    }

    async fn carry_out(&mut self, words: &[&str], place: &str) -> Result<()> {
        match words {
            [] => Ok(()),
            ["run"] => {
                let cx = self.test.engine.cx(self.test.caller());
                well(&automation::run_now(&cx, &Wanted::default()).await?);
                Ok(())
            }
            ["card", name] => {
                let client = self.clients[*name];
                card(&self.test, client).await;
                self.carded.push(client);
                Ok(())
            }
            ["decline", minor] => {
                let answer = FakeAnswer::Refuse("declined");
                self.test.world.gateway.answer_amount(minor.parse().unwrap(), answer);
                Ok(())
            }
            ["set", key, value] => {
                set(&self.test, key, value).await;
                Ok(())
            }
            ["expect", name, "credit", credit, "unpaid", unpaid] => {
                self.expect(self.clients[*name], credit, unpaid, place).await;
                Ok(())
            }
            _ => {
                let mut act = self.test.act().await?;
                self.write(&mut act, words, place).await?;
                act.commit().await
            }
        }
    }

    async fn write(&mut self, act: &mut Act, words: &[&str], place: &str) -> Result<()> {
        match words {
            ["client", name, currency] => {
                let currencies = Currencies::read(&mut act.conn).await?;
                let currency = currencies.by_code(currency).unwrap().id;
                let id = client_in(&mut act.conn, currency.0).await;
                self.clients.insert((*name).to_owned(), id);
                Ok(())
            }
            ["tax", name, percent] => {
                tax(&mut act.conn, 1, name, "", percent.parse().unwrap()).await;
                Ok(())
            }
            ["promo", code, percent, times @ ..] => {
                let times: i64 = times.first().map_or(0, |times| times.parse().unwrap());
                let value = percent.parse::<i64>().unwrap() * 10_000;
                let sql = "insert into promotions (code, code_folded, type, value, recurring,
                        recur_for)
                    values ($1, $2, 'Percentage', $3, 1, $4)";
                let folded = code.to_lowercase();
                act.conn.exec(sql, args![*code, folded, value, times]).await?;
                Ok(())
            }
            ["order", name, product, cycle, more @ ..] => {
                let by_card = self.carded.contains(&self.clients[*name]);
                let gateway = if by_card { "fakecard" } else { "faketransfer" };
                let mut order = NewOrder::new(self.clients[*name], gateway);
                let mut service = NewService::new(self.products[*product]);
                (*cycle).clone_into(&mut service.cycle);
                order.items.push(NewItem::Product(Box::new(service)));
                if let ["promo", code] = more {
                    (*code).clone_into(&mut order.promo_code);
                }
                ordering::place(act, order).await.map(drop)
            }
            ["end", "hosted", number, when] => {
                let id = self.hosted(number).await;
                let row = services::by_id(&mut act.conn, id).await?.unwrap();
                let (kind, at) = (end_of(when), act.at());
                cancellations::insert(&mut act.conn, id, row.client_id, kind, "", at).await?;
                Ok(())
            }
            ["keep", "hosted", number, until @ ..] => {
                let id = self.hosted(number).await;
                let sql = "update services set override_auto_suspend = 1,
                    override_suspend_until = $2 where id = $1";
                let until = until.first().map(|day| (*day).to_owned());
                act.conn.exec(sql, args![id, until]).await?;
                Ok(())
            }
            ["exempt", name] => {
                let sql = "update clients set suspend_terminate_exempt = 1 where id = $1";
                act.conn.exec(sql, args![self.clients[*name]]).await?;
                Ok(())
            }
            ["credit", name, amount] => {
                let client = self.clients[*name];
                let amount = self.money_of(act, client, amount).await;
                credit::add(act, client, amount, "Credit", 0).await.map(drop)
            }
            [verb, "invoice", number, more @ ..] => {
                let row = self.invoice(number).await;
                self.invoice_event(act, &row, verb, more).await
            }
            _ => panic!("{place}: nobody knows {words:?}"),
        }
    }

    async fn invoice_event(
        &mut self,
        act: &mut Act,
        row: &InvoiceRow,
        verb: &str,
        more: &[&str],
    ) -> Result<()> {
        let exactly = |text| self.money_of_invoice(row, text);
        match (verb, more) {
            ("cancel", []) => cancel::cancel(act, row.id).await,
            ("apply", ["full"]) => credit::apply(act, row.id, None).await.map(drop),
            ("apply", [amount]) => {
                let amount = exactly(amount).await;
                credit::apply(act, row.id, Some(amount)).await.map(drop)
            }
            ("refund", [amount, to]) => {
                let to = if *to == "credit" { RefundTo::Credit } else { RefundTo::Gateway };
                let (amount, at) = (Some(exactly(amount).await), act.now);
                let reference = String::new();
                let new = NewRefund { invoice: row.id, payment: None, amount, to, reference, at };
                refund(act, new).await.map(drop)
            }
            ("pay", [amount, reference @ ..]) => {
                let amount = exactly(amount).await;
                self.references += 1;
                let own = format!("payment-{}", self.references);
                let reference = if let ["ref", text] = reference { text } else { own.as_str() };
                let new = NewPayment {
                    invoice: row.id,
                    amount,
                    fees: Money::zero(amount.currency),
                    gateway: "faketransfer".to_owned(),
                    reference: reference.to_owned(),
                    at: act.now,
                    description: String::new(),
                };
                payments::record(act, new).await.map(drop)
            }
            _ => panic!("nobody knows {verb} {more:?}"),
        }
    }

    async fn money_of(&self, act: &mut Act, client: ClientId, text: &str) -> Money {
        let currency = engine::billing::issue::currency_of(act, client).await.unwrap();
        Money::parse(text, &currency).unwrap()
    }

    async fn money_of_invoice(&self, row: &InvoiceRow, text: &str) -> Money {
        let mut conn = self.test.engine.read().await.unwrap();
        let currencies = Currencies::read(&mut conn).await.unwrap();
        Money::parse(text, &currencies.currency(row.currency_id).unwrap()).unwrap()
    }

    /// Every invoice so far, in the order they were made: the first is invoice 1.
    pub(super) async fn invoices(&self) -> Vec<InvoiceId> {
        let mut conn = self.test.engine.read().await.unwrap();
        conn.column("select id from invoices order by id", args![]).await.unwrap()
    }

    /// The invoice with a number of the scenario.
    pub(super) async fn invoice(&self, number: &str) -> InvoiceRow {
        let index: usize = number.parse().unwrap();
        let all = self.invoices().await;
        let id = *all.get(index - 1).unwrap_or_else(|| panic!("there is no invoice {number}"));
        let mut conn = self.test.engine.read().await.unwrap();
        invoices::by_id(&mut conn, id).await.unwrap().unwrap()
    }

    /// The service with a number of the scenario.
    pub(super) async fn hosted(&self, number: &str) -> ServiceId {
        let index: usize = number.parse().unwrap();
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select id from services order by id";
        let all: Vec<ServiceId> = conn.column(sql, args![]).await.unwrap();
        *all.get(index - 1).unwrap_or_else(|| panic!("there is no service {number}"))
    }

    /// The subjects of all mails so far.
    pub(super) async fn mails(&self) -> Vec<String> {
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select payload from jobs where kind = 'mail' order by id";
        let all: Vec<String> = conn.column(sql, args![]).await.unwrap();
        let subject = |json: &String| {
            let mail: serde_json::Value = serde_json::from_str(json).unwrap();
            mail["subject"].as_str().unwrap_or_default().to_owned()
        };
        all.iter().map(subject).collect()
    }
}
