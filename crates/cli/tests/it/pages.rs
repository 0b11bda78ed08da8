//! The storefront as a browser without script uses it: look, order, pay by card.

use serde_json::Value;

use crate::home::Home;
use crate::http::{Answer, get, post};
use crate::server::Server;

const PAYS: &str = "4242 4242 4242 4242";
const DECLINED: &str = "4000000000000002";

/// The value of a hidden field of a form.
#[track_caller]
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let at = format!("name=\"{name}\" value=\"");
    let rest = page.split_once(&at).unwrap_or_else(|| panic!("no {name} in {page}")).1;
    rest.split('"').next().unwrap().to_owned()
}

/// The order form of product 1 in a browser that was never here.
struct Form {
    text: String,
    cookie: String,
}

impl Form {
    fn open(server: &Server<'_>, target: &str) -> Self {
        let answer = server.ask(&get(target));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        Self { text: answer.text(), cookie }
    }
}

/// Fills in and sends the order form of product 1.
fn order(server: &Server<'_>, form: &Form, email: &str, card: &str) -> Answer {
    let (csrf, once) = (hidden(&form.text, "csrf"), hidden(&form.text, "once"));
    let fields = [
        ("csrf", &*csrf),
        ("currency", "USD"),
        ("once", &*once),
        ("cycle", "monthly"),
        ("host", "tour.example"),
        ("who", "new"),
        ("email", email),
        ("password", "correct horse"),
        ("first_name", "Wanda"),
        ("last_name", "O'Hara <b>"),
        ("address", "1 Quay"),
        ("city", "Cork"),
        ("postcode", "T12"),
        ("country", "US"),
        ("method", "sandboxcard"),
        ("card_number", card),
        ("card_expiry", "12/39"),
        ("card_cvv", "123"),
    ];
    server.ask(&post("/order/1", &fields).header("cookie", &form.cookie))
}

fn client(server: &Server<'_>, email: &str) -> Value {
    server.call("GetClients", &[("search", email)])
}

/// Somebody new orders product 1 and pays by card at once; somebody else's card is declined.
#[track_caller]
pub(crate) fn buy(server: &Server<'_>) {
    let shop = server.page("/");
    assert!(shop.contains("VPS S") && shop.contains("href=\"/order/1?currency=USD\""), "{shop}");
    let form = Form::open(server, "/order/1?cycle=monthly");
    let email = "wanda@buyer.example";
    let answer = order(server, &form, email, PAYS);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let last = server.page(answer.header("location"));
    assert!(last.contains("Thank you, your order is in"), "{last}");
    assert!(last.contains("Paid") && last.contains("tour.example"), "{last}");

    // The browser's "send again" is the same order.
    let again = order(server, &form, email, PAYS);
    assert_eq!(again.status, 303, "{}", again.text());
    let found = client(server, email);
    assert_eq!(found["totalresults"], 1);
    let id = found["clients"]["client"][0]["id"].to_string();
    let mine = [("userid", id.trim_matches('"'))];
    let orders = server.call("GetOrders", &mine);
    assert_eq!(orders["totalresults"], 1, "{orders}");
    let invoices = server.call("GetInvoices", &mine);
    assert_eq!(invoices["totalresults"], 1, "{invoices}");
    assert_eq!(invoices["invoices"]["invoice"][0]["status"], "Paid");

    let form = Form::open(server, "/order/1");
    let answer = order(server, &form, "poor@buyer.example", DECLINED);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let last = server.page(answer.header("location"));
    assert!(last.contains("The card was not charged") && last.contains("Unpaid"), "{last}");
}

#[test]
fn an_order_is_placed_and_paid_without_script() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    buy(&server);
    let (well, said) = home.run(&["verify"]);
    assert!(well, "{said}");
    server.assert_calm();
}

#[test]
fn a_wrong_form_comes_back_with_what_was_typed() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let answer = order(&server, &Form::open(&server, "/order/1"), "", "");
    let page = answer.text();
    assert_eq!(answer.status, 422);
    for part in [
        "Enter your e-mail address",
        "Enter a card number",
        "value=\"O&#x27;Hara &lt;b&gt;\"",
        "value=\"tour.example\"",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert!(!page.contains("correct horse"), "a password is never sent back");
    for (target, status) in
        [("/order/999999", 404), ("/order/complete/forged", 404), ("/nowhere", 404)]
    {
        assert_eq!(server.ask(&get(target)).status, status, "{target}");
    }
    server.assert_calm();
}
