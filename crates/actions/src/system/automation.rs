//! The automation by hand: what runs when, run it now, see what it would do, let it go on.

use engine::automation::{self, Every, Forecast, Item, Outcome, Planned, Ran, TASKS, Task, Wanted};
use engine::jobs::LeftAlone;
use engine::system::settings::Settings;
use engine::{Act, Cx, Fault, Result, invalid};
use model::ids::ClientId;
use model::money::Money;
use protocol::wire::{Amount, Tree, WireDate};
use protocol::{
    ApproveAutomationBrake, ApproveAutomationBrakeResponse, AutomationItem, AutomationRan,
    AutomationTask, GetAutomationTasks, GetAutomationTasksResponse, LeftAloneTarget,
    PreviewAutomation, PreviewAutomationResponse, RunAutomation, RunAutomationResponse,
    UpdateAutomationTask, UpdateAutomationTaskResponse,
};
use serde_json::json;
use std::collections::BTreeMap;

use crate::Registry;
use crate::wire::{amount, date, id, moment};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetAutomationTasks| Box::pin(get_automation_tasks(cx, call)))
        .read(|cx, call: PreviewAutomation| Box::pin(preview_automation(cx, call)))
        .flow(|cx, call: RunAutomation| Box::pin(run_automation(cx, call)))
        .write(|act, call: UpdateAutomationTask| Box::pin(update_automation_task(act, call)))
        .write(|act, call: ApproveAutomationBrake| Box::pin(approve(act, call)))
}

async fn get_automation_tasks(
    cx: &Cx,
    _: GetAutomationTasks,
) -> Result<GetAutomationTasksResponse> {
    let settings = cx.engine.settings().await?;
    let planned = automation::plan(&cx.engine).await?;
    let left_alone = cx.engine.left_alone();
    let target = |each: LeftAlone| LeftAloneTarget {
        target: each.target.into(),
        since: moment(&settings, each.since.map(jiff::Timestamp::as_second)),
        until: moment(&settings, each.until.map(jiff::Timestamp::as_second)),
    };
    Ok(GetAutomationTasksResponse {
        totalresults: planned.len().into(),
        tasks: planned.iter().map(|plan| shown(plan, &settings)).collect(),
        leftalone: left_alone.into_iter().map(target).collect(),
    })
}

fn shown(plan: &Planned, settings: &Settings) -> AutomationTask {
    let (counters, error) = plan.last.clone().unwrap_or_default();
    let minutes = match plan.task.every {
        Every::Day => 0,
        Every::Minutes(minutes) => minutes,
    };
    AutomationTask {
        task: plan.task.name.into(),
        title: plan.task.title.into(),
        enabled: plan.wanted.into(),
        paused: plan.paused.into(),
        time: plan.time.as_str().into(),
        everyminutes: minutes.into(),
        running: plan.running.into(),
        lastday: date(plan.last_run_on),
        lastrun: moment(settings, plan.last_run_at),
        nextrun: moment(settings, plan.next_run.map(jiff::Timestamp::as_second)),
        counters: Tree(serde_json::from_str(&counters).unwrap_or_else(|_| json!({}))),
        error: error.unwrap_or_default().into(),
        waitsforapproval: waits(plan).into(),
    }
}

fn waits(plan: &Planned) -> String {
    let open = plan.brake.as_ref().filter(|brake| brake.approved_at.is_none());
    open.map(|brake| brake.reason.clone()).unwrap_or_default()
}

async fn run_automation(cx: &Cx, call: RunAutomation) -> Result<RunAutomationResponse> {
    let today = cx.engine.today().await?;
    let asked = call.date.and_then(|WireDate(date)| date);
    let on = asked.unwrap_or(today);
    let tasks = named(call.task.as_deref())?;
    let client = call.clientid.filter(|id| *id > 0).map(id::<ClientId>);
    let ran = if call.dryrun.0 {
        let forecast = Forecast { tasks, from: on, until: on, client, charges_succeed: true };
        automation::forecast(&cx.engine, &forecast).await?
    } else {
        automation::run_now(cx, &Wanted { tasks, date: asked, client }).await?
    };
    Ok(RunAutomationResponse { date: date(Some(on)), tasks: ran.iter().map(told).collect() })
}

async fn preview_automation(cx: &Cx, call: PreviewAutomation) -> Result<PreviewAutomationResponse> {
    let wanted = named(call.task.as_deref())?;
    let today = cx.engine.today().await?;
    let day = |given: Option<WireDate>| given.and_then(|WireDate(date)| date);
    let until = day(call.date).unwrap_or(today);
    let from = day(call.from).unwrap_or(until);
    let client = call.clientid.filter(|id| *id > 0).map(id::<ClientId>);
    // Every task is lived through: what one does decides what another one finds.
    let forecast = Forecast {
        tasks: Vec::new(),
        from: today.min(from),
        until,
        client,
        charges_succeed: !call.chargesfail.0,
    };
    let ran = automation::forecast(&cx.engine, &forecast).await?;
    let chosen = |item: &&Item| {
        let task = wanted.is_empty() || wanted.iter().any(|task| task.name == item.task);
        task && item.on >= from
    };
    let mut items: Vec<&Item> =
        ran.iter().flat_map(|ran| &ran.outcome.items).filter(chosen).collect();
    items.sort_by_key(|item| (item.on, item.client, item.id));
    // Which task and day those beyond the bound were of is not kept.
    let left_off: u64 = ran.iter().map(|ran| ran.outcome.left_off).sum();
    let mut counters: BTreeMap<&str, i64> = BTreeMap::new();
    let mut sums: BTreeMap<&str, BTreeMap<&str, Money>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.skipped.is_none()) {
        *counters.entry(item.what).or_default() += 1;
        if let Some(money) = &item.amount {
            let of = sums.entry(item.what).or_default();
            let sum = of.entry(money.currency.code()).or_insert(Money { minor: 0, ..*money });
            *sum = sum.add(*money).map_err(Fault::broken)?;
        }
    }
    let shown = |of: BTreeMap<&str, Money>| -> BTreeMap<String, Amount> {
        of.into_iter().map(|(code, sum)| (code.to_owned(), amount(sum))).collect()
    };
    let amounts: BTreeMap<&str, _> = sums.into_iter().map(|(what, of)| (what, shown(of))).collect();
    Ok(PreviewAutomationResponse {
        from: date(Some(from)),
        date: date(Some(until)),
        counters: Tree(json!(counters)),
        amounts: Tree(json!(amounts)),
        totalresults: items.len().into(),
        items: items.into_iter().map(item).collect(),
        itemsleftoff: left_off.into(),
    })
}

async fn update_automation_task(
    act: &mut Act,
    call: UpdateAutomationTask,
) -> Result<UpdateAutomationTaskResponse> {
    let task = one(&call.task)?;
    if let Some(paused) = call.paused {
        automation::set_paused(act, task, paused.0).await?;
    }
    if let Some(time) = &call.time {
        automation::set_time(act, task, time).await?;
    }
    Ok(UpdateAutomationTaskResponse { task: task.name.into() })
}

async fn approve(
    act: &mut Act,
    call: ApproveAutomationBrake,
) -> Result<ApproveAutomationBrakeResponse> {
    let task = one(&call.task)?;
    automation::approve(act, task).await?;
    Ok(ApproveAutomationBrakeResponse { task: task.name.into() })
}

fn one(name: &str) -> Result<&'static Task> {
    let unknown = || {
        let names: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
        invalid("task", format!("There is no task '{name}'; there are {}", names.join(", ")))
    };
    automation::find(name).ok_or_else(unknown)
}

/// The tasks of a list separated by commas; none when all are meant.
fn named(text: Option<&str>) -> Result<Vec<&'static Task>> {
    let names = text.unwrap_or_default().split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).map(one).collect()
}

fn told(ran: &Ran) -> AutomationRan {
    let Ran { task, outcome } = ran;
    AutomationRan {
        task: task.name.into(),
        title: task.title.into(),
        counters: counters(outcome),
        items: outcome.items.iter().map(item).collect(),
        itemsleftoff: outcome.left_off.into(),
        error: outcome.error.clone().unwrap_or_default().into(),
        waitsforapproval: outcome.braked.clone().unwrap_or_default().into(),
    }
}

pub(crate) fn counters(outcome: &Outcome) -> Tree {
    Tree(json!(outcome.counters))
}

pub(crate) fn item(item: &Item) -> AutomationItem {
    let currency = item.amount.map(|money| money.currency.code().to_owned());
    AutomationItem {
        date: date(Some(item.on)),
        task: item.task.into(),
        what: item.what.into(),
        clientid: item.client.map_or(0, |client| client.0).into(),
        relid: item.id.into(),
        amount: item.amount.map(amount),
        currency: currency.unwrap_or_default().into(),
        description: item.text.as_str().into(),
        skipped: item.skipped.clone().unwrap_or_default().into(),
    }
}
