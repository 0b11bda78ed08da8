//! A browser in which a member of staff sits: it keeps cookies and finds the token in forms.

use axum::http::Method;

use crate::shop::{PASSWORD, staff};
use crate::site::{Answer, Site, ask, get};

/// A browser with its cookies.
pub(crate) struct Browser<'a> {
    pub(crate) site: &'a Site,
    cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        Self { site, cookies: Vec::new() }
    }

    /// Ann, whose role permits these actions, has signed in.
    pub(crate) async fn of_ann(site: &'a Site, actions: &str) -> Self {
        staff(site, actions).await;
        let mut browser = Self::new(site);
        let answer = browser.send("/admin/login", &[("name", "ann"), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(answer.header("location"), "/admin");
        browser
    }

    fn keep(&mut self, answer: &Answer) {
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    pub(crate) fn cookies(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// Opens a page.
    pub(crate) async fn open(&mut self, path: &str) -> Answer {
        let answer = self.site.call(get(path).header("cookie", &self.cookies())).await;
        self.keep(&answer);
        answer
    }

    /// Opens a page that must be there and gives its text.
    pub(crate) async fn read(&mut self, path: &str) -> String {
        let answer = self.open(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
        text(&answer)
    }

    /// Sends a form as it is.
    pub(crate) async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded(fields);
        let request = ask(Method::POST, path)
            .bytes(body.as_bytes())
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", &self.cookies());
        let answer = self.site.call(request).await;
        self.keep(&answer);
        answer
    }

    /// Sends a form of the page at `from`, with its token.
    pub(crate) async fn submit(&mut self, from: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.read(from).await;
        let csrf = hidden(&page, "csrf");
        let once = hidden(&page, "once");
        let mut all = vec![("csrf", csrf.as_str()), ("once", once.as_str())];
        all.extend_from_slice(fields);
        self.send(to, &all).await
    }

    /// Sends a form that must do what it says, and gives the page that says so.
    pub(crate) async fn done(&mut self, from: &str, to: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.submit(from, to, fields).await;
        assert_eq!(answer.status, 303, "{to} {fields:?}: {}", text(&answer));
        let next = answer.header("location").to_owned();
        self.read(&next).await
    }
}

/// The text of a page.
pub(crate) fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

/// The value of a hidden field.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&start).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn form_urlencoded(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
