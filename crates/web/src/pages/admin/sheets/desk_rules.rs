//! What states tickets have, and when one is escalated.

use axum::Router;
use protocol::{
    AddTicketEscalation, AddTicketStatus, DeleteTicketEscalation, DeleteTicketStatus,
    GetTicketEscalations, GetTicketStatuses, UpdateTicketEscalation, UpdateTicketStatus,
};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{Fields, Input, Part, ROWS, Thing, fields, part};

pub(super) fn routes() -> Router<App> {
    Router::new().merge(small::routes::<Status>()).merge(small::routes::<Escalation>())
}

struct Status;

impl Thing for Status {
    type Add = AddTicketStatus;
    type Update = UpdateTicketStatus;
    type Delete = DeleteTicketStatus;
    const PATH: &'static str = "/admin/ticket-statuses";
    const LIST: &'static str = "Ticket statuses";
    const WORD: &'static str = "ticket status";
    const KEY: &'static str = "statusid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Ticket status",
            [
                Input::text("title", "Title").required(),
                Input::text("color", "Colour").hint("Such as #28c99b").required(),
                Input::number("order", "Place"),
                Input::switch("showactive", "Counts as active"),
                Input::switch("showawaiting", "Counts as awaiting a reply"),
                Input::switch("autoclose", "Closed by itself after some time"),
            ],
        )]
    }
}

impl Small for Status {
    const LEAD: &'static str = "What states tickets have";
    const NEW: (&'static str, &'static str) = ("/admin/ticket-statuses/new", "New status");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("title", "Status"),
        ("showactive", "Active"),
        ("showawaiting", "Awaiting reply"),
        ("autoclose", "Closes by itself"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetTicketStatuses { limitnum: ROWS, limitstart: None };
        Ok(desk.call(call).await?.statuses.0.ticketstatus.iter().map(fields).collect())
    }
}

struct Escalation;

impl Thing for Escalation {
    type Add = AddTicketEscalation;
    type Update = UpdateTicketEscalation;
    type Delete = DeleteTicketEscalation;
    const PATH: &'static str = "/admin/escalations";
    const LIST: &'static str = "Escalation rules";
    const WORD: &'static str = "escalation rule";
    const KEY: &'static str = "escalationid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let stays = |value: &str| vec![(value.to_owned(), "As it is".to_owned())];
        let (mut departments, mut states, mut priorities) = (stays("0"), stays(""), stays(""));
        departments.extend(pick::departments(desk).await);
        states.extend(pick::ticket_states(desk).await);
        let staff = pick::staff(desk, "As it is").await;
        let words = ["Low", "Medium", "High"];
        priorities.extend(words.map(|word| (word.to_owned(), word.to_owned())));
        vec![
            part(
                "When",
                [
                    Input::text("name", "Name").required(),
                    Input::number("minutes", "Minutes since the last answer").required(),
                    Input::several("departments", "In departments", departments[1..].to_vec())
                        .hint("None chosen: in any"),
                    Input::several("statuses", "With statuses", states[1..].to_vec())
                        .hint("None chosen: with any"),
                    Input::several("priorities", "With priorities", priorities[1..].to_vec())
                        .hint("None chosen: with any"),
                ],
            ),
            part(
                "Then",
                [
                    Input::choose("todeptid", "Department", departments),
                    Input::choose("tostatus", "Status", states),
                    Input::choose("topriority", "Priority", priorities),
                    Input::choose("flag", "Looked after by", staff.clone()),
                    Input::several("notify", "Write to staff", staff[1..].to_vec()),
                    Input::area("reply", "Answer", 4).hint("Empty: none"),
                ],
            ),
        ]
    }
}

impl Small for Escalation {
    const LEAD: &'static str = "What happens to tickets that wait too long";
    const NEW: (&'static str, &'static str) = ("/admin/escalations/new", "New rule");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Rule"),
        ("minutes", "Minutes"),
        ("statuses", "Statuses"),
        ("topriority", "To priority"),
        ("tostatus", "To status"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetTicketEscalations { limitnum: ROWS, limitstart: None };
        Ok(desk.call(call).await?.escalations.0.escalation.iter().map(fields).collect())
    }
}
