//! What is done with one of several rows, by the verb of its button.

use engine::{invalid, not_now};
use protocol::wire::WireDateTime;
use protocol::{
    AcceptOrder, AddInvoicePayment, BlockTicketSender, CancelOrder, CapturePayment, CloseClient,
    DeleteCancelRequest, DeleteTicket, DomainRenew, DomainUpdateLockingStatus, DuplicateInvoice,
    FraudOrder, GetInvoice, ModuleSuspend, ModuleTerminate, ModuleUnsuspend, SendEmail,
    UpdateClient, UpdateClientDomain, UpdateClientProduct, UpdateInvoice, UpdateTicket,
};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::form::Posted;
use crate::whmcs::CallError;

type Done = Result<(), CallError>;

/// What was chosen to go with the verb; empty where nothing is.
pub(super) fn to(posted: &Posted) -> &str {
    match posted.verb() {
        "group" => posted.text("to-group"),
        "mail" => posted.text("to-mail"),
        "status" => posted.text("to-status"),
        _ => "",
    }
}

/// The same, which must be there.
fn towards(posted: &Posted) -> Result<String, CallError> {
    match to(posted).trim() {
        "" => Err(invalid("do", "Please choose what to change it to").into()),
        word => Ok(word.to_owned()),
    }
}

fn unknown() -> CallError {
    invalid("do", "Nobody knows how to do that").into()
}

/// The request to end a service, by the number of that.
pub(super) async fn cancellation(desk: &Desk, posted: &Posted, serviceid: u64) -> Done {
    match posted.verb() {
        "withdraw" => desk.ask(DeleteCancelRequest { serviceid }).await.map(drop),
        _ => Err(unknown()),
    }
}

pub(super) async fn client(desk: &Desk, posted: &Posted, id: u64) -> Done {
    let (clientid, update) = (Some(id), UpdateClient::default());
    match posted.verb() {
        "close" => {
            let call = CloseClient { clientid: id, ..CloseClient::default() };
            desk.ask(call).await.map(drop)
        }
        "group" => {
            let groupid = towards(posted)?.parse().ok();
            desk.ask(UpdateClient { clientid, groupid, ..update }).await.map(drop)
        }
        "status" => {
            let status = Some(towards(posted)?);
            desk.ask(UpdateClient { clientid, status, ..update }).await.map(drop)
        }
        "mail" => {
            let messagename = Some(towards(posted)?);
            desk.ask(SendEmail { messagename, id: clientid, ..SendEmail::default() })
                .await
                .map(drop)
        }
        _ => Err(unknown()),
    }
}

pub(super) async fn domain(desk: &Desk, posted: &Posted, domainid: u64) -> Done {
    match posted.verb() {
        "renew" => {
            let call = DomainRenew { domainid: Some(domainid), ..DomainRenew::default() };
            desk.ask(call).await.map(drop)
        }
        verb @ ("lock" | "unlock") => {
            let lockstatus = (verb == "lock").into();
            desk.ask(DomainUpdateLockingStatus { domainid, lockstatus }).await.map(drop)
        }
        verb @ ("autorenew" | "expire") => {
            let donotrenew = Some((verb == "expire").into());
            let domainid = Some(domainid);
            desk.ask(UpdateClientDomain { domainid, donotrenew, ..UpdateClientDomain::default() })
                .await
                .map(drop)
        }
        _ => Err(unknown()),
    }
}

pub(super) async fn invoice(desk: &Desk, posted: &Posted, invoiceid: u64) -> Done {
    let update = UpdateInvoice { invoiceid, ..UpdateInvoice::default() };
    match posted.verb() {
        "capture" => desk.ask(CapturePayment { invoiceid, cvv: None }).await.map(drop),
        "publish" => {
            desk.ask(UpdateInvoice { publish: Some(true.into()), ..update }).await.map(drop)
        }
        "cancel" => {
            let status = Some("Cancelled".to_owned());
            desk.ask(UpdateInvoice { status, ..update }).await.map(drop)
        }
        "remind" => remind(desk, invoiceid).await,
        "paid" => paid(desk, invoiceid).await,
        "duplicate" => desk.ask(DuplicateInvoice { invoiceid }).await.map(drop),
        _ => Err(unknown()),
    }
}

/// Records what is still to be paid as received now, by the way that the invoice is to be paid: as
/// "Mark Paid" of WHMCS does.
async fn paid(desk: &Desk, invoiceid: u64) -> Done {
    let invoice = desk.ask(GetInvoice { invoiceid }).await?;
    if !matches!(&*invoice.status, "Unpaid" | "Payment Pending" | "Collections") {
        let said = format!("The invoice is {}: nothing is to be paid", &*invoice.status);
        return Err(not_now(said).into());
    }
    let now = desk.now();
    let call = AddInvoicePayment {
        invoiceid,
        transid: Some(format!("manual-{invoiceid}-{}", now.strftime("%y%m%d%H%M%S"))),
        gateway: invoice.paymentmethod.to_string(),
        date: WireDateTime(Some(now)),
        ..AddInvoicePayment::default()
    };
    desk.ask(call).await.map(drop)
}

/// Only who still has to pay is asked to; after the due date, by the notice that says so (B25).
async fn remind(desk: &Desk, invoiceid: u64) -> Done {
    let invoice = desk.ask(GetInvoice { invoiceid }).await?;
    if &*invoice.status != "Unpaid" {
        let said = format!("The invoice is {}: there is nothing to remind of", &*invoice.status);
        return Err(not_now(said).into());
    }
    let is_late = invoice.duedate.0.is_some_and(|due| due < desk.now().date());
    let template =
        if is_late { "First Invoice Overdue Notice" } else { "Invoice Payment Reminder" };
    let (messagename, id) = (Some(template.to_owned()), Some(invoiceid));
    desk.ask(SendEmail { messagename, id, ..SendEmail::default() }).await.map(drop)
}

pub(super) async fn order(desk: &Desk, posted: &Posted, orderid: u64) -> Done {
    match posted.verb() {
        "accept" => desk.ask(AcceptOrder { orderid, ..AcceptOrder::default() }).await.map(drop),
        "cancel" => desk.ask(CancelOrder { orderid, ..CancelOrder::default() }).await.map(drop),
        "fraud" => desk.ask(FraudOrder { orderid, ..FraudOrder::default() }).await.map(drop),
        _ => Err(unknown()),
    }
}

pub(super) async fn service(desk: &Desk, posted: &Posted, serviceid: u64) -> Done {
    match posted.verb() {
        "suspend" => desk.ask(ModuleSuspend { serviceid, suspendreason: None }).await.map(drop),
        "unsuspend" => desk.ask(ModuleUnsuspend { serviceid }).await.map(drop),
        "terminate" => desk.ask(ModuleTerminate { serviceid }).await.map(drop),
        "status" => {
            let status = Some(towards(posted)?);
            desk.ask(UpdateClientProduct { serviceid, status, ..UpdateClientProduct::default() })
                .await
                .map(drop)
        }
        _ => Err(unknown()),
    }
}

pub(super) async fn ticket(desk: &Desk, posted: &Posted, ticketid: u64) -> Done {
    match posted.verb() {
        "close" => {
            let status = Some("Closed".to_owned());
            desk.ask(UpdateTicket { ticketid, status, ..UpdateTicket::default() }).await.map(drop)
        }
        "delete" => desk.ask(DeleteTicket { ticketid }).await.map(drop),
        "block" => {
            desk.ask(BlockTicketSender { ticketid, ..BlockTicketSender::default() }).await.map(drop)
        }
        _ => Err(unknown()),
    }
}
