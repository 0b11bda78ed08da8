//! Writes what is ordered: services, addons, domains, and the lines they are invoiced with.

use jiff::civil::Date;
use model::domains::status::DomainStatus;
use model::hosting::service::ServiceStatus;
use model::ids::{AddonId, DomainId, OrderId, ServiceId};
use store::billing::renewals;
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::hosting::addons::{self, AddonRow};
use store::hosting::service_options::{self, ServiceOptionRow};
use store::hosting::services::{self, ServiceRow};

use super::{NewOrder, Placed, Quote, ids};
use crate::billing::issue::NewLine;
use crate::domains::premium;
use crate::ordering::quote::{
    Charge, Quoted, QuotedAddon, QuotedDomain, QuotedRenewal, QuotedService, Renewed, lines_of,
};
use crate::people::custom_fields;
use crate::{Act, Result};

/// What all rows of an order share.
struct Common<'a> {
    order: OrderId,
    quote: &'a Quote,
    gateway: String,
    nameservers: String,
    today: Date,
    at: i64,
}

/// Writes the rows of every item and gives the lines of the invoice.
pub(super) async fn write(
    act: &mut Act,
    order: &NewOrder,
    quote: &Quote,
    placed: &mut Placed,
) -> Result<Vec<NewLine>> {
    let code = quote.promotion.as_ref().map(|row| row.code.clone()).unwrap_or_default();
    let common = Common {
        order: placed.order,
        quote,
        gateway: order.gateway.clone(),
        nameservers: order.nameservers.join(","),
        today: act.today(),
        at: act.at(),
    };
    let mut lines = Vec::new();
    for item in &quote.items {
        let ids = match item {
            Quoted::Service(service) => {
                let id = write_service(act, &common, service).await?;
                let mut addons = Vec::with_capacity(service.addons.len());
                for addon in &service.addons {
                    addons.push(write_addon(act, &common, id, addon).await?);
                }
                placed.services.push(id);
                placed.addons.extend(&addons);
                ids(id.0, &addons)
            }
            Quoted::Addon { service, addon } => {
                let id = write_addon(act, &common, service.id, addon).await?;
                placed.addons.push(id);
                ids(id.0, &[])
            }
            Quoted::Domain(domain) => {
                let id = write_domain(act, &common, domain).await?;
                placed.domains.push(id);
                ids(id.0, &[])
            }
            Quoted::Renewal(renewal) => {
                count_renewal(act, renewal).await?;
                ids(0, &[])
            }
        };
        lines.extend(lines_of(item, &ids, &code)?);
    }
    Ok(lines)
}

async fn write_service(
    act: &mut Act,
    common: &Common<'_>,
    service: &QuotedService,
) -> Result<ServiceId> {
    let row = service_row(common, service)?;
    let id = services::insert(&mut act.conn, &row).await?;
    for option in &service.options {
        let row = ServiceOptionRow {
            service_id: id,
            option_id: option.option,
            choice_id: option.choice,
            quantity: option.quantity,
        };
        service_options::set(&mut act.conn, &row).await?;
    }
    for answer in &service.fields {
        custom_fields::put(act, answer.field, &answer.field_type, id.0, &answer.value).await?;
    }
    if !service.root_password.is_empty() {
        let place = format!("services.password:{id}");
        let chance = std::sync::Arc::clone(&act.engine.world().chance);
        let sealed = act.engine.secrets().seal(&*chance, &place, &service.root_password)?;
        services::set_account(&mut act.conn, id, None, "", &sealed, common.at).await?;
    }
    Ok(id)
}

fn service_row(common: &Common<'_>, service: &QuotedService) -> Result<ServiceRow> {
    let charge = &service.charge;
    Ok(ServiceRow {
        order_id: Some(common.order),
        anchor_on: charge.anchor,
        domain: service.domain.clone(),
        gateway: common.gateway.clone(),
        quantity: service.quantity,
        first_payment_minor: charge.due_first()?.minor,
        recurring_minor: recurring(charge),
        cycle: charge.cycle,
        next_due_on: charge.cycle.recurs().then_some(common.today),
        promotion_id: common.promotion_of(charge),
        ns1: service.ns1.clone(),
        ns2: service.ns2.clone(),
        created_at: common.at,
        updated_at: common.at,
        ..ServiceRow::new(common.quote.buyer.id, service.product.id, common.today)
    })
}

async fn write_addon(
    act: &mut Act,
    common: &Common<'_>,
    service: ServiceId,
    addon: &QuotedAddon,
) -> Result<AddonId> {
    let charge = &addon.charge;
    let row = AddonRow {
        id: AddonId(0),
        client_id: common.quote.buyer.id,
        service_id: service,
        addon_id: Some(addon.addon.id),
        order_id: Some(common.order),
        name: String::new(),
        anchor_on: charge.anchor,
        registered_on: common.today,
        gateway: common.gateway.clone(),
        quantity: addon.quantity,
        setup_minor: charge.setup.minor,
        recurring_minor: recurring(charge),
        cycle: charge.cycle,
        taxed: addon.addon.taxed,
        next_due_on: charge.cycle.recurs().then_some(common.today),
        status: ServiceStatus::Pending,
        notes: String::new(),
        terminated_on: None,
        created_at: common.at,
        updated_at: common.at,
    };
    Ok(addons::insert(&mut act.conn, &row).await?)
}

async fn write_domain(
    act: &mut Act,
    common: &Common<'_>,
    domain: &QuotedDomain,
) -> Result<DomainId> {
    let row = domain_row(common, domain)?;
    let id = names::insert(&mut act.conn, &row).await?;
    if let Some(cost) = domain.premium {
        premium::keep(act, id, cost).await?;
    }
    for (field, value) in &domain.extra {
        name_edits::set_field(&mut act.conn, id, field, value).await?;
    }
    if !domain.epp_code.is_empty() {
        let place = format!("domains.epp_code:{id}");
        let chance = std::sync::Arc::clone(&act.engine.world().chance);
        let sealed = act.engine.secrets().seal(&*chance, &place, &domain.epp_code)?;
        names::set_epp_code(&mut act.conn, id, &sealed, common.at).await?;
    }
    Ok(id)
}

fn domain_row(common: &Common<'_>, domain: &QuotedDomain) -> Result<DomainRow> {
    let charge = &domain.charge;
    Ok(DomainRow {
        id: DomainId(0),
        client_id: common.quote.buyer.id,
        order_id: Some(common.order),
        r#type: domain.kind,
        name: domain.name.clone(),
        registrar: domain.registrar.clone(),
        years: domain.years,
        anchor_on: charge.anchor,
        registered_on: common.today,
        expires_on: None,
        next_due_on: Some(common.today),
        first_payment_minor: charge.due_first()?.minor,
        recurring_minor: charge.recurring.minor,
        gateway: common.gateway.clone(),
        status: DomainStatus::Pending,
        dns_management: domain.booked.dns_management,
        email_forwarding: domain.booked.email_forwarding,
        id_protection: domain.booked.id_protection,
        do_not_renew: false,
        locked: true,
        nameservers: common.nameservers.clone(),
        epp_code: String::new(),
        subscription_id: String::new(),
        promotion_id: common.promotion_of(charge),
        promotion_count: 0,
        notes: String::new(),
        synced_at: None,
        created_at: common.at,
        updated_at: common.at,
    })
}

/// A recurring promotion is counted on what was sold with it, not by its lines (B11).
async fn count_renewal(act: &mut Act, renewal: &QuotedRenewal) -> Result<()> {
    match &renewal.of {
        Renewed::Service(row, _) if renewal.off.is_positive() => {
            Ok(services::count_promotion(&mut act.conn, row.id).await?)
        }
        Renewed::Domain(row, _) if renewal.off.is_positive() => {
            Ok(renewals::count_promotions(&mut act.conn, true, &[row.id.0]).await?)
        }
        _ => Ok(()),
    }
}

/// What is asked once is not asked again.
fn recurring(charge: &Charge) -> i64 {
    if charge.cycle.recurs() { charge.recurring.minor } else { 0 }
}

impl Common<'_> {
    /// The promotion to remember: one that holds for renewals (B11).
    fn promotion_of(&self, charge: &Charge) -> Option<model::ids::PromotionId> {
        let promotion = self.quote.promotion.as_ref();
        promotion.filter(|_| charge.promotion_recurs).map(|row| row.id)
    }
}
