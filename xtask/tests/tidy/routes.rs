//! The document that says of every REST route which actions it calls, and so before what it works.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::calls::{Calls, Function, Source, Token, end};
use crate::tree::{root, with_extension};

const DOCUMENT: &str = "docs/generated/routes.md";
/// Set to write the document instead of comparing it.
const WRITE: &str = "HOSTLER_WRITE_DOCUMENTS";
/// Where what routes come to is written.
const READ: [&str; 5] = [
    "crates/web/src/rest",
    "crates/web/src/for_client",
    "crates/web/src/session",
    "crates/web/src/asked",
    "crates/web/src/listed",
];
/// Routes that call whatever action the request names.
const ANY_ACTION: [&str; 1] = ["call_action"];

const HEAD: &str = "# Every REST route\n\n\
Generated from the code: what stands in the routing tables, and the actions that their handlers \
come to. `stock` works before a WHMCS as published, and before Hostler. `part` works there \
too, without what needs the actions *in italics*, which only Hostler has. `hostler` answers `501` \
(`not-offered-by-this-whmcs`) before a stock WHMCS. `/openapi.json` says the same as \
`x-hostler-sides`, and `/api/v1/capabilities` tells which side answers.\n\n\
| method | path | what | who | side | actions |\n| --- | --- | --- | --- | --- | --- |\n";

/// A line of the document.
struct Route {
    path: String,
    method: String,
    id: String,
    summary: String,
    handler: usize,
}

#[test]
fn the_list_of_routes_among_the_documents_is_up_to_date() {
    let path = root().join(DOCUMENT);
    let text = document();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "run the tests once with {WRITE}=1 and commit {DOCUMENT}");
}

fn document() -> String {
    let (published, ours) = actions();
    let files = with_extension("crates/web/src", "rs").into_iter();
    let calls =
        Calls::of(files.filter(|file| READ.iter().any(|it| file.path.starts_with(it))).collect());
    let mut routes: Vec<Route> =
        (0..calls.sources.len()).flat_map(|it| routes(&calls, it)).collect();
    routes.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    let mut text = HEAD.to_owned();
    for route in routes {
        let reached = calls.reached(route.handler);
        let reached: Vec<_> = reached.iter().map(|it| &calls.functions[*it]).collect();
        let asked: BTreeSet<&str> = reached.iter().flat_map(|it| asked(it)).collect();
        let words: BTreeSet<&str> = reached.iter().flat_map(|it| words(it)).collect();
        let named = |list: &BTreeSet<String>| -> Vec<&str> {
            words.iter().copied().filter(|word| list.contains(*word)).collect()
        };
        let (stock, own) = (named(&published), named(&ours));
        let any = ANY_ACTION.contains(&route.id.as_str());
        // There is another way without ours, or another thing that is done.
        let other_way =
            words.contains("NotOffered") || stock.iter().any(|it| asked.contains(it) && writes(it));
        let side = match (own.is_empty(), other_way) {
            _ if any => "part",
            (true, _) => "stock",
            (false, true) => "part",
            (false, false) => "hostler",
        };
        let mut called = stock;
        let own: Vec<String> = own.iter().map(|name| format!("*{name}*")).collect();
        called.extend(own.iter().map(String::as_str));
        if any {
            called = vec!["any that is named"];
        }
        let Route { path, method, summary, .. } = &route;
        let (who, called) = (who(&calls, route.handler), called.join(", "));
        let _ = writeln!(text, "| {method} | `{path}` | {summary} | {who} | {side} | {called} |");
    }
    text
}

/// What a function takes and gives, and all that it names.
fn words(function: &Function) -> impl Iterator<Item = &str> {
    function.head.iter().chain(&function.body).filter_map(Token::word)
}

/// The same of a function that asks a WHMCS. Elsewhere an action is only put together, perhaps as
/// the input of another.
fn asked(function: &Function) -> BTreeSet<&str> {
    let words: BTreeSet<&str> = words(function).collect();
    let asks = ["call", "look", "ask", "call_named"].iter().any(|it| words.contains(it));
    if asks { words } else { BTreeSet::new() }
}

/// Whether a published action changes something, by its name.
fn writes(action: &str) -> bool {
    !action.starts_with("Get") && !action.starts_with("Validate")
}

/// The published actions, and ours.
fn actions() -> (BTreeSet<String>, BTreeSet<String>) {
    let index = with_extension("crates/protocol/src", "rs").into_iter();
    let index = index.filter(|file| file.path.ends_with("protocol/src/index.rs"));
    let (mut published, mut ours) = (BTreeSet::new(), BTreeSet::new());
    for source in Calls::of(index.collect()).sources {
        let lists = source.tokens.split(|token| token.is(';'));
        for list in lists {
            // `"Hostler" topic: One Two`
            let start =
                list.windows(3).rposition(|three| three[2].is(':') && three[0].text().is_some());
            let Some((start, category)) = start.and_then(|at| Some((at, list[at].text()?))) else {
                continue;
            };
            let names = list[start + 3..].iter().filter_map(Token::word).map(str::to_owned);
            if category == "Hostler" { ours.extend(names) } else { published.extend(names) }
        }
    }
    assert!(published.len() == 162 && ours.len() > 200, "{} {}", published.len(), ours.len());
    (published, ours)
}

/// The routes of a table.
fn routes(calls: &Calls, source: usize) -> Vec<Route> {
    let file = &calls.sources[source];
    let starts = file.tokens.windows(3).enumerate().filter_map(|(at, three)| {
        let opens = three[0].word() == Some("api_route") && three[1].is('(');
        opens.then_some((at, three[2].text()?))
    });
    let mut found = Vec::new();
    for (at, path) in starts {
        let block = &file.tokens[at + 1..];
        let block = &block[..end(block, '(', ')')];
        for (at, token) in block.iter().enumerate() {
            let Some(method) = token.word().and_then(|word| word.strip_suffix("_with")) else {
                continue;
            };
            let rest = &block[at + 1..];
            let operation = &rest[..end(rest, '(', ')')];
            let handler: Vec<&str> = operation[1..]
                .iter()
                .take_while(|token| !token.is(','))
                .filter_map(Token::word)
                .collect();
            found.push(Route {
                path: format!("/api/v1{path}"),
                method: method.to_ascii_uppercase(),
                id: said(operation, "id"),
                summary: said(operation, "summary"),
                handler: handler_of(calls, file, &handler),
            });
        }
    }
    found
}

/// What an operation says of itself.
fn said(operation: &[Token], what: &str) -> String {
    let at = operation.windows(2).position(|two| two[0].word() == Some(what) && two[1].is('('));
    let text = at.and_then(|at| operation[at + 2].text()).unwrap_or_default();
    text.split_whitespace().filter(|word| *word != "\\").collect::<Vec<_>>().join(" ")
}

fn handler_of(calls: &Calls, file: &Source, path: &[&str]) -> usize {
    let name = path.last().copied().unwrap_or_default();
    let of_rest = |it: &usize| calls.source_of(*it).path.contains("/rest");
    let named = calls.named(name).iter().copied().filter(of_rest);
    let mut found: Vec<usize> = match path.len().checked_sub(2) {
        None => named.filter(|it| calls.source_of(*it).path == file.path).collect(),
        Some(at) => {
            let module = file.original(path[at]);
            named.filter(|it| calls.source_of(*it).module() == module).collect()
        }
    };
    // Where several modules are called so, it is the one below.
    if found.len() > 1 {
        let below = file.path.trim_end_matches("/routes.rs").trim_end_matches(".rs");
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        found.retain(|it| folder(&calls.source_of(*it).path).as_deref() == Some(below));
    }
    assert_eq!(found.len(), 1, "{}: which function is {}?", file.path, path.join("::"));
    found[0]
}

/// Whom a handler lets in, by what it takes.
fn who(calls: &Calls, handler: usize) -> &'static str {
    let head = &calls.functions[handler].head;
    let takes = |word: &str| head.iter().any(|token| token.word() == Some(word));
    let sessions = [
        ("Option", "anybody"),
        ("StaffSession", "staff"),
        ("ClientSession", "client"),
        ("UserSession", "user"),
        ("AnySession", "client or staff"),
    ];
    sessions.into_iter().find(|(word, _)| takes(word)).map_or("anybody", |(_, who)| who)
}
