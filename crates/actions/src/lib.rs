//! Answers each action of the protocol with the engine: wire words in, wire words out.
//!
//! One folder per topic, one short handler per action. A handler is one of three kinds:
//! a *read* gets a [`engine::Cx`]; a *write* gets an open [`engine::Act`] that is committed for it;
//! a *flow* calls the world (a gateway, a server) and opens its own acts before and after.

mod billing;
mod catalogue;
mod csv;
pub mod differences;
mod domains;
mod edits;
mod hosting;
mod ordering;
mod people;
mod projects;
mod registry;
mod support;
mod system;
#[cfg(feature = "testing")]
pub mod testing;
mod wire;
mod zip;

pub use registry::{Actions, Asked, CLAIMED_VERSION, Format, Registry, Said, UNTRIED};

use engine::Engine;

/// Everything that is answered, over the given engine.
#[must_use]
pub fn all(engine: Engine) -> Actions {
    let topics = [
        people::register,
        catalogue::register,
        ordering::register,
        billing::register,
        hosting::register,
        domains::register,
        support::register,
        system::register,
        projects::register,
    ];
    topics.into_iter().fold(Registry::default(), |registry, topic| topic(registry)).over(engine)
}
