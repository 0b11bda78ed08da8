//! Where links lead: one to a page that whoever reads may not open is text, wherever it stands, so
//! that no page has to think of it.

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::Response;

/// Classes that say of text that it can be pressed.
const OF_LINKS: [&str; 4] = ["link", "open", "row-link", "file"];
/// Classes of what is nothing without the page that it leads to: buttons, and entries of a menu.
const GONE: [&str; 2] = ["btn", "way"];
/// Bytes of a page that is looked through.
const PAGE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A page with the links that may be followed.
pub(super) async fn open_ones(response: Response, may: impl Fn(&str) -> bool) -> Response {
    looked_through(response, |page| kept(page, may)).await
}

/// A page after it was looked through; what is no page stays.
pub(super) async fn looked_through(
    response: Response,
    look: impl FnOnce(&str) -> String,
) -> Response {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // A page of ours is all there: only a client that went away could end it early.
    let page = to_bytes(body, PAGE_BYTES_MAX).await.unwrap_or_default();
    let page = String::from_utf8_lossy(&page);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(look(&page)))
}

/// The page with what cannot be followed as text, and without buttons that cannot.
pub(super) fn kept(page: &str, may: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, from)) = rest.split_once("<a ") {
        kept.push_str(before);
        let Some((tag, inside)) = from.split_once('>') else { break };
        let href = attribute(tag, "href").replace("&#x2f;", "/").replace("&amp;", "&");
        if may(&href) {
            kept.push_str("<a ");
            rest = from;
            continue;
        }
        let (inside, after) = inside.split_once("</a>").unwrap_or((inside, ""));
        let classes: Vec<&str> = attribute(tag, "class").split_whitespace().collect();
        if !classes.iter().any(|class| GONE.contains(class)) {
            let classes = classes.into_iter().filter(|class| !OF_LINKS.contains(class));
            let classes = classes.collect::<Vec<_>>().join(" ");
            kept.push_str(&format!("<span class=\"{classes}\">{inside}</span>"));
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The value of an attribute; templates write all of them in double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = format!("{name}=\"");
    let at = tag.match_indices(&start).find(|(at, _)| {
        tag.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    });
    let value = at.and_then(|(at, _)| tag.get(at + start.len()..));
    value.and_then(|value| value.split('"').next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn what_cannot_be_followed_is_text() {
        for (page, expected) in [
            ("<p>Nothing</p>", "<p>Nothing</p>"),
            (
                "<a class=\"cell open\" href=\"&#x2f;admin&#x2f;clients&#x2f;7\"><b>Jane</b></a>!",
                "<span class=\"cell\"><b>Jane</b></span>!",
            ),
            (
                "<a href=\"/admin/tickets/1\">T</a><a class=\"link\" href=\"/admin/invoices/2\">I</a>",
                "<a href=\"/admin/tickets/1\">T</a><span class=\"\">I</span>",
            ),
            ("x<a class=\"way\" href=\"/admin/transactions\">All</a>y", "xy"),
            ("x<a class=\"btn sm\" href=\"/admin/transactions\">All</a>y", "xy"),
            (
                "<a data-href=\"/admin/invoices/2\" href=\"/\">S</a>",
                "<a data-href=\"/admin/invoices/2\" href=\"/\">S</a>",
            ),
            ("<address>A</address>", "<address>A</address>"),
        ] {
            let may = |href: &str| href == "/admin/tickets/1" || href == "/";
            assert_eq!(kept(page, may), expected, "{page}");
        }
    }
}
