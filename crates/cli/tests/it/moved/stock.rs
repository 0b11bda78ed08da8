//! A server that answers no more than a stock WHMCS does: what is our own is not known to it. It
//! stands before a Hostler, and some of its rows are odd: the credit of the first client has more
//! decimals than its currency.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use serde_json::{Value, json};

use crate::http::post;

/// Starts it before another server; it goes on until the process ends. Gives its address.
pub(super) fn before(address: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().to_string();
    let behind = address.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let behind = behind.clone();
            std::thread::spawn(move || serve(stream.unwrap(), &behind));
        }
    });
    own
}

fn serve(mut stream: TcpStream, behind: &str) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(bytes) = line.strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let answer = answer(&fields, behind).to_string();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
    write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{answer}", answer.len()).unwrap();
}

fn answer(fields: &[(String, String)], behind: &str) -> Value {
    let action = &fields.iter().find(|(name, _)| name == "action").unwrap().1;
    if protocol::find(action).is_none_or(protocol::ActionInfo::is_ours) {
        return json!({ "result": "error", "message": "Command Not Found" });
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut answer = post("/includes/api.php", &fields).send(behind).unwrap().json();
    if action == "GetClientsProducts" {
        let rows = answer.pointer_mut("/products/product").and_then(Value::as_array_mut);
        rows.into_iter().flatten().for_each(odd);
    }
    if action == "GetClientsDetails" && id_of(&answer["client"]) == "1" {
        let credit = answer["client"]["credit"].as_str().unwrap();
        answer["client"]["credit"] = json!(format!("{credit}6"));
    }
    answer
}

fn id_of(row: &Value) -> String {
    row["id"].as_str().map_or_else(|| row["id"].to_string(), str::to_owned)
}

/// The seventh service began on no day, and the eighth is of a product that is gone, whose name is
/// written for HTML.
fn odd(row: &mut Value) {
    match id_of(row).as_str() {
        "7" => row["regdate"] = json!("some day in May"),
        "8" => {
            row["pid"] = json!(4711);
            row["name"] = json!("Tom &amp; Co&#039;s server");
        }
        _ => {}
    }
}
