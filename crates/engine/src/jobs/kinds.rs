//! The kinds of job, as one table: who does them, and within what time.

use std::time::Duration;

use futures::future::BoxFuture;
use store::system::jobs::Claimed;

use super::Ending;
use crate::billing::pay_methods;
use crate::system::{campaigns, keys, mail, notifications, templates, web_hooks};
use crate::{Engine, Result, domains, hosting, ordering, people};

/// Does a job of a kind.
type Work = for<'a> fn(&'a Engine, &'a Claimed) -> BoxFuture<'a, Result<Ending>>;

/// One kind.
pub(super) struct Kind {
    /// As in the table.
    name: &'static str,
    /// After this the job is dropped and counts as failed; shorter than the lease.
    pub(super) deadline: Duration,
    /// Does it.
    pub(super) work: Work,
}

/// Longer than the longest call of a module with the wait for a place before it.
const TWO_MINUTES: Duration = Duration::from_secs(120);
const MINUTE: Duration = Duration::from_secs(60);

/// Every kind, by name.
const KINDS: &[Kind] = &[
    Kind { name: "campaign", deadline: MINUTE, work: |e, j| Box::pin(campaigns::work(e, j)) },
    Kind {
        name: "domain.protect",
        deadline: MINUTE,
        work: |e, j| Box::pin(domains::addons::work(e, j)),
    },
    domain("domain.register"),
    domain("domain.renew"),
    Kind {
        name: "domain.settle",
        deadline: TWO_MINUTES,
        work: |e, j| Box::pin(domains::work::settle(e, j)),
    },
    Kind {
        name: "domain.sync",
        deadline: MINUTE,
        work: |e, j| Box::pin(domains::work::watch(e, j)),
    },
    domain("domain.transfer"),
    Kind { name: keys::RESEAL, deadline: TWO_MINUTES, work: |e, _| Box::pin(keys::work(e)) },
    Kind { name: mail::KIND, deadline: MINUTE, work: |e, j| Box::pin(mail::send(e, j)) },
    Kind { name: "mail.template", deadline: MINUTE, work: |e, j| Box::pin(templates::work(e, j)) },
    Kind {
        name: "notification",
        deadline: MINUTE,
        work: |e, j| Box::pin(notifications::work(e, j)),
    },
    Kind {
        name: "order.fraud_check",
        deadline: MINUTE,
        work: |e, j| Box::pin(ordering::fraud::work(e, j)),
    },
    Kind {
        name: pay_methods::FORGET,
        deadline: MINUTE,
        work: |e, j| Box::pin(pay_methods::work(e, j)),
    },
    service("service.change_package"),
    service("service.change_password"),
    service("service.create"),
    service("service.renew"),
    Kind {
        name: "service.settle",
        deadline: TWO_MINUTES,
        work: |e, j| Box::pin(hosting::work::settle(e, j)),
    },
    service("service.suspend"),
    service("service.terminate"),
    service("service.unsuspend"),
    Kind {
        name: "upgrade.carry_out",
        deadline: MINUTE,
        work: |e, j| Box::pin(hosting::upgrades::work(e, j)),
    },
    link("user.invite"),
    link("user.reset_password"),
    link("user.verify_email"),
    Kind {
        name: people::vat::JOB,
        deadline: MINUTE,
        work: |e, j| Box::pin(people::vat::work(e, j)),
    },
    Kind { name: "web_hook", deadline: MINUTE, work: |e, j| Box::pin(web_hooks::work(e, j)) },
];

const fn domain(name: &'static str) -> Kind {
    Kind { name, deadline: TWO_MINUTES, work: |e, j| Box::pin(domains::work::order(e, j)) }
}

const fn link(name: &'static str) -> Kind {
    Kind { name, deadline: MINUTE, work: |e, j| Box::pin(people::links::work(e, j)) }
}

const fn service(name: &'static str) -> Kind {
    Kind { name, deadline: TWO_MINUTES, work: |e, j| Box::pin(hosting::work::service(e, j)) }
}

/// The kind of that name.
pub(super) fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::KINDS;
    use crate::jobs::LEASE_SECONDS;

    #[test]
    fn kinds_are_sorted_and_end_before_their_lease() {
        assert!(KINDS.windows(2).all(|pair| pair[0].name < pair[1].name));
        for kind in KINDS {
            assert!(i64::try_from(kind.deadline.as_secs()).unwrap() < LEASE_SECONDS);
        }
    }
}
