//! Services and their addons.

use protocol::{
    AddCancelRequest, ClientService, GetClientsAddons, GetClientsProducts,
    GetClientsProductsResponse, ServiceAddon,
};

use super::{ForClient, found};
use crate::whmcs::CallError;

impl ForClient {
    /// A page of the client's services.
    pub(crate) async fn services(
        &self,
        call: GetClientsProducts,
    ) -> Result<GetClientsProductsResponse, CallError> {
        self.look(GetClientsProducts { clientid: Some(self.owner()), ..call }).await
    }

    /// A service of the client.
    pub(crate) async fn service(&self, id: u64) -> Result<ClientService, CallError> {
        let call = GetClientsProducts { serviceid: Some(id), ..GetClientsProducts::default() };
        let rows = found(self.look(call).await)?.map(|answer| answer.products.0.product.0);
        let service = rows.into_iter().flatten().find(|service| service.id.id() == Some(id));
        self.only_own(service, |service| service.clientid.0, "service")
    }

    /// The addons of a service of the client.
    pub(crate) async fn addons_of(&self, service: u64) -> Result<Vec<ServiceAddon>, CallError> {
        let call = GetClientsAddons {
            serviceid: vec![service].into(),
            clientid: Some(self.owner()),
            ..GetClientsAddons::default()
        };
        let rows = found(self.look(call).await)?.map(|answer| answer.addons.0.addon.0);
        let own = rows.into_iter().flatten().filter(|addon| self.owns(addon.userid));
        Ok(own.filter(|addon| addon.serviceid.id() == Some(service)).collect())
    }

    /// An addon of the client.
    pub(crate) async fn addon(&self, id: u64) -> Result<ServiceAddon, CallError> {
        let clientid = Some(self.owner());
        let call = GetClientsAddons { clientid, ..GetClientsAddons::default() };
        let rows = found(self.look(call).await)?.map(|answer| answer.addons.0.addon.0);
        let addon = rows.into_iter().flatten().find(|addon| addon.id.id() == Some(id));
        self.only_own(addon, |addon| addon.userid.0, "addon")
    }

    /// Asks for the end of a service of the client.
    pub(crate) async fn cancel(&self, call: AddCancelRequest) -> Result<(), CallError> {
        self.service(call.serviceid).await?;
        self.call(call).await.map(drop)
    }
}
