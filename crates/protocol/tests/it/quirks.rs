//! What live servers do where the documentation is silent: requests as real clients send them,
//! answers with the types strict clients need.

use protocol::{
    Action, AddBillableItem, AddOrder, AddOrderResponse, AddProduct, AddTransaction, ApplyCredit,
    ClientDetails, CreateInvoice, CreditAmount, DomainUpdateWhoisInfo, Form, GetClientsDetails,
    GetClientsDetailsResponse, GetInvoice, GetInvoiceResponse, ModuleCreate, OpenTicket, Params,
    SendAdminEmail, TriggerNotificationEvent, UpdateClientDomain, UpdateClientProduct,
    UpdateInvoice, answer, find,
};
use serde_json::{Value, json};

fn read<A: Params>(body: &str) -> A {
    let mut form = Form::parse(body.as_bytes()).unwrap();
    A::decode(&mut form).unwrap_or_else(|error| panic!("{error} in {body}"))
}

fn refusal<A: Params>(body: &str) -> String {
    let mut form = Form::parse(body.as_bytes()).unwrap();
    match A::decode(&mut form) {
        Ok(_) => panic!("{body} was accepted"),
        Err(error) => error.message(),
    }
}

#[test]
fn orders_in_every_spelling() {
    for (body, expect) in [
        ("clientid=1&pid=5", &[(0, 5)][..]),
        ("clientid=1&pid=5%2C+1", &[(0, 5)]),
        ("clientid=1&pid[]=5&pid[]=6", &[(0, 5), (1, 6)]),
        ("clientid=1&pid[0]=5&pid[1]=6", &[(0, 5), (1, 6)]),
        ("clientid=1&pid%5B1%5D=6&pid%5B0%5D=5", &[(1, 6), (0, 5)]),
        // What an earlier call left behind, and empty credentials, are ignored (quirk 1.7).
        ("clientid=1&pid=5&endpoint=x&username=&stats=true", &[(0, 5)]),
    ] {
        let order: AddOrder = read(body);
        let pids: Vec<(u64, u64)> = order.pid.numbered().map(|(at, pid)| (at, *pid)).collect();
        assert_eq!(pids, expect, "for {body}");
    }
    let order: AddOrder = read(
        "clientid=1&pid[0]=5&pid[1]=6&domain[1]=b.example&addons[1]=1,3&noinvoice=on\
         &domainrenewals[a.example]=2&customfields[1]=YToxOntpOjE7czoxOiJhIjt9\
         &configoptions[1]=YToyOntpOjE7aTo5O2k6MjthOjI6e3M6ODoib3B0aW9uaWQiO2k6NDtzOjM6InF0eSI7aTozO319",
    );
    assert_eq!((order.domain.at(0), order.domain.at(1).unwrap().as_str()), (None, "b.example"));
    assert_eq!(order.addons.at(1).unwrap().0, [1, 3]);
    assert!(order.noinvoice.0 && !order.noemail.0);
    assert_eq!(order.domainrenewals.get(&"a.example".to_owned()), Some(&2));
    assert_eq!(order.customfields.at(1).unwrap().as_ref().unwrap().get(&1).unwrap(), "a");
    let options = order.configoptions.at(1).unwrap().as_ref().unwrap();
    assert_eq!(options.get(&1), Some(&protocol::ConfigChoice::Choice(9)));
    let quantity = protocol::ConfigChoice::Quantity { optionid: 4, qty: 3 };
    assert_eq!(options.get(&2), Some(&quantity));
}

/// Clients in Go: a list without groups as Go prints it, every map packed, ids with decimals.
#[test]
fn what_programs_of_other_languages_make_of_nothing_and_of_numbers() {
    let event: TriggerNotificationEvent = read("title=t&message=m&attributes=%5B%5D");
    assert!(event.attributes.is_empty());
    // serialize([]) and serialize(["name" => "Ann"])
    assert!(read::<SendAdminEmail>("mergefields=YTowOnt9").mergefields.is_empty());
    let mail: SendAdminEmail = read("mergefields=YToxOntzOjQ6Im5hbWUiO3M6MzoiQW5uIjt9");
    let named: Vec<_> = mail.mergefields.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(named, [("name", "Ann")]);
    let ticket: OpenTicket =
        read("deptid=1&subject=s&message=m&customfields=YTowOnt9&attachments=W10%3D&created=");
    assert!(ticket.customfields.unwrap().is_empty() && ticket.attachments.unwrap().is_empty());
    let domain: UpdateClientDomain = read("domainid=12.00&regperiod=2.00&donotrenew=true");
    assert_eq!((domain.domainid, domain.regperiod), (Some(12), Some(2)));
}

#[test]
fn the_query_fills_what_the_body_lacks() {
    let mut form = Form::parse(b"clientid=1").unwrap();
    form.merge_query(b"action=AddOrder&clientid=9&pid=5").unwrap();
    let action = form.take_text("action").unwrap();
    assert_eq!(find(&action).unwrap().name, "AddOrder");
    let order = AddOrder::decode(&mut form).unwrap();
    assert_eq!((order.clientid, order.pid.into_vec()), (1, vec![5]));
    for name in ["deleteticket ", "DeleteTicketNote ", "GETINVOICES", "updateClientProduct"] {
        assert!(find(name).is_some(), "{name:?}");
    }
}

#[test]
fn invoice_lines_with_suffixes_and_in_brackets() {
    let new: CreateInvoice = read(
        "userid=1&date=20141230&duedate=2014-12-31&itemdescription1=a&itemamount1=10.5\
         &itemtaxed1=true&itemdescription2=b&itemamount2=1",
    );
    assert_eq!(new.date.unwrap().to_string(), "2014-12-30");
    let lines = new.item.0.iter().map(|line| {
        (
            line.description.as_deref().unwrap(),
            line.amount.as_ref().unwrap().as_str(),
            line.taxed.map(|taxed| taxed.0),
        )
    });
    assert_eq!(lines.collect::<Vec<_>>(), [("a", "10.5", Some(true)), ("b", "1", None)]);
    let change: UpdateInvoice = read(
        "invoiceid=7&itemdescription[13]=x&itemamount[13]=2&itemtaxed[13]=0\
         &newitemdescription[0]=n&newitemamount[0]=1&newitemtaxed[0]=1&deletelineids[]=4",
    );
    assert_eq!(change.itemdescription.get(&13).unwrap(), "x");
    assert!(!change.itemtaxed.get(&13).unwrap().0);
    assert_eq!(change.newitemdescription.at(0).unwrap(), "n");
    assert_eq!(change.deletelineids.into_vec(), [4]);
}

#[test]
fn older_names_nested_prices_words_and_local_dates() {
    assert_eq!(read::<ModuleCreate>("accountid=3").serviceid, 3);
    assert_eq!(read::<ModuleCreate>("accountid=3&serviceid=4").serviceid, 4);
    let item = read::<AddBillableItem>("clientid=1&description=d&amount=1&unit=hours&hours=2.5");
    assert_eq!(item.quantity.unwrap().as_str(), "2.5");
    let product: AddProduct = read("name=n&gid=1&pricing[1][monthly]=5&pricing[2][annually]=50");
    let euros = product.pricing.get(&2).unwrap();
    assert_eq!(euros.get(&"annually".to_owned()).unwrap().as_str(), "50");
    let full = read::<ApplyCredit>("invoiceid=1&amount=full").amount;
    assert_eq!(full, Some(CreditAmount::Full));
    let local = read::<AddTransaction>("paymentmethod=paypal&date=31/01/2016").date.unwrap();
    assert_eq!(local.day(false).unwrap().unwrap().to_string(), "2016-01-31");
    assert!(local.day(true).is_err());
    let service: UpdateClientProduct = read("serviceid=1&overideautosuspend=off&autorecalc=1");
    assert_eq!(service.overideautosuspend.map(bool::from), Some(false));
    assert_eq!(service.status, None);
}

#[test]
fn refusals_in_the_vendors_words() {
    for (found, expect) in [
        (refusal::<AddOrder>("userid=1&pid=5"), "Client ID Not Found"),
        (refusal::<AddOrder>("clientid=abc"), "Client ID Not Found"),
        (
            refusal::<AddOrder>("clientid=1&domainrenewals=x"),
            "Expecting parameter 'domainrenewals' to be an array",
        ),
        (refusal::<AddOrder>("clientid=1&pid[1]=x"), "Parameter 'pid[1]' must be a whole number"),
        (refusal::<ModuleCreate>(""), "Service ID is required"),
        (refusal::<ModuleCreate>("serviceid=x"), "Service ID not found"),
        (refusal::<CreateInvoice>("userid="), "Client ID Not Found"),
        (refusal::<DomainUpdateWhoisInfo>("domainid=1&xml="), "XML Required"),
        (refusal::<DomainUpdateWhoisInfo>("xml=%3Ca%2F%3E"), "Domain ID Not Found"),
        (
            refusal::<CreateInvoice>("userid=1&itemamount2=x"),
            "Parameter 'itemamount2' must be an amount such as 15.95",
        ),
    ] {
        assert_eq!(found, expect);
    }
}

/// The answer of a default response with some keys filled, as JSON.
fn written<A: Action>(from: Value) -> Value {
    let response = answer::parse::<A::Response>(from.to_string().as_bytes()).unwrap();
    serde_json::from_slice(&answer::json(&response)).unwrap()
}

macro_rules! written {
    ($($action:ident $pointer:literal: $from:tt => $expect:tt;)*) => {$(
        let found = written::<protocol::$action>(json!($from));
        let expect = json!($expect);
        assert_eq!(found.pointer($pointer), Some(&expect), "{} {}", stringify!($action), $pointer);
    )*};
}

#[test]
fn strict_clients_get_their_types() {
    written! {
        CreateInvoice "/invoiceid": {"invoiceid": "1"} => 1;
        UpdateInvoice "/invoiceid": {"invoiceid": "1"} => 1;
        UpdateClientDomain "/domainid": {"domainid": "1"} => 1;
        AddOrder "/orderid": {"orderid": "1"} => 1;
        AddOrder "/invoiceid": {"invoiceid": "1"} => 1;
        AddOrder "/serviceids": {"serviceids": "1,2"} => "1,2";
        AddOrder "/productids": {"serviceids": "1"} => "";
        AddClient "/clientid": {"clientid": "1"} => 1;
        AddClient "/owner_id": {"owner_id": "1"} => 1;
        AddProduct "/pid": {"pid": "1"} => 1;
        AcceptQuote "/invoiceid": {"invoiceid": "1"} => 1;
        UpdateTransaction "/transactionid": {"transactionid": 1} => "1";
        GetTransactions "/transactions/transaction/0/id":
            {"transactions": {"transaction": [{"id": 1}]}} => "1";
        ValidateLogin "/userid": {"userid": "1"} => 1;
        GetClientsDetails "/client/phonecc": {"client": {"phonecc": "44"}} => 44;
        GetClientsDetails "/phonecc": {"phonecc": "44"} => 44;
        GetClientsDetails "/client/email_preferences/general":
            {"client": {"email_preferences": {"general": 1}}} => "1";
        GetClientsDetails "/client/taxexempt": {"client": {"taxexempt": 1}} => true;
        GetClientsDetails "/client/allowSingleSignOn": {"client": {"allowSingleSignOn": true}} => 1;
        GetClientsDetails "/cctype": {} => null;
        GetInvoices "/numreturned": {"numreturned": "2"} => 2;
        GetInvoices "/totalresults": {"totalresults": "2"} => 2;
        GetInvoices "/invoices/invoice/0/paymethodid": {"invoices": {"invoice": [{}]}} => null;
        GetInvoices "/invoices/invoice/0/created_at":
            {"invoices": {"invoice": [{}]}} => "0000-00-00 00:00:00";
        GetInvoices "/invoices": {"invoices": ""} => {"invoice": []};
        GetInvoice "/transactions": {} => "";
        GetInvoice "/items/item/0/taxed": {"items": {"item": [{"taxed": 1}]}} => "1";
        GetInvoice "/ccgateway": {"ccgateway": ""} => false;
        GetSupportDepartments "/departments/department/0/id":
            {"departments": {"department": [{"id": 1}]}} => "1";
        GetClientsProducts "/products/product/0/id": {"products": {"product": {"id": 1}}} => "1";
        GetClientsProducts "/clientid": {"clientid": 1} => "1";
        GetClientsProducts "/serviceid": {} => null;
        GetClientsProducts "/products/product/0/overideautosuspend":
            {"products": {"product": [{"overideautosuspend": ""}]}} => 0;
        GetAffiliates "/affiliates/affiliate/0/clientid":
            {"affiliates": {"affiliate": [{"clientid": 4}]}} => "4";
        DomainGetLockingStatus "/lockstatus": {"lockstatus": "locked"} => "locked";
        ApplyCredit "/amount": {"amount": "450000"} => 450000;
        ApplyCredit "/invoicepaid": {"invoicepaid": true} => "true";
        UpdateClient "/clientid": {"clientid": 1} => "1";
        UpdateContact "/contactid": {"contactid": 1} => "1";
        UpdateClientProduct "/serviceid": {"serviceid": 1} => "1";
        AddBillableItem "/status": {"billableid": 1} => "success";
        AddBillableItem "/result": {"status": "success"} => "success";
        GetPermissionsList "/status": {} => "success";
        OpenTicket "/id": {"id": 5} => "5";
        GetTicket "/id": {"id": 5} => "5";
        GetTicket "/ticketid": {"ticketid": 5} => "5";
        UpdateTicket "/ticketid": {"ticketid": 5} => "5";
        GetTicket "/replies/reply/0/attachments":
            {"replies": {"reply": [{"attachments": [[]]}]}} => [];
        CreateOAuthCredential "/credentialId": {"credentialId": "1"} => 1;
        ListOAuthCredentials "/clients/0/credentialId": {"clients": [{"credentialId": "1"}]} => 1;
        GetClientsDomains "/domains/domain/0/donotrenew":
            {"domains": {"domain": [{"donotrenew": 1}]}} => "1";
        GetProducts "/products/product/0/pricing/USD/annually":
            {"products": {"product": [{"pricing": {"USD": {"annually": "-1.00"}}}]}} => "-1.00";
    }
}

#[test]
fn clients_details_are_said_twice() {
    let client =
        ClientDetails { id: 7.into(), email: "a@example.com".into(), ..Default::default() };
    let response = GetClientsDetailsResponse::of(client.clone(), None);
    let json: Value = serde_json::from_slice(&answer::json(&response)).unwrap();
    assert_eq!((&json["id"], &json["client"]["id"]), (&json!(7), &json!(7)));
    assert_eq!(json.get("stats"), None);
    for body in [
        r#"{"result":"success","client":{"id":7,"email":"a@example.com"}}"#,
        r#"{"result":"success","id":7,"email":"a@example.com"}"#,
    ] {
        let found = answer::parse::<<GetClientsDetails as Action>::Response>(body.as_bytes());
        assert_eq!(found.unwrap().into_client(), client, "for {body}");
    }
}

#[test]
fn lists_stay_the_last_key() {
    // A client takes the last key as the payload (quirks 5).
    for info in protocol::ACTIONS {
        let is_paged = info.fields.iter().any(|field| field.name == "totalresults");
        let last = info.fields.last().map(|field| field.kind);
        if is_paged {
            assert!(matches!(last, Some("object" | "list")), "{} ends in {last:?}", info.name);
        }
    }
}

#[test]
fn an_order_is_answered_in_the_recorded_order() {
    let made = AddOrderResponse {
        orderid: 1.into(),
        productids: vec![2].into(),
        serviceids: vec![2].into(),
        invoiceid: 3.into(),
        ..AddOrderResponse::default()
    };
    assert_eq!(
        String::from_utf8(answer::json(&made)).unwrap(),
        r#"{"result":"success","orderid":1,"productids":"2","serviceids":"2","addonids":"","domainids":"","invoiceid":3}"#
    );
}

#[test]
fn an_invoice_in_three_formats() {
    let json = json!({"invoiceid": 1, "notes": "a & b", "items": {"item": [{"id": 1}, {"id": 2}]}});
    let invoice: GetInvoiceResponse = answer::parse(json.to_string().as_bytes()).unwrap();
    let xml = String::from_utf8(answer::xml(GetInvoice::NAME, "8.13.1", &invoice)).unwrap();
    assert!(xml.contains("<action>getinvoice</action>\n<result>success</result>"), "{xml}");
    assert!(xml.contains("<notes>a &amp; b</notes>"), "{xml}");
    assert_eq!(xml.matches("<item>").count(), 2, "{xml}");
    assert!(xml.contains("<transactions></transactions>"), "{xml}");
    let nvp = String::from_utf8(answer::nvp(&invoice)).unwrap();
    assert!(nvp.contains("items[item][1][id]=2;"), "{nvp}");
}
