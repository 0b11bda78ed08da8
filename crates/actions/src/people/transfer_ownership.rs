//! `TransferOwnership`: our own.

use engine::people::ownership;
use engine::{Act, Result, invalid};
use model::ids::{DomainId, ServiceId};
use protocol::{TransferOwnership, TransferOwnershipResponse};

use crate::Registry;
use crate::wire::{id, number};

pub(crate) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: TransferOwnership| Box::pin(transfer(act, call)))
}

async fn transfer(act: &mut Act, call: TransferOwnership) -> Result<TransferOwnershipResponse> {
    let to = id(call.clientid);
    match call.r#type.trim().to_ascii_lowercase().as_str() {
        "service" => ownership::give_service(act, ServiceId(number(call.relid)), to).await?,
        "domain" => ownership::give_domain(act, DomainId(number(call.relid)), to).await?,
        _ => return Err(invalid("type", "Invalid type: one of service, domain")),
    }
    Ok(TransferOwnershipResponse { relid: call.relid.into(), clientid: call.clientid.into() })
}
