//! What a client has already, written down by hand: a service or a domain without an order.

use axum::Router;
use protocol::{AddClientDomain, AddClientProduct, UpdateClientDomain, UpdateClientProduct};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::lists::domains::DOMAIN_STATES;
use crate::pages::admin::lists::hosting::SERVICE_STATES;
use crate::pages::admin::pick::{self, Choice};
use crate::pages::admin::service::CYCLES;
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, part};

pub(super) fn routes() -> Router<App> {
    sheet::made::<Service>().merge(sheet::made::<Domain>())
}

/// What is said of an amount that may be left out.
const OF_TODAY: &str = "Empty: the price of today";
/// What is said of the day from which the house bills.
const UNPAID: &str = "The first day that is not paid for; invoices begin with it";

struct Service;

impl Thing for Service {
    type Add = AddClientProduct;
    type Update = UpdateClientProduct;
    type Delete = UpdateClientProduct;
    const PATH: &'static str = "/admin/services";
    const LIST: &'static str = "Services";
    const WORD: &'static str = "service";
    const KEY: &'static str = "serviceid";
    const STAYS: bool = true;
    const DELETES: bool = false;

    /// Its own page is of another kind.
    async fn find(_: &Desk, _: u64) -> Result<Option<Fields>, Fail> {
        Ok(None)
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let what = [
            Input::client("clientid"),
            Input::choose("pid", "Product", pick::products(desk).await),
            Input::text("domain", "Domain or host name"),
            Input::choose("status", "Status", pick::words(SERVICE_STATES)),
        ];
        let costs = [
            Input::choose("billingcycle", "Cycle", pick::words(CYCLES)),
            Input::number("recurringamount", "Recurring amount").hint(OF_TODAY),
            Input::date("regdate", "Since").hint("Empty: today"),
            Input::date("nextduedate", "Next due").hint(UNPAID),
            Input::choose("paymentmethod", "Payment method", ways(desk).await),
        ];
        let made = [
            Input::text("serviceusername", "User name"),
            Input::password("servicepassword", "Password"),
            Input::text("dedicatedip", "Dedicated IP address"),
            Input::area("notes", "Notes", 3).hint("Only the staff sees them"),
        ];
        vec![
            part("A service that runs already", what),
            part("What it costs", costs),
            part("How it was made", made),
        ]
    }

    fn begin(fields: &mut Fields) {
        begin(fields, &[("status", "Active"), ("billingcycle", "Monthly")]);
    }

    fn home(fields: &Fields) -> String {
        home(fields, "services")
    }
}

struct Domain;

impl Thing for Domain {
    type Add = AddClientDomain;
    type Update = UpdateClientDomain;
    type Delete = UpdateClientDomain;
    const PATH: &'static str = "/admin/domains";
    const LIST: &'static str = "Domains";
    const WORD: &'static str = "domain";
    const KEY: &'static str = "domainid";
    const STAYS: bool = true;
    const DELETES: bool = false;

    /// Its own page is of another kind.
    async fn find(_: &Desk, _: u64) -> Result<Option<Fields>, Fail> {
        Ok(None)
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let mut registrars = vec![(String::new(), "None: by hand".to_owned())];
        registrars.extend(pick::registrars(desk).await);
        let what = [
            Input::client("clientid"),
            Input::text("domain", "Domain name").required(),
            Input::choose("status", "Status", pick::words(DOMAIN_STATES)),
            Input::choose("registrar", "Registrar", registrars).hint("Nothing is told to it now"),
        ];
        let costs = [
            Input::number("regperiod", "Years of a period").hint("Empty: 1"),
            Input::number("recurringamount", "Recurring amount").hint(OF_TODAY),
            Input::date("regdate", "Registered on").hint("Empty: today"),
            Input::date("expirydate", "Expires on"),
            Input::date("nextduedate", "Next due").hint(UNPAID),
            Input::choose("paymentmethod", "Payment method", ways(desk).await),
            Input::switch("donotrenew", "Is not renewed"),
        ];
        let more = [
            Input::switch("dnsmanagement", "DNS management"),
            Input::switch("emailforwarding", "E-mail forwarding"),
            Input::switch("idprotection", "ID protection"),
            Input::area("notes", "Notes", 3).hint("Only the staff sees them"),
        ];
        vec![
            part("A domain that there is already", what),
            part("What it costs", costs),
            part("What it has", more),
        ]
    }

    fn begin(fields: &mut Fields) {
        begin(fields, &[("status", "Active")]);
    }

    fn home(fields: &Fields) -> String {
        home(fields, "domains")
    }
}

async fn ways(desk: &Desk) -> Vec<Choice> {
    pick::gateways(desk, "As the first one").await
}

fn begin(fields: &mut Fields, usual: &[(&str, &str)]) {
    for (name, value) in usual {
        fields.entry((*name).to_owned()).or_insert_with(|| (*value).to_owned());
    }
}

/// The tab of the client, whose number was typed; the list for a name.
fn home(fields: &Fields, tab: &str) -> String {
    let client = fields.get("clientid").and_then(|text| text.trim().parse::<u64>().ok());
    client.map_or_else(
        || format!("/admin/{tab}"),
        |client| format!("/admin/clients/{client}?tab={tab}"),
    )
}
