//! Every form of the office before a stock WHMCS is sent: what is offered there can be done there.

use std::collections::{BTreeSet, VecDeque};

use super::browser::{Browser, text};
use super::by_group::{JANE, site};
use crate::shop::{PASSWORD, sign_up};
use crate::site::Site;

/// What is hard to take back is sent last, that there is something left for the others.
const LAST: [&str; 9] =
    ["delete", "close", "terminate", "cancel", "fraud", "merge", "untask", "end", "block"];

/// A button with the form that it sends.
#[derive(Debug, Clone)]
struct Sent {
    page: String,
    to: String,
    fields: Vec<(String, String)>,
}

impl Sent {
    fn verb(&self) -> &str {
        self.fields.iter().rfind(|(name, _)| name == "do").map_or("", |(_, value)| value)
    }

    fn is_last(&self) -> bool {
        LAST.iter().any(|word| self.verb().contains(word) || self.to.contains(word))
    }
}

/// The value of an attribute as a browser reads it.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = format!(" {name}=\"");
    let value = tag.split_once(&start)?.1.split('"').next()?;
    let plain = [("&#x2f;", "/"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">")];
    let value = plain.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to));
    Some(value.replace("&amp;", "&"))
}

/// What somebody would type into a field that is empty.
fn typed(name: &str, kind: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match kind {
        "password" => "Correct-horse-77",
        "date" => "2030-01-31",
        "time" => "10:00",
        "number" => "1",
        "email" => "walk@example.com",
        _ if has(&["email", "cc"]) => "walk@example.com",
        _ if has(&["client"]) => "2",
        _ if has(&["date", "until"]) => "2030-01-31",
        _ if has(&["amount", "price", "qty", "id", "hours", "position", "discount"]) => "1",
        _ if has(&["ns", "domain", "host"]) => "ns1.example.com",
        _ if has(&["country"]) => "US",
        _ if has(&["language", "code", "color", "url"]) => "",
        _ => "Walked",
    }
}

/// The fields of a form with what stands in them.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut choosing: Option<(String, bool)> = None;
    for piece in form.split('<') {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        let name = attribute(tag, "name").unwrap_or_default();
        let kind = attribute(tag, "type").unwrap_or_default();
        if tag.starts_with("option") {
            let value = attribute(tag, "value").unwrap_or_else(|| after.trim().to_owned());
            if let Some((name, is_first)) = &mut choosing
                && (*is_first || tag.contains(" selected"))
            {
                fields.retain(|(each, _)| each != name);
                fields.push((name.clone(), value));
                *is_first = false;
            }
        } else if tag.starts_with("/select") {
            choosing = None;
        } else if name.is_empty() || tag.contains(" disabled") {
            continue;
        } else if tag.starts_with("select") {
            choosing = Some((name, true));
        } else if tag.starts_with("textarea") {
            let there = after.trim();
            fields.push((name, if there.is_empty() { "Walked" } else { there }.to_owned()));
        } else if tag.starts_with("input") {
            let value = attribute(tag, "value").unwrap_or_default();
            let ticked = tag.contains(" checked") || name == "id";
            match &*kind {
                "file" => {}
                "checkbox" | "radio" if !ticked => {}
                "hidden" | "checkbox" | "radio" => fields.push((name, value)),
                _ if value.is_empty() => {
                    let value = typed(&name, &kind).to_owned();
                    fields.push((name, value));
                }
                _ => fields.push((name, value)),
            }
        }
    }
    fields
}

/// Every button of a page that sends something.
fn sent(path: &str, page: &str) -> Vec<Sent> {
    let mut all = Vec::new();
    for from in page.split("<form ").skip(1) {
        let Some((form, _)) = from.split_once("</form>") else { continue };
        let (tag, inside) = form.split_once('>').unwrap_or((form, ""));
        let tag = format!(" {tag}");
        if attribute(&tag, "method").as_deref() != Some("post") || inside.contains("\"as-is\"") {
            continue;
        }
        let own = inside.split("<button").skip(1);
        let id = attribute(&tag, "id").map(|id| format!("form=\"{id}\""));
        let others = page.split("<button").skip(1).filter(|button| {
            let tag = button.split('>').next().unwrap_or_default();
            id.as_ref().is_some_and(|id| tag.contains(id.as_str()))
        });
        for button in own.chain(others) {
            let button = button.split('>').next().unwrap_or_default();
            let kind = attribute(button, "type");
            let is_sent =
                !button.contains(" disabled") && !button.contains("formmethod=\"dialog\"");
            if kind.as_deref() == Some("button") || !is_sent {
                continue;
            }
            let to = attribute(button, "formaction").or_else(|| attribute(&tag, "action"));
            let mut fields = fields(inside);
            if let Some(name) = attribute(button, "name") {
                fields.push((name, attribute(button, "value").unwrap_or_default()));
            }
            let (page, to) = (path.to_owned(), to.unwrap_or_else(|| path.to_owned()));
            all.push(Sent { page, to, fields });
        }
    }
    all
}

/// What an address has in common with others: pages and forms of one kind differ by numbers, and
/// by how a list is sorted and sifted.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let same = |pair: &&str| ["tab=", "language="].iter().any(|name| pair.starts_with(name));
    let mut kind = query.split('&').filter(same).collect::<Vec<_>>().join("&");
    for letter in path.chars() {
        match letter.is_ascii_digit() {
            true if kind.ends_with('#') => {}
            true => kind.push('#'),
            false => kind.push(letter),
        }
    }
    kind
}

/// Every page that can be reached from the first one, with its text.
async fn pages(jane: &mut Browser<'_>) -> Vec<(String, String)> {
    let mut ahead = VecDeque::from(["/admin".to_owned()]);
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::<(String, String)>::new());
    while let Some(path) = ahead.pop_front() {
        let leaves = ["logout", "/file", "format=", "/events"].iter().any(|x| path.contains(x));
        let own = path.starts_with("/admin/clients/1");
        if leaves || own || !seen.insert(kind(&path)) {
            continue;
        }
        let answer = jane.open(&path).await;
        let page = text(&answer);
        match answer.status.as_u16() {
            200 => {}
            303 => continue,
            501 => {
                assert!(page.contains("To its admin area"), "{path}: {page}");
                continue;
            }
            status => panic!("{path} answers {status}: {page}"),
        }
        let links = page.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
        let links = links.filter_map(|tag| attribute(&format!(" {tag}"), "href"));
        let links = links.filter(|link| link.starts_with("/admin"));
        ahead.extend(links.map(|link| link.split('#').next().unwrap_or(&link).to_owned()));
        pages.push((path, page));
    }
    pages
}

/// Something of everything that a stock WHMCS keeps.
async fn filled() -> Site {
    let site = site("5=*").await;
    let joe = sign_up(&site, "ned@example.com").await;
    joe.order(&site).await;
    site.run(
        "insert into projects
            (title, title_folded, client_id, status, created_on, created_at, updated_at)
            values ('Move', 'move', 2, 'Pending', '2026-01-01', 0, 0);
         insert into todo_items (title, status, on_date) values ('Call', 'New', '2026-01-01');
         insert into announcements (at, title, text, published, created_at, updated_at)
            values (0, 'News', 'Text', 1, 0, 0);",
    )
    .await;
    site
}

#[tokio::test]
async fn every_form_that_is_offered_can_be_sent() {
    let site = filled().await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    let mut all: Vec<Sent> =
        pages(&mut jane).await.iter().flat_map(|(path, page)| sent(path, page)).collect();
    all.retain(|each| each.to != "/admin/logout");
    all.sort_by_key(Sent::is_last);
    let mut tried = BTreeSet::new();
    let mut done = 0;
    for each in all {
        let names: Vec<&str> = each.fields.iter().map(|(name, _)| name.as_str()).collect();
        if !tried.insert((kind(&each.to), each.verb().to_owned(), names.join(" "))) {
            continue;
        }
        let pairs = each.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let answer = jane.send(&each.to, &pairs.collect::<Vec<_>>()).await;
        let (said, of) =
            (text(&answer), format!("{} of {}: {:?}", each.to, each.page, each.fields));
        match answer.status.as_u16() {
            200 | 422 => {}
            303 => {
                let to = answer.header("location");
                assert!(to.starts_with("/admin") && !to.contains("login"), "{of} leads to {to}");
                done += 1;
            }
            // What the form is of may be gone by then.
            404 if each.is_last() || done > 0 => {}
            status => panic!("{of} answers {status}: {said}"),
        }
    }
    assert!(tried.len() > 50 && done > 25, "{done} of {} were done", tried.len());
}
