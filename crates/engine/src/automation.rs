//! The automation: every task a job of its own, done once a day whatever overlaps (B35).
//!
//! A task finds its candidates, asks the model about each, and does what it says in an act per
//! candidate. The same code runs by schedule, by hand, and dry: then all of it happens in one act
//! that is rolled back (B36). Safe repetition rests on the keys and conditions of each act; the
//! lease on a task only saves doing the work twice.

mod abandoned;
mod acts;
mod ahead;
mod brake;
mod captures;
mod cards;
mod clients;
mod commissions;
mod completions;
mod counters;
mod domains;
mod escalations;
mod files;
mod invoicing;
mod item;
mod late_fees;
mod mailboxes;
mod names;
mod notices;
mod preview;
mod rates;
mod reconcile;
mod retention;
mod run;
mod schedule;
mod services;
mod sight;
mod tasks;
mod tickets;
mod upkeep;
mod usage;
mod vat;

pub use brake::approve;
pub use captures::{Charges, attempt_captures};
pub use invoicing::{Generated, generate_invoices};
pub use item::{Item, Outcome};
pub use preview::{Forecast, forecast};
pub use run::{Progress, Ran, Wanted, run_now};
pub use schedule::{Planned, plan, run_forever, set_paused, set_time, tick};
pub use tasks::{Every, TASKS, Task, find};
