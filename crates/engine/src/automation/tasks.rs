//! The table of tasks: names as people know them, when they run, what stops them.

mod table;

use std::time::Duration;

use futures::future::BoxFuture;
use store::Conn;

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::generate::Decided;
use crate::billing::terms::Terms;
use crate::system::settings::Settings;
use crate::{Act, Cx, Result};

pub use table::TASKS;

/// How often a task runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Once a day, at the time of day or as soon after it as there is a node.
    Day,
    /// Every so many minutes.
    Minutes(i64),
}

/// What the share of the brake is taken of (B27).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// Services that run.
    Services,
    /// Active clients.
    Clients,
}

/// Finds what a task may have to do.
pub(super) type Find = for<'a> fn(&'a mut Conn, &'a Scope) -> BoxFuture<'a, Result<Vec<Candidate>>>;
/// Does one thing within an act, after looking again.
pub(super) type One = for<'a> fn(&'a mut Act, i64, &'a Scope) -> BoxFuture<'a, Result<Vec<Item>>>;
/// [`One`] for several things: what is to be done is found out first, by whoever may read.
#[derive(Clone, Copy)]
pub(super) struct Many {
    pub(super) decide: Decide,
    pub(super) write: Write,
}
/// Finds out what is to be done for things.
pub(super) type Decide =
    for<'a> fn(&'a mut Conn, Terms, &'a [i64]) -> BoxFuture<'a, Result<Decided>>;
/// Does what was found out.
pub(super) type Write =
    for<'a> fn(&'a mut Act, Decided, &'a Scope) -> BoxFuture<'a, Result<Vec<Item>>>;
/// Does one thing that needs the world, with acts of its own.
pub(super) type Real = for<'a> fn(&'a Cx, i64, &'a Scope) -> BoxFuture<'a, Result<Vec<Item>>>;
/// Does all of a task.
pub(super) type Whole = for<'a> fn(&'a Cx, &'a Scope) -> BoxFuture<'a, Result<Vec<Item>>>;

/// How a task works.
#[derive(Clone, Copy)]
pub(super) enum Work {
    /// Candidate by candidate. `one` is also what a dry run does; `real` takes its place where
    /// the world is asked, and `many` where one act for many of them is much less work.
    Each {
        /// The candidates.
        find: Find,
        /// One of them.
        one: One,
        /// One of them, with the world.
        real: Option<Real>,
        /// Many of them in one act; when it fails, each has an act of its own after all.
        many: Option<Many>,
    },
    /// All at once; dry runs leave it out.
    Whole(Whole),
}

/// One task.
pub struct Task {
    /// As `GetAutomationLog` calls it.
    pub name: &'static str,
    /// As people call it.
    pub title: &'static str,
    /// How often it runs.
    pub every: Every,
    /// After this its run is broken off; the next one does the rest.
    pub deadline: Duration,
    /// Tasks that come first when they run on the same day.
    pub after: &'static [&'static str],
    /// What its brake counts, if it has one (B27).
    pub(super) brake: Option<Base>,
    /// It changes nothing by itself and only has the world asked: a forecast of all leaves it out.
    pub(super) asks_only: bool,
    /// Whether the settings want it.
    pub(super) wanted: fn(&Settings) -> bool,
    pub(super) work: Work,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Task {
    /// Whether the settings want it.
    #[must_use]
    pub fn is_wanted(&self, settings: &Settings) -> bool {
        (self.wanted)(settings)
    }
}

/// The task of a name or title, in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Task> {
    let is_it = |task: &&Task| {
        task.name.eq_ignore_ascii_case(name.trim()) || task.title.eq_ignore_ascii_case(name.trim())
    };
    TASKS.iter().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::TASKS;

    #[test]
    fn b35_tasks_wait_only_for_earlier_ones() {
        for (index, task) in TASKS.iter().enumerate() {
            for name in task.after {
                let place = TASKS.iter().position(|other| other.name == *name);
                assert!(place.is_some_and(|place| place < index), "{task:?} after {name}");
            }
            let twice = TASKS.iter().filter(|other| other.name == task.name).count();
            assert_eq!(twice, 1, "{task:?}");
        }
    }
}
