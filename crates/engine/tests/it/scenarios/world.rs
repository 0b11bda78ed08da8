//! Events in the world around the books.
//!
//! - `run` (the daily run by hand), `outage DATE` (no node until then; its run comes with it),
//!   `day DATE dies N` (the day's node dies after N commits, another goes on)
//! - `hour HH:MM` (UTC: when days are looked at), `foresee DATE` (a forecast, compared on the day)
//! - `card CLIENT` (a stored card; its orders are paid by it), `capture invoice N`
//! - `decline MINOR`, `pass MINOR` (charges over it), `down MODULE`, `up MODULE`,
//!   `lose answer|request` (of the next call), `tell invoice N paid` (a web hook of the charge)
//! - `set SETTING VALUE…` (`_` for nothing), `approve TASK` (what the brake holds, and its run)
//! - `accept order N`, `expect CLIENT credit AMOUNT unpaid AMOUNT`

use engine::automation::{self, Forecast, Wanted};
use engine::billing::capture::{self, Source};
use engine::ordering::accept::{Acceptance, accept};
use engine::testing::{FakeAnswer, Mishap, paid_outcome};
use engine::{Fault, Result};
use ports::payment::{GatewayEvent, GatewayNews};
use store::billing::capture_attempts;

use super::stage::{Stage, happened};
use crate::automation::proofs::card;
use crate::house::set;

impl Stage {
    pub(super) async fn carry_out(&mut self, words: &[&str], place: &str) -> Result<()> {
        let cx = self.test.engine.cx(self.test.caller());
        match words {
            [] | ["dies", _] => {}
            ["run"] => {
                let ran = automation::run_now(&cx, &Wanted::default()).await?;
                self.note(&ran);
            }
            ["outage", day] => {
                self.set_clock(day.parse().unwrap());
                self.daily_run().await;
            }
            ["hour", hour] => (*hour).clone_into(&mut self.hour),
            ["foresee", day] => self.foresee(day).await?,
            ["card", name] => {
                let client = self.clients[*name];
                card(&self.test, client).await;
                self.carded.push(client);
            }
            ["capture", "invoice", number] => {
                let id = self.invoice(number).await.id;
                capture::capture(&cx, "CapturePayment", id, Source::Default).await?;
            }
            ["tell", "invoice", number, "paid"] => self.tell_paid(number).await?,
            ["decline", minor] => {
                let answer = FakeAnswer::Refuse("declined");
                self.test.world.gateway.answer_amount(minor.parse().unwrap(), answer);
            }
            ["pass", minor] => {
                let answer = FakeAnswer::Pay { fee_minor: 0 };
                self.test.world.gateway.answer_amount(minor.parse().unwrap(), answer);
            }
            ["down", module] => self.test.world.faults.down(module_of(module)),
            ["up", module] => self.test.world.faults.up(module_of(module)),
            ["lose", "answer"] => self.test.world.faults.next(Mishap::LoseAnswer),
            ["lose", "request"] => self.test.world.faults.next(Mishap::LoseRequest),
            ["set", key, "_"] => set(&self.test, key, "").await,
            ["set", key, value @ ..] => set(&self.test, key, &value.join(" ")).await,
            ["approve", task] => {
                let mut act = self.test.act().await?;
                automation::approve(&mut act, automation::find(task).unwrap()).await?;
                act.commit().await?;
                self.held.clear();
                self.daily_run().await;
            }
            ["accept", "order", number] => {
                let id = self.order(number).await.id;
                accept(&cx, id, &Acceptance::default()).await?;
            }
            ["expect", name, "credit", credit, "unpaid", unpaid] => {
                self.expect(self.clients[*name], credit, unpaid, place).await;
            }
            _ => {
                let mut act = self.test.act().await?;
                self.write(&mut act, words, place).await?;
                act.commit().await?;
            }
        }
        Ok(())
    }

    async fn foresee(&mut self, day: &str) -> Result<()> {
        let until = day.parse().unwrap();
        let from = self.test.engine.today().await?;
        let asked =
            Forecast { tasks: Vec::new(), from, until, client: None, charges_succeed: true };
        let ran = automation::forecast(&self.test.engine, &asked).await?;
        let foreseen = happened(&ran, until);
        assert!(!foreseen.is_empty(), "nothing is foreseen for {until}");
        self.foreseen = Some((until, foreseen));
        Ok(())
    }

    /// The gateway says by itself what became of the last charge of an invoice.
    async fn tell_paid(&self, number: &str) -> Result<()> {
        let id = self.invoice(number).await.id;
        let mut act = self.test.act().await?;
        let attempts = capture_attempts::of_invoice(&mut act.conn, id).await?;
        let last = attempts.last().ok_or_else(|| Fault::broken("nothing was charged"))?;
        let outcome = paid_outcome(&format!("told-{}", last.id.0));
        self.test.world.gateway.settle(&last.idempotency_key, outcome.clone());
        let event = GatewayEvent {
            event: format!("event-{}", last.id.0),
            idempotency_key: Some(last.idempotency_key.clone()),
            what: GatewayNews::Charge(outcome),
            amount: None,
        };
        capture::news(&mut act, "fakecard", event).await?;
        act.commit().await
    }
}

fn module_of(word: &str) -> &'static str {
    match word {
        "panel" => "fakepanel",
        "card" => "fakecard",
        "registrar" => "fakeregistrar",
        other => panic!("there is no module {other}"),
    }
}
