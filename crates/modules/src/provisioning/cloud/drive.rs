//! Takes an action on a machine from step to step, and says how far it is.

use std::time::Duration;

use ports::provisioning::{Power, ProvisionOutcome, ServiceAction, ServiceCall, ServiceChanges};
use ports::{PortError, Refused};
use tokio::time::{Instant, sleep};

use super::{Cloud, Entry, EntryState, Machine, Note, Plan, Step};

/// How long a call waits for an act to end before it is told to be under way. The engine gives a
/// call thirty seconds.
const WAITED_MAX: Duration = Duration::from_secs(8);
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// Most moves without a pause: more than the steps of any action.
const MOVES_MAX: usize = 32;

/// Where an action is.
enum Place {
    /// The step at the note's number was not asked for yet.
    Before(Step),
    /// It was, and is not done.
    UnderWay,
    /// It is done.
    StepDone,
    /// All of them are.
    Done,
    /// The cloud gave it up.
    Failed(Refused),
}

/// Does something to the machine of a service.
pub(super) async fn run<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<ProvisionOutcome, PortError> {
    let Some(machine) = cloud.find(plan).await?.into_iter().next() else {
        return Ok(absent(plan, action));
    };
    if !machine.note.is_of(&plan.call.idempotency_key, action) {
        if let Some(no) = forbidden(&machine, action) {
            return Ok(ProvisionOutcome::Refused(no));
        }
        if let Err(no) = begin(cloud, plan, &machine, action).await? {
            return Ok(ProvisionOutcome::Refused(no));
        }
    }
    to_its_end(cloud, plan, action).await
}

/// What became of a call; `None` if it never arrived.
pub(super) async fn look_up<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<Option<ProvisionOutcome>, PortError> {
    match cloud.find(plan).await?.into_iter().next() {
        Some(machine) if machine.note.is_of(&plan.call.idempotency_key, action) => {
            follow(cloud, plan, action, false).await
        }
        // Its answer was lost, and it is gone.
        None if *action == ServiceAction::Terminate && was_there(plan.call) => {
            Ok(Some(ProvisionOutcome::Done(ServiceChanges::default())))
        }
        _ => Ok(None),
    }
}

/// Follows a call that is noted until it ends, or for some seconds.
pub(super) async fn to_its_end<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<ProvisionOutcome, PortError> {
    let never = || ProvisionOutcome::Refused(Refused::new("never_arrived", "It never arrived"));
    Ok(follow(cloud, plan, action, true).await?.unwrap_or_else(never))
}

/// There is no machine. To terminate one that we know to have been there is to find it done.
fn absent(plan: &Plan<'_>, action: &ServiceAction) -> ProvisionOutcome {
    if *action == ServiceAction::Terminate && was_there(plan.call) {
        return ProvisionOutcome::Done(ServiceChanges::default());
    }
    let why = format!("There is no machine of service {}", plan.call.service);
    ProvisionOutcome::Refused(Refused::new("not_found", why))
}

/// Whether the service is known to have had a machine: its id is in a custom field.
fn was_there(call: &ServiceCall) -> bool {
    call.custom_fields.iter().any(|(name, id)| name.ends_with("_id") && !id.is_empty())
}

fn forbidden(machine: &Machine, action: &ServiceAction) -> Option<Refused> {
    let restarts = matches!(action, ServiceAction::Reboot | ServiceAction::Reset);
    let starts = restarts || matches!(action, ServiceAction::PowerOn | ServiceAction::Reinstall);
    if machine.note.suspended && starts {
        return Some(Refused::new("suspended", "The service is suspended"));
    }
    let off = restarts && machine.power == Power::Off;
    off.then(|| Refused::new("powered_off", "The machine is switched off"))
}

/// Writes down what is about to be asked; before it is asked, so that a look-up finds it.
async fn begin<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    machine: &Machine,
    action: &ServiceAction,
) -> super::Said<()> {
    let journal = cloud.journal(machine).await?;
    if machine.busy || journal.iter().any(|entry| entry.state == EntryState::Running) {
        return Err(PortError::NotSent {
            module: plan.module,
            why: "something else is being done to the machine".to_owned(),
            retry_after_seconds: None,
        });
    }
    let note = Note {
        after: latest(&journal),
        suspended: match action {
            ServiceAction::Suspend => true,
            ServiceAction::Unsuspend => false,
            _ => machine.note.suspended,
        },
        was_on: machine.power == Power::On,
        before: machine.more("before").to_owned(),
        ..Note::of(&plan.call.idempotency_key, action)
    };
    cloud.write(plan, machine, &note).await
}

fn latest(journal: &[Entry]) -> String {
    journal.first().map(|entry| entry.id.clone()).unwrap_or_default()
}

async fn follow<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    action: &ServiceAction,
    may_begin: bool,
) -> Result<Option<ProvisionOutcome>, PortError> {
    let until = Instant::now() + WAITED_MAX;
    let (mut pause, mut moves, mut asked) = (FIRST_PAUSE, 0, None);
    loop {
        let Some(machine) = cloud.find(plan).await?.into_iter().next() else {
            return Ok(Some(vanished(action)));
        };
        let journal = cloud.journal(&machine).await?;
        let place = match place(cloud, plan, action, &machine, &journal) {
            // The cloud said yes a moment ago; its journal is behind.
            Place::Before(step) if asked == Some((machine.note.step, step)) => Place::UnderWay,
            place => place,
        };
        match place {
            Place::Done => return done(cloud, plan, action, &machine).await.map(Some),
            Place::Failed(no) => return refused(cloud, plan, &machine, no).await.map(Some),
            Place::Before(step) if !may_begin && machine.note.step == 0 && !step.may_repeat() => {
                return Ok(None);
            }
            Place::Before(step) => {
                if let Err(no) = cloud.ask(plan, &machine, step).await? {
                    return refused(cloud, plan, &machine, no).await.map(Some);
                }
                asked = Some((machine.note.step, step));
                if step.is_at_once() || cloud.is_taken_at_its_word(step) {
                    next(cloud, plan, &machine, &journal).await?;
                }
                moves += 1;
            }
            Place::StepDone => {
                next(cloud, plan, &machine, &journal).await?;
                moves += 1;
            }
            Place::UnderWay => {
                if Instant::now() + pause > until {
                    return Ok(Some(ProvisionOutcome::Pending { reference: machine.id }));
                }
                sleep(pause).await;
                pause = (pause * 2).min(PAUSE_MAX);
            }
        }
        if moves > MOVES_MAX {
            return Ok(Some(ProvisionOutcome::Pending { reference: machine.id }));
        }
    }
}

fn vanished(action: &ServiceAction) -> ProvisionOutcome {
    if *action == ServiceAction::Terminate {
        return ProvisionOutcome::Done(ServiceChanges::default());
    }
    ProvisionOutcome::Refused(Refused::new("gone", "The machine is not there any more"))
}

async fn done<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    action: &ServiceAction,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    let password = cloud.password(plan, action);
    Ok(match cloud.link(plan, machine, action).await? {
        Ok(link) => ProvisionOutcome::Done(ServiceChanges { password, link, ..machine.changes() }),
        Err(no) => ProvisionOutcome::Refused(no),
    })
}

/// A machine that was switched off for what failed is switched on again, as well as may be: the
/// refusal is the answer, and staff see that the machine is off.
async fn refused<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    machine: &Machine,
    no: Refused,
) -> Result<ProvisionOutcome, PortError> {
    let note = &machine.note;
    let for_a_while = note.wants == ServiceAction::ChangePackage.word();
    if for_a_while && note.was_on && machine.power == Power::Off {
        let _ = cloud.ask(plan, machine, Step::On).await;
    }
    Ok(ProvisionOutcome::Refused(no))
}

/// Writes down that the step is done.
async fn next<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    machine: &Machine,
    journal: &[Entry],
) -> Result<(), PortError> {
    let note = Note { step: machine.note.step + 1, after: latest(journal), ..machine.note.clone() };
    cloud.write(plan, machine, &note).await?.map_err(|no| PortError::NotSent {
        module: plan.module,
        why: format!("the step cannot be noted: {no}"),
        retry_after_seconds: None,
    })
}

fn place<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    action: &ServiceAction,
    machine: &Machine,
    journal: &[Entry],
) -> Place {
    let note = &machine.note;
    let since: Vec<&Entry> = journal.iter().take_while(|entry| entry.id != note.after).collect();
    let steps = cloud.steps(plan, action, note);
    let Some(step) = steps.get(note.step).copied() else {
        let failed = since.iter().find_map(|entry| failure(entry));
        return match failed {
            Some(no) if *action == ServiceAction::Create && steps.is_empty() => Place::Failed(no),
            _ if machine.busy || running(&since) || machine.power == Power::Changing => {
                Place::UnderWay
            }
            _ => Place::Done,
        };
    };
    if machine.busy || running(&since) {
        return Place::UnderWay;
    }
    if step.is_at_once() {
        return Place::Before(step);
    }
    let kinds = cloud.kinds(step);
    let about = |entry: &&&Entry| kinds.contains(&entry.kind.as_str());
    let (asked, newest) = (since.iter().filter(about).count(), since.iter().find(about));
    match (step, machine.power) {
        (Step::On, Power::On) | (Step::Off, Power::Off) => return Place::StepDone,
        // It was asked to stop, in vain or not; then it is made to.
        (Step::Off, _) if asked == 1 => return Place::Before(Step::ForceOff),
        _ => {}
    }
    match newest {
        None => Place::Before(step),
        Some(entry) => match failure(entry) {
            Some(no) => Place::Failed(no),
            None if step == Step::Off || step == Step::Delete => Place::UnderWay,
            None => Place::StepDone,
        },
    }
}

fn running(since: &[&Entry]) -> bool {
    since.iter().any(|entry| entry.state == EntryState::Running)
}

fn failure(entry: &Entry) -> Option<Refused> {
    match &entry.state {
        EntryState::Failed(why) => Some(Refused::new("failed", why.clone())),
        EntryState::Running | EntryState::Done => None,
    }
}
