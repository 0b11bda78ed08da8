//! A browser: it keeps cookies, sends the token of the last form, and reads texts.

use std::collections::BTreeMap;

use axum::http::Method;

use crate::site::{Answer, Ask, Site, ask};

/// A browser on a site.
pub(crate) struct Browser<'a> {
    pub(crate) site: &'a Site,
    cookies: BTreeMap<String, String>,
    /// The token of the last form that was seen.
    pub(crate) csrf: String,
}

impl<'a> Browser<'a> {
    pub(crate) fn on(site: &'a Site) -> Self {
        Self { site, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// A browser in which somebody with this password has logged in.
    pub(crate) async fn logged_in(site: &'a Site, email: &str, password: &str) -> Self {
        let mut browser = Self::on(site);
        browser.get("/login").await;
        let answer = browser.post("/login", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        browser
    }

    pub(crate) fn forget_token(&mut self) {
        self.csrf.clear();
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(ask(Method::GET, path)).await
    }

    /// Sends a form with the token of the last page.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &self.csrf);
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let ask = ask(Method::POST, path)
            .bytes(body.finish().as_bytes())
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(ask).await
    }

    /// Reads a page that must be there; gives its text.
    #[track_caller]
    pub(crate) fn page(&mut self, path: &str) -> impl Future<Output = String> {
        let path = path.to_owned();
        async move {
            let answer = self.get(&path).await;
            assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
            text(&answer)
        }
    }

    pub(crate) fn cookies(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    async fn send(&mut self, ask: Ask) -> Answer {
        let answer = self.site.call(ask.header("cookie", &self.cookies())).await;
        for set in answer.headers.get_all("set-cookie") {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some((_, rest)) = text(&answer).split_once("name=\"csrf\" value=\"") {
            self.csrf = rest.split('"').next().unwrap_or_default().to_owned();
        }
        answer
    }
}

/// The body of an answer, without its icons.
pub(crate) fn text(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.bytes);
    text.split("<svg hidden").next().unwrap_or_default().replace("&#x2f;", "/")
}
