//! `GetActivityLog` and `LogActivity`.

use engine::system::stats::midnight;
use engine::{Act, Cx, Fault, Result};
use jiff::civil::Date;
use model::dates::add_days;
use model::ids::ClientId;
use protocol::{
    ActivityEntry, GetActivityLog, GetActivityLogResponse, LogActivity, LogActivityResponse,
};
use store::people::clients;
use store::system::activity::{self, ActivityRow, Wanted};

use crate::Registry;
use crate::wire::{local_day, moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetActivityLog| Box::pin(get_activity_log(cx, call)))
        .write(|act, call: LogActivity| Box::pin(log_activity(act, call)))
}

async fn get_activity_log(cx: &Cx, call: GetActivityLog) -> Result<GetActivityLogResponse> {
    let settings = cx.engine.settings().await?;
    let day = |date: Date| -> Result<(i64, i64)> {
        let next = add_days(date, 1).ok_or_else(|| Fault::broken("no day after it"))?;
        Ok((midnight(&settings, date)?, midnight(&settings, next)?))
    };
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (user, ip) = (given(call.user), given(call.ipaddress));
    let part = given(call.description);
    let wanted = Wanted {
        client: call.clientid.map(|id| ClientId(number(id))),
        within: local_day(&settings, "date", call.date)?.map(day).transpose()?,
        actor: user.as_deref(),
        ip: ip.as_deref(),
        part: part.as_deref(),
    };
    let (start, count) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let total = activity::count(&mut c, wanted).await?;
    let rows = activity::page(&mut c, wanted, start, count).await?;
    let office = cx.caller.actor.is_office();
    let spell = |row: ActivityRow| {
        let date = moment(&settings, Some(row.at));
        spell(row, date, office)
    };
    Ok(GetActivityLogResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        activity: rows.into_iter().map(spell).collect(),
    })
}

fn spell(mut row: ActivityRow, date: protocol::wire::WireDateTime, office: bool) -> ActivityEntry {
    // What a credential is called is the company's own business.
    if !office && row.actor == "api" {
        row.actor_name.clear();
    }
    let staff = if row.actor == "staff" { row.actor_id } else { None };
    let client = row.client_id.map_or(0, |id| id.0);
    ActivityEntry {
        id: row.id.into(),
        clientId: client.into(),
        userId: row.user_id.map_or(0, |id| id.0).into(),
        adminId: staff.unwrap_or_default().into(),
        date,
        description: row.description.into(),
        username: row.actor_name.into(),
        ipaddress: row.ip.into(),
        userid: client.into(),
    }
}

async fn log_activity(act: &mut Act, call: LogActivity) -> Result<LogActivityResponse> {
    let mut client = call.clientid.map(|id| ClientId(number(id)));
    if let Some(id) = client
        && clients::any_by_id(&mut act.conn, id).await?.is_none()
    {
        client = None;
    }
    act.log(client, call.description).await?;
    Ok(LogActivityResponse {})
}
