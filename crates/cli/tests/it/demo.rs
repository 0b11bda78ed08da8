//! The demo company is believable, and right to the last cent.

use serde_json::Value;

use crate::home::Home;
use crate::server::Server;

fn rows<'a>(answer: &'a Value, list: &str, row: &str) -> &'a Vec<Value> {
    answer[list][row].as_array().unwrap_or_else(|| panic!("no {list} in {answer}"))
}

/// Cents of `"12.30"`.
#[track_caller]
fn cents(value: &Value) -> i64 {
    let text = value.as_str().unwrap_or_else(|| panic!("{value} is not an amount"));
    let (whole, part) = text.split_once('.').unwrap();
    assert_eq!(part.len(), 2, "{text}");
    format!("{whole}{part}").parse().unwrap()
}

#[test]
fn a_new_company_is_believable_and_its_books_are_right() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    for (action, parameter, list, row, id) in [
        ("GetClientsProducts", "serviceid", "products", "product", "id"),
        ("GetProducts", "pid", "products", "product", "pid"),
        ("GetInvoices", "userid", "invoices", "invoice", "userid"),
        ("GetOrders", "id", "orders", "order", "id"),
    ] {
        let answer = server.call(action, &[(parameter, "1")]);
        assert_eq!(rows(&answer, list, row)[0][id].to_string().trim_matches('"'), "1", "{action}");
    }
    for client in ["1", "2"] {
        let found = server.call("GetClientsDetails", &[("clientid", client)]);
        assert_eq!(found["client"]["status"], "Active");
    }
    let products = server.call("GetProducts", &[("pid", "1")]);
    let link = products["products"]["product"][0]["product-url"].as_str().unwrap();
    assert!(link.starts_with(&format!("http://{}/", server.address)), "{link}");
    // Its mails were written while it lived at an address, and not at the one of a fresh house.
    let mails = server.call("GetEmails", &[("clientid", "1"), ("limitnum", "1000")]).to_string();
    assert!(mails.contains("http://127.0.0.1:") && !mails.contains("localhost"), "{mails}");
    let departments = server.call("GetSupportDepartments", &[]);
    assert_eq!(rows(&departments, "departments", "department")[0]["id"], "1");

    let services = server.call("GetClientsProducts", &[("limitnum", "1000")]);
    let services = rows(&services, "products", "product");
    let count = |status: &str| services.iter().filter(|row| row["status"] == status).count();
    let (active, suspended) = (count("Active"), count("Suspended"));
    assert!(active * 2 > services.len() && suspended > 0, "{active} and {suspended}");
    let tickets = server.call("GetTickets", &[("limitnum", "1000")]);
    let open = rows(&tickets, "tickets", "ticket").iter().filter(|row| row["status"] != "Closed");
    assert!(open.count() > 0, "{tickets}");

    every_invoice_adds_up(&server);
    years_cost_so_many_times_one(&server);
    server.assert_calm();
    let (well, said) = home.run(&["verify"]);
    assert!(well && said.contains("The books are right."), "{said}");
}

/// Of each ending, in each currency; nobody asks why two years cost a cent more than twice one.
#[track_caller]
fn years_cost_so_many_times_one(server: &Server<'_>) {
    let currencies = server.call("GetCurrencies", &[]);
    let mut seen = 0;
    for currency in rows(&currencies, "currencies", "currency") {
        let id = currency["id"].to_string();
        let told = server.call("GetTLDPricing", &[("currencyid", id.trim_matches('"'))]);
        for (name, tld) in told["pricing"].as_object().unwrap() {
            for kind in ["register", "renew"] {
                let years = tld[kind].as_object().unwrap_or_else(|| panic!("{name}: {tld}"));
                let one = cents(&years["1"]);
                for (count, price) in years {
                    let whole = one * count.parse::<i64>().unwrap();
                    assert_eq!(cents(price), whole, "{name} {kind} {count}: {tld}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 50, "{seen} prices");
}

#[track_caller]
fn every_invoice_adds_up(server: &Server<'_>) {
    let list = server.call("GetInvoices", &[("limitnum", "1000")]);
    let mut paid = 0;
    for row in rows(&list, "invoices", "invoice") {
        let id = row["id"].to_string();
        let invoice = server.call("GetInvoice", &[("invoiceid", id.trim_matches('"'))]);
        let sum = |rows: &Value, field: &str| -> i64 {
            rows.as_array().into_iter().flatten().map(|row| cents(&row[field])).sum()
        };
        let amount = |field: &str| cents(&invoice[field]);
        assert_eq!(sum(&invoice["items"]["item"], "amount"), amount("subtotal"), "{invoice}");
        let total = amount("subtotal") + amount("tax") + amount("tax2") - amount("credit");
        assert_eq!(total, amount("total"), "{invoice}");
        let payments = sum(&invoice["transactions"]["transaction"], "amountin");
        assert_eq!(total - payments, amount("balance"), "{invoice}");
        assert_eq!(invoice["status"] == "Paid", amount("balance") == 0, "{invoice}");
        paid += usize::from(invoice["status"] == "Paid");
    }
    assert!(paid > 50, "only {paid} invoices are paid");
}

/// In part, then the rest, and not once more.
#[test]
fn every_payment_by_card_can_be_given_back_by_its_gateway() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let list = server.call("GetInvoices", &[("limitnum", "1000"), ("status", "Paid")]);
    let mut given_back = 0;
    for row in rows(&list, "invoices", "invoice") {
        let id = row["id"].to_string();
        let id = ("invoiceid", id.trim_matches('"'));
        let invoice = server.call("GetInvoice", &[id]);
        let payments = invoice["transactions"]["transaction"].as_array().into_iter().flatten();
        let paid = payments.filter(|payment| payment["gateway"] == "sandboxcard");
        let paid: i64 = paid.map(|payment| cents(&payment["amountin"])).sum();
        if paid < 200 {
            continue;
        }
        let refund = |more: &[(&str, &str)]| {
            server.rpc("RefundInvoice", &[&[id, ("type", "gateway")], more].concat()).json()
        };
        for (more, expected) in [(&[("amount", "1.00")][..], 100), (&[], paid - 100)] {
            let answer = refund(more);
            assert_eq!(answer["result"], "success", "{answer} of {invoice}");
            assert_eq!(cents(&answer["amount"]), expected, "{answer} of {invoice}");
        }
        assert_eq!(refund(&[])["result"], "error", "{invoice}");
        given_back += 1;
    }
    assert!(given_back > 20, "{given_back} payments by card");
    server.assert_calm();
    let (well, said) = home.run(&["verify"]);
    assert!(well && said.contains("The books are right."), "{said}");
}

#[test]
fn a_mail_server_is_tried_in_earnest_or_it_is_said_why_not() {
    let home = Home::furnished();
    let to = ("to", "someone@fjord.example");
    let server = Server::demo(&home, &[]);
    for more in [&[][..], &[("smtphost", "mail.fjord.example")]] {
        let answer = server.rpc("TestMailServer", &[&[to], more].concat()).json();
        let said = answer["message"].as_str().unwrap_or_default();
        assert!(answer["result"] == "error" && said.contains("a demo"), "{more:?}: {answer}");
    }
    assert!(server.stop().success());
    // Nobody listens on this port, and without the demo that is found out.
    for (more, why) in [
        (&[][..], "No mail server is named yet"),
        (&["smtphost=127.0.0.1", "smtpport=1"], "The mail was not sent"),
    ] {
        let call = [&["call", "TestMailServer", "to=someone@fjord.example"], more].concat();
        let (well, said) = home.run(&call);
        assert!(!well && said.contains(why), "{more:?}: {said}");
    }
}

#[test]
fn a_second_start_adds_nothing_and_tells_the_password_again() {
    let home = Home::furnished();
    let first = Server::demo(&home, &[]);
    let clients = first.call("GetClients", &[])["totalresults"].clone();
    let password = first.password();
    assert!(first.stop().success());
    let second = Server::demo(&home, &[]);
    assert_eq!(second.password(), password);
    assert_eq!(second.call("GetClients", &[])["totalresults"], clients);
}
