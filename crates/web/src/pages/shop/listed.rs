//! What the catalogue lists for a cart, before a WHMCS that tells what an order costs only once it
//! is placed: without options, addons, taxes and discounts.

use protocol::GetProducts;
use serde_json::{Value, json};

use super::cart::Cart;
use super::domains::{Ending, endings};
use super::goods::Line;
use crate::App;
use crate::pages::gate::Arrival;
use crate::pages::language::tell;
use crate::pages::view;
use crate::whmcs::CallError;

/// A line for each thing in the cart that the catalogue has a price of, and for its set-up fee.
pub(super) async fn lines(
    app: &App,
    arrival: &Arrival,
    cart: &Cart,
) -> Result<Vec<Value>, CallError> {
    let caller = view::visitor(arrival.ip);
    let (_, currency) = view::currencies(app, &caller, &cart.currency).await?;
    let products = app.whmcs().call(&caller, GetProducts::default()).await?.products.0.product.0;
    let endings = endings(app, arrival, cart).await?;
    let mut lines = Vec::new();
    for line in &cart.lines {
        match line {
            Line::Product(goods) => {
                let product = products.iter().find(|row| row.pid.id() == Some(goods.id));
                let Some(product) = product else { continue };
                let prices = view::prices(product, &currency);
                let is_asked = |price: &&view::PriceView| price.key == goods.cycle;
                let Some(price) = prices.iter().find(is_asked).or(prices.first()) else { continue };
                lines.push(summed(&product.name, &price.price, price.key));
                if let Some(fee) = &price.setup {
                    let text = format!("{} · {}", product.name, tell("setup-fee"));
                    lines.push(summed(&text, fee, ""));
                }
            }
            Line::Domain(name) => {
                let offered = Ending::of(name, &endings).map(|ending| ending.offered(name));
                let mut offered = offered.into_iter().flatten();
                let price = offered.find(|(count, _)| *count == name.years);
                lines.extend(price.map(|(_, price)| summed(&name.name, price, "")));
            }
        }
    }
    Ok(lines)
}

fn summed(text: &str, amount: &str, cycle: &str) -> Value {
    json!({ "text": text, "amount": amount, "recurring": null, "cycle": cycle })
}
