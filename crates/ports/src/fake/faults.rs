//! Mishaps on the way to the world, ordered by tests.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use crate::{PortError, UnknownCause, held};

/// What goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// There is no connection: not carried out, and the caller knows.
    NotSent,
    /// The request is lost: not carried out, and the caller does not know.
    LoseRequest,
    /// The answer is lost: carried out, and the caller does not know.
    LoseAnswer,
}

/// Orders of mishaps, shared by the fakes of one world. Calls are counted from 1 over all of them.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Orders>);

#[derive(Debug, Default)]
struct Orders {
    calls: u64,
    next: VecDeque<Mishap>,
    at: BTreeMap<u64, Mishap>,
    down: Vec<&'static str>,
}

impl Faults {
    /// The next call goes wrong; several orders are carried out one after the other.
    pub fn next(&self, mishap: Mishap) {
        held(&self.0).next.push_back(mishap);
    }

    /// The n-th call goes wrong, counted from the beginning.
    pub fn at_call(&self, n: u64, mishap: Mishap) {
        held(&self.0).at.insert(n, mishap);
    }

    /// A module is out of reach until [`Faults::up`].
    pub fn down(&self, module: &'static str) {
        held(&self.0).down.push(module);
    }

    /// A module is within reach again.
    pub fn up(&self, module: &'static str) {
        held(&self.0).down.retain(|each| *each != module);
    }

    /// How many calls there were.
    pub fn calls(&self) -> u64 {
        held(&self.0).calls
    }

    /// Does the work of a call, unless a mishap is due.
    pub fn around<T>(
        &self,
        module: &'static str,
        work: impl FnOnce() -> Result<T, PortError>,
    ) -> Result<T, PortError> {
        let why = || "ordered by the test".to_owned();
        let unknown = |cause| Err(PortError::Unknown { module, cause, why: why() });
        match self.due(module) {
            None => work(),
            Some(Mishap::NotSent) => {
                Err(PortError::NotSent { module, why: why(), retry_after_seconds: None })
            }
            Some(Mishap::LoseRequest) => unknown(UnknownCause::Timeout),
            Some(Mishap::LoseAnswer) => {
                work()?;
                unknown(UnknownCause::Transport)
            }
        }
    }

    fn due(&self, module: &'static str) -> Option<Mishap> {
        let mut orders = held(&self.0);
        orders.calls += 1;
        let call = orders.calls;
        if orders.down.contains(&module) {
            return Some(Mishap::NotSent);
        }
        orders.at.remove(&call).or_else(|| orders.next.pop_front())
    }
}
