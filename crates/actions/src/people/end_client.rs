//! `CloseClient` and `DeleteClient`.

use engine::people::clients::{self, Running};
use engine::{Act, Result};
use model::ids::ClientId;
use protocol::{CloseClient, CloseClientResponse, DeleteClient, DeleteClientResponse};

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: CloseClient| Box::pin(close_client(act, call)))
        .write(|act, call: DeleteClient| Box::pin(delete_client(act, call)))
}

async fn close_client(act: &mut Act, call: CloseClient) -> Result<CloseClientResponse> {
    let client: ClientId = id(call.clientid);
    let running = if call.terminateservices.0 { Running::End } else { Running::Leave };
    clients::close(act, client, running).await?;
    Ok(CloseClientResponse { clientid: client.0.into() })
}

/// `deletetransactions` is not followed: payments belong to invoices that the law keeps.
async fn delete_client(act: &mut Act, call: DeleteClient) -> Result<DeleteClientResponse> {
    let client: ClientId = id(call.clientid);
    clients::delete(act, client, call.deleteusers.0).await?;
    Ok(DeleteClientResponse { clientid: client.0.into() })
}
