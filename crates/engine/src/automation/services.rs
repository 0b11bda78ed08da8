//! Suspending and ending services: for want of payment, at the end of a term, by wish (B26).

use jiff::civil::Date;
use model::billing::dunning::{Debtor, DunningSettings, Overrides, Step, decide};
use model::hosting::service::CancellationType;
use model::ids::{InvoiceId, ServiceId};
use store::Conn;
use store::hosting::debtors::{self, DebtorRow, Which};
use store::hosting::services;
use store::system::jobs;

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::unwanted::{self, Cleared};
use crate::hosting::{lifecycle, work};
use crate::system::settings::{
    AUTO_SUSPEND, AUTO_TERMINATE, CANCEL_UNPAID, SUSPEND_DAYS, Settings, TERMINATE_DAYS,
};
use crate::{Act, Fault, Result};

/// The four tasks that this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Suspend,
    Terminate,
    EndTerm,
    Cancel,
}

/// Whether services are suspended at all.
pub(super) fn may_suspend(settings: &Settings) -> bool {
    settings.on_for_any(AUTO_SUSPEND)
}

fn settings_of(settings: &Settings) -> DunningSettings {
    let days = |on: &str, days: &str| {
        let days = settings.number(days).filter(|_| settings.on(on));
        days.and_then(|days| u16::try_from(days).ok())
    };
    DunningSettings {
        suspend_after: days(AUTO_SUSPEND, SUSPEND_DAYS),
        terminate_after: days(AUTO_TERMINATE, TERMINATE_DAYS),
    }
}

/// Services that the task concerns; those kept by an exception are named with it.
pub(super) async fn find(kind: Kind, c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let which = match kind {
        Kind::Suspend | Kind::Terminate => Which::Overdue,
        Kind::EndTerm => Which::FixedTerm,
        Kind::Cancel => Which::Unwanted,
    };
    let mut found = Vec::new();
    for row in debtors::running(c, which, scope.today, scope.client).await? {
        if is_it(kind, step(&row, scope)) {
            found.push(Candidate::of(row.id, row.client_id));
        } else if let Some(why) = kept_by(kind, &row, scope) {
            let item = Item::new(word(kind), scope.today, row.client_id, row.id, name(&row));
            found.push(Candidate::skipped(item.skipped(why)));
        }
    }
    Ok(found)
}

/// Orders the module's part, after looking again at the locked service.
pub(super) async fn one(kind: Kind, act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = ServiceId(id);
    if services::lock(&mut act.conn, id).await?.is_none() {
        return Ok(Vec::new());
    }
    let Some(row) = debtors::one(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    let Some(step) = step(&row, scope).filter(|step| is_it(kind, Some(*step))) else {
        return Ok(Vec::new());
    };
    let due = due(&row);
    let item = Item::new(word(kind), scope.today, row.client_id, id, name(&row));
    let (job, if_due, occasion) = match step {
        Step::Suspend => ("service.suspend", Some(due), due.to_string()),
        Step::TerminateUnpaid => ("service.terminate", Some(due), format!("overdue:{due}")),
        Step::TerminateAfterTerm => ("service.terminate", None, format!("term:{}", row.anchor_on)),
        Step::Cancel(_) => {
            let request = row.cancellation_id.map(|id| id.0).unwrap_or_default();
            ("service.terminate", None, format!("cancel:{request}"))
        }
    };
    if jobs::has_key(&mut act.conn, &work::key(job, id.0, &occasion)).await? {
        return Ok(vec![item.skipped("it was ordered before; see the module queue")]);
    }
    match step {
        Step::Suspend => lifecycle::order_suspension(act, id, due).await?,
        _ => lifecycle::order_termination(act, id, if_due, &occasion).await?,
    }
    let said = match step {
        Step::Suspend => "Overdue Suspension",
        Step::TerminateUnpaid => "Overdue Termination",
        Step::TerminateAfterTerm => "Fixed Term Termination",
        Step::Cancel(_) => "Cancellation Request Processed",
    };
    act.log(Some(row.client_id), format!("{said} - Service ID: {id}")).await?;
    let mut items = vec![item];
    if matches!(step, Step::Cancel(_)) && act.settings.on(CANCEL_UNPAID) {
        let item = |what, invoice: InvoiceId, text: &str| {
            Item::new(what, scope.today, row.client_id, invoice, text)
        };
        for cleared in unwanted::clear(act, id).await? {
            items.push(match cleared {
                Cleared::Cancelled(invoice) => {
                    item("cancel invoice", invoice, "Unpaid invoice of a cancelled service")
                }
                Cleared::Shortened(invoice) => {
                    item("shorten invoice", invoice, "Unpaid invoice without a cancelled service")
                }
                Cleared::Kept(invoice) => {
                    let text = "Unpaid invoice of a cancelled service and of other things";
                    item("shorten invoice", invoice, text).skipped("its lines stay together")
                }
            });
        }
    }
    Ok(items)
}

fn step(row: &DebtorRow, scope: &Scope) -> Option<Step> {
    debtor(row, scope).ok().and_then(|debtor| decide(&debtor, &rules(row, scope), scope.today))
}

fn rules(row: &DebtorRow, scope: &Scope) -> DunningSettings {
    let house = settings_of(&scope.settings.for_item(row.client_id, row.product_id));
    if row.override_auto_terminate {
        return DunningSettings { terminate_after: None, ..house };
    }
    house
}

fn debtor(row: &DebtorRow, scope: &Scope) -> Result<Debtor> {
    let days = |days: i64| u16::try_from(days).map_err(Fault::broken);
    let lives = row.override_auto_terminate;
    // Nothing more is asked for it, so its date says nothing.
    let complete = row.complete && row.next_due_on.is_some_and(|due| due <= scope.today);
    Ok(Debtor {
        status: row.status,
        recurs: row.cycle.recurs() && row.next_due_on.is_some() && !complete,
        started: row.anchor_on,
        next_due: due(row).max(row.paid_to.unwrap_or(row.anchor_on)),
        payment_pending: row.payment_pending,
        cancellation: row.cancellation,
        fixed_term_days: match row.terminate_after_days {
            0 => None,
            _ if lives => None,
            count => Some(days(count)?),
        },
        overrides: Overrides {
            service: row.override_auto_suspend,
            service_until: row.override_suspend_until,
            client: row.client_exempt,
            client_group: row.group_exempt,
        },
    })
}

fn is_it(kind: Kind, step: Option<Step>) -> bool {
    matches!(
        (kind, step),
        (Kind::Suspend, Some(Step::Suspend))
            | (Kind::Terminate, Some(Step::TerminateUnpaid))
            | (Kind::EndTerm, Some(Step::TerminateAfterTerm))
            | (Kind::Cancel, Some(Step::Cancel(_)))
    )
}

/// The due date in the books, which a person may have set before the end of what is paid.
fn due(row: &DebtorRow) -> Date {
    row.next_due_on.unwrap_or(row.anchor_on)
}

/// The exception that keeps a service from what the task would do; `None` if there is none.
fn kept_by(kind: Kind, row: &DebtorRow, scope: &Scope) -> Option<String> {
    let exceptions = debtor(row, scope).ok()?.overrides;
    let bare = Debtor {
        payment_pending: false,
        overrides: Overrides::default(),
        ..debtor(row, scope).ok()?
    };
    let would = |debtor: &Debtor| is_it(kind, decide(debtor, &rules(row, scope), scope.today));
    if !would(&bare) {
        return match row.paid_to {
            Some(end) if would(&Debtor { next_due: due(row), ..bare }) => {
                Some(format!("it is paid until {end}"))
            }
            _ => waits(kind, row, scope),
        };
    }
    Some(if row.override_auto_suspend && exceptions.holds(scope.today) {
        match row.override_suspend_until {
            Some(day) => format!("the service is not to be suspended until {day}"),
            None => "the service is not to be suspended".to_owned(),
        }
    } else if row.client_exempt {
        "the client is exempt".to_owned()
    } else if row.group_exempt {
        "the client's group is exempt".to_owned()
    } else {
        "a payment for it is under way".to_owned()
    })
}

/// A cancellation that waits for the end of its period.
fn waits(kind: Kind, row: &DebtorRow, scope: &Scope) -> Option<String> {
    let waits = kind == Kind::Cancel && row.cancellation == Some(CancellationType::EndOfPeriod);
    let end = row.next_due_on.filter(|end| waits && *end > scope.today)?;
    Some(format!("its period ends on {end}"))
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Suspend => "suspend",
        Kind::Terminate | Kind::EndTerm => "terminate",
        Kind::Cancel => "cancel",
    }
}

fn name(row: &DebtorRow) -> String {
    format!("{} {}", row.product, row.domain).trim().to_owned()
}
