//! Services and their addons.

use engine::{invalid, not_now};
use futures::future::join_all;
use protocol::wire::{Secret, WireDate};
use protocol::{
    AddCancelRequest, CancelRequest, ClientService, DeleteCancelRequest, GetCancelledPackages,
    GetClientsAddons, GetClientsProducts, GetClientsProductsResponse, GetProducts,
    GetServiceFunctions, GetServiceFunctionsResponse, GetServiceMetrics, GetServiceMetricsResponse,
    GetServiceReverseDns, GetServiceReverseDnsResponse, GetServiceUsage, GetServiceUsageResponse,
    ModuleChangePw, OperateService, OperateServiceResponse, ServiceAddon, SetServiceReverseDns,
    UpgradeProduct, UpgradeProductResponse,
};

use super::operating::needs_proof;
use super::{ForClient, ROWS_MAX, found};
use crate::functions;
use crate::session::proof::Proof;
use crate::ways;
use crate::whmcs::CallError;

/// Pages of wishes to end a service that are looked through: ten thousand wishes.
const WISH_PAGES_MAX: u64 = 40;

impl ForClient {
    /// A page of the client's services.
    pub(crate) async fn services(
        &self,
        call: GetClientsProducts,
    ) -> Result<GetClientsProductsResponse, CallError> {
        self.limited(GetClientsProducts { clientid: Some(self.owner()), ..call }).await
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

    /// The client's standing wish to end one of its services, from a WHMCS that tells of one.
    pub(crate) async fn ending(&self, service: &ClientService) -> Option<CancelRequest> {
        let mut wishes = self.wishes(service.id.id()).await.into_iter();
        wishes.find(|row| row.relid.0 == i64::from(service.id))
    }

    /// Services that somebody once wished to end, this client's among them: asked for all at once,
    /// the same question is asked by everybody.
    pub(crate) async fn once_ending(&self) -> Vec<i64> {
        self.wishes(None).await.iter().map(|row| row.relid.0).collect()
    }

    /// Wishes to end a service. Another WHMCS lists those of all services, of all its years.
    async fn wishes(&self, serviceid: Option<u64>) -> Vec<CancelRequest> {
        let page = |number: u64, serviceid| {
            let limitstart = Some(number * ROWS_MAX).filter(|start| *start > 0);
            let limitnum = Some(ROWS_MAX);
            let call = GetCancelledPackages::default();
            self.look(GetCancelledPackages { limitstart, limitnum, serviceid, ..call })
        };
        let Ok(found) = page(0, serviceid).await else { return Vec::new() };
        let total = u64::try_from(found.totalresults.0).unwrap_or(0);
        let mut rows = found.packages.0.package.0;
        let pages = total.div_ceil(ROWS_MAX);
        if pages > WISH_PAGES_MAX {
            tracing::warn!(total, "there are more requests for cancellation than are looked at");
        }
        // Where it did not hear of the service, everybody's question for the rest is the same.
        let others = (1..pages.min(WISH_PAGES_MAX)).map(|number| page(number, None));
        for found in join_all(others).await.into_iter().flatten() {
            rows.extend(found.packages.0.package.0);
        }
        rows
    }

    /// Keeps a service of the client that was to end.
    pub(crate) async fn keep(&self, id: u64) -> Result<(), CallError> {
        self.service(id).await?;
        self.call(DeleteCancelRequest { serviceid: id }).await.map(drop)
    }

    /// What a service of the client used, day by day.
    pub(crate) async fn usage(
        &self,
        id: u64,
        startdate: Option<WireDate>,
        enddate: Option<WireDate>,
    ) -> Result<GetServiceUsageResponse, CallError> {
        self.service(id).await?;
        self.look(GetServiceUsage { serviceid: id, startdate, enddate }).await
    }

    /// What the client may have the module of a service do.
    pub(crate) async fn functions(
        &self,
        id: u64,
    ) -> Result<GetServiceFunctionsResponse, CallError> {
        self.service(id).await?;
        match self.look(GetServiceFunctions { serviceid: id }).await {
            Err(CallError::NotOffered(_)) => Ok(GetServiceFunctionsResponse::default()),
            said => said,
        }
    }

    /// How busy a service of the client was.
    pub(crate) async fn metrics(&self, id: u64) -> Result<GetServiceMetricsResponse, CallError> {
        self.service(id).await?;
        self.look(GetServiceMetrics { serviceid: id }).await
    }

    /// What the addresses of a service of the client are called in reverse DNS.
    pub(crate) async fn reverse_dns(
        &self,
        id: u64,
    ) -> Result<GetServiceReverseDnsResponse, CallError> {
        self.service(id).await?;
        self.look(GetServiceReverseDns { serviceid: id }).await
    }

    /// Names an address of a service of the client.
    pub(crate) async fn set_reverse_dns(
        &self,
        call: SetServiceReverseDns,
    ) -> Result<GetServiceReverseDnsResponse, CallError> {
        let service = self.service(call.serviceid).await?;
        let is_refused = self.is_of_client() && self.app.whmcs().is_remote();
        if is_refused && service.status != "Active" {
            // Another Hostler knows only our credential, which may do it at any time; a stock
            // WHMCS has nothing of the kind, and says so first.
            self.reverse_dns(call.serviceid).await?;
            return Err(not_now("The service is not active").into());
        }
        self.call(call).await
    }

    /// Has the module of a service do something that [`Self::functions`] lists; a WHMCS that lists
    /// nothing is asked for nothing.
    pub(crate) async fn run_function(
        &self,
        id: u64,
        name: &str,
        proof: Option<&Proof>,
    ) -> Result<OperateServiceResponse, CallError> {
        self.service(id).await?;
        needs_proof(functions::named(name), proof)?;
        let call = OperateService { serviceid: id, func_name: name.to_owned(), image: None };
        self.call(call).await
    }

    /// Sets the password of a service.
    pub(crate) async fn set_service_password(
        &self,
        id: u64,
        password: Secret,
    ) -> Result<(), CallError> {
        self.service(id).await?;
        let call = ModuleChangePw { serviceid: id, servicepassword: Some(password) };
        self.call(call).await.map(drop)
    }

    /// What moving a service to another product or cycle costs, or the move itself.
    pub(crate) async fn upgrade(
        &self,
        call: UpgradeProduct,
    ) -> Result<UpgradeProductResponse, CallError> {
        let service = self.service(call.serviceid).await?;
        if let Some(product) = call.newproductid {
            self.check_way(&service, product).await?;
        }
        if call.calconly.0 { self.look(call).await } else { self.call(call).await }
    }

    /// Refuses another product than those to which the present one leads. Our own engine does it
    /// itself; a remote WHMCS takes the question for one of its staff, who may move it anywhere.
    async fn check_way(&self, service: &ClientService, product: u64) -> Result<(), CallError> {
        let whmcs = self.app.whmcs();
        let product = i64::try_from(product).unwrap_or(0);
        if !whmcs.is_remote() || product == service.pid.0 {
            return Ok(());
        }
        let seen = self.look(GetProducts::default()).await?.products.0.product.0;
        let ways = ways::told(whmcs, self.caller.door, service.pid).await?;
        if ways.lead(service, &seen, product) {
            return Ok(());
        }
        Err(invalid("newproductid", "Invalid New Product ID").into())
    }
}
