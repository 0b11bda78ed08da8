//! What was changed by whom, and what was written to clients.

use protocol::{GetAuditLog, GetEmailLog, GetWhoisLog};
use serde_json::Value;

use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::names::Names;
use crate::pages::admin::odd;
use crate::pages::admin::table::{Cell, Row, Table, column};

/// Letters of a change that a row shows.
const SHOWN: usize = 160;

pub(in crate::pages::admin) async fn audit(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetAuditLog {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        door: ask.status(),
        name: ask.q(),
        actor: ask.text("actor"),
        actorid: ask.id("actorid"),
        entity: ask.text("entity"),
        entityid: ask.id("entityid"),
        logid: None,
    };
    let found = desk.call(call).await?;
    let rows = found.entries.0.entry.into_iter().map(|row| {
        let thing = format!("{} {}", row.entity, row.entityid);
        let of = format!("/admin/audit?entity={}&entityid={}", row.entity, row.entityid);
        let who = who(&row.actor, row.actorid.0);
        let by = format!("/admin/audit?actor={}&actorid={}", row.actor, row.actorid);
        let cells = vec![
            Cell::main(&*row.name).small(changed(&row.changes)),
            Cell::text(thing).to(of),
            Cell::text(who).small(&*row.ipaddress).to(if row.actorid.0 > 0 { &*by } else { "" }),
            Cell::text(&*row.door),
            Cell::moment(&row.date),
        ];
        Row { id: row.logid.0, href: String::new(), cells }
    });
    Ok(Table {
        path: "/admin/audit",
        title: "Log of changes",
        lead: "What was changed, by whom, and from what to what",
        columns: vec![
            column("Action"),
            column("Of"),
            column("By"),
            column("Through"),
            column("When"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&["page", "rpc", "rest", "mcp", "cli", "hook", "automation"]),
        search: "The whole name of an action",
        empty: "Nothing like that was changed.",
        ..Table::default()
    })
}

/// `staff 3`, or `visitor` for who has no number.
fn who(actor: &str, id: i64) -> String {
    if id == 0 { actor.to_owned() } else { format!("{actor} {id}") }
}

/// `status: Unpaid → Paid`, field by field.
fn changed(json: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str(json) else { return String::new() };
    let text = |value: &Value| match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let each = fields.iter().map(|(name, pair)| {
        let (was, is) = (pair.get(0).unwrap_or(&Value::Null), pair.get(1).unwrap_or(pair));
        format!("{name}: {} → {}", text(was), text(is))
    });
    let line = each.collect::<Vec<_>>().join(", ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

pub(in crate::pages::admin) async fn emails(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetEmailLog {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        subject: ask.q(),
        state: ask.status(),
    };
    let (found, notice) = tokio::join!(desk.call(call), odd::mail(desk));
    let found = found?;
    let found_rows = found.emails.0.email.0;
    let names = Names::of(desk, found_rows.iter().map(|row| row.userid.0)).await;
    let rows = found_rows.into_iter().map(|row| {
        let client = row.userid.0;
        let href = format!("/admin/clients/{client}?tab=emails&email={}", row.id.0);
        let state = match (row.failed.0, row.sent.0) {
            (true, _) => "Failed",
            (_, true) if notice.is_some() => "Kept here",
            (_, true) => "Sent",
            _ => "Pending",
        };
        let cells = vec![
            Cell::main(or(&row.subject, "Without a subject")).small(&*row.to).to(&href),
            names.cell(client),
            Cell::badge(state).small(&*row.failure),
            Cell::number(row.attempts.0),
            Cell::moment(&row.date),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/email-log",
        title: "E-mail log",
        lead: "What was written to clients",
        columns: vec![
            column("Mail"),
            column("To"),
            column("State"),
            column("Tries").end(),
            column("When"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&["Sent", "Waiting", "Failed"]),
        search: "Part of a subject",
        notice,
        empty: "No mail is like that.",
        ..Table::default()
    })
}

pub(in crate::pages::admin) async fn whois(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetWhoisLog {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        domain: ask.q(),
        outcome: ask.status(),
    };
    let found = desk.call(call).await?;
    let rows = found.lookups.0.lookup.into_iter().map(|row| {
        let outcome = match &*row.outcome {
            "free" => "Free",
            "taken" => "Taken",
            _ => "No answer",
        };
        let who = who(&row.actor, row.actorid.0);
        let href = format!("/admin/whois?domain={}", row.domain);
        let cells = vec![
            Cell::main(&*row.domain).small(&*row.source).to(&href),
            Cell::badge(outcome),
            Cell::text(who).small(&*row.ipaddress),
            Cell::moment(&row.date),
        ];
        Row { id: row.lookupid.0, href, cells }
    });
    Ok(Table {
        path: "/admin/whois-log",
        title: "WHOIS look-up log",
        lead: "Names that were looked up, here and in the shop",
        columns: vec![column("Name"), column("Answer"), column("By"), column("When")],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&["Free", "Taken", "Unknown"]),
        search: "Beginning of a name",
        empty: "Nobody looked up a name like that.",
        ..Table::default()
    })
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn changes_are_one_line() {
        let json = r#"{"status":["Unpaid","Paid"],"notes":[null,"x"]}"#;
        assert_eq!(changed(json), "status: Unpaid → Paid, notes: – → x");
        assert_eq!(changed("nonsense"), "");
        assert!(changed(&format!(r#"{{"a":["","{}"]}}"#, "é".repeat(300))).ends_with('…'));
    }
}
