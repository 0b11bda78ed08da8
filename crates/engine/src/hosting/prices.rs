//! What a service costs by today's catalogue: for recalculation, upgrades and other cycles.

use model::catalogue::options::{Chosen, ConfigOption, OptionKind, Wish, choose};
use model::catalogue::price::{LinePrice, line_price};
use model::dates::Cycle;
use model::ids::{ClientId, ConfigChoiceId, ConfigOptionId, ServiceId};
use model::money::Money;
use store::Conn;
use store::catalogue::products::ProductRow;
use store::hosting::service_options::{self, ServiceOptionRow};
use store::people::clients::{self, ClientRow};

use crate::catalogue::pricing::{self, In};
use crate::ordering::quote::{Buyer, as_buyer, for_group};
use crate::system::currencies::Currencies;
use crate::{Fault, Result, invalid};

/// A price, and the choices that it is for.
#[derive(Debug, Clone)]
pub struct Priced {
    /// What it costs the client, less what its group pays less.
    pub price: LinePrice,
    /// What each period costs those without a group.
    pub listed: Money,
    /// Every option of the product with what is chosen of it.
    pub choices: Vec<(ConfigOptionId, ConfigChoiceId, i64)>,
}

/// The currency of a client.
///
/// # Errors
/// Broken when there is no such client.
pub async fn currency_of(c: &mut Conn, client: ClientId) -> Result<In> {
    let row = any_client(c, client).await?;
    let currency = Currencies::read(c).await?.currency(row.currency_id)?;
    Ok(In { id: row.currency_id, currency })
}

/// A client as buyer of what it has: in its currency, less what its group pays less.
///
/// # Errors
/// Broken when there is no such client.
pub async fn buyer_of(c: &mut Conn, client: ClientId) -> Result<Buyer> {
    let row = any_client(c, client).await?;
    as_buyer(c, &row).await
}

async fn any_client(c: &mut Conn, client: ClientId) -> Result<ClientRow> {
    let row = clients::any_by_id(c, client).await?;
    row.ok_or_else(|| Fault::broken(format!("no client {client}")))
}

/// The price of a product with options for a cycle, for a client and its group.
///
/// # Errors
/// `Invalid Billing Cycle Requested` when the product is not sold for the cycle; invalid when an
/// option or choice does not belong to it.
pub async fn price(
    c: &mut Conn,
    buyer: Buyer,
    product: &ProductRow,
    cycle: Cycle,
    wishes: &[(ConfigOptionId, Wish)],
    quantity: i64,
) -> Result<Priced> {
    let within = buyer.within;
    let list = pricing::of_product(c, product.id, within).await?;
    if !list.cycles(product.pay_type).contains(&cycle) {
        return Err(invalid("billingcycle", "Invalid Billing Cycle Requested"));
    }
    let options = pricing::options_of(c, product.id, within).await?;
    let chosen = choose(&options, wishes)
        .map_err(|refusal| invalid("configoptions", refusal.to_string()))?;
    let quantity = u32::try_from(quantity).map_err(Fault::broken)?;
    let price = line_price(&product.name, &list, cycle, &chosen, quantity)
        .map_err(|refusal| invalid("billingcycle", refusal.to_string()))?;
    let choices = chosen.iter().map(stored).collect();
    let listed = price.recurring;
    let price = for_group(price, buyer.discount)?;
    Ok(Priced { price, listed, choices })
}

/// What a service has chosen, as wishes; with what is asked for now in their place.
///
/// # Errors
/// When the database fails.
pub async fn wishes(
    c: &mut Conn,
    service: ServiceId,
    options: &[ConfigOption],
    asked: &[(ConfigOptionId, Wish)],
) -> Result<Vec<(ConfigOptionId, Wish)>> {
    let present = service_options::of_service(c, service).await?;
    let kept = present.iter().filter_map(|row| Some((row.option_id, wish_of(row, options)?)));
    // The last wish for an option counts.
    Ok(kept.chain(asked.iter().copied()).collect())
}

/// `None` for an option that the product does not have (any more).
fn wish_of(row: &ServiceOptionRow, options: &[ConfigOption]) -> Option<Wish> {
    let option = options.iter().find(|option| option.id == row.option_id)?;
    Some(match option.kind {
        OptionKind::Dropdown | OptionKind::Radio => Wish::Choice(row.choice_id),
        OptionKind::YesNo | OptionKind::Quantity => {
            Wish::Quantity(u32::try_from(row.quantity).unwrap_or(u32::MAX))
        }
    })
}

fn stored(chosen: &Chosen<'_>) -> (ConfigOptionId, ConfigChoiceId, i64) {
    (chosen.option.id, chosen.choice.id, i64::from(chosen.quantity))
}

/// Has a service these choices, and none of options that are not among them: another product
/// asks other things.
///
/// # Errors
/// When the database fails.
pub async fn set_choices(
    c: &mut Conn,
    service: ServiceId,
    choices: &[(ConfigOptionId, ConfigChoiceId, i64)],
) -> Result<()> {
    for row in service_options::of_service(c, service).await? {
        if choices.iter().all(|(option, ..)| *option != row.option_id) {
            service_options::remove(c, service, row.option_id).await?;
        }
    }
    keep_choices(c, service, choices).await
}

/// Keeps what is chosen for a service.
///
/// # Errors
/// When the database fails.
pub async fn keep_choices(
    c: &mut Conn,
    service: ServiceId,
    choices: &[(ConfigOptionId, ConfigChoiceId, i64)],
) -> Result<()> {
    for (option_id, choice_id, quantity) in choices.iter().copied() {
        let row = ServiceOptionRow { service_id: service, option_id, choice_id, quantity };
        service_options::set(c, &row).await?;
    }
    Ok(())
}
