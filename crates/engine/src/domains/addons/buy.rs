//! Booking an addon with a name that is there already: ordered, paid, switched on (B19).

use model::billing::invoice::BillableAction;
use model::billing::renewal::{ItemKind, line_text};
use model::dates::Period;
use model::domains::addon::{DomainAddon, Share, share};
use model::domains::name::for_people;
use model::domains::status::DomainStatus;
use model::explanation::{Step, What};
use model::ids::DomainId;
use model::money::Money;
use model::word::Word as _;
use serde_json::json;
use store::billing::billable_items::{BillableItemRow, ONE};
use store::billing::billed_periods;
use store::billing::invoice_items::InvoiceItemRow;
use store::domains::names::{self, DomainRow};
use store::domains::{addon_terms, name_edits};
use store::system::jobs::Claimed;

use super::{Offer, Price, Prices, Stand, offers};
use crate::billing::bill::{self, Bill};
use crate::billing::issue::{NewInvoice, NewLine, issue_one};
use crate::billing::{billables, credit, gateways, mail};
use crate::domains::keep::{find, no_such_id};
use crate::domains::registrars::{self, ask};
use crate::jobs::targets::LEFT_ALONE;
use crate::jobs::{Ending, number_of};
use crate::system::settings::AUTO_APPLY_CREDIT;
use crate::{Act, Engine, Job, Result, invalid, not_now};

/// An addon that was ordered.
#[derive(Debug, Clone)]
pub struct Bought {
    /// What was agreed.
    pub offer: Offer,
    /// How it stands since.
    pub stand: Stand,
}

/// Books an addon with a name: at once where nothing is to be paid, else with the payment of an
/// invoice, the same one until it is paid or cancelled. `gateway` is empty for the name's own.
///
/// # Errors
/// Not found; invalid for an addon that does not go with the ending; not-now for one that is booked
/// already, and for a name that is not active or not paid for.
pub async fn buy(act: &mut Act, id: DomainId, addon: DomainAddon, gateway: &str) -> Result<Bought> {
    let caller = act.caller.clone();
    let row = find(&mut act.conn, &caller, Some(id), None).await?.ok_or_else(no_such_id)?;
    // The client before the domain, as payments do; two orders at once wait for each other here.
    bill::lock_payer(act, row.client_id).await?;
    let row = names::lock(&mut act.conn, id).await?.ok_or_else(no_such_id)?;
    let offer = offer(act, &row, addon).await?;
    match &offer.stand {
        Stand::On => return Err(not_now("It is booked with this domain already")),
        Stand::Shut(why) => return Err(not_now(*why)),
        Stand::Waits(_) => return Ok(Bought { stand: offer.stand.clone(), offer }),
        Stand::Open(price) if price.amount.is_zero() => {
            let to = price.time.map(|(period, _)| period);
            switch_on(act, row, addon, offer.yearly, to).await?;
        }
        Stand::Open(price) => invoice(act, &row, &offer, *price, gateway).await?,
    }
    let row = names::by_id(&mut act.conn, id).await?.ok_or_else(no_such_id)?;
    let stand = self::offer(act, &row, addon).await?.stand;
    Ok(Bought { offer, stand })
}

async fn offer(act: &mut Act, row: &DomainRow, addon: DomainAddon) -> Result<Offer> {
    let today = act.today();
    let all = offers(&mut act.conn, row, today).await?;
    let found = all.into_iter().find(|offer| offer.addon == addon);
    found.ok_or_else(|| invalid("addon", "This is not offered with this domain"))
}

async fn invoice(
    act: &mut Act,
    row: &DomainRow,
    offer: &Offer,
    price: Price,
    gateway: &str,
) -> Result<()> {
    addon_terms::agree(&mut act.conn, row.id, offer.addon, offer.yearly.minor).await?;
    let new = NewInvoice {
        client: row.client_id,
        lines: vec![line(act, row, offer, price).await?],
        issued_on: None,
        due_on: act.today(),
        gateway: gateway_of(act, row, gateway).await?,
        notes: String::new(),
        draft: false,
        apply_credit: !act.settings.for_client(row.client_id).on(AUTO_APPLY_CREDIT),
        tax_rates: None,
    };
    let title = offer.addon.title();
    let text = format!("Ordered {title} - Domain ID: {} - Domain: {}", row.id, row.name);
    act.log(Some(row.client_id), text).await?;
    let bill = issue_one(act, new).await?;
    mail::to_payer(act, mail::Occasion::Created, &bill.row, &bill.payer).await
}

/// The line says how its amount came about.
async fn line(act: &mut Act, row: &DomainRow, offer: &Offer, price: Price) -> Result<NewLine> {
    let (addon, yearly) = (offer.addon, act.currencies().await?.formatted(offer.yearly));
    let period = price.time.map(|(period, _)| period);
    let mut text = line_text(addon.title(), &for_people(&row.name), period, &[]);
    let mut explanation = vec![Step::new(What::Yearly, offer.yearly)];
    if let Some((_, share)) = price.time {
        text.push_str(&format!("\n{} at {yearly} a year", share.text()));
        let Share { years, days, of_days, .. } = share;
        explanation.push(Step::new(What::Share { years, days, of_days }, price.amount));
    }
    let line = NewLine::new(addon.line(), row.id.0, text, price.amount);
    Ok(NewLine { taxed: true, period, explanation, ..line })
}

/// The way to pay that was named, else the name's, where it still is one.
async fn gateway_of(act: &mut Act, row: &DomainRow, named: &str) -> Result<String> {
    if !named.is_empty() {
        return Ok(named.to_owned());
    }
    let active = gateways::active(&mut act.conn).await?;
    let own = active.iter().any(|each| each.module == row.gateway);
    Ok(if own { row.gateway.clone() } else { String::new() })
}

/// The line of an addon was paid. Who paid for nothing, because another invoice had paid for it
/// already or the name is not with us any more, has credit for it. A line that came from another
/// system agreed on nothing: it renews at the price of now.
///
/// # Errors
/// When the database fails.
pub(crate) async fn paid(act: &mut Act, bill: &Bill, line: &InvoiceItemRow) -> Result<()> {
    let Some(addon) = DomainAddon::of_line(line.r#type) else { return Ok(()) };
    let id = DomainId(line.rel_id);
    let row = names::lock(&mut act.conn, id).await?.filter(|row| !row.status.is_over());
    let agreed = addon_terms::take(&mut act.conn, id, addon).await?;
    if let Some(row) = row.filter(|row| agreed.is_some() || !row.booked().has(addon)) {
        let yearly = match agreed {
            Some(minor) => minor,
            None => Prices::read(&mut act.conn).await?.yearly(bill.payer.currency_id, addon),
        };
        return switch_on(act, row, addon, bill.money(yearly), line.period()).await;
    }
    let amount = bill.money(line.net_minor + line.tax_minor + line.tax2_minor);
    if amount.is_positive() {
        let text = format!("{} not needed any more - Invoice #{}", addon.title(), bill.label());
        credit::add(act, bill.payer.id, amount, &text, line.invoice_id.0).await?;
    }
    Ok(())
}

/// Notes an addon as booked, and has the registrar told.
async fn switch_on(
    act: &mut Act,
    mut row: DomainRow,
    addon: DomainAddon,
    yearly: Money,
    paid: Option<Period>,
) -> Result<()> {
    // What staff switched on meanwhile renews for what they say.
    if row.booked().has(addon) {
        return Ok(());
    }
    let before = row.recurring_minor;
    row.recurring_minor += yearly.mul_int(row.years)?.minor;
    row.updated_at = act.at();
    match addon {
        DomainAddon::DnsManagement => row.dns_management = true,
        DomainAddon::EmailForwarding => row.email_forwarding = true,
        DomainAddon::IdProtection => row.id_protection = true,
    }
    name_edits::save(&mut act.conn, &row).await?;
    let fields = [
        (addon.word(), json!(false), json!(true)),
        ("recurringamount", json!(before), json!(row.recurring_minor)),
    ];
    act.changed("domains", row.id, &fields).await?;
    let text = format!("Domain {} Enabled - Domain ID: {}", addon.title(), row.id);
    act.log(Some(row.client_id), text).await?;
    act.event("DomainEdited", Some(row.client_id), &json!({ "domainid": row.id.0 })).await?;
    if let Some(paid) = paid {
        ask_for_the_rest(act, &row, addon, yearly, paid).await?;
    }
    if addon == DomainAddon::IdProtection {
        let payload = json!({ "domain": row.id.0 });
        act.enqueue(Job { kind: "domain.protect", payload, unique_key: None }).await?;
    }
    Ok(())
}

/// A renewal that was invoiced while the order waited does not ask for the addon, so the client's
/// next invoice does.
async fn ask_for_the_rest(
    act: &mut Act,
    row: &DomainRow,
    addon: DomainAddon,
    yearly: Money,
    paid: Period,
) -> Result<()> {
    let reach = billed_periods::reach(&mut act.conn, ItemKind::Domain, row.id.0).await?;
    let Some(until) = reach.invoiced_to else { return Ok(()) };
    let rest = Period { from: paid.to_exclusive, to_exclusive: until };
    let Some(share) = share(yearly, rest)? else { return Ok(()) };
    let text = line_text(addon.title(), &for_people(&row.name), Some(rest), &[]);
    let (amount, when) = (share.amount.minor, BillableAction::NextInvoice);
    let item = BillableItemRow::once(row.client_id, text, ONE, amount, when);
    billables::add(act, item).await.map(drop)
}

/// The job `domain.protect`: has the owner of a name hidden, where that is booked.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let id = DomainId(number_of(job, "domain")?);
    let mut c = engine.read().await?;
    let row = names::by_id(&mut c, id).await?;
    // A name that is still to be registered or transferred is protected by that call.
    let lives = |status| {
        use DomainStatus::{Active, Grace, Redemption};
        matches!(status, Active | Grace | Redemption)
    };
    let wanted = |row: &DomainRow| row.id_protection && lives(row.status);
    let row = row.filter(wanted).filter(|row| !row.registrar.is_empty());
    let Some(row) = row else { return Ok(Ending::Done) };
    if let Some(after) = registrars::left_alone(engine, &row.registrar) {
        return Ok(Ending::Later { why: LEFT_ALONE.to_owned(), after });
    }
    let registrar = registrars::open(engine, &mut c, &row.registrar).await?;
    drop(c);
    ask(engine, &*registrar, |it| it.set_id_protection(&row.name, true)).await?;
    Ok(Ending::Done)
}
