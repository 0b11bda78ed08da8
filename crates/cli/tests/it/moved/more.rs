//! What the demo company has none of, for a move to bring as well.

use crate::home::Home;

/// Calls of actions, one after the other.
const CALLS: &[&[&str]] = &[
    &["AddContact", "clientid=1", "firstname=Con", "email=con@x.example", "generalemails=1"],
    &["UpdateClient", "clientid=1", "customfields=YToxOntpOjE7czo1OiJGb3J1bSI7fQ=="],
    &["AddCustomField", "type=product", "relid=1", "name=Key", "fieldtype=password"],
    &["AddTicketStatus", "title=Waiting", "color=#123456", "showactive=1"],
    &["UpdateTicket", "ticketid=2", "status=Waiting"],
    &[
        "OpenTicket",
        "deptid=1",
        "subject=With a file",
        "message=See <b>this</b> & that",
        "clientid=1",
        "noemail=1",
        "attachments=W3sibmFtZSI6ImIudHh0IiwiZGF0YSI6ImFHaz0ifV0=",
    ],
    &[
        "OpenTicket",
        "deptid=2",
        "subject=Guest",
        "message=Hi",
        "name=No Body",
        "email=no@x.example",
    ],
    &["AddTicketNote", "ticketid=1", "message=A note"],
    &["AddOrderStatus", "title=Awaiting Papers", "color=#123456", "showpending=1"],
    &["AddCredit", "clientid=1", "description=Gift", "amount=12.50"],
    &["AddTransaction", "userid=1", "paymentmethod=banktransfer", "transid=x", "amountin=7.00"],
    &["CreateInvoice", "userid=1", "itemdescription1=By hand", "itemamount1=9.00", "status=Draft"],
    &["RefundInvoice", "invoiceid=3", "amount=5.00", "type=credit"],
    &["ModuleSuspend", "serviceid=5", "suspendreason=Overdue on Payment"],
];

/// The ticket that has a file: the first that is opened after those of the demo.
pub(super) const WITH_A_FILE: &str = "With a file";

pub(super) fn add(home: &Home) {
    for call in CALLS {
        let (well, said) = home.run(&[&["call"], *call].concat());
        assert!(well && said.contains("\"success\""), "{call:?}: {said}");
    }
}
