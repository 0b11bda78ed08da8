//! `GetTickets`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params, TicketAttachment,
    wire::{Bool, Flag, Many, Num, NumText, Text, WireDate, WireDateTime, Wrap},
};

/// Lists tickets.
///
/// <https://developers.whmcs.com/api-reference/gettickets/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTickets {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub deptid: Option<u64>,
    pub clientid: Option<u64>,
    pub email: Option<String>,
    /// A status, `Awaiting Reply`, `All Active Tickets` or `My Flagged Tickets`.
    pub status: Option<String>,
    pub subject: Option<String>,
    pub ignore_dept_assignments: Flag,
    /// Only tickets that are marked with this word; ours.
    pub tag: Option<String>,
    /// Ours: `lastreply`, `date`, `subject`, `priority` or
    /// `status`; the last answer first if absent.
    pub orderby: Option<String>,
    /// Ours: `asc` or `desc`.
    pub order: Option<String>,
    /// Ours: only tickets of this priority: `Low`, `Medium` or `High`.
    pub priority: Option<String>,
    /// Ours: only tickets that this member of staff looks after; 0 for nobody.
    pub flag: Option<u64>,
    /// Ours: only tickets opened on this day or later.
    pub datefrom: Option<WireDate>,
    /// Ours: only tickets opened on this day or earlier.
    pub dateto: Option<WireDate>,
}

impl Action for GetTickets {
    const NAME: &'static str = "GetTickets";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketsResponse;
}

/// The response of `GetTickets`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub tickets: Wrap<Tickets>,
}

/// The list of `tickets`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Tickets {
    pub ticket: Many<Ticket>,
}

/// A ticket as the vendor lists it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Ticket {
    pub id: NumText,
    pub tid: Text,
    pub deptid: NumText,
    pub userid: NumText,
    pub name: Text,
    pub owner_name: Text,
    pub email: Text,
    pub requestor_name: Text,
    pub requestor_email: Text,
    pub requestor_type: Text,
    pub cc: Text,
    pub c: Text,
    pub date: WireDateTime,
    pub subject: Text,
    pub status: Text,
    pub priority: Text,
    pub admin: Text,
    pub attachment: Text,
    pub attachments: Many<TicketAttachment>,
    pub attachments_removed: Bool,
    pub lastreply: WireDateTime,
    pub flag: NumText,
    pub service: Text,
}
