//! What was done to a machine: the tasks of its node.
//!
//! A task is named by its UPID, `UPID:node:pid:pstart:starttime:type:id:user:`, of which hex
//! numbers are what fits into a note.

use ports::PortError;
use serde_json::Value;

use super::api::Api;
use crate::provisioning::cloud::{Entry, EntryState, Machine, Step};

/// Most tasks of a machine that are looked at.
const TASKS_MAX: &str = "50";

/// The types of tasks that a step makes.
pub(super) fn kinds(step: Step) -> &'static [&'static str] {
    match step {
        Step::On => &["qmstart"],
        Step::Off | Step::ForceOff => &["qmshutdown", "qmstop"],
        Step::Reboot => &["qmreboot"],
        Step::Reset => &["qmreset"],
        Step::Rebuild => &["qmconfig"],
        Step::Delete => &["qmdestroy"],
        Step::Resize | Step::Configure | Step::Grow | Step::Discard | Step::Password => &[],
    }
}

/// The tasks of a machine, the newest first. Backups and consoles are none of ours.
pub(super) async fn read(api: &Api, machine: &Machine) -> Result<Vec<Entry>, PortError> {
    let path = ["nodes", machine.more("node"), "tasks"];
    let query = [("vmid", machine.id.as_str()), ("source", "all"), ("limit", TASKS_MAX)];
    let tasks = api.read(&path, &query).await?;
    let mut tasks: Vec<(u64, Entry)> =
        tasks.as_array().into_iter().flatten().filter_map(entry).collect();
    // Those that are under way are told apart from the others, at the front or the end.
    tasks.sort_by(|(one, a), (two, b)| two.cmp(one).then_with(|| b.id.cmp(&a.id)));
    Ok(tasks.into_iter().map(|(_, entry)| entry).collect())
}

fn entry(task: &Value) -> Option<(u64, Entry)> {
    let text = |name: &str| task.get(name).and_then(Value::as_str);
    let kind = text("type").filter(|kind| kind.starts_with("qm"))?.to_owned();
    let mut parts = text("upid")?.split(':').skip(2);
    let (pid, pstart, start) = (parts.next()?, parts.next()?, parts.next()?);
    let state = match text("status").filter(|status| !status.eq_ignore_ascii_case("running")) {
        None => EntryState::Running,
        Some(status) if status == "OK" || status.starts_with("WARNINGS") => EntryState::Done,
        Some(why) => EntryState::Failed(why.to_owned()),
    };
    let started = u64::from_str_radix(start, 16).ok()?;
    Some((started, Entry { id: format!("{start}.{pstart}.{pid}"), kind, state }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tasks_are_read() {
        let task = |kind: &str, status: Option<&str>| {
            json!({"type": kind, "status": status,
                "upid": format!("UPID:pve:0000A1B2:00C3D4E5:6900F000:{kind}:100:u@pve!t:")})
        };
        for (task, expected) in [
            (task("qmstart", None), Some(EntryState::Running)),
            (task("qmstart", Some("RUNNING")), Some(EntryState::Running)),
            (task("qmstart", Some("OK")), Some(EntryState::Done)),
            (task("qmstop", Some("WARNINGS: 1")), Some(EntryState::Done)),
            (task("qmstop", Some("no")), Some(EntryState::Failed("no".to_owned()))),
            (task("vzdump", None), None),
            (json!({"type": "qmstart", "upid": "x"}), None),
        ] {
            let found = entry(&task).map(|(_, entry)| entry);
            assert_eq!(found.as_ref().map(|entry| entry.state.clone()), expected, "{task}");
            let id = found.map(|entry| entry.id);
            assert!(id.is_none_or(|id| id == "6900F000.00C3D4E5.0000A1B2"));
        }
    }
}
