//! Calls that are understood and refused: the exact words, HTTP 200, nothing written.

use crate::home::Home;
use crate::server::Server;
use crate::written;

/// Action, parameters as they stand in a query string, the words of the refusal.
type Case = (&'static str, &'static str, &'static str);

const UNKNOWN: &[Case] = &[
    ("NoSuchAction", "", "Command Not Found"),
    ("GetWHMCSDetails", "", "Command Not Found"),
    ("GetInvoice", "invoiceid=99999999", "Invoice ID Not Found"),
    (
        "AddInvoicePayment",
        "invoiceid=99999999&transid=x&gateway=banktransfer&date=2026-01-01",
        "Invoice ID Not Found",
    ),
    ("UpdateInvoice", "invoiceid=99999999", "Invoice ID Not Found"),
    ("ApplyCredit", "invoiceid=99999999&amount=1.00", "Invoice ID Not Found"),
    ("CapturePayment", "invoiceid=99999999", "Invoice Not Found or Not Unpaid"),
    ("GetClientsDetails", "clientid=99999999", "Client Not Found"),
    ("UpdateClient", "clientid=99999999&city=x", "Client ID Not Found"),
    ("DeleteClient", "clientid=99999999", "Client ID Not Found"),
    ("AddContact", "clientid=99999999", "Client ID Not Found"),
    ("CreateInvoice", "userid=99999999", "Client ID Not Found"),
    ("AddCredit", "clientid=99999999&description=x&amount=1.00", "Client ID Not Found"),
    ("AddOrder", "clientid=99999999&paymentmethod=banktransfer&pid[0]=1", "Client ID Not Found"),
    ("AddOrder", "userid=1&paymentmethod=banktransfer&pid[0]=1", "Client ID Not Found"),
    ("AcceptOrder", "orderid=99999999", "Order ID not found or Status not Pending"),
    ("DeleteOrder", "orderid=99999999", "Order ID not found"),
    ("ModuleCreate", "serviceid=99999999", "Service ID not found"),
    ("UpdateClientProduct", "serviceid=99999999", "Service ID Not Found"),
    ("OpenTicket", "deptid=99999999&subject=x&message=y&clientid=1", "Department ID not found"),
    ("AddTicketReply", "ticketid=99999999&message=y&clientid=1", "Ticket ID not found"),
    ("UpdateTicket", "ticketid=99999999", "Ticket ID Not Found"),
    ("AddProduct", "name=x&gid=99999999", "You must supply a valid Product Group ID"),
    ("UpdateClientDomain", "domainid=99999999", "Domain ID Not Found"),
];

/// One row per way of saying a number that is none, or too much of one.
const NUMBERS: &[Case] = &[
    ("GetInvoices", "limitnum=-5", "Parameter 'limitnum' is out of range"),
    ("GetInvoices", "limitnum=abc", "Parameter 'limitnum' must be a whole number"),
    ("GetInvoices", "limitstart=1e3", "Parameter 'limitstart' must be a whole number"),
    ("GetInvoices", "limitstart=999999999999999999999", "Parameter 'limitstart' is out of range"),
    ("GetClientsDetails", "clientid=1 or 1=1", "Client Not Found"),
    ("GetClientsDetails", "clientid=-1", "Client Not Found"),
    ("GetClientsDetails", "clientid[]=1", "Client Not Found"),
    (
        "CreateInvoice",
        "userid=1&itemdescription1=x&itemamount1=-5",
        "The total of an invoice cannot be negative",
    ),
    (
        "CreateInvoice",
        "userid=1&itemdescription1=x&itemamount1=abc",
        "Parameter 'itemamount1' must be an amount such as 15.95",
    ),
    (
        "CreateInvoice",
        "userid=1&itemdescription1=x&itemamount1=99999999999999999999",
        "Parameter 'itemamount1' must have at most 15 digits and 6 decimals",
    ),
    (
        "AddCredit",
        "clientid=1&description=x&amount=NaN",
        "Amount must be in decimal format: ### or ###.##",
    ),
    (
        "AddCredit",
        "clientid=1&description=x&amount=-1",
        "Amount must be in decimal format: ### or ###.##",
    ),
    (
        "AddCredit",
        "clientid=1&description=x&amount=999999999.00&type=remove",
        "Amount exceeds customer credit balance",
    ),
    (
        "AddOrder",
        "clientid=1&paymentmethod=banktransfer&pid[0]=-1",
        "Parameter 'pid[0]' is out of range",
    ),
    (
        "AddOrder",
        "clientid=1&paymentmethod=banktransfer&pid[0]=1&qty[0]=-3&billingcycle[0]=monthly",
        "Parameter 'qty[0]' is out of range",
    ),
    (
        "AddOrder",
        "clientid=1&paymentmethod=banktransfer&pid[0]=1&billingcycle[0]=monthly&priceoverride[0]=-5",
        "Parameter 'priceoverride' cannot be negative",
    ),
];

/// What does not fit what is there.
const MISFITS: &[Case] = &[
    (
        "AddOrder",
        "clientid=1&paymentmethod=banktransfer",
        "No items added to cart so order cannot proceed",
    ),
    (
        "AddOrder",
        "clientid=1&paymentmethod=none&pid[0]=1",
        "Invalid Payment Method. Valid options include sandboxcard,banktransfer,mailin",
    ),
    (
        "AddOrder",
        "clientid=1&paymentmethod=banktransfer&pid[0]=1&billingcycle[0]=weekly",
        "Invalid Billing Cycle Requested",
    ),
    (
        "AddOrder",
        "clientid=1&paymentmethod=banktransfer&pid[0]=1&billingcycle[0]=monthly&promocode=NOPE",
        "The promotion code entered does not exist",
    ),
    ("AcceptOrder", "orderid=1", "Order ID not found or Status not Pending"),
    ("DeleteOrder", "orderid=1", "The order status must be in Cancelled or Fraud to be deleted"),
    (
        "AddTransaction",
        "paymentmethod=banktransfer&userid=1&currencyid=2&amountin=1.00",
        "Currency ID does not match Client currency",
    ),
    (
        "AddTransaction",
        "paymentmethod=banktransfer&amountin=1.00",
        "A Currency ID is required for non-customer related transactions",
    ),
    ("AddTransaction", "paymentmethod=&userid=1&amountin=1.00", "Payment Method is required"),
    (
        "AddTransaction",
        "paymentmethod=banktransfer&userid=2&invoiceid=1&amountin=1.00",
        "User ID does not own the given Invoice ID",
    ),
    (
        "AddCredit",
        "clientid=1&description=x&amount=1.00&type=steal",
        "Type can only be add or remove",
    ),
    ("ApplyCredit", "invoiceid=1&amount=1.00", "Invoice Not in Unpaid Status"),
    ("UpdateInvoice", "invoiceid=1&status=Nonsense", "Invalid status Nonsense"),
    ("GetClientsDetails", "", "Either clientid Or email Is Required"),
    ("AddClient", "email=x@y.example", "You did not enter your first name"),
    ("UpdateClient", "clientid=1&email=nobody", "The email address entered is not valid"),
    ("OpenTicket", "deptid=1&subject=&message=y&clientid=1", "Subject is required"),
    ("OpenTicket", "deptid=1&subject=x&message=&clientid=1", "Message is required"),
    (
        "OpenTicket",
        "deptid=1&subject=x&message=y",
        "Name and email address are required if not a client",
    ),
    (
        "SetConfigurationValue",
        "setting=CompanyName&value=x",
        "API Command Restricted to Internal API",
    ),
];

#[test]
fn refusals_have_the_words_of_a_real_server_and_write_nothing() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let mut before = written::rows(&home);
    let mut wrong = Vec::new();
    for (action, parameters, said) in [UNKNOWN, NUMBERS, MISFITS].concat() {
        let pairs = parameters.split('&').filter_map(|pair| pair.split_once('='));
        let answer = server.rpc(action, &pairs.collect::<Vec<_>>());
        let found = (answer.status, answer.text());
        let message = serde_json::to_string(said).unwrap();
        let expected = (200, format!(r#"{{"result":"error","message":{message}}}"#));
        if found != expected {
            wrong.push(format!("{action} {parameters}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    written::assert_same(&before, &written::rows(&home));
    // A log-in that failed is noted, and nothing else.
    let login = [("email", "client@demo.test"), ("password2", "wrong")];
    assert!(server.rpc("ValidateLogin", &login).text().contains("Email or Password Invalid"));
    let after = written::rows(&home);
    let activity = before.insert("activity".to_owned(), after["activity"].clone());
    assert_eq!(after["activity"].len(), activity.unwrap().len() + 1);
    written::assert_same(&before, &after);
    server.assert_calm();
}

#[test]
fn what_was_typed_stays_text() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    for text in [
        "' or 1=1; drop table clients; --",
        "<script>alert(1)</script> & \"quotes\" \\ {$x} {{ x }}",
        "名前 🦀 e\u{301} \u{202e}kcab",
        "line\r\nbreak\ttab",
    ] {
        let message = [("deptid", "1"), ("subject", text), ("message", text), ("clientid", "1")];
        let opened = server.call("OpenTicket", &[&message[..], &[("noemail", "1")]].concat());
        let id = opened["id"].to_string();
        let ticket = server.call("GetTicket", &[("ticketid", id.trim_matches('"'))]);
        assert_eq!(ticket["replies"]["reply"][0]["message"], text);
        let search = server.call("GetClients", &[("search", text)]);
        assert_eq!(search["totalresults"], 0, "{text}");
    }
    server.assert_calm();
}

#[test]
fn a_registrars_refusal_is_called_what_all_are_called_and_its_words_stand_beside() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let order = [
        ("clientid", "2"),
        ("paymentmethod", "banktransfer"),
        ("domain[0]", "bought-twice.com"),
        ("domaintype[0]", "register"),
        ("regperiod[0]", "1"),
        ("noemail", "1"),
    ];
    let ordered = server.call("AddOrder", &order);
    let domain = ("domainid", ordered["domainids"].as_str().unwrap());
    server.call("DomainRegister", &[domain]);
    server.call("UpdateClientDomain", &[domain, ("status", "Pending")]);
    let refused = server.rpc("DomainRegister", &[domain]).text();
    let words = r#""message":"Registrar Error Message","error":"The name is taken""#;
    assert_eq!(refused, format!(r#"{{"result":"error",{words}}}"#));
    server.assert_calm();
}
