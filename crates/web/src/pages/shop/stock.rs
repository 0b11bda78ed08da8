//! The products of a cart: what they are called, how they are paid, and whether any are left.

use std::collections::{BTreeMap, BTreeSet};

use engine::Caller;
use protocol::{GetProducts, Product};

use super::cart::Cart;
use super::goods::Goods;
use crate::App;
use crate::pages::storefront::stock;
use crate::whmcs::CallError;

/// Products by their number.
pub(super) type Products = BTreeMap<u64, Product>;

/// What is sold.
pub(super) async fn products(app: &App, caller: &Caller) -> Result<Products, CallError> {
    let rows = app.whmcs().call(caller, GetProducts::default()).await?.products.0.product;
    Ok(rows.into_iter().filter_map(|row| Some((row.pid.id()?, row))).collect())
}

/// Whether nobody can have a product now.
pub(super) fn is_sold_out(products: &Products, id: u64) -> bool {
    products.get(&id).and_then(stock) == Some(0)
}

/// The places in a cart of products that are not left any more, or not so many times.
pub(super) fn lacking(cart: &Cart, products: &Products) -> BTreeSet<usize> {
    let mut wanted: BTreeMap<u64, u64> = BTreeMap::new();
    let mut places = BTreeSet::new();
    for (place, line) in cart.lines.iter().enumerate() {
        let Some(id) = line.product() else { continue };
        let Some(left) = products.get(&id).and_then(stock) else { continue };
        let so_far = wanted.entry(id).or_default();
        *so_far = so_far.saturating_add(1);
        if *so_far > left {
            places.insert(place);
        }
    }
    places
}

/// How often a product is paid; what is free or paid once has the cycle of its price only.
pub(super) fn cycle<'a>(goods: &'a Goods, products: &'a Products) -> &'a str {
    match products.get(&goods.id).map(|product| &*product.paytype) {
        Some(paytype @ ("free" | "onetime")) => paytype,
        _ => &goods.cycle,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use protocol::Product;
    use protocol::wire::BoolNum;

    use super::{Products, is_sold_out, lacking};
    use crate::pages::shop::cart::Cart;
    use crate::pages::shop::goods::{Goods, Line};

    #[test]
    fn what_is_not_left_is_found_in_a_cart() {
        let product = |counted: bool, left: i64| Product {
            stockcontrol: Some(BoolNum(counted)),
            quantity_available: left.into(),
            ..Product::default()
        };
        let products: Products =
            [(1, product(true, 0)), (2, product(true, 1)), (3, product(false, 0))].into();
        for (ids, expected) in [
            (vec![1, 2, 3], vec![0]),
            (vec![2, 2, 3, 2], vec![1, 3]),
            (vec![3, 3, 4], vec![]),
            (vec![], vec![]),
        ] {
            let line = |id: &u64| Line::Product(Goods { id: *id, ..Goods::default() });
            let cart = Cart { lines: ids.iter().map(line).collect(), ..Cart::default() };
            let found = lacking(&cart, &products);
            assert_eq!(found, BTreeSet::from_iter(expected), "{ids:?}");
        }
        assert!(is_sold_out(&products, 1) && !is_sold_out(&products, 2));
        assert!(!is_sold_out(&products, 3) && !is_sold_out(&products, 4));
    }
}
