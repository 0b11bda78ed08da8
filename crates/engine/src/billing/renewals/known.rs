//! What the renewals of many items need to know, read for all of them at once, and their lines.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use model::billing::invoice::LineType;
use model::billing::renewal::{ItemKind, domain_text, line_text};
use model::dates::Period;
use model::domains::addon::Booked;
use model::domains::name::for_people;
use model::explanation::{Step, What};
use model::ids::{CurrencyId, PromotionId};
use model::money::Money;
use store::Conn;
use store::billing::billed_periods::{self, Reach};
use store::billing::payers::PayerRow;
use store::billing::renewals::{self, RenewalRow};
use store::catalogue::promotions::{self, PromotionRow};
use store::people::custom_fields::Kind;

use crate::billing::issue::NewLine;
use crate::catalogue::promotions as discounts;
use crate::domains::addons::{PaidPart, PaidTimes};
use crate::people::custom_fields::{OnInvoices, on_invoices};
use crate::system::currencies::Currencies;
use crate::{Fault, Result};

/// Of items of one kind.
pub(super) struct Known {
    /// How far each is invoiced, if it ever was.
    pub(super) reaches: HashMap<i64, Reach>,
    options: HashMap<i64, Vec<(String, String)>>,
    fields: OnInvoices,
    promotions: HashMap<PromotionId, PromotionRow>,
    paid: PaidTimes,
}

impl Known {
    pub(super) async fn read(c: &mut Conn, kind: ItemKind, rows: &[RenewalRow]) -> Result<Self> {
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let (mut reaches, mut options) = (HashMap::new(), HashMap::new());
        let mut fields = OnInvoices::new();
        if !ids.is_empty() {
            reaches = billed_periods::reaches(c, kind, &ids).await?;
        }
        if kind == ItemKind::Service && !ids.is_empty() {
            options = renewals::options(c, &ids).await?;
            fields = on_invoices(c, Kind::Product, &ids).await?;
        }
        let promotions = rows.iter().filter_map(|row| row.promotion_id).collect();
        let promotions = promotions_of(c, promotions).await?;
        let with_addons = rows.iter().filter(|row| row.booked() != Booked::default());
        let with_addons: Vec<i64> = with_addons.map(|row| row.id).collect();
        let first = rows.iter().map(|row| row.next_due_on).min().unwrap_or(Date::MAX);
        let paid = PaidTimes::read(c, &with_addons, first).await?;
        Ok(Self { reaches, options, fields, promotions, paid })
    }

    /// The line of a renewal, and the one of its promotion if it has one.
    pub(super) fn lines_of(
        &self,
        kind: ItemKind,
        row: &RenewalRow,
        period: Period,
        payer: &PayerRow,
        currencies: &Currencies,
    ) -> Result<Vec<NewLine>> {
        let mut price = currencies.money(row.recurring_minor, payer.currency_id)?;
        let mut explanation = vec![Step::new(What::Recurring, price)];
        let paid = self.paid.within(row.id, row.booked(), period, price)?;
        for part in &paid {
            price = price.sub(part.amount)?;
            let what = What::PaidAlready(part.addon.title().to_owned());
            explanation.push(Step::new(what, part.amount.neg()?));
        }
        let (line_type, text) = match kind {
            ItemKind::Service => {
                let of_row =
                    |kept: &HashMap<i64, Vec<(String, String)>>| kept.get(&row.id).cloned();
                let mut said = of_row(&self.options).unwrap_or_default();
                said.extend(of_row(&self.fields).unwrap_or_default());
                let host = for_people(&row.name);
                let text = line_text(&row.product, &host, Some(period), &said);
                (LineType::Hosting, text)
            }
            ItemKind::Addon => {
                (LineType::Addon, line_text(&row.product, &row.name, Some(period), &[]))
            }
            ItemKind::Domain => {
                let years = u32::try_from(row.years).map_err(Fault::broken)?;
                let name = for_people(&row.name);
                let text = domain_text("Domain Renewal", &name, years, Some(period));
                (LineType::Domain, text + &asked_for(row.booked(), &paid).text())
            }
        };
        let mut line = NewLine::new(line_type, row.id, text, price);
        line.taxed = row.taxed;
        line.period = Some(period);
        line.explanation = explanation;
        let discount = self.discount_line(kind, row, (price, payer.currency_id), currencies)?;
        Ok(std::iter::once(line).chain(discount).collect())
    }

    /// What the item's promotion takes off this renewal (B11).
    fn discount_line(
        &self,
        kind: ItemKind,
        row: &RenewalRow,
        (price, currency): (Money, CurrencyId),
        currencies: &Currencies,
    ) -> Result<Option<NewLine>> {
        let promotion = row.promotion_id.and_then(|id| self.promotions.get(&id));
        let Some(promotion) = promotion else { return Ok(None) };
        let of = (row.promotion_count, row.quantity);
        let off = discounts::off_renewal(promotion, of, (price, currency), currencies)?;
        let Some(off) = off else { return Ok(None) };
        let line_type = match kind {
            ItemKind::Domain => LineType::PromotionDomain,
            ItemKind::Service | ItemKind::Addon => LineType::Promotion,
        };
        let text = format!("Promotional Code: {}", promotion.code);
        let mut line = NewLine::new(line_type, row.id, text, off.neg()?);
        line.taxed = row.taxed;
        line.explanation = vec![Step::new(What::Promotion, line.amount)];
        Ok(Some(line))
    }
}

/// The promotions of these numbers that there are.
pub(super) async fn promotions_of(
    c: &mut Conn,
    ids: BTreeSet<PromotionId>,
) -> Result<HashMap<PromotionId, PromotionRow>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<PromotionId> = ids.into_iter().collect();
    let rows = promotions::by_ids(c, &ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What is booked without what is paid for in all of the period.
fn asked_for(booked: Booked, paid: &[PaidPart]) -> Booked {
    let is_paid = |addon| paid.iter().any(|part| part.whole && part.addon == addon);
    booked.each().filter(|addon| !is_paid(*addon)).collect()
}
