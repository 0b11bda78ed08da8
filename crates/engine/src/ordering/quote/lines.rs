//! The invoice lines of what is ordered: the same for a preview and for the invoice.

use model::billing::renewal::{domain_text, line_text};
use model::domains::name::for_people;
use model::domains::status::DomainOrderType;
use model::explanation::{Step, What};
use model::money::Money;

use super::{Charge, Quoted, QuotedAddon, QuotedDomain, QuotedRenewal, QuotedService, Renewed};
use crate::Result;
use crate::billing::issue::{LineKind, NewLine};
use crate::people::custom_fields::readable;

/// The numbers that the things got; 0 in a preview.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    /// Of the service, the domain, or the addon for an existing service.
    pub own: i64,
    /// Of the addons of a new service.
    pub addons: Vec<i64>,
}

/// The lines of one thing; none for what is free. `code` is the promotion's.
///
/// # Errors
/// Broken when an amount does not fit.
pub fn lines_of(item: &Quoted, ids: &Ids, code: &str) -> Result<Vec<NewLine>> {
    match item {
        Quoted::Service(service) => service_lines(service, ids, code),
        Quoted::Domain(domain) => domain_lines(domain, ids.own, code),
        Quoted::Addon { addon, .. } => addon_lines(addon, ids.own, code),
        Quoted::Renewal(renewal) => renewal_lines(renewal),
    }
}

fn service_lines(service: &QuotedService, ids: &Ids, code: &str) -> Result<Vec<NewLine>> {
    let charge = &service.charge;
    let mut lines = Vec::new();
    if !charge.is_free() {
        let name = counted(&service.product.name, service.quantity);
        let mut options: Vec<_> =
            service.options.iter().map(|o| (o.name.clone(), o.chosen.clone())).collect();
        let shown = service.fields.iter();
        let shown = shown.filter(|own| !own.on_invoice.is_empty() && !own.value.is_empty());
        options.extend(
            shown.map(|own| (own.on_invoice.clone(), readable(&own.field_type, &own.value))),
        );
        let text = line_text(&name, &for_people(&service.domain), charge.period, &options);
        let mut line = NewLine::new(LineKind::Hosting, ids.own, text, charge.first);
        line.period = charge.period;
        line.explanation = charge.explanation.steps.clone();
        if !charge.setup.is_zero() {
            line.explanation.push(Step::new(What::SetupApart, charge.setup.neg()?));
        }
        lines.push(line);
        if !charge.setup.is_zero() {
            let text = format!("{name} Setup Fee");
            let mut line = NewLine::new(LineKind::Setup, ids.own, text, charge.setup);
            line.explanation = vec![Step::new(What::Setup(name), charge.setup)];
            lines.push(line);
        }
        lines.extend(discount(LineKind::Promotion, ids.own, charge, code)?);
        lines.iter_mut().for_each(|line| line.taxed = service.product.taxed);
    }
    for (index, addon) in service.addons.iter().enumerate() {
        let id = ids.addons.get(index).copied().unwrap_or_default();
        lines.extend(addon_lines(addon, id, code)?);
    }
    Ok(lines)
}

/// An addon is one line, setup fee and discount included.
fn addon_lines(addon: &QuotedAddon, id: i64, code: &str) -> Result<Vec<NewLine>> {
    let charge = &addon.charge;
    if charge.is_free() {
        return Ok(Vec::new());
    }
    let name = counted(&format!("Addon - {}", addon.addon.name), addon.quantity);
    let text = line_text(&name, "", charge.period, &[]);
    let mut line = NewLine::new(LineKind::Addon, id, text, charge.due_first()?);
    line.taxed = addon.addon.taxed;
    line.period = charge.period;
    line.explanation = charge.explanation.steps.clone();
    let off = charge.off_first.add(charge.off_setup)?;
    if !off.is_zero() {
        line.explanation.push(Step::new(What::PromotionCode(code.to_owned()), off.neg()?));
    }
    Ok(vec![line])
}

fn domain_lines(domain: &QuotedDomain, id: i64, code: &str) -> Result<Vec<NewLine>> {
    let (kind, what) = match domain.kind {
        DomainOrderType::Register => (LineKind::DomainRegister, "Domain Registration"),
        DomainOrderType::Transfer => (LineKind::DomainTransfer, "Domain Transfer"),
    };
    let charge = &domain.charge;
    let years = u32::try_from(domain.years).unwrap_or(u32::MAX);
    let text = domain_text(what, &for_people(&domain.name), years, charge.period);
    let text = text + &domain.booked.text();
    let mut line = NewLine::new(kind, id, text, charge.first);
    line.period = charge.period;
    line.explanation = charge.explanation.steps.clone();
    let mut lines = vec![line];
    lines.extend(discount(LineKind::PromotionDomain, id, charge, code)?);
    lines.iter_mut().for_each(|line| line.taxed = true);
    Ok(lines)
}

fn renewal_lines(renewal: &QuotedRenewal) -> Result<Vec<NewLine>> {
    let period = Some(renewal.period);
    let (kind, text) = match &renewal.of {
        Renewed::Service(row, name) => {
            (LineKind::Hosting, line_text(name, &for_people(&row.domain), period, &[]))
        }
        Renewed::Addon(_, name) => {
            (LineKind::Addon, line_text(&format!("Addon - {name}"), "", period, &[]))
        }
        Renewed::Domain(row, years) => {
            let name = for_people(&row.name);
            let text = domain_text("Domain Renewal", &name, *years, period);
            (LineKind::Domain, text + &row.booked().text())
        }
    };
    let promotion = match &renewal.of {
        Renewed::Domain(..) => LineKind::PromotionDomain,
        Renewed::Service(..) | Renewed::Addon(..) => LineKind::Promotion,
    };
    let id = renewal.of.id();
    let mut line = NewLine::new(kind, id, text, renewal.amount);
    line.period = period;
    line.explanation = renewal.explanation.steps.clone();
    let mut lines = vec![line];
    let (grace, redemption) = renewal.late_fees;
    let (off, code) = (renewal.off.neg()?, What::PromotionCode(renewal.code.clone()));
    let further = [
        (promotion, "Promotional Discount", off, code),
        (LineKind::GraceFee, "Domain Renewal Grace Fee", grace, What::LateFee),
        (LineKind::RedemptionFee, "Domain Redemption Fee", redemption, What::LateFee),
    ];
    for (kind, text, amount, what) in further {
        if !amount.is_zero() {
            let mut line = NewLine::new(kind, id, text, amount);
            line.explanation = vec![Step::new(what, amount)];
            lines.push(line);
        }
    }
    lines.iter_mut().for_each(|line| line.taxed = renewal.taxed);
    Ok(lines)
}

/// The line of what a promotion takes off, if it does.
fn discount(kind: LineKind, id: i64, charge: &Charge, code: &str) -> Result<Option<NewLine>> {
    let off: Money = charge.off_first.add(charge.off_setup)?;
    if off.is_zero() {
        return Ok(None);
    }
    let often = if charge.promotion_recurs { "Recurring" } else { "One Time" };
    let text = format!("{} - {often} Discount", promotion_text(code));
    let mut line = NewLine::new(kind, id, text, off.neg()?);
    line.explanation = vec![Step::new(What::PromotionCode(code.to_owned()), line.amount)];
    Ok(Some(line))
}

fn promotion_text(code: &str) -> String {
    format!("Promotional Code: {code}")
}

fn counted(name: &str, quantity: i64) -> String {
    if quantity > 1 { format!("{quantity} x {name}") } else { name.to_owned() }
}
