//! What each of many machines used, where every one must be asked about by itself.

use std::future::Future;

use futures::{StreamExt, TryStreamExt, stream};
use ports::PortError;
use ports::provisioning::Usage;

/// Machines that are asked about at the same time: more would be more than vendors allow.
const AT_ONCE_MAX: usize = 4;

/// Asks about each machine; what is gone by then is left out, and says nothing about the others.
pub(in crate::provisioning) async fn of_each<M, F>(
    machines: Vec<M>,
    ask: impl Fn(M) -> F + Send,
) -> Result<Vec<Usage>, PortError>
where
    M: Send,
    F: Future<Output = Result<Option<Usage>, PortError>> + Send,
{
    let asked = stream::iter(machines).map(ask).buffered(AT_ONCE_MAX);
    let told: Vec<Option<Usage>> = asked.try_collect().await?;
    Ok(told.into_iter().flatten().collect())
}
