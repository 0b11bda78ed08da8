//! `MergeClients`: our own.

use engine::people::clients;
use engine::{Act, Result};
use protocol::{MergeClients, MergeClientsResponse};

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: MergeClients| Box::pin(merge_clients(act, call)))
}

async fn merge_clients(act: &mut Act, call: MergeClients) -> Result<MergeClientsResponse> {
    clients::merge(act, id(call.clientid), id(call.targetclientid)).await?;
    Ok(MergeClientsResponse { clientid: call.targetclientid.into() })
}
