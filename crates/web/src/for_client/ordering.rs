//! Orders: every service, addon and contact that an order names must be the client's.

use protocol::wire::List;
use protocol::{AddOrder, AddOrderResponse, GetOrders, GetOrdersResponse, Order, PreviewOrder};

use super::{ForClient, found};
use crate::listed::{self, Cost};
use crate::session::turns::Once;
use crate::whmcs::CallError;
use crate::{asked, product_addons, sellable};

impl ForClient {
    /// A page of the client's orders.
    pub(crate) async fn orders(&self, call: GetOrders) -> Result<GetOrdersResponse, CallError> {
        self.limited(GetOrders { userid: Some(self.owner()), ..call }).await
    }

    /// An order of the client.
    pub(crate) async fn order(&self, id: u64) -> Result<Order, CallError> {
        // Without the owner, so that a foreign order is noticed and not only missed.
        let call = GetOrders { id: Some(id), ..GetOrders::default() };
        let rows = found(self.look(call).await)?.map(|answer| answer.orders.0.order.0);
        let order = rows.into_iter().flatten().find(|order| order.id.id() == Some(id));
        self.only_own(order, |order| order.userid.0, "order")
    }

    /// What an order would cost the client.
    pub(crate) async fn preview(&self, call: PreviewOrder) -> Result<Cost, CallError> {
        let call = PreviewOrder {
            clientid: Some(self.owner()),
            currency: None,
            country: None,
            state: None,
            promooverride: false.into(),
            priceoverride: List::default(),
            domainpriceoverride: List::default(),
            domainrenewoverride: List::default(),
            ..call
        };
        let caller = self.aside();
        sellable::check_preview(&self.app, &caller, &call).await?;
        listed::cost(&self.app, &caller, call, || self.currency()).await
    }

    /// Refuses an order of domain names that cannot be had.
    pub(crate) async fn check_names(&self, order: &AddOrder) -> Result<(), CallError> {
        sellable::check_free(&self.app, &self.caller, order).await
    }

    /// The same before an order is placed, with the codes of transfers. Our engine does it within
    /// the order; before a remote WHMCS nobody else does. Whoever sends the same order again must
    /// not be refused for what it has ordered with the first.
    async fn check_order_of_names(&self, order: &AddOrder) -> Result<(), CallError> {
        if order.domaintype.is_empty() || !self.app.whmcs().is_remote() {
            return Ok(());
        }
        let (turns, now) = (self.app.0.sessions.turns(), self.app.0.clock.now());
        let key = self.caller.idempotency_key.as_ref();
        let key = key.map(|key| format!("order {}\n{}", self.caller.actor.scope(), key.0));
        let asked = order.domain.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let earlier = key.as_ref().and_then(|key| turns.earlier(key, now));
        if earlier.is_some_and(|earlier| earlier.asked == asked) {
            return Ok(());
        }
        sellable::check_codes(&self.app, &self.caller, order).await?;
        self.check_names(order).await?;
        if let Some(key) = key {
            turns.remember(key, Once { asked, said: None }, now);
        }
        Ok(())
    }

    /// Places an order at the prices of the catalogue; what only staff may say is not passed on.
    pub(crate) async fn place(&self, call: AddOrder) -> Result<AddOrderResponse, CallError> {
        self.place_for(call, None).await
    }

    /// The same for somebody whom an affiliate sent, as the door knows.
    pub(crate) async fn place_for(
        &self,
        call: AddOrder,
        affid: Option<u64>,
    ) -> Result<AddOrderResponse, CallError> {
        if let Some(id) = call.contactid {
            self.contact(id).await?;
        }
        let AddOrder { serviceid, serviceids, servicerenewals, addonrenewals, .. } = &call;
        let services = serviceid.iter().chain(serviceids.iter()).chain(servicerenewals.iter());
        for id in services {
            self.service(*id).await?;
        }
        for id in addonrenewals.iter() {
            self.addon(*id).await?;
        }
        for (name, _) in call.domainrenewals.iter() {
            self.domain_named(name).await?;
        }
        asked::check_order(&self.app, &self.caller, &call).await?;
        product_addons::check_shown(&self.app, &self.caller, &call).await?;
        let order = AddOrder {
            clientid: self.owner(),
            clientip: Some(self.caller.ip.clone()),
            priceoverride: List::default(),
            domainpriceoverride: List::default(),
            domainrenewoverride: List::default(),
            promooverride: false.into(),
            noinvoice: false.into(),
            noinvoiceemail: false.into(),
            noemail: false.into(),
            affid,
            ..call
        };
        if let Err(refused) = self.check_order_of_names(&order).await
            && !self.app.whmcs().has_placed(&self.caller, &order).await?
        {
            return Err(refused);
        }
        self.call(order).await
    }
}
