//! Only so many calls at once, only so many waiting, and none for long.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout_at},
};

use crate::{Config, RemoteError, later};

/// A number of places and a queue before them.
#[derive(Debug)]
pub(crate) struct Gate {
    places: Semaphore,
    waiting: AtomicUsize,
    waiting_max: usize,
    waiting_time: Duration,
}

/// One place in the queue, given back when dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Gate {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            places: Semaphore::new(config.in_flight_max.min(Semaphore::MAX_PERMITS)),
            waiting: AtomicUsize::new(0),
            waiting_max: config.waiting_max,
            waiting_time: config.waiting_time,
        }
    }

    /// A place, held until dropped.
    pub(crate) async fn enter(
        &self,
        deadline: Instant,
    ) -> Result<SemaphorePermit<'_>, RemoteError> {
        if let Ok(place) = self.places.try_acquire() {
            return Ok(place);
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= self.waiting_max {
            return Err(RemoteError::Busy);
        }
        let patience = deadline.min(later(Instant::now(), self.waiting_time));
        match timeout_at(patience, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            // The semaphore is never closed.
            Ok(Err(_)) | Err(_) => Err(RemoteError::Busy),
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::Gate;
    use crate::{Config, Credentials, RemoteError};

    #[tokio::test]
    async fn places_and_queue_are_bounded() {
        let key = Credentials::ApiKey { identifier: "i".into(), secret: "s".into() };
        let gate = Gate::new(&Config {
            in_flight_max: 1,
            waiting_max: 1,
            waiting_time: Duration::from_millis(5),
            ..Config::new("https://x.example", key)
        });
        let deadline = Instant::now() + Duration::from_secs(60);
        let first = gate.enter(deadline).await.unwrap();
        let mut second = Box::pin(gate.enter(deadline));
        assert!(futures::poll!(&mut second).is_pending());
        assert_eq!(gate.enter(deadline).await.err(), Some(RemoteError::Busy), "the queue is full");
        assert_eq!(second.await.err(), Some(RemoteError::Busy), "waited in vain");
        let third = tokio::join!(gate.enter(deadline), async { drop(first) }).0;
        assert!(third.is_ok());
    }
}
