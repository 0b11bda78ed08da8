//! The cookies of a session in a browser, and the evidence that a change comes from our own page.

use axum::http::header::{COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method};
use subtle::ConstantTimeEq;

/// The header that a script of our own shows beside the cookie.
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";

/// The cookies we set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The access token.
    Access,
    /// The refresh token.
    Refresh,
    /// The token that a script reads and sends back in [`CSRF_HEADER`].
    Csrf,
    /// The access token of staff in the back office, beside that of a client.
    StaffAccess,
    /// The refresh token of staff in the back office.
    StaffRefresh,
    /// What the next page says about the last change.
    Said,
    /// The same in the client area and the shop: a sealed sentence that is shown once.
    Flash,
    /// Through which counted link somebody came.
    Link,
    /// Which affiliate sent somebody.
    Affiliate,
    /// What lies in the cart, sealed.
    Cart,
    /// The language of the pages.
    Language,
    /// How far somebody is who signs in through a provider, sealed.
    SignIn,
    /// Which theme somebody who works here looks at before it is worn, sealed.
    Theme,
}

impl Cookie {
    /// The name; `__Host-` makes browsers refuse a cookie of that name from anywhere else.
    pub(crate) const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Access, true) => "__Host-hostler",
            (Self::Access, false) => "hostler",
            (Self::Refresh, true) => "__Host-hostler-refresh",
            (Self::Refresh, false) => "hostler-refresh",
            (Self::Csrf, true) => "__Host-hostler-csrf",
            (Self::Csrf, false) => "hostler-csrf",
            (Self::StaffAccess, true) => "__Host-hostler-staff",
            (Self::StaffAccess, false) => "hostler-staff",
            (Self::StaffRefresh, true) => "__Host-hostler-staff-refresh",
            (Self::StaffRefresh, false) => "hostler-staff-refresh",
            (Self::Said, true) => "__Host-hostler-said",
            (Self::Said, false) => "hostler-said",
            (Self::Flash, true) => "__Host-hostler-flash",
            (Self::Flash, false) => "hostler-flash",
            (Self::Link, true) => "__Host-hostler-link",
            (Self::Link, false) => "hostler-link",
            (Self::Affiliate, true) => "__Host-hostler-affiliate",
            (Self::Affiliate, false) => "hostler-affiliate",
            (Self::Cart, true) => "__Host-hostler-cart",
            (Self::Cart, false) => "hostler-cart",
            (Self::Language, true) => "__Host-hostler-language",
            (Self::Language, false) => "hostler-language",
            (Self::SignIn, true) => "__Host-hostler-sign-in",
            (Self::SignIn, false) => "hostler-sign-in",
            (Self::Theme, true) => "__Host-hostler-theme",
            (Self::Theme, false) => "hostler-theme",
        }
    }

    /// Finds the cookie in a request.
    pub(crate) fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let name = self.name(secure);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// Whether a response sets the cookie, or removes it.
    pub(crate) fn is_written(self, headers: &HeaderMap, secure: bool) -> bool {
        let start = format!("{}=", self.name(secure));
        let of_name = |value: &HeaderValue| value.as_bytes().starts_with(start.as_bytes());
        headers.get_all(SET_COOKIE).iter().any(of_name)
    }

    /// Adds the cookie to a response; zero seconds remove it.
    pub(crate) fn write(self, headers: &mut HeaderMap, value: &str, seconds: i64, secure: bool) {
        let name = self.name(secure);
        let script = if self == Self::Csrf { "" } else { "; HttpOnly" };
        let transport = if secure { "; Secure" } else { "" };
        let text =
            format!("{name}={value}; Path=/; Max-Age={seconds}{script}; SameSite=Lax{transport}");
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.append(SET_COOKIE, value);
        }
    }
}

/// Removes every cookie of the session.
pub(crate) fn clear(headers: &mut HeaderMap, secure: bool) {
    for cookie in [Cookie::Access, Cookie::Refresh, Cookie::Csrf] {
        cookie.write(headers, "", 0, secure);
    }
}

/// Whether a request with a cookie may change something: the browser says that it comes from our
/// own site (or one that the operator named), and it shows the session's token.
pub(crate) fn is_ours(
    method: &Method,
    headers: &HeaderMap,
    csrf: &str,
    trusted: &[String],
) -> bool {
    if method.is_safe() {
        return true;
    }
    let shown = text(headers, CSRF_HEADER).unwrap_or_default();
    is_token(shown, csrf) && same_site(headers, trusted)
}

/// Whether what was shown is the session's token; a session without one has none to show.
pub(crate) fn is_token(shown: &str, csrf: &str) -> bool {
    !csrf.is_empty() && bool::from(shown.as_bytes().ct_eq(csrf.as_bytes()))
}

/// The same for a form of a page, which shows the token in a field.
pub(crate) fn is_our_form(headers: &HeaderMap, shown: &str, csrf: &str) -> bool {
    is_token(shown, csrf) && same_site(headers, &[])
}

/// `Origin` decides where a browser sends it; without it `Sec-Fetch-Site`; without both it is not a
/// browser that could be misled.
pub(crate) fn same_site(headers: &HeaderMap, trusted: &[String]) -> bool {
    if let Some(origin) = text(headers, ORIGIN.as_str()) {
        let host = text(headers, HOST.as_str()).unwrap_or_default();
        let ours = origin.split_once("://").is_some_and(|(_, from)| from == host);
        return (ours && !host.is_empty()) || trusted.iter().any(|each| each == origin);
    }
    text(headers, "sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"))
}

/// Whether a script of a page asks (by `fetch`), and not a person who opens one. What it is given
/// says nothing to the forms of the page that it belongs to, and must not make them stale.
pub(crate) fn is_by_script(headers: &HeaderMap) -> bool {
    text(headers, "sec-fetch-dest") == Some("empty")
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::{Cookie, is_ours};
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    #[test]
    fn a_change_needs_the_token_and_our_own_page() {
        let trusted = ["https://app.example".to_owned()];
        let token = ("x-csrf-token", "t");
        let host = ("host", "bill.example");
        for (method, headers, expected) in [
            (Method::GET, vec![], true),
            (Method::POST, vec![], false),
            (Method::POST, vec![token, host], true),
            (Method::POST, vec![("x-csrf-token", "u"), host], false),
            (Method::POST, vec![token, host, ("origin", "https://bill.example")], true),
            (Method::POST, vec![token, host, ("origin", "https://app.example")], true),
            (Method::POST, vec![token, host, ("origin", "https://evil.example")], false),
            (Method::POST, vec![token, host, ("origin", "null")], false),
            (Method::DELETE, vec![token, host, ("sec-fetch-site", "same-origin")], true),
            (Method::DELETE, vec![token, host, ("sec-fetch-site", "cross-site")], false),
            (Method::PATCH, vec![token, host, ("sec-fetch-site", "same-site")], false),
        ] {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    (HeaderName::from_static(name), HeaderValue::from_static(value))
                })
                .collect();
            assert_eq!(is_ours(&method, &map, "t", &trusted), expected, "{method} {headers:?}");
            assert_eq!(is_ours(&method, &map, "", &trusted), method.is_safe());
        }
    }

    #[test]
    fn cookies_are_written_and_found() {
        let mut headers = HeaderMap::new();
        Cookie::Access.write(&mut headers, "abc", 60, true);
        assert_eq!(
            headers["set-cookie"],
            "__Host-hostler=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        let mut request = HeaderMap::new();
        request.insert("cookie", HeaderValue::from_static("a=b; hostler=xyz; hostler-csrf=q"));
        assert_eq!(Cookie::Access.read(&request, false), Some("xyz"));
        assert_eq!(Cookie::Csrf.read(&request, false), Some("q"));
        assert_eq!(Cookie::Access.read(&request, true), None);
    }
}
