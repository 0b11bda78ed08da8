//! Equal reads that are asked at the same time are sent once; all askers share the outcome.

use std::{
    any::{Any, TypeId},
    borrow::Cow,
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};

use crate::{RemoteError, held};

/// A response whose type the askers know.
pub(crate) type Kept = Arc<dyn Any + Send + Sync>;
pub(crate) type Outcome = Result<Kept, RemoteError>;

/// What makes two reads equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) action: Cow<'static, str>,
    /// The encoded parameters, without credentials.
    pub(crate) form: Arc<str>,
    /// What is made of the answer; nothing where the bytes are wanted.
    pub(crate) kind: Option<TypeId>,
    /// How much had been written when it was asked: nobody is answered from before its write.
    pub(crate) written: u64,
    /// The deadline: nobody gets a time-out that is shorter than its own.
    pub(crate) within: Duration,
}

/// A read under way, of an outcome of this type.
type Flight<T> = BoxFuture<'static, T>;

/// The reads under way. It holds none of them alive: when the last asker goes, the read ends.
pub struct Flights<K, T>(Arc<Mutex<Table<K, T>>>);

struct Table<K, T> {
    flights: HashMap<K, (u64, WeakShared<Flight<T>>)>,
    started: u64,
}

/// Takes a flight out of the table when it ends, however it ends.
struct Landing<K: Eq + Hash, T> {
    flights: Flights<K, T>,
    key: K,
    number: u64,
}

impl<K, T> Clone for Flights<K, T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, T> Default for Flights<K, T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Table { flights: HashMap::new(), started: 0 })))
    }
}

impl<K, T> Flights<K, T>
where
    K: Clone + Eq + Hash + Send + 'static,
    T: Clone + Send + Sync + 'static,
{
    /// The read that is under way for this key, or a new one; true if it was under way.
    pub fn join(&self, key: K, start: impl FnOnce() -> Flight<T>) -> (Shared<Flight<T>>, bool) {
        let mut table = held(&self.0);
        if let Some(flight) = table.flights.get(&key).and_then(|(_, weak)| weak.upgrade()) {
            return (flight, true);
        }
        table.started += 1;
        let number = table.started;
        let landing = Landing { flights: self.clone(), key: key.clone(), number };
        let flight = start();
        let flight = async move {
            let _landing = landing;
            flight.await
        };
        let flight = flight.boxed().shared();
        if let Some(weak) = flight.downgrade() {
            table.flights.insert(key, (number, weak));
        }
        (flight, false)
    }

    #[cfg(test)]
    fn under_way(&self) -> usize {
        held(&self.0).flights.len()
    }
}

impl<K: Eq + Hash, T> Drop for Landing<K, T> {
    fn drop(&mut self) {
        let mut table = held(&self.flights.0);
        // A later flight of the same key may have taken the place already.
        if table.flights.get(&self.key).is_some_and(|(number, _)| *number == self.number) {
            table.flights.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use futures::{FutureExt, channel::oneshot, future::join_all, poll};

    use super::{Flights, Key, Outcome};
    use crate::RemoteError;

    fn key(form: &str) -> Key {
        Key {
            action: "GetInvoices".into(),
            form: form.into(),
            kind: None,
            written: 0,
            within: Duration::ZERO,
        }
    }

    #[tokio::test]
    async fn equal_reads_share_their_outcome() {
        let flights = Flights::<_, Outcome>::default();
        let started = AtomicUsize::new(0);
        let (answer, wait) = oneshot::channel::<Outcome>();
        let wait = wait.map(|sent| sent.unwrap()).shared();
        let ask = |form: &str| {
            let wait = wait.clone();
            let start = || {
                started.fetch_add(1, Ordering::Relaxed);
                wait.boxed()
            };
            flights.join(key(form), start).0
        };
        let mut askers: Vec<_> = (0..100).map(|_| ask("userid=7")).collect();
        askers.push(ask("userid=8"));
        for asker in &mut askers {
            assert!(poll!(asker).is_pending());
        }
        assert_eq!((started.load(Ordering::Relaxed), flights.under_way()), (2, 2));
        answer.send(Err(RemoteError::Timeout)).unwrap();
        for outcome in join_all(askers).await {
            assert_eq!(outcome.err(), Some(RemoteError::Timeout));
        }
        assert_eq!(flights.under_way(), 0);
    }

    #[tokio::test]
    async fn a_read_ends_with_its_last_asker() {
        let flights = Flights::<_, Outcome>::default();
        let alive = Arc::new(());
        let start = || {
            let alive = Arc::clone(&alive);
            async move {
                let _alive = alive;
                std::future::pending::<Outcome>().await
            }
            .boxed()
        };
        let (mut first, joined) = flights.join(key(""), start);
        assert!(!joined && poll!(&mut first).is_pending());
        let (mut second, joined) = flights.join(key(""), || unreachable!());
        drop(first);
        assert!(joined && poll!(&mut second).is_pending());
        assert_eq!((Arc::strong_count(&alive), flights.under_way()), (2, 1));
        drop(second);
        assert_eq!((Arc::strong_count(&alive), flights.under_way()), (1, 0));
    }

    #[tokio::test]
    async fn the_place_is_taken_over_after_the_end() {
        let flights = Flights::<_, Outcome>::default();
        let done = || async { Ok(Arc::new(1_u8) as super::Kept) }.boxed();
        let (first, _) = flights.join(key(""), done);
        assert!(first.clone().await.is_ok());
        let (second, joined) = flights.join(key(""), done);
        drop(first);
        assert!(!joined);
        assert_eq!(flights.under_way(), 1);
        assert!(second.await.is_ok());
        assert_eq!(flights.under_way(), 0);
    }
}
