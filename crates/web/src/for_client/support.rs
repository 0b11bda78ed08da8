//! Tickets: written and read in the client's name.

use engine::Caller;
use engine::support::files;
use protocol::wire::{Group, Json64, List};
use protocol::{
    AddTicketFeedback, AddTicketReply, GetConfigurationValue, GetNetworkIssues, GetTicket,
    GetTicketAttachment, GetTicketAttachmentResponse, GetTicketResponse, GetTickets,
    GetTicketsResponse, NetworkIssue, NewAttachment, OpenTicket, OpenTicketResponse,
    RateTicketReply, UpdateTicket,
};

use super::{ForClient, found, nothing};
use crate::asked::{self, Due, Of};
use crate::whmcs::CallError;

/// Endings of files that clients may send to a WHMCS that does not say which: nothing that a
/// browser or a computer would run.
const USUAL_FILE_TYPES: &str = ".jpg,.gif,.jpeg,.png,.txt,.pdf";

impl ForClient {
    /// A page of the client's tickets.
    pub(crate) async fn tickets(&self, call: GetTickets) -> Result<GetTicketsResponse, CallError> {
        let ignore_dept_assignments = true.into();
        let clientid = Some(self.owner());
        let call = GetTickets { clientid, email: None, ignore_dept_assignments, ..call };
        self.limited(call).await
    }

    /// A ticket of the client.
    pub(crate) async fn ticket(&self, id: u64) -> Result<GetTicketResponse, CallError> {
        let call = GetTicket { ticketid: Some(id), ..GetTicket::default() };
        let ticket = found(self.look(call).await)?;
        let mut ticket = self.only_own(ticket, |ticket| ticket.userid.0, "ticket")?;
        // What the staff notes for itself is not for clients.
        ticket.notes.0.note.0.clear();
        Ok(ticket)
    }

    /// The number in addresses of a ticket whose number in mails is given.
    pub(crate) async fn ticket_numbered(&self, tid: &str) -> Result<u64, CallError> {
        let call = GetTicket { ticketnum: Some(tid.to_owned()), ..GetTicket::default() };
        let ticket = found(self.look(call).await)?;
        let ticket = self.only_own(ticket, |ticket| ticket.userid.0, "ticket")?;
        ticket.ticketid.id().ok_or_else(nothing)
    }

    /// Opens a ticket; a service that it is about must be the client's.
    pub(crate) async fn open_ticket(
        &self,
        call: OpenTicket,
    ) -> Result<OpenTicketResponse, CallError> {
        if let Some(id) = call.serviceid {
            self.service(id).await?;
        }
        asked::check_department(&self.app, &self.caller, call.deptid).await?;
        let of = Of::Department(call.deptid);
        asked::check_answers(&self.app, &self.caller, of, &call.customfields, Due::All).await?;
        self.check_files(call.attachments.as_ref()).await?;
        self.call(OpenTicket {
            clientid: Some(self.owner()),
            userid: None,
            contactid: None,
            domainid: None,
            name: None,
            email: None,
            created: None,
            admin: false.into(),
            noemail: false.into(),
            preventClientClosure: None,
            ..call
        })
        .await
    }

    /// Replies to a ticket of the client.
    pub(crate) async fn reply(&self, call: AddTicketReply) -> Result<(), CallError> {
        self.ticket(call.ticketid).await?;
        self.check_files(call.attachments.as_ref()).await?;
        self.call(AddTicketReply {
            clientid: Some(self.owner()),
            contactid: None,
            adminusername: None,
            name: None,
            email: None,
            status: None,
            created: None,
            customfields: None,
            noemail: false.into(),
            ..call
        })
        .await
        .map(drop)
    }

    /// Refuses files that are too many, too large or of a kind that clients may not send. Our
    /// engine does it itself; a remote WHMCS does not know that a client sends them.
    async fn check_files(
        &self,
        sent: Option<&Json64<List<Group<NewAttachment>>>>,
    ) -> Result<(), CallError> {
        let Some(Json64(sent)) = sent.filter(|_| self.app.whmcs().is_remote()) else {
            return Ok(());
        };
        let sent: Vec<_> =
            sent.iter().map(|Group(file)| (&*file.name, bytes_of(&file.data))).collect();
        let endings = self.file_types().await?;
        files::check_sizes_and_types(&sent, Some(&endings))?;
        Ok(())
    }

    /// The endings of files that clients may send, as the setting has them.
    async fn file_types(&self) -> Result<String, CallError> {
        let call = GetConfigurationValue { setting: "TicketAllowedFileTypes".to_owned() };
        // What only the office reads is read for the client.
        let reader = Caller { ip: self.caller.ip.clone(), ..Caller::system(self.caller.door) };
        let told = match self.app.whmcs().call(&reader, call).await {
            Ok(told) => told.value.to_string(),
            // Its role may not read settings, or it has no such one.
            Err(CallError::Refused(_) | CallError::NotOffered(_) | CallError::Broken(_)) => {
                return Ok(USUAL_FILE_TYPES.to_owned());
            }
            Err(error) => return Err(error),
        };
        // With us nothing set allows all; elsewhere it says nothing.
        let is_told = !told.trim().is_empty() || self.app.whmcs().has_ours().await;
        Ok(if is_told { told } else { USUAL_FILE_TYPES.to_owned() })
    }

    /// Closes a ticket of the client.
    pub(crate) async fn close_ticket(&self, id: u64) -> Result<(), CallError> {
        self.ticket(id).await?;
        let status = Some("Closed".to_owned());
        self.call(UpdateTicket { ticketid: id, status, ..UpdateTicket::default() }).await.map(drop)
    }

    /// Opens a closed ticket of the client again.
    pub(crate) async fn reopen_ticket(&self, id: u64) -> Result<(), CallError> {
        let ticket = self.ticket(id).await?;
        if ticket.status != "Closed" {
            return Ok(());
        }
        let status = Some("Open".to_owned());
        self.call(UpdateTicket { ticketid: id, status, ..UpdateTicket::default() }).await.map(drop)
    }

    /// Says how helpful a reply in a ticket of the client was.
    pub(crate) async fn rate_reply(&self, call: RateTicketReply) -> Result<(), CallError> {
        self.ticket(call.ticketid).await?;
        self.call(call).await.map(drop)
    }

    /// Says how a ticket of the client went.
    pub(crate) async fn say_of_ticket(&self, call: AddTicketFeedback) -> Result<(), CallError> {
        self.ticket(call.ticketid).await?;
        self.call(call).await.map(drop)
    }

    /// What is wrong or planned with the servers of the client's services.
    pub(crate) async fn network_issues(&self) -> Result<Vec<NetworkIssue>, CallError> {
        let clientid = Some(self.owner());
        let call = GetNetworkIssues { clientid, limitnum: Some(50), ..GetNetworkIssues::default() };
        let mut rows = self.look(call).await?.issues.0.issue.0;
        rows.retain(|row| row.status != "Resolved");
        Ok(rows)
    }

    /// A file of a ticket of the client: of its opening, or of one of its own replies.
    pub(crate) async fn attachment(
        &self,
        ticket: u64,
        reply: Option<u64>,
        index: u64,
    ) -> Result<GetTicketAttachmentResponse, CallError> {
        let row = self.ticket(ticket).await?;
        let (relatedid, kind) = match reply {
            None => (ticket, "ticket"),
            Some(id) if row.replies.0.reply.iter().any(|each| each.replyid.id() == Some(id)) => {
                (id, "reply")
            }
            Some(_) => return Err(nothing()),
        };
        let call = GetTicketAttachment { relatedid, r#type: kind.to_owned(), index };
        found(self.look(call).await)?.ok_or_else(nothing)
    }
}

/// How many bytes a text in base64 holds.
fn bytes_of(base64: &str) -> usize {
    base64.trim_end_matches('=').len().saturating_mul(3) / 4
}

#[cfg(test)]
mod tests {
    use super::bytes_of;

    #[test]
    fn base64_holds_so_many_bytes() {
        for (text, bytes) in [("", 0), ("YQ==", 1), ("YWI=", 2), ("YWJj", 3), ("YWJjZA==", 4)] {
            assert_eq!(bytes_of(text), bytes, "{text}");
        }
    }
}
