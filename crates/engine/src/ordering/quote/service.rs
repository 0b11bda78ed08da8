//! The price of a new service: product, options and quantity (B29, B30, B32).

use model::catalogue::options::{Chosen, ConfigOption, OptionKind, QUANTITY_MAX, Wish, choose};
use model::catalogue::price::{LinePrice, PriceRefusal, line_price};
use model::catalogue::pricing::Pricing;
use model::catalogue::product::PayType;
use model::catalogue::stock::{Availability, StockRefusal, take};
use model::dates::Cycle;
use model::domains::name::host_from_people;
use model::explanation::{Explanation, What};
use model::ids::ConfigOptionId;
use model::money::Money;
use store::Conn;
use store::catalogue::products::{self, ProductRow};
use store::hosting::services;
use store::people::custom_fields::{self, CustomFieldRow, Kind};

use super::basket::Basket;
use super::charge::{Charge, for_group, proration};
use super::{Answer, ChosenOption, Quoted, QuotedService, addon};
use crate::catalogue::pricing;
use crate::ordering::cart::NewService;
use crate::people;
use crate::people::custom_fields::shown_name;
use crate::{Fault, Result, conflict, invalid, not_found, not_now, too_much};

/// Puts a product into the basket: as one service, or as several.
pub(super) async fn put(basket: &mut Basket<'_>, c: &mut Conn, wanted: &NewService) -> Result<()> {
    let product = products::by_id(c, wanted.product).await?;
    let product = product.filter(|product| basket.sees_hidden() || !product.hidden);
    let product = product.ok_or_else(|| not_found("Product ID Not Found"))?;
    let quantity = quantity(&product, wanted.quantity)?;
    check_availability(basket, c, &product, quantity).await?;
    let (services, units) = if product.allow_quantity == 1 { (quantity, 1) } else { (1, quantity) };
    let quoted = quote(basket, c, product, wanted, units).await?;
    if services as usize > super::ITEMS_MAX {
        return Err(too_much(format!("An order has at most {} items", super::ITEMS_MAX)));
    }
    for _ in 0..services {
        basket.items.push(Quoted::Service(Box::new(quoted.clone())));
    }
    Ok(())
}

async fn quote(
    basket: &Basket<'_>,
    c: &mut Conn,
    product: ProductRow,
    wanted: &NewService,
    units: u32,
) -> Result<QuotedService> {
    let prices = pricing::of_product(c, product.id, basket.buyer.within).await?;
    let options = pricing::options_of(c, product.id, basket.buyer.within).await?;
    let chosen = choose(&options, &understood(&options, &wanted.options))
        .map_err(|refusal| invalid("configoptions", refusal.to_string()))?;
    let given = basket.override_of("priceoverride", wanted.price_override.as_deref())?;
    let cycle = cycle(&product, &prices, &wanted.cycle, given)?;
    let price = match given {
        Some(amount) => overridden(amount, units)?,
        None => {
            let price = line_price(&product.name, &prices, cycle, &chosen, units);
            for_group(price.map_err(price_refused)?, basket.buyer.discount)?
        }
    };
    let today = basket.asker.today;
    let charge = Charge::new(price, cycle, proration(&product)?, today)?;
    let mut addons = Vec::with_capacity(wanted.addons.len());
    for each in &wanted.addons {
        addons.push(addon::quote(basket, c, *each, &product, cycle).await?);
    }
    let fields = fields(basket, c, &product, wanted).await?;
    Ok(QuotedService {
        quantity: i64::from(units),
        charge,
        options: chosen.iter().map(chosen_option).collect(),
        fields,
        addons,
        domain: host_from_people(&wanted.domain).unwrap_or_else(|| wanted.domain.to_lowercase()),
        ns1: wanted.ns1.clone(),
        ns2: wanted.ns2.clone(),
        root_password: wanted.root_password.clone(),
        product,
    })
}

/// A yes/no may be wished by the number of its choice, or by 1 and 0.
fn understood(
    options: &[ConfigOption],
    wishes: &[(ConfigOptionId, Wish)],
) -> Vec<(ConfigOptionId, Wish)> {
    let read = |(id, wish): &(ConfigOptionId, Wish)| {
        let option = options.iter().find(|option| option.id == *id);
        let wish = match (option, *wish) {
            (Some(option), Wish::Choice(choice))
                if option.kind == OptionKind::YesNo
                    && option.choices.iter().all(|each| each.id != choice) =>
            {
                Wish::Quantity(u32::try_from(choice.0).unwrap_or(0))
            }
            (_, wish) => wish,
        };
        (*id, wish)
    };
    wishes.iter().map(read).collect()
}

/// The cycle that is ordered: free and one-time products have no choice, but a free one for which
/// staff asks a price is paid once; nothing said is the shortest one offered.
fn cycle(
    product: &ProductRow,
    prices: &Pricing,
    text: &str,
    given: Option<Money>,
) -> Result<Cycle> {
    let offered = prices.cycles(product.pay_type);
    let overridden = given.is_some();
    let none = || {
        let currency = prices.currency();
        invalid("pid", format!("Product ID {} has no price in {currency}", product.id))
    };
    let fixed = match product.pay_type {
        PayType::Free if given.is_some_and(Money::is_positive) => Some(Cycle::OneTime),
        PayType::Free => Some(Cycle::Free),
        PayType::OneTime => Some(Cycle::OneTime),
        PayType::Recurring => None,
    };
    if let Some(cycle) = fixed {
        let is_offered = overridden || offered.contains(&cycle);
        return if is_offered { Ok(cycle) } else { Err(none()) };
    }
    if text.trim().is_empty() {
        return offered.first().copied().ok_or_else(none);
    }
    let cycle = Cycle::from_key(text).filter(|cycle| cycle.recurs());
    cycle
        .filter(|cycle| overridden || offered.contains(cycle))
        .ok_or_else(|| invalid("billingcycle", "Invalid Billing Cycle Requested"))
}

fn overridden(amount: Money, units: u32) -> Result<LinePrice> {
    let recurring = amount.mul_int(i64::from(units))?;
    let mut explanation = Explanation::default();
    explanation.push(What::SetByStaff, recurring);
    Ok(LinePrice { recurring, setup: Money::zero(amount.currency), explanation })
}

pub(super) fn price_refused(refusal: PriceRefusal) -> Fault {
    match refusal {
        PriceRefusal::CycleNotOffered(_) => invalid("billingcycle", refusal.to_string()),
        PriceRefusal::Quantity => invalid("qty", refusal.to_string()),
        PriceRefusal::Money(error) => invalid("qty", error.to_string()),
    }
}

fn quantity(product: &ProductRow, wanted: u64) -> Result<u32> {
    let most = if product.allow_quantity == 0 { 1 } else { QUANTITY_MAX };
    let said = || invalid("qty", format!("The quantity must be between 1 and {most}."));
    let quantity = u32::try_from(wanted).map_err(|_| said())?;
    if (1..=most).contains(&quantity) { Ok(quantity) } else { Err(said()) }
}

/// Whether so many may be had; the stock itself is taken when the order is placed (B32).
async fn check_availability(
    basket: &mut Basket<'_>,
    c: &mut Conn,
    product: &ProductRow,
    quantity: u32,
) -> Result<()> {
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let per_client_max = (product.max_per_client > 0).then_some(count(product.max_per_client));
    let has = match per_client_max {
        Some(_) => services::held(c, basket.buyer.id, product.id).await?,
        None => 0,
    };
    let before = basket.wanted.entry(product.id).or_default();
    let wanted = before.saturating_add(quantity);
    *before = wanted;
    let availability = Availability {
        retired: product.retired,
        stock: product.stock_control.then_some(count(product.stock)),
        per_client_max,
    };
    match take(availability, wanted, count(has)) {
        Ok(_) => Ok(()),
        Err(refusal @ StockRefusal::Retired) => Err(not_now(refusal.to_string())),
        Err(refusal @ StockRefusal::OutOfStock { .. }) => Err(conflict(refusal.to_string())),
        Err(refusal @ StockRefusal::TooMany { .. }) => Err(too_much(refusal.to_string())),
    }
}

/// The values of the product's own fields; those of other products are refused.
async fn fields(
    basket: &Basket<'_>,
    c: &mut Conn,
    product: &ProductRow,
    wanted: &NewService,
) -> Result<Vec<Answer>> {
    let office = basket.sees_hidden();
    let own = custom_fields::of(c, Kind::Product, product.id.0).await?;
    let mut kept = Vec::with_capacity(wanted.fields.len());
    for (id, value) in &wanted.fields {
        let may = |field: &&CustomFieldRow| office || !field.admin_only;
        let Some(field) = own.iter().find(|field| field.id == *id).filter(may) else {
            return Err(invalid("customfields", format!("The product has no field {id}")));
        };
        kept.push(Answer {
            field: *id,
            field_type: field.field_type.clone(),
            value: people::custom_fields::fitting(field, value)?,
            on_invoice: Some(shown_name(&field.name).to_owned())
                .filter(|_| field.show_invoice && field.field_type != "password")
                .unwrap_or_default(),
        });
    }
    let value_of = |id| kept.iter().find(|own| own.field == id && !own.value.trim().is_empty());
    let missing = own.iter().find(|field| {
        let is_asked = !office && field.required && field.show_order;
        basket.asker.asks_answers && is_asked && value_of(field.id).is_none()
    });
    match missing {
        Some(field) => {
            let said = format!("{} is required", shown_name(&field.name));
            Err(invalid(people::custom_fields::named(field), said))
        }
        None => Ok(kept),
    }
}

fn chosen_option(chosen: &Chosen<'_>) -> ChosenOption {
    let (option, choice) = (chosen.option, chosen.choice);
    let words = match option.kind {
        OptionKind::Dropdown | OptionKind::Radio => choice.name.clone(),
        OptionKind::YesNo if chosen.quantity == 0 => "No".to_owned(),
        OptionKind::YesNo => "Yes".to_owned(),
        OptionKind::Quantity => format!("{} x {}", chosen.quantity, choice.name),
    };
    ChosenOption {
        option: option.id,
        name: option.name.clone(),
        choice: choice.id,
        chosen: words,
        quantity: i64::from(chosen.quantity),
    }
}
