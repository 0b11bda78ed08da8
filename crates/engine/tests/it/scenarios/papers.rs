//! Events of invoices, quotes and billable items.
//!
//! - `pay invoice N AMOUNT [ref REFERENCE]`, `apply invoice N AMOUNT|full`, `cancel invoice N`,
//!   `refund invoice N AMOUNT credit|manual|gateway`, `move invoice N STATUS`
//! - `bill CLIENT AMOUNT…` (lines by hand, `7.00t` is taxed), `fund CLIENT AMOUNT`,
//!   `collect CLIENT N…` (one invoice for what is left of these)
//! - `item CLIENT AMOUNT next-run|next-invoice|on DATE|every N UNIT from DATE [times M]`
//! - `quote CLIENT QUANTITYxAMOUNT…`, `accept quote N`

use engine::billing::refund::{NewRefund, refund};
use engine::billing::{
    LineKind, NewInvoice, NewLine, NewPayment, bill, billables, cancel, credit, issue, payments,
    quotes,
};
use engine::system::currencies::Currencies;
use engine::{Act, Result};
use jiff::civil::Date;
use model::billing::invoice::{BillableAction, InvoiceStatus, QuoteStage, RecurUnit};
use model::billing::journal::RefundTo;
use model::ids::{ClientId, QuoteId, QuoteItemId};
use model::money::Money;
use model::word::Word as _;
use store::billing::billable_items::{self, BillableItemRow};
use store::billing::invoices::InvoiceRow;
use store::billing::quotes::{QuoteItemRow, QuoteRow};

use super::stage::Stage;

impl Stage {
    /// Does something with papers; `false` when the words say nothing of the kind.
    pub(super) async fn paper(&mut self, act: &mut Act, words: &[&str]) -> Result<bool> {
        match words {
            ["bill", name, amounts @ ..] => {
                let client = self.clients[*name];
                let mut lines = Vec::new();
                for text in amounts {
                    let amount = self.money_of(act, client, text.trim_end_matches('t')).await;
                    let line = NewLine::new(LineKind::Custom, 0, "Work", amount);
                    lines.push(NewLine { taxed: text.ends_with('t'), ..line });
                }
                issue::issue(act, invoice_of(act, client, lines)).await?;
            }
            ["fund", name, amount] => {
                let client = self.clients[*name];
                let amount = self.money_of(act, client, amount).await;
                let line = NewLine::new(LineKind::AddFunds, 0, "Add Funds", amount);
                issue::issue(act, invoice_of(act, client, vec![line])).await?;
            }
            ["collect", name, numbers @ ..] => {
                let client = self.clients[*name];
                let currency = issue::currency_of(act, client).await?;
                let mut lines = Vec::new();
                for number in numbers {
                    let row = self.invoice(number).await;
                    let left = Money::from_minor(row.balance_minor(), currency);
                    lines.push(NewLine::new(LineKind::Invoice, row.id.0, "Invoice", left));
                }
                let gateway = self.gateway_of(client).to_owned();
                let new = NewInvoice { gateway, ..invoice_of(act, client, lines) };
                issue::issue(act, new).await?;
            }
            ["item", name, amount, when @ ..] => {
                let client = self.clients[*name];
                let amount = self.money_of(act, client, amount).await;
                billables::add(act, item_of(client, amount, when)).await?;
            }
            ["quote", name, lines @ ..] => self.quote(act, self.clients[*name], lines).await?,
            ["accept", "quote", number] => {
                quotes::accept(act, QuoteId(number.parse().unwrap())).await?;
            }
            [verb, "invoice", number, more @ ..] => {
                let row = self.invoice(number).await;
                self.invoice_event(act, &row, verb, more).await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
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
            ("move", status) => {
                let to = InvoiceStatus::from_word(&status.join(" ")).unwrap();
                let mut bill = bill::lock(act, row.id).await?;
                bill::go(act, &mut bill, to).await
            }
            ("apply", ["full"]) => credit::apply(act, row.id, None).await.map(drop),
            ("apply", [amount]) => {
                let amount = exactly(amount).await;
                credit::apply(act, row.id, Some(amount)).await.map(drop)
            }
            ("refund", [amount, to]) => {
                let to = if *to == "credit" { RefundTo::Credit } else { RefundTo::Gateway };
                let (amount, at) = (Some(exactly(amount).await), act.now);
                let reference = String::new();
                let (payment, noted) = (None, None);
                let new = NewRefund { invoice: row.id, payment, amount, to, reference, at, noted };
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
            _ => panic!("nobody knows {verb} invoice {more:?}"),
        }
    }

    async fn quote(&self, act: &mut Act, client: ClientId, lines: &[&str]) -> Result<()> {
        let mut items = Vec::new();
        for line in lines {
            let (count, price) = line.split_once('x').unwrap();
            let price = self.money_of(act, client, price).await;
            items.push(QuoteItemRow {
                id: QuoteItemId(0),
                quote_id: QuoteId(0),
                description: "Work".to_owned(),
                quantity: count.parse::<i64>().unwrap() * quotes::QUANTITY_SCALE,
                unit_price_minor: price.minor,
                discount: 0,
                taxed: true,
            });
        }
        let currency = store::billing::payers::by_id(&mut act.conn, client).await?;
        let today = act.today();
        let row = QuoteRow {
            id: QuoteId(0),
            subject: "Work".to_owned(),
            stage: QuoteStage::Delivered,
            client_id: client,
            first_name: String::new(),
            last_name: String::new(),
            company: String::new(),
            email: String::new(),
            address1: String::new(),
            address2: String::new(),
            city: String::new(),
            state: String::new(),
            postcode: String::new(),
            country: String::new(),
            phone: String::new(),
            tax_id: String::new(),
            currency_id: currency.unwrap().currency_id,
            exchange_rate: 0,
            subtotal_minor: 0,
            tax_minor: 0,
            tax2_minor: 0,
            total_minor: 0,
            proposal: String::new(),
            customer_notes: String::new(),
            admin_notes: String::new(),
            created_on: today,
            valid_until: today,
            modified_on: today,
            sent_on: None,
            accepted_on: None,
            invoice_id: None,
        };
        quotes::create(act, row, items).await.map(drop)
    }

    async fn money_of_invoice(&self, row: &InvoiceRow, text: &str) -> Money {
        let mut conn = self.test.engine.read().await.unwrap();
        let currencies = Currencies::read(&mut conn).await.unwrap();
        Money::parse(text, &currencies.currency(row.currency_id).unwrap()).unwrap()
    }
}

fn invoice_of(act: &Act, client: ClientId, lines: Vec<NewLine>) -> NewInvoice {
    NewInvoice {
        client,
        lines,
        issued_on: None,
        due_on: act.today(),
        gateway: "faketransfer".to_owned(),
        notes: String::new(),
        draft: false,
        apply_credit: false,
        tax_rates: None,
    }
}

fn item_of(client_id: ClientId, amount: Money, when: &[&str]) -> BillableItemRow {
    let (text, one) = ("Work".to_owned(), billable_items::ONE);
    let next_run = BillableAction::NextCron;
    let mut row = BillableItemRow::once(client_id, text, one, amount.minor, next_run);
    let date = |text: &str| Some(text.parse::<Date>().unwrap());
    match when {
        ["next-run"] => {}
        ["next-invoice"] => row.action = BillableAction::NextInvoice,
        ["on", day] => (row.action, row.due_on) = (BillableAction::DueDate, date(day)),
        ["every", count, unit, "from", day, times @ ..] => {
            row.action = BillableAction::Recur;
            row.due_on = date(day);
            row.recur_every = count.parse().unwrap();
            row.recur_unit = Some(match *unit {
                "days" => RecurUnit::Days,
                "weeks" => RecurUnit::Weeks,
                "months" => RecurUnit::Months,
                _ => RecurUnit::Years,
            });
            row.recur_times = times.get(1).map_or(0, |times| times.parse().unwrap());
        }
        other => panic!("items know nothing of {other:?}"),
    }
    row
}
