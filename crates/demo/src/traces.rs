//! What others did or did not do: visitors of links, a panel that was down, names that moved.

use engine::{Act, Door, Result};
use model::dates::add_days;
use store::args;
use store::hosting::queue::{self, Failure};
use store::system::module_calls::{self, ModuleCallRow};

use crate::Making;
use crate::people::People;

/// Leaves them, once, on the last day.
pub(crate) async fn leave(making: &Making, people: &People) -> Result<()> {
    let mut act = making.engine.begin_system(Door::Cli, "Demo").await?;
    let (at, today) = (act.at(), act.today());
    for link in 1_i64..=3 {
        for back in 0..30 {
            let clicks = (i64::from(back) * 7 + link * 11) % 23;
            let Some(on) = add_days(today, -back) else { continue };
            let sql = "insert into tracked_days (link_id, on_date, clicks, unique_clicks)
                values ($1, $2, $3, $4)";
            act.conn.exec(sql, args![link, on, clicks, clicks * 3 / 4]).await?;
        }
    }
    panel(&mut act, people, at).await?;
    let sql = "insert into domain_resolutions
            (kind, rel_id, client_id, name, state, expected, a, checked_at)
        select 'service', id, client_id, domain,
            case when id % 7 = 3 then 'elsewhere' when id % 11 = 5 then 'gone' else 'ours' end,
            '192.0.2.10',
            case when id % 7 = 3 then '198.51.100.7' when id % 11 = 5 then '' else '192.0.2.10' end,
            $1
        from services where status = 'Active' and domain <> ''";
    act.conn.exec(sql, args![at]).await?;
    act.commit().await
}

/// A panel that did not answer once.
async fn panel(act: &mut Act, people: &People, at: i64) -> Result<()> {
    let error = "The panel did not answer within 30 seconds";
    let failure = Failure {
        service_type: "service",
        service_id: 3,
        module: "sandbox",
        action: "SuspendAccount",
        error,
    };
    queue::failed(&mut act.conn, failure, at - 5_400).await?;
    let owner = people.0.get(1).and_then(|person| i64::try_from(person.id).ok());
    let call = |back: i64, action: &str, outcome: &str, millis: i64, answer: &str| ModuleCallRow {
        id: 0,
        at: at - back,
        port: "server".to_owned(),
        module: "sandbox".to_owned(),
        action: action.to_owned(),
        target: "service 3".to_owned(),
        client_id: owner,
        outcome: outcome.to_owned(),
        millis,
        request: format!("{{\"action\":\"{action}\",\"service\":3,\"password\":\"***\"}}"),
        answer: answer.to_owned(),
    };
    let calls = [
        call(9_000, "usage", "done", 41, "{\"disk\":812}"),
        call(5_400, "suspend", "unknown", 30_000, error),
        call(3_600, "usage", "done", 38, "{\"disk\":815}"),
    ];
    module_calls::add(&mut act.conn, &calls).await?;
    Ok(())
}
