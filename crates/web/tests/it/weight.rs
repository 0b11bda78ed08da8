//! What a page weighs at its first load: the document and all that it names, as they go over the
//! wire. The walk through the pages (`crates/cli/tests/browser`) weighs them in a browser, with
//! more in them; this is the same without one.

use std::collections::BTreeMap;

use crate::office::browser::Browser;
use crate::office::paths::PAGES as OFFICE;
use crate::pages::browser::Browser as Member;
use crate::pages::everything::{DETAILS, PAGES as CLIENT, full};
use crate::shop::PASSWORD;
use crate::site::{Site, get, one};

/// Bytes of a page with everything it loads.
const FIRST_LOAD_BYTES_MAX: usize = 150_000;
const GUEST: [&str; 11] = [
    "/",
    "/store",
    "/order/1",
    "/domains/search",
    "/domains/transfer?name=nordic.com",
    "/cart",
    "/contact",
    "/kb",
    "/login",
    "/register",
    "/admin/login",
];

/// Everything that a page names among our own files; each once.
fn named(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .replace("&#x2f;", "/")
        .split('"')
        .filter(|part| part.starts_with("/assets/"))
        .map(|part| part.split('#').next().unwrap_or_default().to_owned())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The bytes of a file as a browser gets it.
async fn weighed(site: &Site, path: &str, known: &mut BTreeMap<String, usize>) -> usize {
    if let Some(bytes) = known.get(path) {
        return *bytes;
    }
    let answer = site.call(get(path).header("accept-encoding", "gzip")).await;
    assert_eq!(answer.status, 200, "{path}");
    let bytes = answer.bytes.len();
    known.insert(path.to_owned(), bytes);
    bytes
}

#[tokio::test]
async fn no_page_is_heavy_at_its_first_load() {
    let site = one().await;
    full(&site).await;
    let ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    let office = OFFICE.iter().map(|path| (format!("/admin/{path}"), ann.cookies()));
    let office = std::iter::once(("/admin".to_owned(), ann.cookies())).chain(office);
    let client = CLIENT.iter().chain(&DETAILS).map(|path| ((*path).to_owned(), jane.cookies()));
    let guest = GUEST.iter().map(|path| ((*path).to_owned(), String::new()));
    let (mut known, mut heavy, mut files) = (BTreeMap::new(), Vec::new(), 0);
    for (path, cookies) in office.chain(client).chain(guest) {
        let asked = get(&path).header("accept", "text/html").header("accept-encoding", "gzip");
        let answer = site.call(asked.header("cookie", &cookies)).await;
        let page = String::from_utf8_lossy(&answer.bytes).into_owned();
        let mut sum = answer.bytes.len();
        for file in named(&page) {
            sum += weighed(&site, &file, &mut known).await;
            files += 1;
        }
        if sum > FIRST_LOAD_BYTES_MAX && answer.status == 200 {
            heavy.push(format!("{path}: {sum} bytes, {} of them itself", answer.bytes.len()));
        }
    }
    assert!(files > 500, "files are found: {files}");
    assert!(heavy.is_empty(), "too heavy: {heavy:#?}");
}

#[tokio::test]
async fn every_icon_that_a_page_names_is_there() {
    let site = one().await;
    full(&site).await;
    let icons = site.call(get("/assets/icons.svg")).await;
    let icons = String::from_utf8_lossy(&icons.bytes).into_owned();
    let ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let mut seen = 0;
    for path in OFFICE {
        let answer =
            site.call(get(&format!("/admin/{path}")).header("cookie", &ann.cookies())).await;
        let page = String::from_utf8_lossy(&answer.bytes).replace("&#x2f;", "/");
        for part in page.split("icons.svg#").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            assert!(icons.contains(&format!("id=\"{name}\"")), "{path}: there is no icon {name}");
            seen += 1;
        }
    }
    assert!(seen > 1_000, "icons are found: {seen}");
}
