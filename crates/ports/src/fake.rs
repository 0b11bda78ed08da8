//! Stand-ins for the world: scripted fakes for tests, and the simulators that sandboxes share.
//!
//! A simulator (`Bank`, `Panel`, `Registry`) is plain memory with the manners of the real thing. A
//! fake is a simulator that can be told to misbehave ([`Faults`]) and remembers what was asked.

mod bank;
mod documents;
mod faults;
mod files;
mod fraud;
mod gateway;
mod hooks;
mod mailboxes;
mod mailer;
mod panel;
mod provisioner;
mod rates;
mod registrar;
mod registry;
mod remembered;
mod resolver;
mod sign_in;
mod vat;
mod whois;
mod world;
mod zones;

pub use bank::Bank;
pub use documents::FakeDocuments;
pub use faults::{Faults, Mishap};
pub use files::FakeFiles;
pub use fraud::FakeFraud;
pub use gateway::{FakeAnswer, FakeGateway};
pub use hooks::FakeHooks;
pub use mailboxes::FakeMailboxes;
pub use mailer::{FakeMailKeys, FakeMailServers, FakeMailer};
pub use panel::{Panel, PanelService};
pub use provisioner::FakeProvisioner;
pub use rates::FakeRates;
pub use registrar::FakeRegistrar;
pub use registry::{Registry, RegistryName, sample_prices};
pub use remembered::Remembered;
pub use resolver::FakeResolver;
pub use sign_in::Identities;
pub use vat::FakeVatNumbers;
pub use whois::FakeWhois;
pub use world::FakeWorld;
pub use zones::Zones;
