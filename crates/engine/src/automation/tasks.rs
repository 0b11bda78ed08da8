//! The table of tasks: names as people know them, when they run, what stops them.

use std::time::Duration;

use futures::future::BoxFuture;
use store::Conn;

use super::run::{Candidate, Scope};
use super::{
    Item, abandoned, captures, cards, clients, domains, invoicing, late_fees, names, notices,
    services, tickets, upkeep,
};
use crate::system::settings::{self, Settings};
use crate::{Act, Cx, Result};

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
/// Does one thing that needs the world, with acts of its own.
pub(super) type Real = for<'a> fn(&'a Cx, i64, &'a Scope) -> BoxFuture<'a, Result<Vec<Item>>>;
/// Does all of a task.
pub(super) type Whole = for<'a> fn(&'a Cx, &'a Scope) -> BoxFuture<'a, Result<Vec<Item>>>;

/// How a task works.
#[derive(Clone, Copy)]
pub(super) enum Work {
    /// Candidate by candidate. `one` is also what a dry run does; `real` takes its place where
    /// the world is asked.
    Each {
        /// The candidates.
        find: Find,
        /// One of them.
        one: One,
        /// One of them, with the world.
        real: Option<Real>,
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

const HOUR: Duration = Duration::from_secs(3_600);

/// What most tasks have in common.
const fn daily(
    name: &'static str,
    title: &'static str,
    wanted: fn(&Settings) -> bool,
    after: &'static [&'static str],
    find: Find,
    one: One,
) -> Task {
    let work = Work::Each { find, one, real: None };
    Task { name, title, every: Every::Day, deadline: HOUR, after, brake: None, wanted, work }
}

const fn braked(task: Task, base: Base) -> Task {
    Task { brake: Some(base), ..task }
}

const fn upkeep(
    name: &'static str,
    title: &'static str,
    every: Every,
    wanted: fn(&Settings) -> bool,
    work: Whole,
) -> Task {
    let work = Work::Whole(work);
    Task { name, title, every, deadline: HOUR, after: &[], brake: None, wanted, work }
}

fn always(_: &Settings) -> bool {
    true
}

fn has(settings: &Settings, name: &str) -> bool {
    settings.number(name).is_some_and(|days| days > 0)
}

/// Every task, in the order of a day.
pub const TASKS: &[Task] = &[
    upkeep(
        "ResolveCharges",
        "Resolve Charges Without An Outcome",
        Every::Minutes(10),
        always,
        |cx, scope| Box::pin(captures::resolve(cx, scope)),
    ),
    // These two look at what modules did since yesterday, before today asks more of them.
    daily(
        "AutoClientStatusSync",
        "Client Status Update",
        |settings| settings.number(settings::CLIENT_STATUS) == Some(2),
        &[],
        |c, scope| Box::pin(clients::find(c, scope)),
        |act, id, scope| Box::pin(clients::one(act, id, scope)),
    ),
    daily(
        "DomainExpiryStatus",
        "Domain Expiry Life Cycle",
        always,
        &[],
        |c, scope| Box::pin(domains::find_expired(c, scope)),
        |act, id, scope| Box::pin(domains::move_on(act, id, scope)),
    ),
    daily(
        "CreateInvoices",
        "Generate Due Invoices",
        always,
        &["DomainExpiryStatus"],
        |c, scope| Box::pin(invoicing::find(c, scope)),
        |act, id, scope| Box::pin(invoicing::one(act, id, scope)),
    ),
    daily(
        "AddLateFees",
        "Add Late Fees",
        late_fees::is_on,
        &["CreateInvoices"],
        |c, scope| Box::pin(late_fees::find(c, scope)),
        |act, id, scope| Box::pin(late_fees::one(act, id, scope)),
    ),
    braked(
        Task {
            work: Work::Each {
                find: |c, scope| Box::pin(captures::find(c, scope)),
                one: |act, id, scope| Box::pin(captures::would(act, id, scope)),
                real: Some(|cx, id, scope| Box::pin(captures::charge(cx, id, scope))),
            },
            ..daily(
                "ProcessCreditCardPayments",
                "Attempt CC Captures",
                always,
                &["CreateInvoices", "AddLateFees"],
                |c, scope| Box::pin(captures::find(c, scope)),
                |act, id, scope| Box::pin(captures::would(act, id, scope)),
            )
        },
        Base::Clients,
    ),
    daily(
        "InvoiceReminders",
        "Invoice & Overdue Reminders",
        always,
        &["CreateInvoices", "ProcessCreditCardPayments"],
        |c, scope| Box::pin(notices::find(c, scope)),
        |act, id, scope| Box::pin(notices::one(act, id, scope)),
    ),
    daily(
        "DomainRenewalNotices",
        "Domain Renewal Notices",
        always,
        &["DomainExpiryStatus"],
        |c, scope| Box::pin(domains::find_expiring(c, scope)),
        |act, id, scope| Box::pin(domains::tell(act, id, scope)),
    ),
    braked(
        daily(
            "CancellationRequests",
            "Process Cancellation Requests",
            |settings| settings.on(settings::CANCEL_REQUESTS),
            &["ProcessCreditCardPayments"],
            |c, scope| Box::pin(services::find(services::Kind::Cancel, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::Cancel, act, id, scope)),
        ),
        Base::Services,
    ),
    braked(
        daily(
            "AutoSuspensions",
            "Overdue Suspensions",
            services::may_suspend,
            &["ProcessCreditCardPayments", "CancellationRequests"],
            |c, scope| Box::pin(services::find(services::Kind::Suspend, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::Suspend, act, id, scope)),
        ),
        Base::Services,
    ),
    braked(
        daily(
            "AutoTerminations",
            "Overdue Terminations",
            always,
            &["ProcessCreditCardPayments", "CancellationRequests"],
            |c, scope| Box::pin(services::find(services::Kind::Terminate, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::Terminate, act, id, scope)),
        ),
        Base::Services,
    ),
    braked(
        daily(
            "FixedTermTerminations",
            "Fixed Term Terminations",
            |settings| settings.on(settings::FIXED_TERMS),
            &["CancellationRequests"],
            |c, scope| Box::pin(services::find(services::Kind::EndTerm, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::EndTerm, act, id, scope)),
        ),
        Base::Services,
    ),
    daily(
        "OrderAutoCancellation",
        "Cancel Abandoned Orders",
        |settings| has(settings, settings::CANCEL_ORDER_DAYS),
        &["ProcessCreditCardPayments"],
        |c, scope| Box::pin(abandoned::find_orders(c, scope)),
        |act, id, scope| Box::pin(abandoned::cancel_order(act, id, scope)),
    ),
    daily(
        "InvoiceAutoCancellation",
        "Cancel Abandoned Invoices",
        |settings| has(settings, settings::CANCEL_INVOICE_DAYS),
        &["ProcessCreditCardPayments", "OrderAutoCancellation"],
        |c, scope| Box::pin(abandoned::find_invoices(c, scope)),
        |act, id, scope| Box::pin(abandoned::cancel_invoice(act, id, scope)),
    ),
    daily(
        "CreditCardExpiryNotices",
        "Credit Card Expiry Notices",
        |settings| has(settings, settings::CARD_NOTICE_DAY),
        &[],
        |c, scope| Box::pin(cards::find(c, scope)),
        |act, id, scope| Box::pin(cards::one(act, id, scope)),
    ),
    Task {
        every: Every::Minutes(60),
        ..daily(
            "CloseInactiveTickets",
            "Close Inactive Tickets",
            |settings| has(settings, settings::TICKET_CLOSE_HOURS),
            &[],
            |c, scope| Box::pin(tickets::find(c, scope)),
            |act, id, scope| Box::pin(tickets::one(act, id, scope)),
        )
    },
    daily(
        "DomainStatusSync",
        "Domain Status Synchronisation",
        |settings| settings.on(settings::DOMAIN_SYNC),
        &["DomainExpiryStatus"],
        |c, scope| Box::pin(domains::find_unasked(c, scope)),
        |act, id, scope| Box::pin(domains::ask(act, id, scope)),
    ),
    upkeep(
        "TldPricingSync",
        "TLD Pricing Synchronisation",
        Every::Day,
        |settings| settings.on(settings::TLD_SYNC_DAILY),
        |cx, scope| Box::pin(names::sync_prices(cx, scope)),
    ),
    upkeep(
        "DomainResolver",
        "Domain Resolver",
        Every::Day,
        |settings| settings.on(settings::RESOLVER_DAILY),
        |cx, scope| Box::pin(names::look_up(cx, scope)),
    ),
    upkeep("LogPruning", "Prune Logs", Every::Day, always, |cx, scope| {
        Box::pin(upkeep::prune(cx, scope))
    }),
    upkeep(
        "DatabaseBackup",
        "Database Backup",
        Every::Day,
        |settings| has(settings, settings::BACKUPS_KEPT),
        |cx, scope| Box::pin(upkeep::back_up(cx, scope)),
    ),
];

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
