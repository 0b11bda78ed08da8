//! The renewal lines of one client, as the model decides them (B4–B9, B11).

mod known;
mod moved;
mod upgraded;
mod waiting;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use model::billing::renewal::{
    GroupKey, Item, ItemKind, Renewal, RenewalSettings, billing_day, decide, invoice_due, reach_of,
};
use model::dates::{Cycle, add_days};
use model::ids::{ClientId, ProductId};
use store::Conn;
use store::billing::payers::PayerRow;
use store::billing::renewals::{self, RenewalRow};

use super::issue::NewLine;
use super::late_domains;
use super::terms::Terms;
use crate::system::settings::{self, Settings};
use crate::{Fault, Result};
use known::Known;

pub use moved::move_due;
pub use waiting::{Waiting, waiting};

/// Which items are wanted; everything that is due when nothing is named.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Services.
    pub services: Vec<i64>,
    /// Addons.
    pub addons: Vec<i64>,
    /// Domains.
    pub domains: Vec<i64>,
}

impl Selection {
    /// Whether nothing is named, so that everything due is wanted.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.services.is_empty() && self.addons.is_empty() && self.domains.is_empty()
    }

    fn has(&self, kind: ItemKind, id: i64) -> bool {
        self.is_all() || self.of(kind).contains(&id)
    }

    /// Every named item.
    pub(crate) fn each(&self) -> impl Iterator<Item = (ItemKind, i64)> {
        [ItemKind::Service, ItemKind::Addon, ItemKind::Domain]
            .into_iter()
            .flat_map(|kind| self.of(kind).iter().map(move |id| (kind, *id)))
    }

    fn of(&self, kind: ItemKind) -> &[i64] {
        match kind {
            ItemKind::Service => &self.services,
            ItemKind::Addon => &self.addons,
            ItemKind::Domain => &self.domains,
        }
    }
}

/// Lines that share an invoice.
pub type Groups = BTreeMap<GroupKey, Vec<NewLine>>;

/// Named items are invoiced ahead of their time: by their next period, however far it is.
const AHEAD_DAYS: i32 = 36_500;

/// When renewals are invoiced (B6, B9).
#[must_use]
pub fn settings_of(settings: &Settings) -> RenewalSettings {
    let days = |name: &str| settings.number(name).and_then(|days| i32::try_from(days).ok());
    let usual = RenewalSettings::default();
    let by_cycle = [
        (Cycle::Monthly, settings::INVOICE_DAYS_MONTHLY),
        (Cycle::Quarterly, settings::INVOICE_DAYS_QUARTERLY),
        (Cycle::SemiAnnually, settings::INVOICE_DAYS_SEMIANNUALLY),
        (Cycle::Annually, settings::INVOICE_DAYS_ANNUALLY),
        (Cycle::Biennially, settings::INVOICE_DAYS_BIENNIALLY),
        (Cycle::Triennially, settings::INVOICE_DAYS_TRIENNIALLY),
    ];
    RenewalSettings {
        lead_days: days(settings::INVOICE_DAYS_BEFORE).unwrap_or(usual.lead_days),
        lead_days_by_cycle: by_cycle
            .into_iter()
            .filter_map(|(cycle, name)| Some((cycle, days(name)?)))
            .collect(),
        domain_lead_days: days(settings::INVOICE_DAYS_BEFORE_DOMAIN)
            .unwrap_or(usual.domain_lead_days),
        continuous: settings.on(settings::CONTINUOUS_INVOICING),
        billing_day: None,
    }
}

/// The billing day of a client, by its own word, its group's and the house's (B8).
#[must_use]
pub fn billing_day_of(settings: &Settings, client: i64, group: i64) -> Option<u8> {
    billing_day(client, group, settings.number(settings::BILLING_DAY).unwrap_or_default())
}

/// The last day whose due dates matter today, for anybody without a billing day.
#[must_use]
pub fn horizon(settings: &Settings, today: Date) -> Date {
    let rules = settings_of(settings);
    let other = settings.most(settings::INVOICE_DAYS_BEFORE);
    let other = other.and_then(|days| i32::try_from(days).ok()).unwrap_or_default();
    reach(&rules, other, today)
}

fn reach(rules: &RenewalSettings, other: i32, today: Date) -> Date {
    let by_cycle = rules.lead_days_by_cycle.iter().map(|(_, days)| *days);
    let most =
        by_cycle.chain([rules.lead_days, rules.domain_lead_days, other]).max().unwrap_or_default();
    add_days(today, most).unwrap_or(today)
}

/// The last day whose due dates matter today for anybody, where a day matters to `until` and a
/// billing day may be up to a month before what is due on it (B8).
pub(crate) async fn furthest(c: &mut Conn, settings: &Settings, until: Date) -> Result<Date> {
    Ok(if any_billing_day(c, settings).await? { by_any_billing_day(until) } else { until })
}

/// Whether anything is due by a billing day, of the house or of somebody.
async fn any_billing_day(c: &mut Conn, settings: &Settings) -> Result<bool> {
    let house = billing_day_of(settings, 0, 0).is_some();
    Ok(house || renewals::any_billing_day(c).await?)
}

fn by_any_billing_day(until: Date) -> Date {
    (1..=31).map(|day| reach_of(until, Some(day))).max().unwrap_or(until)
}

/// The clients of whom something may be due, as far as the books say it: `until` is the horizon.
///
/// # Errors
/// When the database fails.
pub(crate) async fn clients_due(
    c: &mut Conn,
    settings: &Settings,
    until: Date,
) -> Result<Vec<ClientId>> {
    let continuous = settings.on_for_any(settings::CONTINUOUS_INVOICING);
    if !any_billing_day(c, settings).await? {
        return Ok(renewals::clients_due(c, until, continuous).await?);
    }
    let furthest = by_any_billing_day(until);
    let mut rows = renewals::clients_due_since(c, furthest, continuous).await?;
    rows.retain(|row| {
        let day = billing_day_of(settings, row.billing_day, row.group_billing_day);
        row.first_on <= reach_of(until, day)
    });
    Ok(rows.into_iter().map(|row| row.client_id).collect())
}

/// What is due for clients.
#[derive(Debug, Default)]
pub(crate) struct Due {
    /// The lines, by invoice.
    pub(crate) groups: Groups,
    /// The items whose promotion took something off, by kind.
    promoted: Vec<(ItemKind, Vec<i64>)>,
}

/// The lines that are due for clients whose money is locked, grouped by invoice (B8).
///
/// # Errors
/// When the database fails.
pub(crate) async fn lines(
    c: &mut Conn,
    terms: &Terms,
    payers: &[PayerRow],
    wanted: &Selection,
) -> Result<Due> {
    let (settings, today) = (&terms.settings, terms.today());
    let until = if wanted.is_all() {
        furthest(c, settings, horizon(settings, today)).await?
    } else {
        add_days(today, AHEAD_DAYS).unwrap_or(today)
    };
    let clients: Vec<i64> = payers.iter().map(|payer| payer.id.0).collect();
    let payers: HashMap<ClientId, &PayerRow> = payers.iter().map(|it| (it.id, it)).collect();
    let rules = Rules::new(settings, !wanted.is_all());
    let mut due = Due::default();
    for kind in [ItemKind::Service, ItemKind::Addon, ItemKind::Domain] {
        let mut rows = rows_of(c, kind, &clients, until).await?;
        rows.retain(|row| wanted.has(kind, row.id));
        if kind == ItemKind::Service {
            upgraded::look_ahead(c, settings, &mut rows).await?;
        }
        let known = Known::read(c, kind, &rows).await?;
        let mut promoted = Vec::new();
        for row in &rows {
            let Some(payer) = payers.get(&row.client_id) else { continue };
            let day = billing_day_of(settings, payer.billing_day, payer.group_billing_day);
            let rules = rules.of(payer.id, row.product_id, day);
            let period = match next(today, kind, row, &known, &rules)? {
                Renewal::Invoice(period) => Some(period),
                Renewal::NotBefore(_)
                | Renewal::WaitsForPayment
                | Renewal::Complete
                | Renewal::Never => None,
            };
            let mut lines = match period {
                Some(period) => known.lines_of(kind, row, period, payer, &terms.currencies)?,
                None => Vec::new(),
            };
            // The second line is the promotion's.
            promoted.extend((lines.len() > 1).then_some(row.id));
            if kind == ItemKind::Domain {
                lines.extend(late_domains::lines(c, row, payer, terms).await?);
            }
            if lines.is_empty() {
                continue;
            }
            let from = period.map_or(today, |period| period.from);
            let key = GroupKey {
                client: payer.id,
                currency: payer.currency_id,
                due: invoice_due(from, day, today),
                payment_method: gateway_of(row, payer),
                separate: payer.separate_invoices.then_some((kind, row.id)),
            };
            due.groups.entry(key).or_default().extend(lines);
        }
        due.promoted.push((kind, promoted));
    }
    Ok(due)
}

impl Due {
    /// Counts on the items that their promotion took something off once more (B11).
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn count_promotions(&self, c: &mut Conn) -> Result<()> {
        for (kind, items) in &self.promoted {
            renewals::count_promotions(c, *kind == ItemKind::Domain, items).await?;
        }
        Ok(())
    }
}

/// The rules for many items: those of the house are read once for all of them.
struct Rules<'a> {
    settings: &'a Settings,
    house: RenewalSettings,
    named: bool,
}

impl<'a> Rules<'a> {
    fn new(settings: &'a Settings, named: bool) -> Self {
        Self { settings, house: settings_of(settings), named }
    }

    /// Those for an item; a named one is invoiced by its next period, however far it is.
    fn of(&self, client: ClientId, product: ProductId, billing_day: Option<u8>) -> RenewalSettings {
        let own = match self.settings.for_item(client, product) {
            Cow::Borrowed(_) => self.house.clone(),
            Cow::Owned(own) => settings_of(&own),
        };
        let rules = RenewalSettings { billing_day, ..own };
        if !self.named {
            return rules;
        }
        let lead_days_by_cycle = Vec::new();
        let (lead_days, domain_lead_days) = (AHEAD_DAYS, AHEAD_DAYS);
        RenewalSettings { lead_days, domain_lead_days, lead_days_by_cycle, ..rules }
    }
}

async fn rows_of(
    c: &mut Conn,
    kind: ItemKind,
    clients: &[i64],
    until: Date,
) -> Result<Vec<RenewalRow>> {
    Ok(match kind {
        ItemKind::Service => renewals::services(c, clients, until).await?,
        ItemKind::Addon => renewals::addons(c, clients, until).await?,
        ItemKind::Domain => renewals::domains(c, clients, until).await?,
    })
}

/// How the item's invoices are paid: as it says, else as the client usually does.
fn gateway_of(row: &RenewalRow, payer: &PayerRow) -> String {
    let own = Some(&row.gateway).filter(|gateway| !gateway.is_empty());
    own.unwrap_or(&payer.default_gateway).clone()
}

/// How many periods of a product are invoiced, as it is kept: 0 for any number.
fn limit_of(kept: i64) -> Result<Option<u32>> {
    Some(kept).filter(|limit| *limit > 0).map(u32::try_from).transpose().map_err(Fault::broken)
}

/// What is to be done with an item today.
fn next(
    today: Date,
    kind: ItemKind,
    row: &RenewalRow,
    known: &Known,
    rules: &RenewalSettings,
) -> Result<Renewal> {
    let reach = known.reaches.get(&row.id).copied().unwrap_or_default();
    let years = u32::try_from(row.years).map_err(Fault::broken)?;
    let item = Item {
        kind,
        invoiced_status: true,
        cycle: row.cycle,
        months: if kind == ItemKind::Domain { Some(years * 12) } else { row.cycle.months() },
        anchor: row.anchor_on,
        next_due: row.next_due_on,
        invoiced_to: reach.invoiced_to,
        has_unpaid_invoice: reach.unpaid,
        invoiced: u32::try_from(reach.periods).map_err(Fault::broken)?,
        limit: limit_of(row.recurring_limit)?,
    };
    Ok(decide(&item, rules, today))
}
