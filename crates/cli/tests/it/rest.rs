//! The REST door from outside: somebody signs up, buys, pays and looks; a stranger sees nothing.

use serde_json::{Value, json};

use crate::home::Home;
use crate::http::{Ask, ask, get};
use crate::server::Server;

fn post(target: &str, body: &Value) -> Ask {
    ask("POST", target).body("application/json", body.to_string())
}

fn with(token: &str, ask: Ask) -> Ask {
    ask.header("authorization", &format!("Bearer {token}"))
}

#[track_caller]
fn expect(server: &Server<'_>, status: u16, ask: &Ask) -> Value {
    let answer = server.ask(ask);
    assert_eq!(answer.status, status, "{ask:?}: {}", answer.text());
    answer.json()
}

/// One customer's way through the API, of whichever server.
#[track_caller]
pub(crate) fn story(server: &Server<'_>) {
    let document = expect(server, 200, &get("/openapi.json"));
    assert!(document["paths"].as_object().unwrap().len() > 15, "{document}");
    expect(server, 401, &get("/api/v1/me"));

    let person = json!({
        "email": "rita@rest.example", "password": "correct horse battery",
        "first_name": "Rita", "last_name": "Rest", "address1": "1 Road", "city": "Town",
        "state": "Texas", "postcode": "12345", "country": "US", "phone_number": "5551234567",
    });
    expect(server, 200, &post("/api/v1/auth/register", &person));
    let login = json!({"email": "rita@rest.example", "password": "correct horse battery"});
    let session = expect(server, 200, &post("/api/v1/auth/login", &login));
    let token = session["access_token"].as_str().unwrap();
    let mine = |target: &str| expect(server, 200, &with(token, get(target)));
    assert_eq!(mine("/api/v1/me")["name"], "Rita Rest");
    assert_eq!(mine("/api/v1/invoices")["total"], 0);

    let products = mine("/api/v1/products");
    assert_eq!(products["items"][0]["id"], 1, "{products}");
    let order = json!({
        "payment_method": "sandboxcard",
        "items": [{"product_id": 1, "cycle": "monthly", "domain": "rita.example"}],
    });
    let keyed = || with(token, post("/api/v1/orders", &order)).header("idempotency-key", "once");
    let placed = expect(server, 201, &keyed());
    let again = server.ask(&keyed());
    assert_eq!(again.json()["id"], placed["id"], "{}", again.text());
    assert_eq!(mine("/api/v1/orders")["total"], 1);

    let invoice = format!("/api/v1/invoices/{}", placed["invoice_id"]);
    assert_eq!(mine(&invoice)["status"], "Unpaid");
    let card = json!({"number": "4242424242424242", "expiry": "12/39", "cvv": "123"});
    let payment = json!({"method": "sandboxcard", "card": card});
    let paid = expect(server, 200, &with(token, post(&format!("{invoice}/payments"), &payment)));
    assert_eq!((&paid["is_paid"], &paid["status"]), (&json!(true), &json!("Paid")), "{paid}");
    assert_eq!(mine(&invoice)["balance"]["amount"], "0.00");
    assert_eq!(mine("/api/v1/services")["total"], 1);

    // What belongs to others does not exist.
    for foreign in ["/api/v1/invoices/1", "/api/v1/orders/1", "/api/v1/services/1"] {
        expect(server, 404, &with(token, get(foreign)));
    }
    expect(server, 401, &with("forged", get("/api/v1/me")));
}

#[test]
fn a_customer_comes_through_the_api() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    story(&server);
    let (well, said) = home.run(&["verify"]);
    assert!(well, "{said}");
    server.assert_calm();
}
