//! Tickets that nobody answers in time are passed on, as the rules say.

use std::collections::BTreeSet;

use model::ids::{ClientId, DepartmentId, StaffId, TicketId};
use model::people::full_name;
use model::support::ticket::TicketPriority;
use model::word::Word as _;
use store::Conn;
use store::people::staff;
use store::support::escalations::{self, EscalationRow};
use store::support::tickets::{self, TicketRow};

use super::Item;
use super::run::{Candidate, Scope};
use crate::support::authors::Named;
use crate::support::edit::{Changes, update};
use crate::support::messages::{NewReply, reply};
use crate::system::mail::{AboutTicket, NewMail, enqueue};
use crate::system::settings::SYSTEM_URL;
use crate::{Act, Fault, Result};

/// Tickets that some rule concerns.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let mut found = BTreeSet::new();
    for rule in escalations::all(c).await? {
        let before = before(&rule, scope);
        let late = escalations::unanswered(c, rule.id, before, scope.client).await?;
        found.extend(
            late.iter().filter(|ticket| concerns(&rule, ticket)).map(|row| (row.id, row.client_id)),
        );
    }
    Ok(found.into_iter().map(|(id, client)| Candidate::of(id, client)).collect())
}

/// Does what the rules say about one ticket; each rule once after each answer.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = TicketId(id);
    let Some(ticket) = tickets::lock(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    let (at, answered) = (act.at(), ticket.last_reply_at);
    let mut items = Vec::new();
    for rule in escalations::all(&mut act.conn).await? {
        // An earlier rule may have moved it on.
        let Some(ticket) = tickets::by_id(&mut act.conn, id).await? else { break };
        if answered > before(&rule, scope) || !concerns(&rule, &ticket) {
            continue;
        }
        if !escalations::note(&mut act.conn, rule.id, id, answered, at).await? {
            continue;
        }
        carry_out(act, &rule, &ticket).await?;
        let text = format!("{} by \"{}\"", ticket.mask, rule.name);
        let item = Item::new("escalate", scope.today, ticket.client_id, id, text);
        items.push(Item { client: item.client.filter(|client| client.0 > 0), ..item });
    }
    Ok(items)
}

fn before(rule: &EscalationRow, scope: &Scope) -> i64 {
    scope.instant().saturating_sub(rule.minutes.saturating_mul(60))
}

fn concerns(rule: &EscalationRow, ticket: &TicketRow) -> bool {
    let any_or = |list: &str, value: &str| {
        let mut each = list.split(',').map(str::trim).filter(|each| !each.is_empty()).peekable();
        each.peek().is_none() || each.any(|each| each.eq_ignore_ascii_case(value))
    };
    any_or(&rule.departments, &ticket.department_id.to_string())
        && any_or(&rule.statuses, &ticket.status)
        && any_or(&rule.priorities, &ticket.priority.to_string())
}

async fn carry_out(act: &mut Act, rule: &EscalationRow, ticket: &TicketRow) -> Result<()> {
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let changes = Changes {
        department: rule.to_department_id.map(DepartmentId),
        status: some(&rule.to_status),
        priority: TicketPriority::from_word(&rule.to_priority),
        flag: Some(Some(StaffId(rule.flag_staff_id))).filter(|_| rule.flag_staff_id > 0),
        ..Changes::default()
    };
    update(act, ticket.id, changes).await?;
    if !rule.reply.is_empty() {
        let named = Named { staff_username: Some("System".to_owned()), ..Named::default() };
        let answer = NewReply {
            ticket: ticket.id,
            message: rule.reply.clone(),
            markdown: false,
            named,
            status: Some(tickets_status(act, ticket.id).await?),
            created: None,
            custom_fields: Vec::new(),
            files: Vec::new(),
            silent: false,
        };
        reply(act, answer).await?;
    }
    notify(act, rule, ticket).await?;
    let client: Option<ClientId> = Some(ticket.client_id).filter(|client| client.0 > 0);
    let text = format!("Ticket Escalated - Ticket ID: {} - Rule: {}", ticket.mask, rule.name);
    act.log(client, text).await
}

/// The status after the rule's changes: its answer does not change it again.
async fn tickets_status(act: &mut Act, id: TicketId) -> Result<String> {
    let row = tickets::by_id(&mut act.conn, id).await?;
    row.map(|row| row.status).ok_or_else(|| Fault::broken("the ticket is gone"))
}

async fn notify(act: &mut Act, rule: &EscalationRow, ticket: &TicketRow) -> Result<()> {
    let ids = rule.notify_staff.split(',').filter_map(|id| id.trim().parse().ok().map(StaffId));
    for id in ids {
        let Some(row) = staff::by_id(&mut act.conn, id).await? else { continue };
        let url = act.settings.text(SYSTEM_URL).trim_end_matches('/').to_owned();
        let mail = NewMail {
            to: row.email,
            to_name: full_name(&row.first_name, &row.last_name),
            subject: format!("Ticket {} waits for an answer", ticket.mask),
            text: format!(
                "Ticket {} had no answer for {} minutes (rule \"{}\").\n\nSubject: {}\n\
                 {url}/admin/tickets/{}\n",
                ticket.mask, rule.minutes, rule.name, ticket.subject, ticket.id
            ),
            about: Some(AboutTicket {
                ticket: ticket.id.0,
                to_staff: true,
                ..AboutTicket::default()
            }),
            ..NewMail::default()
        };
        enqueue(act, &mail, None).await?;
    }
    Ok(())
}
