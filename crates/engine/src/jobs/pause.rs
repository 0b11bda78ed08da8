//! The one place where the engine waits by the machine's clock: deadlines and polling.
//!
//! What the business counts in (due dates, leases) comes from [`ports::Clock`] instead.

use std::time::Duration;

/// Waits.
pub(crate) async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// The answer of some work, or `None` when it took longer; the work is then dropped.
pub(crate) async fn within<T>(deadline: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(deadline, work).await.ok()
}
