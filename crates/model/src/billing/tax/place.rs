//! Who is taxed, where, and for which lines (B13, B14).

use super::states::key;
use super::{TaxLevel, TaxRule, TaxSettings};
use crate::billing::invoice::LineType;

/// How a client's invoices are taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// By the rules of the place.
    Taxed,
    /// Not at all.
    Exempt,
    /// Not here: the recipient owes it, which the invoice must say.
    ReverseCharge,
}

/// What decides how a client is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxClient<'a> {
    /// ISO 3166 code.
    pub country: &'a str,
    /// Marked as exempt.
    pub exempt: bool,
    /// Has an EU VAT number that was found valid.
    pub has_valid_vat_number: bool,
}

/// What an invoice under reverse charge must state.
pub const REVERSE_CHARGE_NOTE: &str = "Reverse charge: VAT is to be accounted for by the \
     recipient (Article 196, Directive 2006/112/EC).";

const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The most specific rule of a level for a place: its state, then its country, then anywhere (B13).
///
/// Of equally specific rules the first one wins.
pub fn select<'a>(
    rules: &'a [TaxRule],
    level: TaxLevel,
    country: &str,
    state: &str,
) -> Option<&'a TaxRule> {
    let (in_country, in_state) = (fold(country), key(country, state));
    let fits = |rule: &TaxRule| {
        rule.country.as_deref().is_none_or(|name| fold(name) == in_country)
            && rule.state.as_deref().is_none_or(|name| key(country, name) == in_state)
    };
    let specificity = |rule: &TaxRule| (rule.country.is_some(), rule.state.is_some());
    rules
        .iter()
        .filter(|rule| rule.level == level)
        .filter(|rule| fits(rule))
        // `max_by_key` takes the last of equals, so the table is walked backwards.
        .rev()
        .max_by_key(|rule| specificity(rule))
}

/// How a client is taxed by a company at home in `home_country` (B14).
///
/// A valid VAT number means reverse charge in every EU country but the home country.
pub fn treatment(client: TaxClient<'_>, home_country: &str) -> Treatment {
    if client.exempt {
        return Treatment::Exempt;
    }
    let abroad = fold(client.country) != fold(home_country);
    let within_eu = is_eu_country(client.country) && is_eu_country(home_country);
    if client.has_valid_vat_number && abroad && within_eu {
        return Treatment::ReverseCharge;
    }
    Treatment::Taxed
}

/// Whether an ISO 3166 code (or `EL`, as VAT numbers spell Greece) is a member of the EU.
pub fn is_eu_country(code: &str) -> bool {
    let code = fold(code);
    code == "el" || EU.iter().any(|each| fold(each) == code)
}

/// Whether a line is taxed, given its kind and its own flag: the switches of B14.
///
/// Adding funds and paying other invoices are no supplies and never taxed.
pub fn is_taxed(kind: LineType, flag: bool, settings: &TaxSettings) -> bool {
    match kind {
        LineType::AddFunds | LineType::Invoice => false,
        LineType::Domain
        | LineType::DomainRegister
        | LineType::DomainTransfer
        | LineType::PromotionDomain
        | LineType::GraceFee
        | LineType::RedemptionFee
        | LineType::DomainAddonDns
        | LineType::DomainAddonMail
        | LineType::DomainAddonOwner => settings.tax_domains,
        LineType::LateFee => settings.tax_late_fees,
        LineType::BillableItem => flag && settings.tax_billable_items,
        LineType::Custom => flag && settings.tax_custom_lines,
        LineType::Hosting
        | LineType::Addon
        | LineType::Setup
        | LineType::Upgrade
        | LineType::Promotion => flag,
    }
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}
