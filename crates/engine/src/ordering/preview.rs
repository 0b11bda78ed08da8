//! What an order would cost, with tax: the same quote and lines as the order, nothing written.

use model::billing::tax::TaxResult;
use model::dates::Cycle;
use model::ids::{ClientId, CurrencyId};
use model::money::{Money, Percent};
use model::ordering::promotion::Recurs;
use store::Conn;
use store::billing::payers::{self, PayerRow};
use store::catalogue::promotions::PromotionRow;

use super::cart::NewOrder;
use super::quote::{self, Asker, Buyer, Charge, Ids, Quote, Quoted, Renewed, lines_of};
use crate::billing::issue::computed::listed;
use crate::billing::issue::{LineKind, NewLine};
use crate::billing::taxation;
use crate::catalogue::pricing::In;
use crate::catalogue::promotions;
use crate::system::currencies::Currencies;
use crate::system::settings::Settings;
use crate::{Result, invalid, not_found};

/// For whom a preview is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// A client, with its currency, group and taxes.
    Client(ClientId),
    /// Somebody without an account.
    Visitor {
        /// The currency; the default one if absent.
        currency: Option<CurrencyId>,
        /// ISO 3166-1 alpha-2, for taxes; empty for the company's own.
        country: String,
        /// State, for taxes.
        state: String,
        /// The number that the visitor has for taxes; empty for none.
        tax_id: String,
    },
}

/// An order that was not placed.
#[derive(Debug)]
pub struct Preview {
    /// The currency of all amounts.
    pub currency: CurrencyId,
    /// Its lines.
    pub lines: Vec<PreviewLine>,
    /// Sums and taxes.
    pub tax: TaxResult,
    /// Due with the order.
    pub total: Money,
}

/// A line of the invoice that the order would have.
#[derive(Debug, Clone)]
pub struct PreviewLine {
    /// The line.
    pub line: NewLine,
    /// How often it comes again, and what it is then; `None` for what comes once.
    pub later: Option<(Every, Money)>,
    /// In how many later periods; `None` for all of them.
    pub times: Option<u32>,
    /// The name, if its registry asks more for it than for others.
    pub premium: Option<String>,
}

/// How often something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// A billing cycle.
    Cycle(Cycle),
    /// So many years, as domain names do.
    Years(i64),
}

/// The word of the cycle, also for years that have one; else `Every 4 Years`.
impl std::fmt::Display for Every {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cycle = match *self {
            Self::Cycle(cycle) => cycle,
            Self::Years(1) => Cycle::Annually,
            Self::Years(2) => Cycle::Biennially,
            Self::Years(3) => Cycle::Triennially,
            Self::Years(years) => return write!(f, "Every {years} Years"),
        };
        cycle.fmt(f)
    }
}

/// Computes what an order would cost.
///
/// # Errors
/// The refusals of placing it, but for those that only the moment of placing decides.
pub async fn preview(
    c: &mut Conn,
    settings: &Settings,
    asker: Asker<'_>,
    whom: &For,
    order: &NewOrder,
) -> Result<Preview> {
    let (buyer, payer) = who(c, settings, whom).await?;
    let quote = quote::quote(c, asker, buyer, order).await?;
    let lines = lines(c, &quote).await?;
    let taxation = taxation::of_payer(c, settings, &payer, None).await?;
    let amounts = listed(lines.iter().map(|each| &each.line), &taxation);
    let tax = taxation.compute(&amounts, buyer.within.currency)?;
    let total = tax.total()?;
    Ok(Preview { currency: buyer.within.id, lines, tax, total })
}

async fn who(c: &mut Conn, settings: &Settings, whom: &For) -> Result<(Buyer, PayerRow)> {
    match whom {
        For::Client(id) => {
            let buyer = quote::buyer(c, *id).await?;
            let payer = payers::by_id(c, *id).await?;
            Ok((buyer, payer.ok_or_else(|| not_found("Client ID Not Found"))?))
        }
        For::Visitor { currency, country, state, tax_id } => {
            let currencies = Currencies::read(c).await?;
            let id = match currency {
                Some(id) => *id,
                None => currencies.default_row()?.id,
            };
            if currencies.row(id).is_none() {
                return Err(invalid("currency", "Currency ID Not Found"));
            }
            let within = In { id, currency: currencies.currency(id)? };
            let home = settings.text(crate::system::settings::COMPANY_COUNTRY);
            let country = if country.is_empty() { home } else { country };
            let buyer = Buyer { id: ClientId(0), group: None, discount: Percent::ZERO, within };
            let tax_id = tax_id.clone();
            Ok((buyer, PayerRow { tax_id, ..visitor(id, country, state) }))
        }
    }
}

/// Somebody without an account, as far as taxes are concerned.
fn visitor(currency: CurrencyId, country: &str, state: &str) -> PayerRow {
    let none = String::new;
    PayerRow {
        id: ClientId(0),
        first_name: none(),
        last_name: none(),
        company: none(),
        email: none(),
        address1: none(),
        address2: none(),
        city: none(),
        state: state.to_owned(),
        postcode: none(),
        country: country.to_owned(),
        tax_id: none(),
        vat_refused: none(),
        tax_exempt: false,
        currency_id: currency,
        default_gateway: none(),
        credit_minor: 0,
        separate_invoices: false,
        billing_day: 0,
        group_billing_day: 0,
        disable_auto_cc: false,
        language: String::new(),
        erased: false,
    }
}

async fn lines(c: &mut Conn, quote: &Quote) -> Result<Vec<PreviewLine>> {
    let lasting = match &quote.promotion {
        Some(row) if row.recurring => Some(Lasting::of(row, Currencies::read(c).await?, quote)?),
        _ => None,
    };
    let code = quote.promotion.as_ref().map(|row| row.code.as_str()).unwrap_or_default();
    let mut lines = Vec::new();
    for item in &quote.items {
        let mut addons = addon_charges(item).into_iter();
        for line in lines_of(item, &Ids::default(), code)? {
            let mut times = None;
            let later = match line.kind {
                LineKind::Addon => addons.next().and_then(later).or_else(|| renewed(item)),
                LineKind::Hosting
                | LineKind::Domain
                | LineKind::DomainRegister
                | LineKind::DomainTransfer => own(item).or_else(|| renewed(item)),
                LineKind::Promotion | LineKind::PromotionDomain => {
                    times = lasting.as_ref().and_then(|lasting| lasting.times);
                    lasting.as_ref().map_or(Ok(None), |lasting| lasting.off(item))?
                }
                _ => None,
            };
            let premium = match item {
                Quoted::Domain(domain) => domain.premium.map(|_| domain.name.clone()),
                _ => None,
            };
            lines.push(PreviewLine { line, later, times, premium });
        }
    }
    Ok(lines)
}

/// A promotion that holds for renewals too (B11).
struct Lasting<'a> {
    row: &'a PromotionRow,
    currencies: Currencies,
    within: CurrencyId,
    /// For so many of them; `None` for all.
    times: Option<u32>,
}

impl<'a> Lasting<'a> {
    fn of(row: &'a PromotionRow, currencies: Currencies, quote: &Quote) -> Result<Self> {
        let times = match promotions::recurs(row)? {
            Recurs::For(times) => Some(times),
            Recurs::Once | Recurs::Forever => None,
        };
        Ok(Self { row, currencies, within: quote.buyer.within.id, times })
    }

    /// What it takes off each later period of a thing.
    fn off(&self, item: &Quoted) -> Result<Option<(Every, Money)>> {
        let Some((every, price)) = own(item) else { return Ok(None) };
        let quantity = match item {
            Quoted::Service(service) => service.quantity,
            _ => 1,
        };
        let price = (price, self.within);
        let off = promotions::off_renewal(self.row, (0, quantity), price, &self.currencies)?;
        Ok(off.map(Money::neg).transpose()?.map(|off| (every, off)))
    }
}

fn own(item: &Quoted) -> Option<(Every, Money)> {
    match item {
        Quoted::Service(service) => later(&service.charge),
        Quoted::Domain(domain) => Some((Every::Years(domain.years), domain.charge.recurring)),
        Quoted::Addon { .. } | Quoted::Renewal(_) => None,
    }
}

/// The charges that have an addon line, in the order of those lines.
fn addon_charges(item: &Quoted) -> Vec<&Charge> {
    let all: Vec<&Charge> = match item {
        Quoted::Service(service) => service.addons.iter().map(|addon| &addon.charge).collect(),
        Quoted::Addon { addon, .. } => vec![&addon.charge],
        Quoted::Domain(_) | Quoted::Renewal(_) => Vec::new(),
    };
    all.into_iter().filter(|charge| !charge.is_free()).collect()
}

fn later(charge: &Charge) -> Option<(Every, Money)> {
    charge.cycle.recurs().then_some((Every::Cycle(charge.cycle), charge.recurring))
}

fn renewed(item: &Quoted) -> Option<(Every, Money)> {
    let Quoted::Renewal(renewal) = item else { return None };
    let every = match &renewal.of {
        Renewed::Service(row, _) => Every::Cycle(row.cycle),
        Renewed::Addon(row, _) => Every::Cycle(row.cycle),
        Renewed::Domain(_, years) => Every::Years(i64::from(*years)),
    };
    Some((every, renewal.amount))
}
