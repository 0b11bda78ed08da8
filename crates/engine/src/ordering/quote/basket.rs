//! Puts the things of an order into the basket one by one, each with its price.

use std::collections::BTreeMap;

use model::ids::ProductId;
use model::money::Money;
use store::Conn;

use super::{Asker, Buyer, Quoted, addon, domain, renewal, service};
use crate::ordering::cart::NewItem;
use crate::system::currencies::Currencies;
use crate::{Result, invalid};

/// The order so far.
pub(super) struct Basket<'a> {
    pub(super) asker: Asker<'a>,
    pub(super) buyer: Buyer,
    pub(super) currencies: &'a Currencies,
    pub(super) items: Vec<Quoted>,
    /// How many of each product are in it, for limits that hold for the whole order (B32).
    pub(super) wanted: BTreeMap<ProductId, u32>,
}

impl<'a> Basket<'a> {
    pub(super) fn new(asker: Asker<'a>, buyer: Buyer, currencies: &'a Currencies) -> Self {
        Self { asker, buyer, currencies, items: Vec::new(), wanted: BTreeMap::new() }
    }

    pub(super) async fn put(&mut self, c: &mut Conn, item: &NewItem) -> Result<()> {
        match item {
            NewItem::Product(wanted) => service::put(self, c, wanted).await,
            NewItem::Domain(wanted) => {
                let quoted = domain::quote(self, c, wanted).await?;
                self.items.push(Quoted::Domain(Box::new(quoted)));
                Ok(())
            }
            NewItem::Addon { service, addon } => {
                let (service, addon) = addon::for_service(self, c, *service, *addon).await?;
                let (service, addon) = (Box::new(service), Box::new(addon));
                self.items.push(Quoted::Addon { service, addon });
                Ok(())
            }
            NewItem::RenewDomain { name, years } => {
                let quoted = renewal::domain(self, c, name, *years).await?;
                self.items.push(Quoted::Renewal(Box::new(quoted)));
                Ok(())
            }
            NewItem::RenewService(id) => {
                let quoted = renewal::service(self, c, *id).await?;
                self.items.push(Quoted::Renewal(Box::new(quoted)));
                Ok(())
            }
            NewItem::RenewAddon(id) => {
                let quoted = renewal::addon(self, c, *id).await?;
                self.items.push(Quoted::Renewal(Box::new(quoted)));
                Ok(())
            }
        }
    }

    /// Services, addons, domains and renewals so far.
    pub(super) fn count(&self) -> usize {
        let count = |item: &Quoted| match item {
            Quoted::Service(service) => 1 + service.addons.len(),
            _ => 1,
        };
        self.items.iter().map(count).sum()
    }

    /// Reads an amount that staff set in place of the catalogue's.
    pub(super) fn override_of(
        &self,
        field: &'static str,
        text: Option<&str>,
    ) -> Result<Option<Money>> {
        let Some(text) = text else { return Ok(None) };
        let amount = Money::parse(text, &self.buyer.within.currency)
            .map_err(|why| invalid(field, format!("Parameter '{field}': {why}")))?;
        if amount.is_negative() {
            return Err(invalid(field, format!("Parameter '{field}' cannot be negative")));
        }
        Ok(Some(amount))
    }

    /// Whether what is hidden may be ordered.
    pub(super) fn sees_hidden(&self) -> bool {
        self.asker.caller.actor.is_office()
    }
}
