//! Moves a WHMCS in: what it has is read through its API and written into an empty database of our
//! own, under the same numbers. What happened there happened already: rows are written as they
//! stand, nobody is mailed, no module is called and nothing is invoiced.
//!
//! One file per topic says which field becomes which column; [`Moving`] is what they share.

mod active;
mod amounts;
mod billing;
mod catalogue;
mod domains;
mod entry;
mod error;
mod hosting;
mod moving;
mod ordering;
mod people;
mod projects;
mod reading;
mod report;
mod rest;
mod support;
mod system;
mod text;

use engine::Engine;
use remote::Remote;

pub use error::MovingError;
pub use report::{Compared, Left, Report, Tally};

use moving::Moving;

/// What is moved, and how it is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The address of the API of the WHMCS.
    pub from: String,
    /// The IANA time zone of its times; `None` for the one that it names, else the house's.
    pub time_zone: Option<String>,
}

/// What is being done, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is read, in words of people.
    pub kind: &'static str,
    /// How many of them were read.
    pub done: u64,
    /// How many there are, as far as the WHMCS says.
    pub of: u64,
}

/// Brings in all that `source` has; what was brought in before is left as it is, so that a move
/// that was interrupted goes on. `tell` hears how far it is.
///
/// # Errors
/// When the database holds a company of its own, when the WHMCS cannot be read, or when the
/// database fails. What was brought in until then stays.
pub async fn move_in(
    engine: &Engine,
    source: &Remote,
    plan: &Plan,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Report, MovingError> {
    let mut moving = Moving::begin(engine, source, plan, tell).await?;
    system::bring(&mut moving, plan).await?;
    people::bring(&mut moving).await?;
    hosting::servers(&mut moving).await?;
    catalogue::bring(&mut moving).await?;
    ordering::bring(&mut moving).await?;
    hosting::bring(&mut moving).await?;
    domains::bring(&mut moving).await?;
    billing::bring(&mut moving).await?;
    hosting::count_promotions(&moving).await?;
    support::bring(&mut moving).await?;
    projects::bring(&mut moving).await?;
    rest::bring(&mut moving).await?;
    moving.end().await
}

/// The tables that are written with the numbers of the WHMCS.
fn tables() -> Vec<&'static str> {
    let all = [
        system::TABLES,
        people::TABLES,
        catalogue::TABLES,
        ordering::TABLES,
        hosting::TABLES,
        domains::TABLES,
        billing::TABLES,
        support::TABLES,
        projects::TABLES,
        rest::TABLES,
    ];
    all.concat()
}
