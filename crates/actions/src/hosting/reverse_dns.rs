//! `GetServiceReverseDns` and `SetServiceReverseDns`: our own.

use engine::hosting::reverse_dns::{self, ReverseDns};
use engine::{Cx, Result};
use model::ids::ServiceId;
use protocol::{
    GetServiceReverseDns, GetServiceReverseDnsResponse, NamedAddress, SetServiceReverseDns,
};

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: GetServiceReverseDns| Box::pin(get_service_reverse_dns(cx, call)))
        .flow(|cx, call: SetServiceReverseDns| Box::pin(set_service_reverse_dns(cx, call)))
}

async fn get_service_reverse_dns(
    cx: &Cx,
    call: GetServiceReverseDns,
) -> Result<GetServiceReverseDnsResponse> {
    let service = ServiceId(number(call.serviceid));
    Ok(answer(service, reverse_dns::names(cx, service).await?))
}

async fn set_service_reverse_dns(
    cx: &Cx,
    call: SetServiceReverseDns,
) -> Result<GetServiceReverseDnsResponse> {
    let service = ServiceId(number(call.serviceid));
    let name = call.name.unwrap_or_default();
    Ok(answer(service, reverse_dns::set(cx, service, &call.ip, &name).await?))
}

fn answer(service: ServiceId, found: ReverseDns) -> GetServiceReverseDnsResponse {
    let address = |each: engine::hosting::reverse_dns::ReverseName| NamedAddress {
        ip: each.address.to_string().into(),
        name: each.name.into(),
    };
    let networks: Vec<String> = found.networks.iter().map(ToString::to_string).collect();
    GetServiceReverseDnsResponse {
        serviceid: service.0.into(),
        addresses: found.names.into_iter().map(address).collect(),
        networks: networks.into(),
    }
}
