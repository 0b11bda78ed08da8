//! Random sequences of everything that moves money: after each step the books add up (B21).

use engine::billing::edit::{self, Edit};
use engine::billing::refund::{NewRefund, refund};
use engine::billing::{LineKind, NewLine, cancel, credit, issue, moves, payments};
use engine::testing::{TestEngine, each};
use engine::{Act, Fault, Result};
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::RefundTo;
use model::ids::{ClientId, InvoiceId, InvoiceItemId};
use model::word::Word as _;
use ports::{Chance as _, FakeChance};
use store::args;
use store::billing::invoice_items;

use crate::house::{books_add_up, client, invoice, new_invoice, payment, set, tax, usd};

const SEEDS: u64 = 6;
const STEPS: usize = 40;

struct Story {
    chance: FakeChance,
    client: ClientId,
    invoices: Vec<InvoiceId>,
    payments: u64,
}

impl Story {
    fn below(&self, sides: u64) -> u64 {
        self.chance.number() % sides
    }

    fn minor(&self, most: u64) -> i64 {
        i64::try_from(self.below(most)).unwrap() + 1
    }

    fn some_invoice(&self) -> Option<InvoiceId> {
        let count = u64::try_from(self.invoices.len()).unwrap();
        let index = if count == 0 { return None } else { self.below(count) };
        self.invoices.get(usize::try_from(index).unwrap()).copied()
    }

    async fn make(&mut self, act: &mut Act) -> Result<()> {
        let mut new = match self.below(4) {
            0 => {
                let line = NewLine::new(LineKind::AddFunds, 0, "Add Funds", usd(self.minor(900)));
                new_invoice(self.client, vec![line])
            }
            1 => match self.some_invoice() {
                Some(id) => {
                    let amount = usd(self.minor(900));
                    let line = NewLine::new(LineKind::Invoice, id.0, "Invoice", amount);
                    let own = NewLine::new(LineKind::Custom, 0, "Work", usd(self.minor(500)));
                    let own = NewLine { taxed: true, ..own };
                    let mixed = self.below(2) == 0;
                    let lines = std::iter::once(line).chain(mixed.then_some(own));
                    new_invoice(self.client, lines.collect())
                }
                None => return Ok(()),
            },
            _ => {
                let discount = -self.minor(100);
                let lines = [
                    ("Work", self.minor(2000), self.below(2) == 0),
                    ("Discount", discount, false),
                    ("Gift", 100, true),
                ];
                invoice(self.client, &lines)
            }
        };
        new.apply_credit = self.below(2) == 0;
        new.draft = self.below(5) == 0;
        let id = issue::issue(act, new).await?;
        self.invoices.push(id);
        Ok(())
    }

    async fn pay(&mut self, act: &mut Act, id: InvoiceId) -> Result<()> {
        // Now and then the same payment is told again.
        self.payments += u64::from(self.below(5) > 0);
        let reference = format!("{}-{}", self.client, self.payments);
        let mut new = payment(act, id, self.minor(1500), &reference);
        new.fees = usd(self.minor(50) - 1);
        payments::record(act, new).await.map(drop)
    }

    async fn back(&self, act: &mut Act, id: InvoiceId) -> Result<()> {
        let amount = if self.below(2) == 0 { None } else { Some(usd(self.minor(900))) };
        let to = if self.below(2) == 0 { RefundTo::Credit } else { RefundTo::Gateway };
        let (reference, at) = (String::new(), act.now);
        let (invoice, payment, noted) = (id, None, None);
        let new = NewRefund { invoice, payment, amount, to, reference, at, noted };
        refund(act, new).await.map(drop)
    }

    async fn change(&self, act: &mut Act, id: InvoiceId) -> Result<()> {
        let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
        let mut wanted = Edit::default();
        if let Some(line) = lines.first()
            && line.r#type == LineKind::Custom
        {
            let change = ("Changed".to_owned(), usd(self.minor(1500)), self.below(2) == 0);
            wanted.changed.insert(line.id, change);
        }
        if lines.len() > 1 && self.below(2) == 0 {
            wanted.deleted = lines.last().map(|line| line.id).into_iter().collect();
        }
        wanted.deleted.retain(|id: &InvoiceItemId| !wanted.changed.contains_key(id));
        wanted.added = vec![NewLine::new(LineKind::Custom, 0, "More", usd(self.minor(500) - 200))];
        edit::edit(act, id, wanted).await
    }

    async fn step(&mut self, act: &mut Act) -> Result<()> {
        let Some(id) = self.some_invoice() else { return self.make(act).await };
        match self.below(11) {
            0 | 1 => self.make(act).await,
            2..=4 => self.pay(act, id).await,
            5 => {
                let amount = usd(self.minor(500));
                credit::add(act, self.client, amount, "Gift", 0).await.map(drop)
            }
            6 => {
                let amount = usd(self.minor(300));
                credit::remove(act, self.client, amount, "Oops", 0).await.map(drop)
            }
            7 => {
                let exactly = usd(self.minor(500));
                let amount = if self.below(2) == 0 { None } else { Some(exactly) };
                credit::apply(act, id, amount).await.map(drop)
            }
            8 => self.back(act, id).await,
            9 => self.change(act, id).await,
            _ => {
                let all = InvoiceStatus::ALL;
                let index = usize::try_from(self.below(all.len() as u64)).unwrap();
                if self.below(4) == 0 {
                    return cancel::cancel(act, id).await;
                }
                moves::move_to(act, id, all[index]).await
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b21_whatever_happens_the_books_add_up() {
    for test in each().await.unwrap() {
        set(&test, "TaxEnabled", "on").await;
        set(&test, "allow_editing_issued_invoices", "on").await;
        let mut act = test.act().await.unwrap();
        tax(&mut act.conn, 1, "VAT", "", 19).await;
        act.commit().await.unwrap();
        let mut done = 0;
        for seed in 0..SEEDS {
            let inclusive = if seed % 2 == 0 { "Exclusive" } else { "Inclusive" };
            set(&test, "TaxType", inclusive).await;
            let mut act = test.act().await.unwrap();
            let client = client(&mut act.conn).await;
            act.commit().await.unwrap();
            let chance = FakeChance::seeded(seed);
            let mut story = Story { chance, client, invoices: Vec::new(), payments: 0 };
            for step in 0..STEPS {
                done += u64::from(one_step(&test, &mut story, seed, step).await);
            }
        }
        assert!(done > SEEDS * 10, "most steps should do something: {done}");
    }
}

/// Takes a step; whether it was done. A refusal must leave nothing behind.
async fn one_step(test: &TestEngine, story: &mut Story, seed: u64, step: usize) -> bool {
    let known = story.invoices.clone();
    let mut act = test.act().await.unwrap();
    let done = match story.step(&mut act).await {
        Ok(()) => {
            act.commit().await.unwrap();
            true
        }
        Err(Fault::Refused(_)) => {
            drop(act);
            story.invoices = known;
            false
        }
        Err(broken) => panic!("seed {seed}, step {step}: {broken:?}"),
    };
    books_add_up(test).await;
    let mut conn = test.engine.read().await.unwrap();
    let sql = "select credit_minor from clients where id = $1";
    let credit: i64 = conn.scalar(sql, args![story.client]).await.unwrap();
    assert!(credit >= 0, "seed {seed}, step {step}");
    done
}
