//! Judging orders: what is known about one goes to the fraud check, its verdict is written down.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use model::billing::invoice::InvoiceStatus;
use model::hosting::service::{AutoSetup, ServiceStatus};
use model::ids::OrderId;
use model::ordering::order::OrderStatus;
use model::word::Word as _;
use ports::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use ports::{PortError, Settings};
use serde_json::json;
use store::Conn;
use store::catalogue::products;
use store::domains::names;
use store::hosting::services;
use store::ordering::orders::{self, OrderRow};
use store::people::clients;
use store::system::jobs::Claimed;
use store::system::module_settings;

use super::states;
use crate::hosting::lifecycle;
use crate::jobs::{Ending, asked, number_of, targets};
use crate::system::currencies::Currencies;
use crate::system::modules::{self, Kind};
use crate::system::settings::FRAUD_MODULE;
use crate::{Act, Cx, Door, Engine, Fault, Result, invalid, not_found, not_now};

/// One day, in seconds.
const DAY_SECONDS: i64 = 86_400;
/// How long a check may take to judge.
const CHECK_DEADLINE: Duration = Duration::from_secs(30);

/// What a fraud check said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The module.
    pub module: String,
    /// The verdict.
    pub verdict: Verdict,
}

impl Judged {
    /// The verdict in the vendor's word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.verdict.decision {
            FraudDecision::Pass => "Pass",
            FraudDecision::Review => "Review",
            FraudDecision::Fail => "Fail",
        }
    }

    /// The verdict as JSON, for the order and for people.
    #[must_use]
    pub fn output(&self) -> String {
        json!({
            "status": self.word(),
            "score": self.verdict.score,
            "reasons": self.verdict.reasons,
            "reference": self.verdict.reference,
            "details": self.verdict.details,
        })
        .to_string()
    }
}

/// Has an order judged and writes the verdict down; `ip` is taken in place of the order's own.
///
/// # Errors
/// `Order ID Not Found`; `No Active Fraud Module`; not-now when the module cannot answer.
pub async fn check(cx: &Cx, id: OrderId, ip: Option<&str>) -> Result<Judged> {
    let judged = judge(&cx.engine, id, ip).await?;
    let mut act = cx.act("OrderFraudCheck").await?;
    write_down(&mut act, id, &judged).await?;
    act.commit().await?;
    Ok(judged)
}

/// The job `order.fraud_check`: after a good verdict what waits for nothing else is set up, after
/// a bad one the order is marked as fraud.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let id = OrderId(number_of(job, "order")?);
    let judged = judge(engine, id, None).await?;
    let mut act = engine.begin_system(Door::Automation, "OrderFraudCheck").await?;
    write_down(&mut act, id, &judged).await?;
    let order = orders::lock(&mut act.conn, id).await?;
    let is_pending = order.is_some_and(|order| order.status == OrderStatus::Pending);
    match judged.verdict.decision {
        FraudDecision::Pass if is_pending => set_up(&mut act, id).await?,
        FraudDecision::Fail if is_pending => states::fraud(&mut act, id).await?,
        _ => {}
    }
    act.commit().await?;
    Ok(Ending::Done)
}

async fn judge(engine: &Engine, id: OrderId, ip: Option<&str>) -> Result<Judged> {
    let mut c = engine.read().await?;
    let order = orders::by_id(&mut c, id).await?;
    let order = order.ok_or_else(|| not_found("Order ID Not Found"))?;
    let module =
        active(engine, &mut c).await?.ok_or_else(|| not_found("No Active Fraud Module"))?;
    let facts = facts(&mut c, &order, ip).await?;
    drop(c);
    let name = module.module();
    let target = targets::fraud_check(name);
    let answer = asked(engine, &target, name, CHECK_DEADLINE, || module.check(facts)).await;
    let verdict = answer.map_err(|error| no_verdict(&error))?;
    Ok(Judged { module: name.to_owned(), verdict })
}

/// The check that the settings name, else one that was switched on, else the first one that needs
/// no account anywhere; with its own settings.
async fn active(engine: &Engine, c: &mut Conn) -> Result<Option<Arc<dyn FraudCheck>>> {
    let settings = engine.settings().await?;
    let wanted = settings.text(FRAUD_MODULE);
    let (mut switched_on, mut usual) = (None, None);
    for (module, check) in &engine.world().fraud_checks {
        if !wanted.is_empty() && wanted != *module {
            continue;
        }
        let needs_account = check.settings().iter().any(|field| field.required);
        match module_settings::find(c, Kind::Fraud.word(), module).await? {
            Some(row) if row.active => {
                let own = modules::open(engine, Kind::Fraud, module, &row.settings)?;
                switched_on = switched_on.or(Some((check, own)));
            }
            Some(_) if wanted.is_empty() => {}
            _ if needs_account => {}
            _ => usual = usual.or_else(|| Some((check, Settings::default()))),
        }
    }
    let Some((check, settings)) = switched_on.or(usual) else { return Ok(None) };
    Arc::clone(check).open(&settings).map(Some).map_err(|error| no_verdict(&error))
}

/// A check that is switched on, with the operator's settings; `None` if it is not.
///
/// # Errors
/// Broken when the database fails or a secret cannot be opened; a wrong setting is named.
pub async fn opened(
    engine: &Engine,
    c: &mut Conn,
    module: &str,
) -> Result<Option<Arc<dyn FraudCheck>>> {
    let Some(check) = engine.world().fraud_checks.get(module) else { return Ok(None) };
    let Some(settings) = modules::settings(engine, c, Kind::Fraud, module).await? else {
        return Ok(None);
    };
    let opened = Arc::clone(check).open(&settings);
    Ok(Some(opened.map_err(|error| invalid("fraud", error.to_string()))?))
}

fn no_verdict(error: &PortError) -> Fault {
    tracing::warn!(%error, "the fraud check gave no verdict");
    not_now("The fraud check did not answer, please try again later")
}

async fn facts(c: &mut Conn, order: &OrderRow, ip: Option<&str>) -> Result<OrderFacts> {
    let client = clients::any_by_id(c, order.client_id).await?;
    let client = client.ok_or_else(|| Fault::broken("an order without a client"))?;
    let ip = ip.unwrap_or(&order.ip);
    let since = order.at - DAY_SECONDS;
    let recent = orders::count_from(c, ip, since, order.id).await?;
    let paid = orders::paid_invoices(c, client.id, InvoiceStatus::Paid).await?;
    let domains = names::of_order(c, order.id).await?;
    let small = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(OrderFacts {
        order: order.id,
        client: client.id,
        ip: ip.parse::<IpAddr>().ok(),
        name: format!("{} {}", client.first_name, client.last_name),
        email: client.email,
        phone: client.phone,
        city: client.city,
        state: client.state,
        postcode: client.postcode,
        country: client.country,
        total: Currencies::read(c).await?.money(order.amount_minor, order.currency_id)?,
        gateway: order.gateway.clone(),
        paid_invoices: small(paid),
        recent_orders: small(recent),
        domains: domains.into_iter().map(|domain| domain.name).collect(),
    })
}

async fn write_down(act: &mut Act, id: OrderId, judged: &Judged) -> Result<()> {
    let order = orders::lock(&mut act.conn, id).await?;
    let order = order.ok_or_else(|| not_found("Order ID Not Found"))?;
    orders::set_fraud(&mut act.conn, id, &judged.module, &judged.output()).await?;
    let text = format!("Fraud Check {} - Order ID: {id}", judged.word());
    act.log(Some(order.client_id), text).await
}

/// Creates what is set up with the order, and what has nothing to be paid.
async fn set_up(act: &mut Act, id: OrderId) -> Result<()> {
    for service in services::of_order(&mut act.conn, id).await? {
        if service.status != ServiceStatus::Pending {
            continue;
        }
        let product = products::by_id(&mut act.conn, service.product_id).await?;
        let nothing_to_pay = service.cycle == model::dates::Cycle::Free;
        let creates = product.is_some_and(|product| match product.auto_setup {
            AutoSetup::Order => true,
            AutoSetup::Payment => nothing_to_pay,
            AutoSetup::Accept | AutoSetup::Never => false,
        });
        if creates {
            lifecycle::order_creation(act, service.id, "order").await?;
        }
    }
    Ok(())
}
