//! As much of HTTP as the tests need, over a plain socket, so that broken requests can be sent too.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// No answer takes longer than this on any machine that is worth testing on.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub(crate) fn get(target: &str) -> Ask {
    ask("GET", target)
}

pub(crate) fn ask(method: &str, target: &str) -> Ask {
    Ask { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
}

/// A request with the fields of a form.
pub(crate) fn post(target: &str, fields: &[(&str, &str)]) -> Ask {
    ask("POST", target).body("application/x-www-form-urlencoded", urlencoded(fields))
}

pub(crate) fn urlencoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl Ask {
    pub(crate) fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends it on a connection of its own; an error when the other end is not there or goes away.
    pub(crate) fn send(&self, address: &str) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut head = format!("{} {} HTTP/1.1\r\nhost: {address}\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\nconnection: close\r\n\r\n", self.body.len());
        stream.write_all(head.as_bytes())?;
        // A server that refuses a large body answers before it has read all of it.
        let sent = stream.write_all(&self.body);
        let mut bytes = Vec::new();
        let received = stream.read_to_end(&mut bytes);
        match parse(&bytes) {
            Some(answer) => Ok(answer),
            None => {
                Err(sent.and(received).err().unwrap_or(std::io::ErrorKind::UnexpectedEof.into()))
            }
        }
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The cookies that it sets, each as name and value; a value may be none.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        lines.filter_map(|(_, line)| line.split(';').next()?.split_once('='))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
}

/// The whole answer; `None` for half of one.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let body = bytes[end + 4..].to_vec();
    let mut answer = Answer { status, headers, body };
    if answer.header("transfer-encoding") == "chunked" {
        answer.body = unchunked(&answer.body)?;
    }
    let length = answer.header("content-length").parse().unwrap_or(answer.body.len());
    (length == answer.body.len()).then_some(answer)
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

#[test]
fn half_an_answer_is_none() {
    let head = "HTTP/1.1 200 OK\r\nx: y\r\n";
    for (tail, expected) in [
        ("content-length: 2\r\n\r\nab", Some("ab")),
        ("content-length: 3\r\n\r\nab", None),
        ("transfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", Some("abc")),
        ("transfer-encoding: chunked\r\n\r\n2\r\na", None),
        ("content-length: 2", None),
    ] {
        let answer = parse(format!("{head}{tail}").as_bytes());
        assert_eq!(answer.map(|answer| answer.text()).as_deref(), expected, "{tail}");
    }
}
