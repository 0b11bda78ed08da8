//! `GetAutomationLog`: what the runs of the automation counted, by day and task.

use engine::{Cx, Result};
use protocol::wire::{Tree, WireDate, WireDateTime};
use protocol::{GetAutomationLog, GetAutomationLogResponse};
use serde_json::{Map, Value, json};
use store::system::automation_runs::{self, RunRow};

use crate::Registry;
use crate::wire::moment;

/// Runs that one answer tells about at most.
const RUNS_MAX: i64 = 10_000;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetAutomationLog| Box::pin(get_automation_log(cx, call)))
}

async fn get_automation_log(cx: &Cx, call: GetAutomationLog) -> Result<GetAutomationLogResponse> {
    let settings = cx.engine.settings().await?;
    let today = cx.engine.today().await?;
    let date = |given: Option<WireDate>| given.and_then(|WireDate(date)| date).unwrap_or(today);
    let (from, to) = (date(call.startdate), date(call.enddate));
    let mut c = cx.read().await?;
    let task = call.namespace.as_deref();
    let runs = automation_runs::between(&mut c, from, to, task, RUNS_MAX).await?;
    let latest = automation_runs::latest(&mut c).await?;
    let time = |hour, minute, second| jiff::civil::time(hour, minute, second, 0);
    Ok(GetAutomationLogResponse {
        currentDatetime: moment(&settings, Some(cx.engine.now().as_second())),
        lastDailyCronInvocationTime: moment(&settings, latest),
        startdate: WireDateTime(Some(from.to_datetime(time(0, 0, 0)))),
        enddate: WireDateTime(Some(to.to_datetime(time(23, 59, 59)))),
        statistics: Tree(tree(&runs)?),
    })
}

/// Date → task → the counters of its runs on that day, added up.
fn tree(runs: &[RunRow]) -> Result<Value> {
    let mut days: Map<String, Value> = Map::new();
    for run in runs {
        let day = days.entry(run.on_date.to_string()).or_insert_with(|| json!({}));
        let Some(tasks) = day.as_object_mut() else { continue };
        let task = tasks.entry(run.task.clone()).or_insert_with(|| json!({}));
        let Some(sums) = task.as_object_mut() else { continue };
        add(sums, "runs", 1);
        add(sums, "failed", i64::from(run.error.is_some()));
        let counters: Map<String, Value> = serde_json::from_str(&run.counters)?;
        for (name, count) in counters {
            add(sums, &name, count.as_i64().unwrap_or_default());
        }
    }
    Ok(Value::Object(days))
}

fn add(sums: &mut Map<String, Value>, name: &str, count: i64) {
    let before = sums.get(name).and_then(Value::as_i64).unwrap_or_default();
    sums.insert(name.to_owned(), json!(before.saturating_add(count)));
}
