//! In and out: every way a client of the field sends a call, and the three ways it is answered.

use crate::home::Home;
use crate::http::{Ask, ask, get, post, urlencoded};
use crate::server::{LOGIN, Server};

const DOOR: &str = "/includes/api.php";

fn fields(action: &'static str) -> Vec<(&'static str, &'static str)> {
    [&LOGIN[..], &[("action", action), ("responsetype", "json")]].concat()
}

/// A part of a body: what its header says of it, and what it holds.
fn part((head, value): (&str, &str)) -> String {
    format!("--Border\r\ncontent-disposition: form-data; {head}\r\n\r\n{value}\r\n")
}

/// Fields, and behind them files by their headers.
fn multipart(fields: &[(&str, &str)], files: &[(&str, &str)]) -> Ask {
    let named = fields.iter().map(|(name, value)| (format!("name=\"{name}\""), *value));
    let fields: String = named.map(|(head, value)| part((&*head, value))).collect();
    let files: String = files.iter().copied().map(part).collect();
    let body = format!("{fields}{files}--Border--\r\n");
    ask("POST", DOOR).body("multipart/form-data; boundary=Border", body)
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
        // An address that ends in a slash, and a client that adds its own.
        post("//includes/api.php", &all),
        post("/includes/api.php/", &all),
        ask("GET", DOOR).body(form, urlencoded(&all)),
        post(&query(&all[2..3]), &[login, &all[3..]].concat()),
        post(&query(&all), &[]),
        ask("POST", DOOR).body(form, urlencoded(&all)),
        ask("POST", &query(&all)),
        get(&query(&all)),
        multipart(&all, &[]),
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

/// A file in a part of its own, as `curl -F` sends it, under the names that people give it.
#[test]
fn a_file_is_taken_as_it_is() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let ticket =
        [("deptid", "1"), ("clientid", "1"), ("subject", "Upload"), ("message", "See the file")];
    let all = [&fields("OpenTicket")[..], &ticket, &[("noemail", "1")]].concat();
    for name in ["attachments[]", "attachments[0]", "attachments"] {
        let head = format!("name=\"{name}\"; filename=\"a.txt\"");
        // The second input of the form was left empty.
        let files = [(&*head, "hi; there"), ("name=\"attachments[]\"; filename=\"\"", "")];
        let opened = server.ask(&multipart(&all, &files)).json();
        assert_eq!(opened["result"], "success", "{name}: {opened}");
        let of = [("relatedid", opened["id"].as_str().unwrap()), ("type", "ticket")];
        let file = server.call("GetTicketAttachment", &[&of[..], &[("index", "0")]].concat());
        let found = (&file["filename"], &file["data"]);
        assert_eq!(found, (&"a.txt".into(), &"aGk7IHRoZXJl".into()), "{name}");
        let more = [&of[..], &[("index", "1")]].concat();
        let none = server.rpc("GetTicketAttachment", &more).json();
        assert_eq!(none["message"], "Invalid Attachment Index", "{name}");
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
