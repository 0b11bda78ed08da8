//! In and out: every way a client of the field sends a call, and the three ways it is answered.

use crate::home::Home;
use crate::http::{Ask, ask, get, post, urlencoded};
use crate::server::{LOGIN, Server};

const DOOR: &str = "/includes/api.php";

fn fields(action: &'static str) -> Vec<(&'static str, &'static str)> {
    [&LOGIN[..], &[("action", action), ("responsetype", "json")]].concat()
}

fn multipart(fields: &[(&str, &str)]) -> Ask {
    let mut body = String::new();
    for (name, value) in fields {
        body += "--Border\r\ncontent-disposition: form-data; ";
        body += &format!("name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    ask("POST", DOOR).body("multipart/form-data; boundary=Border", body + "--Border--\r\n")
}

#[test]
fn a_call_is_understood_however_it_is_sent() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let all = fields("GetPaymentMethods");
    let (login, rest) = all.split_at(2);
    let query = |fields: &[(&str, &str)]| format!("{DOOR}?{}", urlencoded(fields));
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    for request in [
        post(DOOR, &all),
        post("/api.php", &all),
        post(&query(&all[2..3]), &[login, &all[3..]].concat()),
        post(&query(&all), &[]),
        ask("POST", DOOR).body(form, urlencoded(&all)),
        ask("POST", &query(&all)),
        get(&query(&all)),
        multipart(&all),
        post(
            DOOR,
            &[&all[..], &[("endpoint", "x"), ("limitnum", "500"), ("a[b][]", "c")]].concat(),
        ),
        post(DOOR, &[login, &[("action", "getpaymentmethods"), rest[1]]].concat()),
        post(DOOR, &[login, &[("action", "GETPAYMENTMETHODS "), rest[1]]].concat()),
        post(DOOR, &[login, &[rest[0], ("responsetype", "JSON")]].concat()),
    ] {
        let answer = server.ask(&request);
        let json = answer.json();
        assert_eq!(answer.status, 200, "{request:?}: {json}");
        assert_eq!(answer.header("content-type"), "application/json", "{request:?}");
        assert_eq!(json["paymentmethods"]["paymentmethod"][0]["module"], "sandboxcard");
    }
    server.assert_calm();
}

#[test]
fn an_answer_comes_in_the_asked_format() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let xml = "application/xml; charset=utf-8";
    let nvp = "text/plain; charset=utf-8";
    for (format, action, status, content_type, parts) in [
        ("json", "GetPaymentMethods", 200, "application/json", vec![r#""result":"success""#]),
        (
            "xml",
            "GetPaymentMethods",
            200,
            xml,
            vec![
                r#"<?xml version="1.0" encoding="utf-8"?>"#,
                "<whmcsapi version=\"",
                "<action>getpaymentmethods</action>",
                "<result>success</result>",
                "<module>banktransfer</module>",
            ],
        ),
        (
            "nvp",
            "GetPaymentMethods",
            200,
            nvp,
            vec!["result=success;", "paymentmethods[paymentmethod][1][module]=banktransfer;"],
        ),
        // Unsaid: pairs for what is simple, XML for lists.
        ("", "GetPaymentMethods", 200, xml, vec!["<action>getpaymentmethods</action>"]),
        ("", "LogActivity", 200, nvp, vec!["result=success;"]),
        ("xml", "GetInvoice", 200, xml, vec!["<message>Invoice ID Not Found</message>"]),
        ("nvp", "GetInvoice", 200, nvp, vec!["result=error;message=Invoice ID Not Found;"]),
        ("", "GetInvoice", 200, nvp, vec!["result=error;message=Invoice ID Not Found;"]),
        ("xml", "", 400, xml, vec!["<message>Empty action request</message>"]),
        ("", "", 400, nvp, vec!["result=error;message=Empty action request;"]),
    ] {
        let more = [("action", action), ("invoiceid", "99999999"), ("description", "Tour")];
        let mut fields = [&LOGIN[..], &more].concat();
        if !format.is_empty() {
            fields.push(("responsetype", format));
        }
        let answer = server.ask(&post(DOOR, &fields));
        let text = answer.text();
        assert_eq!(answer.status, status, "{format} {action}: {text}");
        assert_eq!(answer.header("content-type"), content_type, "{format} {action}: {text}");
        for part in parts {
            assert!(text.contains(part), "{format} {action}: no {part} in {text}");
        }
    }
    server.assert_calm();
}
