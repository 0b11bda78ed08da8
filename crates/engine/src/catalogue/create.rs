//! Filling the catalogue: groups, products, addons, options and promotions.

mod copy;
mod names;
mod new;

pub use copy::copy;
pub use names::slug_of;
pub use new::{
    NewAddon, NewChoice, NewGroup, NewOption, NewPrice, NewProduct, NewPromotion, Stock,
};

use model::catalogue::options::OptionKind;
use model::catalogue::product::PayType;
use model::dates::Cycle;
use model::ids::{
    ConfigChoiceId, ConfigOptionGroupId, ConfigOptionId, ProductAddonId, ProductGroupId, ProductId,
    PromotionId,
};
use model::ordering::promotion::PromotionType;
use store::catalogue::options::{self, ChoiceRow, OptionRow};
use store::catalogue::prices::{self, PriceRow, Priced};
use store::catalogue::product_addons::{self, ProductAddonRow};
use store::catalogue::products::{self, ProductRow};
use store::catalogue::promotions::{self as promotion_rows, PromotionRow};
use store::catalogue::{groups, groups::GroupRow};

use super::pricing::kind_number;
use crate::{Act, Result, conflict, invalid};

/// Makes a group of products.
///
/// # Errors
/// Invalid without a name; conflict when a given slug is taken.
pub async fn group(act: &mut Act, new: NewGroup) -> Result<ProductGroupId> {
    names::check("name", &new.name, "You must supply a name for the product group")?;
    let slug = names::free_group_slug(act, &new).await?;
    let position = i64::try_from(groups::all(&mut act.conn).await?.len()).unwrap_or(i64::MAX);
    let row = GroupRow {
        id: ProductGroupId(0),
        name: new.name.trim().to_owned(),
        slug,
        headline: new.headline,
        tagline: new.tagline,
        position,
        hidden: new.hidden,
    };
    let id = groups::insert(&mut act.conn, &row).await?;
    act.log(None, format!("Created Product Group - '{}' - Group ID: {id}", row.name)).await?;
    Ok(id)
}

/// Makes a product with its prices.
///
/// # Errors
/// Invalid without a name or group, or with prices that its way of paying does not have; conflict
/// when a given slug is taken.
pub async fn product(act: &mut Act, new: NewProduct) -> Result<ProductId> {
    names::check("name", &new.name, "You must supply a name for the product")?;
    if groups::by_id(&mut act.conn, new.group).await?.is_none() {
        return Err(invalid("gid", "You must supply a valid Product Group ID"));
    }
    check_prices(new.pay_type, &new.prices)?;
    let slug = names::free_product_slug(act, &new).await?;
    let row = product_row(act, &new, slug);
    let id = products::insert(&mut act.conn, &row).await?;
    set_prices(act, Priced::Product, id.0, &new.prices).await?;
    act.log(None, format!("Created Product - '{}' - Product ID: {id}", row.name)).await?;
    act.event("ProductCreated", None, &serde_json::json!({ "pid": id.0 })).await?;
    Ok(id)
}

/// Makes an addon with its prices, and offers it with products.
///
/// # Errors
/// Invalid without a name, or with prices that its way of paying does not have.
pub async fn addon(act: &mut Act, new: NewAddon) -> Result<ProductAddonId> {
    names::check("name", &new.name, "You must supply a name for the addon")?;
    check_prices(new.pay_type, &new.prices)?;
    let row = ProductAddonRow {
        id: ProductAddonId(0),
        name: new.name.trim().to_owned(),
        description: new.description,
        pay_type: new.pay_type,
        module: new.module,
        auto_setup: new.auto_setup,
        taxed: new.taxed,
        allow_quantity: new.allow_quantity,
        hidden: new.hidden,
        retired: false,
        show_on_order: true,
        position: 0,
    };
    let id = product_addons::insert(&mut act.conn, &row).await?;
    set_prices(act, Priced::Addon, id.0, &new.prices).await?;
    for product in new.products {
        product_addons::offer_with(&mut act.conn, id, product).await?;
    }
    act.log(None, format!("Created Product Addon - '{}' - Addon ID: {id}", row.name)).await?;
    Ok(id)
}

/// Makes a group of configurable options and gives it to products.
///
/// # Errors
/// Invalid without a name.
pub async fn option_group(
    act: &mut Act,
    name: &str,
    products: &[ProductId],
) -> Result<ConfigOptionGroupId> {
    names::check("name", name, "You must supply a name for the option group")?;
    let id = options::insert_group(&mut act.conn, name.trim(), "").await?;
    for product in products {
        options::give(&mut act.conn, id, *product).await?;
    }
    act.log(None, format!("Created Configurable Option Group - '{name}' - ID: {id}")).await?;
    Ok(id)
}

/// Makes a configurable option with its choices and their prices; gives the choices' numbers in
/// their order.
///
/// # Errors
/// Invalid without a name or a choice, or when a yes/no or quantity has several choices.
pub async fn option(
    act: &mut Act,
    new: NewOption,
) -> Result<(ConfigOptionId, Vec<ConfigChoiceId>)> {
    names::check("name", &new.name, "You must supply a name for the option")?;
    let counts = matches!(new.kind, OptionKind::YesNo | OptionKind::Quantity);
    if new.choices.is_empty() || (counts && new.choices.len() > 1) {
        return Err(invalid("choices", "The option has too few or too many choices"));
    }
    let row = OptionRow {
        id: ConfigOptionId(0),
        group_id: new.group,
        name: new.name,
        r#type: kind_number(new.kind),
        qty_min: i64::from(new.quantity_min),
        qty_max: i64::from(new.quantity_max),
        position: 0,
        hidden: false,
    };
    let id = options::insert(&mut act.conn, &row).await?;
    let mut choice_ids = Vec::with_capacity(new.choices.len());
    for (position, choice) in (0..).zip(new.choices) {
        let row = ChoiceRow {
            id: ConfigChoiceId(0),
            option_id: id,
            name: choice.name,
            position,
            hidden: false,
        };
        let choice_id = options::insert_choice(&mut act.conn, &row).await?;
        set_prices(act, Priced::Choice, choice_id.0, &choice.prices).await?;
        choice_ids.push(choice_id);
    }
    Ok((id, choice_ids))
}

/// Makes a promotion.
///
/// # Errors
/// Invalid without a code or with a value that its type does not have; conflict when the code
/// exists in any case.
pub async fn promotion(act: &mut Act, new: NewPromotion) -> Result<PromotionId> {
    names::check("code", &new.code, "You must supply a promotion code")?;
    let max = match new.kind {
        PromotionType::Percentage => 1_000_000,
        _ => model::money::PARSED_MINOR_MAX,
    };
    if !(0..=max).contains(&new.value) || new.recur_for < 0 || new.max_uses < 0 {
        return Err(invalid("value", "The value of the promotion is out of range"));
    }
    if promotion_rows::by_code(&mut act.conn, &new.code).await?.is_some() {
        return Err(conflict("A promotion with that code already exists"));
    }
    let row = promotion_row(new);
    let id = promotion_rows::insert(&mut act.conn, &row).await?;
    act.log(None, format!("Created Promotion - '{}' - ID: {id}", row.code)).await?;
    Ok(id)
}

/// Sets a price of a thing, or takes the cycle off its list when there is none.
///
/// # Errors
/// Invalid when an amount is negative.
pub async fn set_prices(
    act: &mut Act,
    kind: Priced,
    rel_id: i64,
    prices: &[NewPrice],
) -> Result<()> {
    for price in prices {
        if price.setup.is_negative() || price.price.is_negative() {
            return Err(invalid("pricing", "A price cannot be negative"));
        }
        let row = PriceRow {
            rel_id,
            currency_id: price.currency,
            cycle: price.cycle,
            price_minor: price.price.minor,
            setup_minor: price.setup.minor,
        };
        prices::set(&mut act.conn, kind, &row).await?;
    }
    Ok(())
}

fn check_prices(pay_type: PayType, prices: &[NewPrice]) -> Result<()> {
    let fits = |cycle: Cycle| match pay_type {
        PayType::Free => cycle == Cycle::Free,
        PayType::OneTime => cycle == Cycle::OneTime,
        PayType::Recurring => cycle.recurs(),
    };
    match prices.iter().find(|price| !fits(price.cycle)) {
        None => Ok(()),
        Some(price) => Err(invalid(
            "pricing",
            format!("The cycle {} does not go with the pay type", price.cycle),
        )),
    }
}

fn product_row(act: &Act, new: &NewProduct, slug: String) -> ProductRow {
    ProductRow {
        id: ProductId(0),
        group_id: new.group,
        r#type: new.kind,
        name: new.name.trim().to_owned(),
        slug,
        short_description: new.short_description.clone(),
        description: new.description.clone(),
        tagline: new.tagline.clone(),
        pay_type: new.pay_type,
        module: new.module.clone(),
        module_settings: new.module_settings.to_string(),
        server_group_id: new.server_group,
        auto_setup: new.auto_setup,
        hidden: new.hidden,
        retired: false,
        featured: new.featured,
        stock_control: matches!(new.stock, Stock::Counted(_)),
        stock: match new.stock {
            Stock::Unlimited => 0,
            Stock::Counted(count) => i64::from(count),
        },
        allow_quantity: new.allow_quantity,
        max_per_client: new.max_per_client,
        show_domain_options: new.show_domain_options,
        welcome_email: new.welcome_email.clone(),
        taxed: new.taxed,
        prorata: new.prorata_day > 0,
        prorata_day: i64::from(new.prorata_day),
        prorata_charge_next_after: i64::from(new.prorata_charge_next_after),
        recurring_limit: 0,
        terminate_after_days: 0,
        upgrade_products: String::new(),
        colour: new.colour.clone(),
        subdomains: new.subdomains.clone(),
        recommendations: new.recommendations.clone(),
        early_renewal: new.early_renewal.clone(),
        position: new.position,
        created_at: act.at(),
        updated_at: act.at(),
    }
}

fn promotion_row(new: NewPromotion) -> PromotionRow {
    PromotionRow {
        id: PromotionId(0),
        code: new.code.trim().to_owned(),
        code_folded: String::new(),
        r#type: new.kind,
        value: new.value,
        recurring: new.recurring,
        recur_for: new.recur_for,
        applies_to: new.applies_to,
        requires: new.requires,
        requires_existing: new.requires_existing,
        cycles: new.cycles,
        starts_on: new.starts_on,
        expires_on: new.expires_on,
        max_uses: new.max_uses,
        uses: 0,
        lifetime_promo: new.lifetime,
        apply_once: new.apply_once,
        new_signups: new.new_signups,
        existing_clients: new.existing_clients,
        once_per_client: new.once_per_client,
        upgrades: new.upgrades,
        notes: new.notes,
    }
}
