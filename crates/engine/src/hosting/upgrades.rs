//! Moving a service to another product, configuration or cycle: quoted, ordered, paid, done (B31).

mod carry_out;
mod discounts;
mod order;
mod promotion;
pub mod taxed;

use model::billing::invoice::LineType;
use model::billing::upgrade::{Current, Target, UpgradeMode, UpgradeQuote, quote};
use model::catalogue::options::Wish;
use model::dates::{Cycle, Period, days_between, period_from_due};
use model::ids::{ConfigChoiceId, ConfigOptionId, InvoiceId, ProductId, ServiceId};
use model::money::Money;
use model::word::Word;
use store::Conn;
use store::billing::{invoice_items, invoices};
use store::catalogue::products::{self, ProductRow};
use store::hosting::services::{self, ServiceRow};
use store::hosting::upgrades;

use super::prices::{self, buyer_of, currency_of};
use crate::billing::bill;
use crate::catalogue::pricing;
use crate::system::settings::{CREDIT_ON_DOWNGRADE, Settings, UPGRADE_MODE};
use crate::{Act, Actor, Engine, Fault, Result, invalid, not_found, not_now};

pub(crate) use carry_out::work;
pub use order::{Ordered, order};
pub use promotion::{Lifelong, Taken, take_off};

/// The refusal while an earlier upgrade waits to be paid.
const EARLIER_UNPAID: &str =
    "Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid.";

/// What a service is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Another product, or the same one for another cycle.
    Product {
        /// Which.
        product: ProductId,
        /// For which cycle; the present one if absent.
        cycle: Option<Cycle>,
    },
    /// Other options of the same product.
    Options(Vec<(ConfigOptionId, Wish)>),
}

/// An upgrade, computed.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The service as it is.
    pub service: ServiceRow,
    /// Its product.
    pub old: ProductRow,
    /// What it becomes.
    pub new: ProductRow,
    /// Its cycle then.
    pub cycle: Cycle,
    /// What a renewal asks then, less what the client's group pays less.
    pub recurring: Money,
    /// What of the debit that is: it is asked for less it.
    pub off_for_group: Money,
    /// The options then.
    pub choices: Vec<(ConfigOptionId, ConfigChoiceId, i64)>,
    /// `product` or `configoptions`.
    pub kind: &'static str,
    /// What it costs now, and the dates.
    pub quote: UpgradeQuote,
    /// The code that takes something off, if there is one.
    pub promotion: Option<Taken>,
    /// The service's own promotion that stays for life: the quote is less it.
    pub lifelong: Option<Lifelong>,
    /// Whether an earlier one waits.
    pub in_progress: bool,
    /// Days that are paid and not used.
    pub days_left: i32,
    /// Days of the period that they are of.
    pub days: i32,
}

impl Offer {
    /// Debit less credit and what a code takes off: negative for a downgrade.
    ///
    /// # Errors
    /// Broken when the amounts do not go together.
    pub fn difference(&self) -> Result<Money> {
        Ok(self.quote.debit.sub(self.quote.credit)?.sub(self.off())?)
    }

    /// What is to be paid now.
    ///
    /// # Errors
    /// Broken when the amounts do not go together.
    pub fn due(&self) -> Result<Money> {
        Ok(self.quote.due_now.sub(self.off())?)
    }

    fn off(&self) -> Money {
        let none = Money::zero(self.quote.due_now.currency);
        self.promotion.as_ref().map_or(none, |taken| taken.off)
    }
}

/// The invoice that is to be paid before an upgrade of a service can be ordered, and how people
/// name it: one of the service itself, or of an upgrade that was ordered before.
///
/// # Errors
/// When the database fails.
pub async fn open_invoice(
    engine: &Engine,
    service: ServiceId,
) -> Result<Option<(InvoiceId, String)>> {
    let mut conn = engine.read().await?;
    let mut found = upgrades::unpaid_invoice(&mut conn, service).await?;
    if found.is_none()
        && let Some(earlier) = upgrades::pending_of(&mut conn, service).await?
    {
        found = invoice_items::waiting(&mut conn, LineType::Upgrade, earlier.id.0).await?;
    }
    let Some(id) = found else { return Ok(None) };
    let row = invoices::by_id(&mut conn, id).await?;
    Ok(row.map(|row| (id, bill::label(&row))))
}

/// Computes an upgrade, and changes nothing. An unpaid invoice of the service stands in the way of
/// the order, not of the sum.
///
/// # Errors
/// `Service ID Not Found`; invalid for a product, cycle or option that is not on sale; not-now when
/// the service is not active.
pub async fn offer(act: &mut Act, service: ServiceId, wanted: &Wanted) -> Result<Offer> {
    compute(act, service, wanted, false).await
}

/// [`offer`], refused where an unpaid invoice of the service stands in the way (B31).
async fn compute(
    act: &mut Act,
    service: ServiceId,
    wanted: &Wanted,
    has_unpaid_invoice: bool,
) -> Result<Offer> {
    let row = services::by_id(&mut act.conn, service).await?;
    let row = row.ok_or_else(|| not_found("Service ID Not Found"))?;
    let old = product(&mut act.conn, row.product_id).await?;
    let new = match wanted {
        Wanted::Product { product: id, .. } => product(&mut act.conn, *id).await?,
        Wanted::Options(_) => old.clone(),
    };
    check_path(act, &row, &old, &new)?;
    let buyer = buyer_of(&mut act.conn, row.client_id).await?;
    let within = buyer.within;
    let options = pricing::options_of(&mut act.conn, new.id, within).await?;
    let (cycle, asked, kind): (_, &[_], _) = match wanted {
        Wanted::Product { cycle, .. } => (cycle.unwrap_or(row.cycle), &[], "product"),
        Wanted::Options(asked) => (row.cycle, asked, "configoptions"),
    };
    let wishes = prices::wishes(&mut act.conn, row.id, &options, asked).await?;
    let priced = prices::price(&mut act.conn, buyer, &new, cycle, &wishes, row.quantity).await?;
    let lifelong = Lifelong::of(&mut act.conn, &row).await?;
    let asked_for = |price| lifelong.as_ref().map_or(Ok(price), |own| own.less(price));
    let target = Target { cycle, price: asked_for(priced.price.recurring)? };
    let today = act.today();
    let off_unused = match lifelong {
        // The price itself is less it.
        Some(_) => Money::zero(within.currency),
        None => discounts::of_unused(act, &row, within.currency, today).await?,
    };
    let current = Current {
        status: row.status,
        cycle: row.cycle,
        recurring: asked_for(Money::from_minor(row.recurring_minor, within.currency))?,
        off_unused,
        anchor: row.anchor_on,
        next_due: row.next_due_on.unwrap_or(today),
        has_unpaid_invoice,
    };
    let (mode, credited) = modes(&act.settings);
    let quote = quote(&current, target, mode, credited, today)
        .map_err(|refusal| not_now(refusal.to_string()))?;
    let in_progress = upgrades::pending_of(&mut act.conn, row.id).await?.is_some();
    let days_left = days_between(today, current.next_due).max(0);
    let days = period_before(&current).map_or(0, Period::days);
    let off_for_group = share(&quote, asked_for(priced.listed)?)?.sub(quote.debit)?;
    let (recurring, choices) = (priced.price.recurring, priced.choices);
    let service = row;
    Ok(Offer {
        service,
        old,
        new,
        cycle,
        recurring,
        off_for_group,
        choices,
        kind,
        quote,
        promotion: None,
        lifelong,
        in_progress,
        days_left,
        days,
    })
}

/// What the debit of a quote would be for another price.
fn share(quote: &UpgradeQuote, price: Money) -> Result<Money> {
    match quote.debit_days {
        _ if quote.debit.is_zero() => Ok(quote.debit),
        days if days.of == 0 => Ok(price),
        days => Ok(price.fraction(days.left.into(), days.of.into())?),
    }
}

/// The period that ends when the service is due.
fn period_before(current: &Current) -> Option<Period> {
    let months = current.cycle.months()?;
    let back = model::dates::add_months(current.next_due, -i32::try_from(months).ok()?)?;
    let next = period_from_due(current.anchor, months, back)?;
    Some(Period { from: next.from, to_exclusive: current.next_due })
}

fn modes(settings: &Settings) -> (UpgradeMode, bool) {
    let mode = UpgradeMode::from_word(settings.text(UPGRADE_MODE));
    (mode.unwrap_or(UpgradeMode::KeepDate), settings.on(CREDIT_ON_DOWNGRADE))
}

async fn product(c: &mut Conn, id: ProductId) -> Result<ProductRow> {
    let row = products::by_id(c, id).await?;
    row.ok_or_else(|| invalid("newproductid", "Invalid New Product ID"))
}

/// Staff may move a service anywhere; a client only where its product leads.
fn check_path(act: &Act, row: &ServiceRow, old: &ProductRow, new: &ProductRow) -> Result<()> {
    let Actor::Client { client, .. } = act.caller.actor else { return Ok(()) };
    if client != row.client_id {
        return Err(not_found("Service ID Not Found"));
    }
    let ways = old.upgrade_products.split(',').filter_map(|id| id.trim().parse::<i64>().ok());
    if new.id != old.id && !ways.map(ProductId).any(|id| id == new.id) {
        return Err(invalid("newproductid", "Invalid New Product ID"));
    }
    Ok(())
}

/// The choices as they are kept with the upgrade: JSON, option id → [choice id, quantity].
fn choices_to_json(choices: &[(ConfigOptionId, ConfigChoiceId, i64)]) -> Result<String> {
    let map: std::collections::BTreeMap<i64, (i64, i64)> =
        choices.iter().map(|(option, choice, count)| (option.0, (choice.0, *count))).collect();
    Ok(serde_json::to_string(&map)?)
}

/// The same, read back.
fn choices_from_json(text: &str) -> Result<Vec<(ConfigOptionId, ConfigChoiceId, i64)>> {
    let map: std::collections::BTreeMap<i64, (i64, i64)> =
        serde_json::from_str(text).map_err(Fault::broken)?;
    let each = |(option, (choice, count))| (ConfigOptionId(option), ConfigChoiceId(choice), count);
    Ok(map.into_iter().map(each).collect())
}
