//! The brake: a run that would do unusually much stops before the first act (B27).

use jiff::civil::Date;
use model::billing::brake::{Brake, BrakeSettings, by_clock, by_count};
use store::Conn;
use store::billing::dunning;
use store::hosting::debtors;
use store::system::{automation_brakes, automation_tasks};

use super::run::Scope;
use super::tasks::{Base, Task};
use crate::system::mail::{NewMail, enqueue};
use crate::system::settings::{
    BRAKE_GAP_DAYS, BRAKE_MINIMUM, BRAKE_PERCENT, COMPANY_EMAIL, COMPANY_NAME, SYSTEM_URL, Settings,
};
use crate::{Act, Cx, Fault, Result, not_now};

/// Whether a run that would touch so many things must wait; why. Raises the alert once.
pub(super) async fn check(
    cx: &Cx,
    task: &'static Task,
    base: Base,
    scope: &Scope,
    would: usize,
    last_run: Option<Date>,
) -> Result<Option<String>> {
    let would = u64::try_from(would).map_err(Fault::broken)?;
    let mut act = cx.act("AutomationBrake").await?;
    let reason = reason(&mut act.conn, base, scope, would, last_run).await?;
    let open = automation_brakes::open_of(&mut act.conn, task.name).await?;
    let (at, count) = (act.at(), i64::try_from(would).map_err(Fault::broken)?);
    let held = match (reason, open) {
        (None, None) => return Ok(None),
        (None, Some(_)) => {
            automation_brakes::close(&mut act.conn, task.name, at).await?;
            None
        }
        (Some(reason), None) => {
            let today = scope.today;
            automation_brakes::raise(&mut act.conn, task.name, today, &reason, count, at).await?;
            alert(&mut act, task, &reason).await?;
            Some(reason)
        }
        (Some(reason), Some(row)) => {
            let more = i64::try_from(of(&scope.settings).count_min).map_err(Fault::broken)?;
            if row.approved_at.is_some() && count <= row.would.saturating_add(more) {
                automation_brakes::close(&mut act.conn, task.name, at).await?;
                None
            } else {
                let today = scope.today;
                automation_brakes::refresh(&mut act.conn, row.id, today, &reason, count).await?;
                Some(reason)
            }
        }
    };
    act.commit().await?;
    Ok(held)
}

/// Why a run that would touch so many things must wait; `None` when it may go on.
pub(super) async fn reason(
    c: &mut Conn,
    base: Base,
    scope: &Scope,
    would: u64,
    last_run: Option<Date>,
) -> Result<Option<String>> {
    if would == 0 {
        return Ok(None);
    }
    let settings = of(&scope.settings);
    let (all, things) = match base {
        Base::Services => (debtors::running_count(c).await?, "running services"),
        Base::Clients => (dunning::chargeable_clients(c).await?, "active clients"),
    };
    let all = u64::try_from(all).map_err(Fault::broken)?;
    let verdict = match by_clock(last_run, scope.today, &settings) {
        Brake::Go => by_count(would, all, &settings),
        by_clock => by_clock,
    };
    Ok(match verdict {
        Brake::Go => None,
        Brake::TooMany { would, base, limit } => Some(format!(
            "It would touch {would} things with {base} {things}; {limit} are let through unasked"
        )),
        Brake::ClockWentBack { last_run } => {
            let day = scope.settings.written(last_run);
            Some(format!("The clock went back: the last run was for {day}"))
        }
        Brake::ClockLeapt { last_run, days } => {
            let day = scope.settings.written(last_run);
            Some(format!("The last run was {days} days ago, on {day}"))
        }
    })
}

/// How much is let through.
fn of(settings: &Settings) -> BrakeSettings {
    let usual = BrakeSettings::default();
    let number = |name: &str| settings.number(name);
    let count = |name: &str| number(name).and_then(|number| u64::try_from(number).ok());
    BrakeSettings {
        percent_max: count(BRAKE_PERCENT).unwrap_or(usual.percent_max),
        count_min: count(BRAKE_MINIMUM).unwrap_or(usual.count_min),
        gap_days_max: number(BRAKE_GAP_DAYS)
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or(usual.gap_days_max),
    }
}

/// Tells the staff: a line in the log, and a mail to the company.
async fn alert(act: &mut Act, task: &'static Task, reason: &str) -> Result<()> {
    let text = format!("Automation Stopped: {} - {reason}", task.title);
    act.log(None, text.clone()).await?;
    let company = act.settings.text(COMPANY_NAME).to_owned();
    let mail = NewMail {
        to: act.settings.text(COMPANY_EMAIL).to_owned(),
        to_name: company,
        subject: format!("The automation waits for you: {}", task.title),
        text: format!(
            "{text}.\n\nNothing of it was done. It goes on once somebody approves it \
             (ApproveAutomationBrake task={}).\n\n{}\n",
            task.name,
            act.settings.text(SYSTEM_URL)
        ),
        ..NewMail::default()
    };
    enqueue(act, &mail, None).await
}

/// Lets the run that waits go on at the next occasion.
///
/// # Errors
/// Not-now when no run of the task waits.
pub async fn approve(act: &mut Act, task: &'static Task) -> Result<()> {
    let none = || not_now("No run of this task waits for approval");
    let row = automation_brakes::open_of(&mut act.conn, task.name).await?.ok_or_else(none)?;
    let (by, at) = (act.caller.actor.name().to_owned(), act.at());
    if !automation_brakes::approve(&mut act.conn, row.id, &by, at).await? {
        return Err(none());
    }
    automation_tasks::hurry(&mut act.conn, task.name).await?;
    act.log(None, format!("Automation Run Approved: {} - {}", task.title, row.reason)).await
}
