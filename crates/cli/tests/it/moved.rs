//! A company that is moved: read through the API of the one, and the same in the other.

mod more;
mod stock;

use std::collections::BTreeSet;
use std::time::UNIX_EPOCH;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::Value;

use crate::home::Home;
use crate::http::{Answer, get, post};
use crate::server::Server;

/// What the demo's address and credential are to a move.
const CREDENTIAL: [(&str, &str); 2] =
    [("HOSTLER_WHMCS_IDENTIFIER", "demo"), ("HOSTLER_WHMCS_SECRET", "demo-secret")];

/// The lists that must say the same on both sides: the action, the list in its answer, and the
/// action that tells more of each, with its parameter.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("GetClients", "/clients/client", "GetClientsDetails", "clientid"),
    ("GetContacts", "/contacts/contact", "", ""),
    ("GetUsers", "/users", "", ""),
    ("GetClientGroups", "/groups/group", "", ""),
    ("GetCurrencies", "/currencies/currency", "GetTLDPricing", "currencyid"),
    ("GetPaymentMethods", "/paymentmethods/paymentmethod", "", ""),
    ("GetProducts", "/products/product", "", ""),
    ("GetPromotions", "/promotions/promotion", "", ""),
    ("GetOrders", "/orders/order", "", ""),
    ("GetClientsProducts", "/products/product", "", ""),
    ("GetClientsAddons", "/addons/addon", "", ""),
    ("GetCancelledPackages", "/packages/package", "", ""),
    ("GetServers", "/servers", "", ""),
    ("GetClientsDomains", "/domains/domain", "GetDomainAddons", "domainid"),
    ("GetInvoices", "/invoices/invoice", "GetInvoice", "invoiceid"),
    ("GetTransactions", "/transactions/transaction", "", ""),
    ("GetQuotes", "/quotes/quote", "", ""),
    ("GetSupportDepartments", "/departments/department", "", ""),
    ("GetSupportStatuses", "/statuses/status", "", ""),
    ("GetTickets", "/tickets/ticket", "GetTicket", "ticketid"),
    ("GetTicketPredefinedCats", "/categories/category", "", ""),
    ("GetAnnouncements", "/announcements/announcement", "", ""),
    ("GetProjects", "/projects", "GetProject", "projectid"),
    ("GetAffiliates", "/affiliates/affiliate", "", ""),
    ("GetToDoItems", "/items/item", "", ""),
    ("GetBillableItems", "/items/item", "", ""),
    ("GetTaxRules", "/taxrules/taxrule", "", ""),
    ("GetBundles", "/bundles/bundle", "", ""),
    ("GetProductAddons", "/productaddons/productaddon", "", ""),
];
/// The lists of one client.
const OF_A_CLIENT: &[(&str, &str)] = &[
    ("GetCredits", "clientid"),
    ("GetEmails", "clientid"),
    ("GetPayMethods", "clientid"),
    ("GetClientPassword", "userid"),
    ("GetClientNotes", "userid"),
];

/// What may be otherwise: the address of the shop, the staff, who do not come along, and the random
/// names under which files are kept.
const OTHERWISE: &[&str] = &["product-url", "adminid", "flag", "attachment"];

/// A company that was moved in, and where it is.
struct Moved<'a> {
    home: &'a Home,
    database: &'a [&'a str],
    /// The address that it came from.
    from: String,
}

impl Moved<'_> {
    fn command(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = self.home.command(&[arguments, self.database].concat());
        let output = command.envs(CREDENTIAL).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.success(), said)
    }

    fn import(&self, more: &[&str]) -> (bool, String) {
        self.command(&[&["import", "--from", &self.from], more].concat())
    }
}

#[test]
fn a_company_is_moved_with_its_numbers() {
    story(&Home::empty(), &[]);
}

/// On the server that `HOSTLER_TEST_POSTGRES` names; `--without-postgres` leaves it out.
#[test]
fn a_company_is_moved_to_postgres() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(store::testing::each()).unwrap();
    for database in databases.iter().filter(|database| database.url.starts_with("postgres")) {
        story(&Home::empty(), &["--database", &database.url]);
    }
}

/// What only we tell is not needed, and what is odd does not stop the rest.
#[test]
fn a_stock_whmcs_is_moved_but_for_what_cannot_be_read() {
    let (there_home, home) = (Home::furnished(), Home::empty());
    let keyed = "name=debian|Debian 13";
    let (well, said) = there_home.run(&["call", "UpdateConfigOptionChoice", "choiceid=1", keyed]);
    assert!(well, "{said}");
    let there = Server::demo(&there_home, &[]);
    let from = format!("http://{}/includes/api.php", stock::before(&there.address));
    let moved = Moved { home: &home, database: &[], from };
    // What was wrong at first is no beginning of a move.
    let wrong = there.url();
    let mut command = home.command(&["import", "--from", &wrong]);
    let output = command.envs([CREDENTIAL[0], (CREDENTIAL[1].0, "wrong")]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("Authentication Failed"), "{said}");
    let (well, said) = moved.import(&["--time-zone", "Europe/Nowhere"]);
    assert!(!well && said.contains("no time zone Europe/Nowhere"), "{said}");
    let (well, said) = moved.import(&["--time-zone", "Europe/Berlin"]);
    assert!(!well, "something is left behind: {said}");
    let left: Vec<&str> = said
        .lines()
        .skip_while(|line| *line != "Left behind:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .collect();
    assert_eq!(left.len(), 1, "{left:#?}");
    assert!(left[0].contains("services row 7: ") && left[0].contains("regdate"), "{left:#?}");
    for told in [
        "tax rules all: a WHMCS does not",
        "custom fields 1: ",
        "products 4711: it is gone",
        "credit of clients 1: ",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let (well, said) = moved.command(&["verify"]);
    assert!(well, "{said}");
    let (well, said) = moved.command(&["call", "GetClientsProducts", "serviceid=8"]);
    assert!(well && said.contains("Tom & Co's server"), "{said}");
    let (_, choices) = moved.command(&["call", "GetConfigOptionChoices"]);
    assert!(choices.contains("debian|Debian 13"), "what modules are told: {choices}");
    let (_, prices) = moved.command(&["call", "GetTldPrices", "extension=.example"]);
    assert!(prices.contains("\"registrar\": \"sandbox\""), "where most of them are: {prices}");
    let zone = moved.command(&["call", "GetConfigurationValue", "setting=TimeZone"]).1;
    assert!(zone.contains("Europe/Berlin"), "{zone}");
}

fn story(home: &Home, database: &[&str]) {
    let there_home = Home::furnished();
    more::add(&there_home);
    let there = Server::demo(&there_home, &[]);
    let moved = Moved { home, database, from: there.url() };
    if database.is_empty() {
        tried(&moved);
    }
    let (well, said) = moved.import(&[]);
    assert!(well && said.contains("invoices: ") && !said.contains("Left behind"), "{said}");
    assert!(!said.lines().any(|line| line.starts_with("! ")), "{said}");
    assert!(said.contains("= active services in USD, and their renewals: "), "{said}");
    let (well, said) = moved.command(&["verify"]);
    assert!(well && said.contains("The books are right."), "{said}");
    again(&moved);
    coming_days(&there_home, &moved);

    let here = Server::start(home, database, &[]);
    let login = set_up(&here, &moved);
    compare(&there, &here, &login);
    goes_on(&here, &login, &there.password());
    let (well, said) = moved.command(&["verify"]);
    assert!(well, "{said}");
    here.assert_calm();
    there.assert_calm();
}

/// A dry run says the same and leaves nothing; somebody else's company is not touched.
fn tried(moved: &Moved<'_>) {
    let (well, said) = moved.import(&["--dry-run"]);
    assert!(well && said.contains("Nothing was kept"), "{said}");
    let left = std::fs::read_dir(moved.home.path()).unwrap().count();
    assert_eq!(left, 0, "a dry run leaves nothing in the folder");
    let other = Home::furnished();
    let other = Moved { home: &other, database: &[], from: moved.from.clone() };
    let (well, said) = other.import(&[]);
    assert!(!well && said.contains("holds a company already (staff: "), "{said}");
}

/// The same again brings nothing, and another address is refused.
fn again(moved: &Moved<'_>) {
    let (well, said) = moved.import(&[]);
    assert!(well, "{said}");
    let mut kinds = 0;
    for line in said.lines().filter(|line| line.contains(" known, ")) {
        assert!(line.contains(" 0 brought in") && line.contains(" 0 left behind"), "{line}");
        kinds += 1;
    }
    assert!(kinds > 30, "{said}");
    let from = moved.from.replace("127.0.0.1", "localhost");
    let other = Moved { from, ..*moved };
    let (well, said) = other.import(&[]);
    assert!(!well && said.contains("a move from http"), "{said}");
}

/// What the automation would do in the next months is the same here and there, but for what a
/// WHMCS has not: rules of escalation, and commissions of single sales.
fn coming_days(there: &Home, moved: &Moved<'_>) {
    let there = there.copy();
    let there = Moved { home: &there, database: &[], from: String::new() };
    for days in [1, 20, 50] {
        let now = i64::try_from(UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
        let today = TimeZone::UTC.to_datetime(Timestamp::from_second(now).unwrap()).date();
        let date = (today + days.days()).to_string();
        let seen = |of: &Moved<'_>| {
            let (well, said) = of.command(&["run-automation", "--date", &date, "--dry-run"]);
            assert!(well, "{said}");
            let same = |line: &&str| {
                let word = line.trim_start();
                !["Affiliate", "commission", "Ticket Escalation", "escalate"]
                    .iter()
                    .any(|begin| word.starts_with(begin))
            };
            said.lines().filter(same).map(unnumbered).collect::<Vec<_>>()
        };
        let (expected, found) = (seen(&there), seen(moved));
        assert!(days < 20 || expected.len() > 60, "{expected:#?}");
        assert_eq!(found, expected, "{date}");
    }
}

/// A line without the number of an invoice that is only tried: PostgreSQL gives no number twice.
fn unnumbered(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["", "", "invoice", _, rest @ ..] => format!("invoice {}", rest.join(" ")),
        ["", "", "shorten", "invoice", _, rest @ ..] => format!("shorten {}", rest.join(" ")),
        _ => line.to_owned(),
    }
}

/// The set-up knows the company; afterwards there is somebody to work, and a credential.
fn set_up(here: &Server<'_>, moved: &Moved<'_>) -> [(&'static str, String); 2] {
    let line = here.printed.iter().find_map(|line| line.split_once("/setup?token="));
    let token = line.unwrap_or_else(|| panic!("no token in {:#?}", here.printed)).1;
    let page = here.page(&format!("/setup?token={token}"));
    assert!(page.contains("Northlight Hosting") && page.contains("hello@demo.test"), "{page}");
    let sheet = [
        ("token", token),
        ("companyname", "Northlight Hosting"),
        ("companyemail", "hello@demo.test"),
        ("address", "12 Harbour Street\nPortland, ME 04101"),
        ("country", "US"),
        ("currencycode", "USD"),
        ("timezone", "UTC"),
        ("firstname", "Ada"),
        ("lastname", "Northlight"),
        ("email", "ada@demo.test"),
        ("adminusername", "ada"),
        ("password", "correct horse battery"),
    ];
    let answer = here.ask(&post("/setup", &sheet));
    assert_eq!(answer.status, 303, "{}", answer.text());
    let json = |arguments: &[&str]| -> Value {
        let (well, said) = moved.command(&[&["call"], arguments].concat());
        assert!(well, "{said}");
        serde_json::from_str(&said).unwrap()
    };
    let role = json(&["AddAdminRole", "kind=api", "name=All", "permissions=*"]);
    let role = format!("roleid={}", role["roleid"]);
    let made = json(&["AddApiCredential", &role]);
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    [("identifier", text("identifier")), ("secret", text("secret"))]
}

fn call(
    here: &Server<'_>,
    login: &[(&'static str, String); 2],
    action: &str,
    parameters: &[(&str, &str)],
) -> Value {
    let login = login.each_ref().map(|(name, value)| (*name, value.as_str()));
    let fixed = [("action", action), ("responsetype", "json")];
    let answer: Answer =
        here.ask(&post("/includes/api.php", &[&login, &fixed, parameters].concat()));
    let json = answer.json();
    assert_eq!(json["result"].as_str().or(json["status"].as_str()), Some("success"), "{json}");
    json
}

/// Takes away what may be otherwise.
fn bare(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // Of tasks it is the number of somebody, of tickets the name, which stays.
            let staff = |name: &str, value: &Value| name == "admin" && value.is_number();
            fields.retain(|name, value| !OTHERWISE.contains(&name.as_str()) && !staff(name, value));
            fields.values_mut().for_each(bare);
        }
        Value::Array(rows) => rows.iter_mut().for_each(bare),
        _ => {}
    }
}

fn compare(there: &Server<'_>, here: &Server<'_>, login: &[(&'static str, String); 2]) {
    let all = [("limitnum", "1000"), ("ignore_dept_assignments", "1")];
    let same = |action: &str, parameters: &[(&str, &str)]| -> Value {
        let (mut expected, mut found) =
            (there.call(action, parameters), call(here, login, action, parameters));
        bare(&mut expected);
        bare(&mut found);
        assert_eq!(found, expected, "{action} {parameters:?}");
        expected
    };
    let mut clients = BTreeSet::new();
    for (action, list, more, parameter) in LISTS {
        let answer = same(action, &all);
        let rows = answer.pointer(list).and_then(Value::as_array);
        let rows = rows.unwrap_or_else(|| panic!("{action} has no {list}: {answer}"));
        for row in rows {
            let id = row["id"].as_str().map_or_else(|| row["id"].to_string(), str::to_owned);
            if *action == "GetClients" {
                clients.insert(id.clone());
            }
            if !more.is_empty() {
                same(more, &[(parameter, &id)]);
            }
            if row["subject"] == more::WITH_A_FILE {
                let file = same(
                    "GetTicketAttachment",
                    &[("relatedid", &id), ("type", "ticket"), ("index", "0")],
                );
                assert_eq!(file["data"], "aGk=", "{file}");
            }
        }
    }
    assert!(clients.len() > 30, "{clients:?}");
    for client in &clients {
        for (action, parameter) in OF_A_CLIENT {
            same(action, &[(parameter, client), ("limitnum", "1000")]);
        }
    }
}

/// A client signs in with the password of before; what is new gets the next number.
fn goes_on(here: &Server<'_>, login: &[(&'static str, String); 2], password: &str) {
    assert_eq!(here.ask(&get("/")).status, 200);
    let known = [("email", "client@demo.test"), ("password2", password)];
    assert_eq!(call(here, login, "ValidateLogin", &known)["userid"], 1);
    let most = |answer: &Value, list: &str| {
        let rows = answer.pointer(list).unwrap().as_array().unwrap();
        rows.iter().map(|row| row["id"].as_i64().unwrap()).max().unwrap()
    };
    let before = call(here, login, "GetInvoices", &[("limitnum", "1000")]);
    let new = call(
        here,
        login,
        "CreateInvoice",
        &[("userid", "1"), ("itemdescription1", "Something new"), ("itemamount1", "5.00")],
    );
    // Dry runs have taken numbers on PostgreSQL.
    let (new, last) = (new["invoiceid"].as_i64().unwrap(), most(&before, "/invoices/invoice"));
    assert!(new > last && new < last + 100, "{new} comes after {last}");
    let departments = call(here, login, "GetSupportDepartments", &[]);
    assert_eq!(departments["totalresults"], 3, "the set-up adds none to those that came");
}
