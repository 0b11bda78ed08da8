//! `GetServiceFunctions`: what a client may have a module do.

use engine::hosting::provisioning::{ProvisionerCapabilities, client_actions};
use engine::{Cx, Result, not_found};
use model::ids::ServiceId;
use protocol::{GetServiceFunctions, GetServiceFunctionsResponse};
use store::catalogue::products;
use store::hosting::{calls, services};

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetServiceFunctions| Box::pin(get_service_functions(cx, call)))
}

async fn get_service_functions(
    cx: &Cx,
    call: GetServiceFunctions,
) -> Result<GetServiceFunctionsResponse> {
    let mut c = cx.read().await?;
    let id = ServiceId(number(call.serviceid));
    let row = services::by_id(&mut c, id).await?;
    let row = row.ok_or_else(|| not_found("Service ID Not Found"))?;
    let product = products::by_id(&mut c, row.product_id).await?;
    let module = product.as_ref().map(|product| product.module.clone()).unwrap_or_default();
    let provisioner = cx.engine.world().provisioners.get(&*module);
    let can = provisioner.map(|provisioner| provisioner.capabilities());
    let actions = match can.zip(product.as_ref()) {
        Some((can, product)) => client_actions(can, product)?,
        None => Vec::new(),
    };
    let functions: Vec<String> = actions.iter().map(|action| action.word().to_owned()).collect();
    let is_made = row.provisioned_at.is_some();
    let names = is_made && can.is_some_and(|can| can.reverse_dns);
    let metrics = is_made && can.is_some_and(ProvisionerCapabilities::measures);
    let running = calls::open(&mut c, id).await?.map(|call| call.action).unwrap_or_default();
    Ok(GetServiceFunctionsResponse {
        module: module.into(),
        functions: functions.into(),
        metrics: metrics.into(),
        reversedns: names.into(),
        running: running.into(),
    })
}
