//! Projects, tasks and timers.

mod get;
mod plans;
mod tasks;
mod timers;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [plans::register, get::register, tasks::register, timers::register];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
