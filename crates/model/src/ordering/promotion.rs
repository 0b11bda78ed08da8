//! Promotions: whether a code holds, and what it takes off (B11).

use crate::dates::Cycle;
use crate::ids::{ProductAddonId, ProductId};
use crate::money::{Money, MoneyError, Percent};
use crate::word::words;
use jiff::civil::Date;

words! {
    /// The type of a promotion (B11).
    pub enum PromotionType {
        Percentage = "Percentage",
        FixedAmount = "Fixed Amount",
        PriceOverride = "Price Override",
        FreeSetup = "Free Setup",
    }
}

/// What a promotion takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discount {
    /// A share of price and setup fee.
    Percentage(Percent),
    /// So much, first off the price, then off the setup fee.
    FixedAmount(Money),
    /// The price becomes this, if it was more.
    PriceOverride(Money),
    /// The setup fee.
    FreeSetup,
}

/// On which invoices of an item a promotion counts (B11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recurs {
    /// The first one only.
    Once,
    /// The first one and so many after it.
    For(u32),
    /// All of them.
    Forever,
}

/// A promotion as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// What it takes off.
    pub discount: Discount,
    /// On which invoices.
    pub recurs: Recurs,
    /// Products it holds for.
    pub products: Vec<ProductId>,
    /// Addons it holds for.
    pub addons: Vec<ProductAddonId>,
    /// Top-level domains it holds for, such as `.com`.
    pub tlds: Vec<String>,
    /// Billing cycles it holds for; empty for all.
    pub cycles: Vec<Cycle>,
    /// First day; `None` for always.
    pub starts: Option<Date>,
    /// Last day; `None` for ever.
    pub expires: Option<Date>,
    /// How often it may be used in all; `None` for any number.
    pub uses_max: Option<u32>,
    /// How often it was used.
    pub uses: u32,
    /// Only for the first order of a client.
    pub new_signups_only: bool,
    /// Only once for each client.
    pub once_per_client: bool,
    /// Only for clients with an active service.
    pub existing_clients_only: bool,
}

/// What is bought with the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item<'a> {
    /// A product.
    Product(ProductId),
    /// An addon.
    Addon(ProductAddonId),
    /// A domain of a top-level domain, such as `.com`.
    Tld(&'a str),
}

/// By whom and when the code is used; a visitor without an account has no history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// What is bought.
    pub item: Item<'a>,
    /// For which cycle; a domain counts as Annually.
    pub cycle: Cycle,
    /// The day.
    pub today: Date,
    /// Earlier orders of the client.
    pub orders_before: u32,
    /// Active services of the client.
    pub active_services: u32,
    /// Whether the client has used this code before.
    pub used_before: bool,
}

/// Why a code does not hold; the sentence is for the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PromotionRefusal {
    /// Its first day is to come.
    #[error("The promotion has not started yet.")]
    NotStarted,
    /// Its last day is over.
    #[error("The promotion code has expired.")]
    Expired,
    /// It was used as often as it may be.
    #[error("The promotion code has been used up.")]
    UsedUp,
    /// The client has ordered before.
    #[error("The promotion is for new clients only.")]
    NewClientsOnly,
    /// The client has no active service.
    #[error("The promotion is for existing clients only.")]
    ExistingClientsOnly,
    /// The client has used it.
    #[error("The promotion code can be used once only.")]
    AlreadyUsed,
    /// It holds for other things.
    #[error("The promotion does not apply to this item.")]
    WrongItem,
    /// It holds for other cycles.
    #[error("The promotion does not apply to this billing cycle.")]
    WrongCycle,
}

/// Checks whether a promotion holds; of several reasons against it the first of the list is told.
///
/// The caller counts a use on the condition that `uses` is still what was read (B11: race-free).
pub fn check(promotion: &Promotion, context: &Context<'_>) -> Result<(), PromotionRefusal> {
    if promotion.starts.is_some_and(|starts| context.today < starts) {
        return Err(PromotionRefusal::NotStarted);
    }
    if promotion.expires.is_some_and(|expires| context.today > expires) {
        return Err(PromotionRefusal::Expired);
    }
    if promotion.uses_max.is_some_and(|max| promotion.uses >= max) {
        return Err(PromotionRefusal::UsedUp);
    }
    if promotion.new_signups_only && context.orders_before > 0 {
        return Err(PromotionRefusal::NewClientsOnly);
    }
    if promotion.existing_clients_only && context.active_services == 0 {
        return Err(PromotionRefusal::ExistingClientsOnly);
    }
    if promotion.once_per_client && context.used_before {
        return Err(PromotionRefusal::AlreadyUsed);
    }
    if !promotion.holds_for(context.item) {
        return Err(PromotionRefusal::WrongItem);
    }
    if !promotion.cycles.is_empty() && !promotion.cycles.contains(&context.cycle) {
        return Err(PromotionRefusal::WrongCycle);
    }
    Ok(())
}

/// What a promotion takes off one line: neither part is more than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discounted {
    /// Off the recurring price.
    pub off_recurring: Money,
    /// Off the setup fee.
    pub off_setup: Money,
}

/// What a promotion takes off a line of so much price and setup fee.
pub fn apply(discount: Discount, recurring: Money, setup: Money) -> Result<Discounted, MoneyError> {
    let zero = Money::zero(recurring.currency);
    let (off_recurring, off_setup) = match discount {
        Discount::Percentage(percent) => {
            (recurring.percent(percent)?.min(recurring)?, setup.percent(percent)?.min(setup)?)
        }
        Discount::FixedAmount(amount) => {
            let off_recurring = amount.min(recurring)?;
            (off_recurring, amount.sub(off_recurring)?.min(setup)?)
        }
        Discount::PriceOverride(price) => (recurring.sub(price)?, zero),
        Discount::FreeSetup => (zero, setup),
    };
    Ok(Discounted { off_recurring: off_recurring.or_zero(), off_setup: off_setup.or_zero() })
}

/// Spreads one fixed amount over the lines of an order, so that it counts once (B2).
///
/// `lines` are what the lines cost first, setup fees included.
pub fn spread(amount: Money, lines: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let sum = Money::sum(lines.iter().copied(), amount.currency)?;
    let weights: Vec<i64> = lines.iter().map(|line| line.minor).collect();
    amount.min(sum)?.or_zero().allocate(&weights)
}

/// Whether a renewal still has the promotion, after so many renewals had it (B11).
///
/// Counted on the service: deleting an invoice does not lengthen a promotion.
pub fn holds_for_renewal(recurs: Recurs, renewals_before: u32) -> bool {
    match recurs {
        Recurs::Once => false,
        Recurs::For(n) => renewals_before < n,
        Recurs::Forever => true,
    }
}

impl Promotion {
    fn holds_for(&self, item: Item<'_>) -> bool {
        match item {
            Item::Product(id) => self.products.contains(&id),
            Item::Addon(id) => self.addons.contains(&id),
            Item::Tld(tld) => {
                let bare = |text: &str| text.trim_start_matches('.').to_ascii_lowercase();
                self.tlds.iter().any(|each| bare(each) == bare(tld))
            }
        }
    }
}

impl Recurs {
    /// The choice of the two stored fields: whether it recurs, and for how many renewals (0 is
    /// for ever).
    pub fn from_fields(recurring: bool, recur_for: u32) -> Recurs {
        match (recurring, recur_for) {
            (false, _) => Recurs::Once,
            (true, 0) => Recurs::Forever,
            (true, n) => Recurs::For(n),
        }
    }
}

impl Discount {
    /// The word of the type.
    pub fn kind(self) -> PromotionType {
        match self {
            Discount::Percentage(_) => PromotionType::Percentage,
            Discount::FixedAmount(_) => PromotionType::FixedAmount,
            Discount::PriceOverride(_) => PromotionType::PriceOverride,
            Discount::FreeSetup => PromotionType::FreeSetup,
        }
    }
}

#[cfg(test)]
mod tests;
