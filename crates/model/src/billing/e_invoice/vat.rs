//! Which VAT category a line has, and the sums of each (BG-23).

use super::{EInvoice, Lack};
use crate::billing::tax::{Treatment, is_eu_country};
use crate::people::country::Country;

/// How the taxed lines of a document are taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HowTaxed {
    /// At one rate for all levels, as parts of `10^10` in a per cent.
    At(i64),
    /// A rule of the tax table says: at no per cent.
    AtZero,
    /// The client is exempt from a tax that others pay.
    Exempt,
    /// The recipient owes the tax.
    ReverseCharge,
    /// No rule of the tax table is for the client's place, or there is no tax at all.
    NotAtAll,
}

impl HowTaxed {
    /// By what is kept with an invoice: its treatment, both rates in ten-thousandths of a per cent,
    /// whether the second is on the price and the first, and whether it names a tax.
    ///
    /// EN 16931 knows one VAT. Two levels on the same lines are one rate, which is exact: 5 per
    /// cent and 9.975 per cent on both are 15.47375 per cent, and the tax is the sum of both.
    ///
    /// # Errors
    /// For a rate beyond all reason.
    pub fn of(
        treatment: Treatment,
        (level1, level2): (i64, i64),
        compound: bool,
        names_tax: bool,
    ) -> Result<HowTaxed, Lack> {
        if level1 == 0 && level2 == 0 {
            return Ok(if names_tax { HowTaxed::AtZero } else { HowTaxed::NotAtAll });
        }
        match treatment {
            Treatment::Exempt => Ok(HowTaxed::Exempt),
            Treatment::ReverseCharge => Ok(HowTaxed::ReverseCharge),
            Treatment::Taxed => {
                let on_tax = if compound { level1.checked_mul(level2) } else { Some(0) };
                let both = level1.checked_add(level2).and_then(|sum| sum.checked_mul(1_000_000));
                let rate = both.zip(on_tax).and_then(|(both, more)| both.checked_add(more));
                rate.map(HowTaxed::At).ok_or(Lack::Tax)
            }
        }
    }
}

/// A VAT category of UNTDID 5305, as far as a hosting company has them. `G`, the export of goods,
/// is not among them: what it sells are services, which are outside the scope of VAT there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    Standard,
    Zero,
    Exempt,
    ReverseCharge,
    OutsideScope,
}

impl Category {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Category::Standard => "S",
            Category::Zero => "Z",
            Category::Exempt => "E",
            Category::ReverseCharge => "AE",
            Category::OutsideScope => "O",
        }
    }

    /// Code (BT-121) and text (BT-120) that say why there is no tax; both empty where there is one.
    pub(super) fn reason(self, exempt_because: &str) -> (&'static str, &str) {
        match self {
            Category::Standard | Category::Zero => ("", ""),
            Category::Exempt if exempt_because.trim().is_empty() => ("", "Exempt from VAT"),
            Category::Exempt => ("", exempt_because),
            Category::ReverseCharge => ("VATEX-EU-AE", "Reverse charge"),
            Category::OutsideScope => ("VATEX-EU-O", "Not subject to VAT"),
        }
    }

    /// The rate (BT-119, BT-152); what is outside the scope of VAT has none (BR-O-05).
    const fn rate(self, how: HowTaxed) -> Option<i64> {
        match (self, how) {
            (Category::OutsideScope, _) => None,
            (Category::Standard, HowTaxed::At(rate)) => Some(rate),
            _ => Some(0),
        }
    }
}

/// The lines of one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) category: Category,
    /// In parts of `10^10` in a per cent.
    pub(super) rate: Option<i64>,
    /// Without tax (BT-116).
    pub(super) net_minor: i64,
    /// BT-117.
    pub(super) tax_minor: i64,
}

/// The categories of lines that are taxed, and of those that are not.
///
/// Nothing may stand beside what is outside the scope of VAT (BR-O-11), so a line without tax
/// beside others is exempt. And without any tax, what is sold within the EU is exempt there, such
/// as by a small business; what is sold elsewhere is none of its tax's business.
pub(super) fn categories(document: &EInvoice) -> [Category; 2] {
    let taxed = match document.taxed {
        HowTaxed::At(_) => Category::Standard,
        HowTaxed::AtZero => Category::Zero,
        HowTaxed::Exempt => Category::Exempt,
        HowTaxed::ReverseCharge => Category::ReverseCharge,
        HowTaxed::NotAtAll => {
            let within = [&document.seller, &document.buyer];
            let within = within.iter().all(|party| is_eu_country(&party.country));
            return [if within { Category::Exempt } else { Category::OutsideScope }; 2];
        }
    };
    [taxed, Category::Exempt]
}

/// The lines by their categories.
///
/// # Errors
/// When there is tax on nothing, or more or less than a rate comes to.
pub(super) fn groups(document: &EInvoice) -> Result<Vec<Group>, Lack> {
    let [of_taxed, of_others] = categories(document);
    let mut groups: Vec<Group> = Vec::new();
    for line in &document.lines {
        let category = if line.taxed { of_taxed } else { of_others };
        let rate = category.rate(document.taxed);
        match groups.iter_mut().find(|group| group.category == category) {
            Some(group) => {
                let sum = group.net_minor.checked_add(line.net_minor);
                group.net_minor = sum.ok_or(Lack::Sums)?;
            }
            None => {
                let net_minor = line.net_minor;
                groups.push(Group { category, rate, net_minor, tax_minor: 0 });
            }
        }
    }
    match groups.iter_mut().find(|group| group.category == Category::Standard) {
        Some(group) => group.tax_minor = document.tax_minor,
        None if document.tax_minor != 0 => return Err(Lack::Tax),
        None => {}
    }
    let digits = document.currency.digits();
    let all_right = groups.iter().all(|group| is_right(group, digits));
    if all_right { Ok(groups) } else { Err(Lack::Tax) }
}

/// Whether the tax is what the rate comes to, but for a rounding: by less than one whole unit of
/// the currency, as the rule that everybody checks with has it (BR-S-09). What was rounded
/// elsewhere, in prices with tax for one, stays as it is in the books.
fn is_right(group: &Group, digits: u8) -> bool {
    let parts = 1_000_000_000_000_i128;
    let (net, tax) = (i128::from(group.net_minor).abs(), i128::from(group.tax_minor).abs());
    let due = net * i128::from(group.rate.unwrap_or(0));
    // A hundredth less: the rule rounds what is due to two decimals.
    let within = 10_i128.pow(u32::from(digits)) * parts / 100 * 99;
    (tax * parts - due).abs() < within
}

/// A VAT number without spaces and the like, where a text is one of a party at home in a country:
/// it begins with the code of that country, or of a member of the EU (BR-CO-09).
#[must_use]
pub fn vat_number(text: &str, country: &str) -> Option<String> {
    let plain = |c: &char| !matches!(c, ' ' | '.' | '-' | '/');
    let number = text.chars().filter(plain).collect::<String>().to_ascii_uppercase();
    let (prefix, rest) = number.split_at_checked(2)?;
    let home = match prefix {
        "EL" => "GR",
        "XI" => "GB",
        prefix => prefix,
    };
    let is_home = Country::of(home).is_some() && home.eq_ignore_ascii_case(country.trim());
    let is_number = rest.len() >= 2
        && rest.chars().all(|c| c.is_ascii_alphanumeric())
        && rest.chars().any(|c| c.is_ascii_digit());
    ((is_home || is_eu_country(prefix)) && is_number).then_some(number)
}
