//! Which language a request is answered in: what was chosen, what the client set, what the browser
//! asks for, what the company speaks.

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, REFERER};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::GetConfigurationValue;

use super::facts::{self, ENGLISH, Language};
use super::{SPEECH, Speech};
use crate::App;
use crate::client_ip::ClientIp;
use crate::pages::theme::preview;
use crate::pages::view;
use crate::session::cookies::Cookie;
use axum::extract::FromRequestParts;

/// A choice is kept for a year (seconds).
const KEPT_SECONDS: i64 = 365 * 24 * 60 * 60;
/// After the code of a language that nobody chose here, but that the client's account says.
const OF_ACCOUNT: &str = ".account";
/// Languages of a browser that are looked at; more say nothing more.
const ASKED_MAX: usize = 20;

/// Answers every request to the shop and the client area in its language. `?language=german` or
/// `?language=de` on any page is a choice, as in WHMCS.
pub(crate) async fn choose(State(app): State<App>, request: Request, next: Next) -> Response {
    let secure = app.0.sessions.secure();
    if is_in_english(request.uri()) {
        let speech = Speech::of(&app, ENGLISH, local(request.uri().path()));
        return SPEECH.scope(speech, next.run(request)).await;
    }
    if let Some((language, rest)) = chosen(request.uri()).filter(|_| request.method().is_safe()) {
        let mut response = Redirect::to(&rest).into_response();
        Cookie::Language.write(response.headers_mut(), language.code, KEPT_SECONDS, secure);
        return response;
    }
    let (mut parts, body) = request.into_parts();
    let kept = Cookie::Language.read(&parts.headers, secure).unwrap_or_default().to_owned();
    let language = match of_cookie(&kept).or_else(|| asked_for(&parts.headers)) {
        Some(language) => language,
        None => of_company(&app, &mut parts).await,
    };
    let target = target(&parts.method, &parts.uri, &parts.headers);
    let speech = Speech::of(&app, language, target);
    let theme = preview::of_browser(&app, &parts.headers);
    let answer = next.run(Request::from_parts(parts, body));
    let mut response = SPEECH.scope(speech, preview::shown_in(theme, answer)).await;
    if let Some(account) = response.extensions_mut().remove::<OfAccount>() {
        account.write(&kept, response.headers_mut(), secure);
    }
    let code = HeaderValue::from_static(language.code);
    response.headers_mut().entry(CONTENT_LANGUAGE).or_insert(code);
    response
}

/// Says something to somebody for whom no page is open, in the language that was chosen in this
/// browser, or that it asks for.
pub(crate) fn in_language_of<T>(
    app: &App,
    (uri, headers): (&Uri, &HeaderMap),
    say: impl FnOnce() -> T,
) -> T {
    let language = match is_in_english(uri) {
        true => ENGLISH,
        false => {
            let kept = Cookie::Language.read(headers, app.0.sessions.secure()).unwrap_or_default();
            of_cookie(kept).or_else(|| asked_for(headers)).unwrap_or(ENGLISH)
        }
    };
    SPEECH.sync_scope(Speech::of(app, language, local(uri.path())), say)
}

impl Speech {
    fn of(app: &App, language: &'static Language, target: String) -> Self {
        Self { language, catalogues: app.0.catalogues.clone(), target }
    }
}

/// The staff and whoever sets the house up read English, also of what is not there.
fn is_in_english(uri: &Uri) -> bool {
    is_office(uri.path()) || uri.path() == "/setup"
}

/// Whether an address is one of the back office.
pub(crate) fn is_office(path: &str) -> bool {
    path.strip_prefix("/admin").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What the account of whoever came in says, by the name on the wire. A handler leaves it at its
/// response; the browser keeps it.
#[derive(Debug, Clone)]
pub(crate) struct OfAccount {
    pub(crate) wire: String,
    /// Even where another was chosen in this browser before.
    pub(crate) over: bool,
}

impl OfAccount {
    fn write(&self, kept: &str, headers: &mut HeaderMap, secure: bool) {
        let was_chosen = !kept.is_empty() && !kept.ends_with(OF_ACCOUNT);
        if was_chosen && !self.over {
            return;
        }
        match facts::by_any_name(&self.wire) {
            Some(language) => {
                let value = format!("{}{OF_ACCOUNT}", language.code);
                Cookie::Language.write(headers, &value, KEPT_SECONDS, secure);
            }
            None if !kept.is_empty() => Cookie::Language.write(headers, "", 0, secure),
            None => {}
        }
    }
}

/// The language that an address chooses, and the address without that.
fn chosen(uri: &Uri) -> Option<(&'static Language, String)> {
    let query = uri.query()?;
    let mut language = None;
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if name == "language" {
            language = facts::by_any_name(&value);
        } else {
            rest.append_pair(&name, &value);
        }
    }
    let (rest, path) = (rest.finish(), local(uri.path()));
    Some((language?, if rest.is_empty() { path } else { format!("{path}?{rest}") }))
}

/// A path that leads nowhere else: two slashes would begin the name of another host.
fn local(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

fn of_cookie(value: &str) -> Option<&'static Language> {
    facts::by_code(value.strip_suffix(OF_ACCOUNT).unwrap_or(value))
}

/// The language that the browser likes best of those there are (RFC 9110, 12.5.4).
fn asked_for(headers: &HeaderMap) -> Option<&'static Language> {
    let text = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(&Language, u16)> = None;
    for each in text.split(',').take(ASKED_MAX) {
        let mut parts = each.trim().split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1000, weight);
        let better = weight > best.map_or(0, |(_, weight)| weight);
        if let Some(language) = of_tag(tag).filter(|_| better) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

/// `pt-PT` is better served by Brazilian Portuguese than by English.
fn of_tag(tag: &str) -> Option<&'static Language> {
    let first = |text: &'_ str| text.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let near = || super::LANGUAGES.iter().find(|each| first(each.code) == first(tag));
    facts::by_code(tag).or_else(near)
}

/// `0.8` as 800.
fn weight(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let thousandths = format!("{whole}{fraction:0<3.3}");
    thousandths.parse().unwrap_or(0).min(1000)
}

/// What the company speaks.
async fn of_company(app: &App, parts: &mut axum::http::request::Parts) -> &'static Language {
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(parts, app).await;
    let call = GetConfigurationValue { setting: "Language".to_owned() };
    let answer = app.whmcs().call(&view::visitor(ip), call).await;
    answer.ok().and_then(|answer| facts::by_any_name(&answer.value)).unwrap_or(ENGLISH)
}

/// A page can be read again at its own address, the answer to a form where the form was.
fn target(method: &axum::http::Method, uri: &Uri, headers: &HeaderMap) -> String {
    let came_from = || headers.get(REFERER)?.to_str().ok()?.parse::<Uri>().ok();
    let uri = if method.is_safe() { Some(uri.clone()) } else { came_from() };
    let path = uri.and_then(|uri| uri.path_and_query().map(ToString::to_string));
    local(&path.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{asked_for, chosen, is_office};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn the_browser_is_understood() {
        for (text, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some("de")),
            ("en;q=0.5, fr;q=0.75", Some("fr")),
            ("pt-PT", Some("pt-BR")),
            ("ja, ar;q=0.1", Some("ar")),
            ("bn;q=0, es;q=0.001", Some("es")),
            ("ja", None),
            ("*", None),
            ("", None),
            ("de;q=x", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("accept-language", HeaderValue::from_static(text));
            assert_eq!(asked_for(&headers).map(|each| each.code), expected, "{text}");
        }
    }

    #[test]
    fn the_office_is_told_from_the_rest() {
        for (path, expected) in [
            ("/admin", true),
            ("/admin/", true),
            ("/admin/clients/7", true),
            ("/administration", false),
            ("/store/admin", false),
            ("/", false),
        ] {
            assert_eq!(is_office(path), expected, "{path}");
        }
    }

    #[test]
    fn a_choice_keeps_the_address() {
        for (address, expected) in [
            ("/?language=german", Some(("de", "/"))),
            ("/a/b?page=2&language=pt-BR&x=%26", Some(("pt-BR", "/a/b?page=2&x=%26"))),
            ("//evil.example/?language=fr", Some(("fr", "/evil.example/"))),
            ("/?language=klingon", None),
            ("/?page=2", None),
        ] {
            let found = chosen(&address.parse().unwrap());
            let found = found.as_ref().map(|(each, rest)| (each.code, &**rest));
            assert_eq!(found, expected, "{address}");
        }
    }
}
