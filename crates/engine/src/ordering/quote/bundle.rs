//! What an order holds of a bundle costs the bundle's price: one period of all of it, shared over
//! its products by what they cost alone, and no setup fees.

use model::catalogue::price::LinePrice;
use model::dates::Cycle;
use model::explanation::{Explanation, Step, What};
use model::ids::ProductId;
use model::money::Money;
use store::Conn;
use store::catalogue::bundles;

use super::charge::{Charge, for_group, proration};
use super::{Asker, Buyer, Quoted, QuotedService};
use crate::catalogue::bundles::is_sold;
use crate::catalogue::pricing;
use crate::system::currencies::Currencies;
use crate::{Fault, Result};

/// Prices what belongs to bundles, each bundle once; gives the bundles that were used.
///
/// A bundle that would not be cheaper, because of the client's group, is left alone.
pub(super) async fn take_off(
    c: &mut Conn,
    asker: Asker<'_>,
    buyer: Buyer,
    currencies: &Currencies,
    items: &mut [Quoted],
) -> Result<Vec<i64>> {
    let mut sold = bundles::all(c).await?;
    let office = asker.caller.actor.is_office();
    sold.retain(|row| is_sold(row, asker.today) && (office || !row.hidden));
    if sold.is_empty() {
        return Ok(Vec::new());
    }
    let holds = bundles::items(c).await?;
    let mut taken = vec![false; items.len()];
    let mut used = Vec::new();
    for bundle in sold {
        let own = holds.iter().filter(|item| item.bundle_id == bundle.id);
        let own: Vec<(ProductId, Cycle)> = own.map(|item| (item.product_id, item.cycle)).collect();
        let lines: Vec<Option<(ProductId, Cycle)>> = items
            .iter()
            .zip(&taken)
            .map(|(item, taken)| if *taken { None } else { fits(item) })
            .collect();
        let Some(places) = places(&own, &lines) else { continue };
        let price = currencies.money(bundle.price_minor, currencies.default_row()?.id)?;
        let price = currencies.convert(price, buyer.within.id)?;
        if share(c, asker, buyer, (bundle.name.as_str(), price), items, &places).await? {
            used.push(bundle.id);
            for place in places {
                if let Some(taken) = taken.get_mut(place) {
                    *taken = true;
                }
            }
        }
    }
    Ok(used)
}

/// One unit at the catalogue's price, by its product and cycle.
fn fits(item: &Quoted) -> Option<(ProductId, Cycle)> {
    let Quoted::Service(service) = item else { return None };
    let steps = &service.charge.explanation.steps;
    let set = steps.iter().any(|step| step.what == What::SetByStaff);
    (service.quantity == 1 && !set).then_some((service.product.id, service.charge.cycle))
}

/// Where in an order everything of a bundle is; `None` when something is missing.
fn places(own: &[(ProductId, Cycle)], lines: &[Option<(ProductId, Cycle)>]) -> Option<Vec<usize>> {
    let mut places: Vec<usize> = Vec::with_capacity(own.len());
    for wanted in own {
        let place = lines
            .iter()
            .enumerate()
            .position(|(place, line)| *line == Some(*wanted) && !places.contains(&place))?;
        places.push(place);
    }
    (!places.is_empty()).then_some(places)
}

/// Puts the shares of a bundle's price into its lines; `false` when it would not be cheaper.
async fn share(
    c: &mut Conn,
    asker: Asker<'_>,
    buyer: Buyer,
    (name, price): (&str, Money),
    items: &mut [Quoted],
    places: &[usize],
) -> Result<bool> {
    let mut alone = Vec::with_capacity(places.len());
    let mut together = Money::zero(price.currency);
    for place in places {
        let base = base(c, buyer, service(items, *place)?).await?;
        together = together.add(base.recurring)?.add(base.setup)?;
        alone.push(base);
    }
    if price.minor >= together.minor {
        return Ok(false);
    }
    let mut weights: Vec<i64> = alone.iter().map(|base| base.recurring.minor).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    let shares = price.allocate(&weights)?;
    for ((place, base), share) in places.iter().zip(alone).zip(shares) {
        let service = service(items, *place)?;
        let LinePrice { recurring, setup, .. } = base;
        let charge = &service.charge;
        let mut explanation = Explanation::default();
        // What a part of a period costs is computed anew.
        let steps = charge.explanation.steps.iter();
        let is_part = |step: &&Step| matches!(step.what, What::Prorated { .. });
        explanation.steps.extend(steps.filter(|step| !is_part(step)).cloned());
        explanation.push(name, share.sub(recurring)?.sub(setup)?);
        let price = LinePrice {
            recurring: charge.recurring.sub(recurring)?.add(share)?,
            setup: charge.setup.sub(setup)?,
            explanation,
        };
        let rule = proration(&service.product)?;
        service.charge = Charge::new(price, charge.cycle, rule, asker.today)?;
    }
    Ok(true)
}

fn service(items: &mut [Quoted], place: usize) -> Result<&mut QuotedService> {
    match items.get_mut(place) {
        Some(Quoted::Service(service)) => Ok(service),
        _ => Err(Fault::broken("a line of a bundle is no service")),
    }
}

/// What a product costs alone, without its options.
async fn base(c: &mut Conn, buyer: Buyer, service: &QuotedService) -> Result<LinePrice> {
    let prices = pricing::of_product(c, service.product.id, buyer.within).await?;
    let price = prices.price(service.charge.cycle);
    let price = price.ok_or_else(|| Fault::broken("a product was sold without a price"))?;
    let explanation = Explanation::default();
    let line = LinePrice { recurring: price.recurring, setup: price.setup, explanation };
    for_group(line, buyer.discount)
}

#[cfg(test)]
mod tests {
    use model::dates::Cycle::{Annually, Monthly};
    use model::ids::ProductId;

    use super::places;

    #[test]
    fn a_bundle_is_found_whole_or_not_at_all() {
        let of = |pairs: &[(i64, bool)]| -> Vec<_> {
            let one = |(id, yearly): &(i64, bool)| {
                (ProductId(*id), if *yearly { Annually } else { Monthly })
            };
            pairs.iter().map(one).collect()
        };
        let lines = of(&[(7, false), (1, false), (1, true), (1, false)]);
        let lines: Vec<_> = lines.into_iter().map(Some).chain([None]).collect();
        for (own, expected) in [
            (of(&[(1, false), (7, false)]), Some(vec![1, 0])),
            (of(&[(1, false), (1, false)]), Some(vec![1, 3])),
            (of(&[(1, true), (1, true)]), None),
            (of(&[(2, false)]), None),
            (of(&[]), None),
        ] {
            assert_eq!(places(&own, &lines), expected, "{own:?}");
        }
    }
}
