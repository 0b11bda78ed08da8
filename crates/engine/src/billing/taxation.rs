//! The tax of an invoice: rates of the client's place, computed by the model (B13, B14).

use model::billing::invoice::LineType;
use model::billing::tax::{
    LineAmount, REVERSE_CHARGE_NOTE, TaxClient, TaxLevel, TaxMode, TaxRates, TaxResult, TaxRule,
    TaxSettings, Treatment, compute, is_taxed, select, treatment,
};
use model::money::{Currency, Percent};
use serde::{Deserialize, Serialize};
use store::Conn;
use store::billing::payers::PayerRow;
use store::billing::tax_rules;

use crate::system::settings::{self, Settings};
use crate::{Fault, Result};

/// How one invoice is taxed.
#[derive(Debug, Clone)]
pub struct Taxation {
    /// Both rates.
    pub rates: TaxRates,
    /// Their names on the invoice.
    pub names: (String, String),
    /// Taxed, exempt or reverse charge.
    pub treatment: Treatment,
    /// The company's choices.
    pub settings: TaxSettings,
    /// It is that of an earlier invoice: each line says itself whether it is taxed.
    pub is_kept: bool,
}

/// The company's choices (B13, B14).
#[must_use]
pub fn tax_settings(settings: &Settings) -> TaxSettings {
    let inclusive = settings.text(settings::TAX_TYPE).eq_ignore_ascii_case("Inclusive");
    TaxSettings {
        mode: if inclusive { TaxMode::Inclusive } else { TaxMode::Exclusive },
        compound: settings.on(settings::TAX_COMPOUND),
        deduct_from_exempt: settings.on(settings::TAX_DEDUCT),
        tax_domains: settings.on(settings::TAX_DOMAINS),
        tax_late_fees: settings.on(settings::TAX_LATE_FEES),
        tax_billable_items: settings.on(settings::TAX_BILLABLE),
        // A line written by hand says itself whether it is taxed; the setting decides where
        // nothing was said, and is what a form starts from.
        tax_custom_lines: true,
    }
}

/// Decides how a client's invoice is taxed; given rates take the place of the table's.
///
/// # Errors
/// When the database fails.
pub async fn of_payer(
    c: &mut Conn,
    settings: &Settings,
    payer: &PayerRow,
    given: Option<(Percent, Percent)>,
) -> Result<Taxation> {
    Ok(by_rules(&rules(c, settings).await?, settings, payer, given))
}

/// [`of_payer`] by the table in hand.
#[must_use]
pub fn by_rules(
    rules: &[TaxRule],
    settings: &Settings,
    payer: &PayerRow,
    given: Option<(Percent, Percent)>,
) -> Taxation {
    let home = settings.text(settings::COMPANY_COUNTRY);
    let client = TaxClient {
        country: &payer.country,
        exempt: payer.tax_exempt,
        has_valid_vat_number: settings.on(settings::TAX_EU_VAT)
            && is_vat_number(&payer.tax_id)
            && is_of_country(&payer.tax_id, &payer.country)
            // The tax offices said that it does not exist.
            && payer.vat_refused != payer.tax_id,
    };
    let mut taxation = Taxation {
        rates: TaxRates::NONE,
        names: (String::new(), String::new()),
        treatment: treatment(client, home),
        settings: tax_settings(settings),
        is_kept: false,
    };
    if let Some((level1, level2)) = given {
        taxation.rates = TaxRates { level1, level2 };
        return taxation;
    }
    if !settings.on(settings::TAX_ENABLED) {
        return taxation;
    }
    let rule = |level| select(rules, level, &payer.country, &payer.state);
    if let Some(rule) = rule(TaxLevel::One) {
        taxation.rates.level1 = rule.rate;
        taxation.names.0.clone_from(&rule.name);
    }
    if let Some(rule) = rule(TaxLevel::Two) {
        taxation.rates.level2 = rule.rate;
        taxation.names.1.clone_from(&rule.name);
    }
    taxation
}

impl Taxation {
    /// Computes the lines.
    ///
    /// # Errors
    /// When an amount does not fit.
    pub fn compute(&self, lines: &[LineAmount], currency: Currency) -> Result<TaxResult> {
        Ok(compute(lines, self.rates, &self.settings, self.treatment, currency)?)
    }

    /// Whether a line is taxed (B14).
    #[must_use]
    pub fn taxes(&self, kind: LineType, said: bool) -> bool {
        if self.is_kept { said } else { is_taxed(kind, said, &self.settings) }
    }

    /// The rates that the invoice shows: none when nothing is charged.
    #[must_use]
    pub fn shown_rates(&self) -> (i64, i64) {
        match self.treatment {
            Treatment::Taxed => {
                (self.rates.level1.ten_thousandths(), self.rates.level2.ten_thousandths())
            }
            Treatment::Exempt | Treatment::ReverseCharge => (0, 0),
        }
    }

    /// How the tax is computed, as an invoice keeps it.
    ///
    /// # Errors
    /// Broken when it cannot be written down.
    pub fn basis(&self) -> Result<String> {
        let Self { rates, settings, treatment, .. } = self;
        let kept = Basis {
            inclusive: settings.mode == TaxMode::Inclusive,
            compound: settings.compound,
            deducts: settings.deduct_from_exempt,
            treatment: word_of(*treatment).to_owned(),
            rates: (rates.level1.ten_thousandths(), rates.level2.ten_thousandths()),
        };
        Ok(serde_json::to_string(&kept)?)
    }

    /// What the invoice must say about its tax.
    #[must_use]
    pub fn note(&self) -> &'static str {
        let taxes = !(self.rates.level1.is_zero() && self.rates.level2.is_zero());
        if self.treatment == Treatment::ReverseCharge && taxes { REVERSE_CHARGE_NOTE } else { "" }
    }
}

/// How the tax of an invoice was computed, as it is kept with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basis {
    /// Prices contain the tax.
    pub inclusive: bool,
    /// The second level is computed on the price and the first.
    pub compound: bool,
    /// Who is not taxed pays inclusive prices without it.
    pub deducts: bool,
    /// `taxed`, `exempt` or `reverse charge`.
    pub treatment: String,
    /// Both rates, in ten-thousandths of a per cent, whether or not they were charged.
    pub rates: (i64, i64),
}

impl Basis {
    /// Reads it; `None` for an invoice of which it was not written down.
    #[must_use]
    pub fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// What of it makes a difference to the total of an invoice.
    #[must_use]
    pub fn way(&self) -> (bool, bool, bool, Treatment, (i64, i64)) {
        let treatment = treatment_of(&self.treatment);
        let deducts = self.inclusive && treatment != Treatment::Taxed && self.deducts;
        let compound = self.compound && self.rates.1 != 0;
        (self.inclusive, compound, deducts, treatment, self.rates)
    }

    /// The same taxation once more, with the names of both rates: what is issued anew costs what
    /// it cost, whatever the house says today.
    ///
    /// # Errors
    /// When a rate that was kept is none.
    pub fn again(&self, names: (String, String)) -> Result<Taxation> {
        let (level1, level2) = self.rates;
        Ok(Taxation {
            rates: TaxRates {
                level1: Percent::from_ten_thousandths(level1)?,
                level2: Percent::from_ten_thousandths(level2)?,
            },
            names,
            treatment: treatment_of(&self.treatment),
            settings: TaxSettings {
                mode: if self.inclusive { TaxMode::Inclusive } else { TaxMode::Exclusive },
                compound: self.compound,
                deduct_from_exempt: self.deducts,
                ..TaxSettings::default()
            },
            is_kept: true,
        })
    }
}

fn treatment_of(word: &str) -> Treatment {
    let kept = [Treatment::Exempt, Treatment::ReverseCharge];
    kept.into_iter().find(|each| word_of(*each) == word).unwrap_or(Treatment::Taxed)
}

fn word_of(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Taxed => "taxed",
        Treatment::Exempt => "exempt",
        Treatment::ReverseCharge => "reverse charge",
    }
}

/// The tax table; nothing while there is no tax.
///
/// # Errors
/// When the database fails.
pub async fn rules(c: &mut Conn, settings: &Settings) -> Result<Vec<TaxRule>> {
    if !settings.on(settings::TAX_ENABLED) {
        return Ok(Vec::new());
    }
    let place = |text: String| if text.is_empty() { None } else { Some(text) };
    let rows = tax_rules::all(c).await?;
    rows.into_iter()
        .map(|row| {
            Ok(TaxRule {
                level: if row.level == 1 { TaxLevel::One } else { TaxLevel::Two },
                name: row.name,
                country: place(row.country),
                state: place(row.state),
                rate: Percent::from_ten_thousandths(row.rate).map_err(Fault::broken)?,
            })
        })
        .collect()
}

/// Whether a text has the form of an EU VAT number: a member's prefix and 4 to 12 characters.
pub(crate) fn is_vat_number(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    let Some((prefix, rest)) = text.split_at_checked(2) else { return false };
    model::billing::tax::is_eu_country(prefix)
        && (4..=12).contains(&rest.len())
        && rest.chars().all(|c| c.is_ascii_alphanumeric())
        && rest.chars().any(|c| c.is_ascii_digit())
}

/// Whether a VAT number is one of a country: whoever is registered elsewhere pays where they are.
pub(crate) fn is_of_country(number: &str, country: &str) -> bool {
    let prefix = match number.trim().get(..2).unwrap_or_default().to_ascii_uppercase().as_str() {
        "EL" => "GR".to_owned(),
        "XI" => "GB".to_owned(),
        prefix => prefix.to_owned(),
    };
    country.eq_ignore_ascii_case(&prefix)
}

#[cfg(test)]
mod tests {
    use super::is_vat_number;

    #[test]
    fn b14_vat_numbers_have_a_form() {
        for (text, expected) in [
            ("DE123456789", true),
            ("de 123 456 789", true),
            ("EL123456789", true),
            ("US123456789", false),
            ("DE", false),
            ("", false),
            ("DEabcdefgh", false),
            ("DE1234567890123", false),
        ] {
            assert_eq!(is_vat_number(text), expected, "{text:?}");
        }
    }
}
