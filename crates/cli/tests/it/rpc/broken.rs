//! Requests that no client should send: refused as a whole, in bounded time, with nothing written.

use crate::home::Home;
use crate::http::{ask, get};
use crate::server::Server;
use crate::written;

const DOOR: &str = "/includes/api.php";
const LOGIN: &str = "identifier=demo&secret=demo-secret&responsetype=json";

#[test]
fn what_cannot_be_read_is_refused_and_nothing_is_written() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let before = written::rows(&home);
    let log = format!("{LOGIN}&action=LogActivity&description=");
    let form = "application/x-www-form-urlencoded";
    let parted = "multipart/form-data; boundary=x";
    let bytes = |tail: &[u8]| [log.as_bytes(), tail].concat();
    let many = "&a[]=1".repeat(10_001);
    let cases: Vec<(&str, Vec<u8>, u16, &str)> = vec![
        (form, bytes(b"\xff\xfe"), 400, "not valid UTF-8"),
        (form, bytes(b"%ff%fe"), 400, "not valid UTF-8"),
        (form, bytes(b"%c0%80"), 400, "not valid UTF-8"),
        (form, bytes(b"%ed%a0%80"), 400, "not valid UTF-8"),
        (form, bytes(b"a%00b"), 400, "NUL"),
        (form, bytes(many.as_bytes()), 400, "more than 10000 parameters"),
        (form, bytes(format!("&a{}=1", "[b]".repeat(5000)).as_bytes()), 400, "too deep"),
        (form, bytes(format!("&{}=1", "n".repeat(5000)).as_bytes()), 400, "too long"),
        (form, bytes(&vec![b'a'; 17 * 1024 * 1024]), 413, "larger than"),
        (form, Vec::new(), 400, "Empty action request"),
        (form, b"&&==&=&%%%&[]=&[[]]=1".to_vec(), 400, "Empty action request"),
        (form, LOGIN.as_bytes().to_vec(), 400, "Empty action request"),
        (form, format!("{LOGIN}&action=%20%09").into_bytes(), 400, "Empty action request"),
        (form, format!("{LOGIN}&action[]=LogActivity").into_bytes(), 400, "Empty action request"),
        ("application/json", br#"{"action":"LogActivity"}"#.to_vec(), 400, "Empty action request"),
        (
            parted,
            b"--x\r\ncontent-disposition: form-data; name=\"action\"\r\n\r\n".to_vec(),
            400,
            "",
        ),
        (parted, b"no border anywhere".to_vec(), 400, ""),
        (parted, vec![b'-'; 17 * 1024 * 1024], 413, "larger than"),
    ];
    for (content_type, body, status, message) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(120)]).into_owned();
        let answer = server.ask(&ask("POST", DOOR).body(content_type, body));
        let text = answer.text();
        assert_eq!(answer.status, status, "{shown}: {text}");
        assert!(text.contains("error") && text.contains(message), "{shown}: {text}");
    }
    // A query string goes through the same reader.
    let answer = server.ask(&get(&format!("{DOOR}?{log}%ff")));
    assert_eq!(answer.status, 400, "{}", answer.text());
    written::assert_same(&before, &written::rows(&home));
    server.assert_calm();
    server.call("GetPaymentMethods", &[]);
}
