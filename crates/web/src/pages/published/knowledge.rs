//! The knowledge base: categories, articles, the search, votes, and what may help before a ticket.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use model::system::network::of_person;
use protocol::{
    CountKnowledgebaseView, GetKnowledgebaseArticle, GetKnowledgebaseArticles,
    GetKnowledgebaseCategories, KnowledgebaseArticle, KnowledgebaseCategory,
    VoteKnowledgebaseArticle,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Paper, Shown, Wanted, caller, eyes, pages, show};
use crate::App;
use crate::pages::flash;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::sorry::{Sorry, missing};
use crate::session::limits::{Rule, network};

/// Articles on one page.
const ROWS: u64 = 20;
/// Articles shown as much read, and as helpful before a ticket.
const POPULAR: u64 = 6;
const SUGGESTED: u64 = 4;
/// Letters of a subject before anything is suggested.
const SUBJECT_LETTERS_MIN: usize = 4;
/// Votes from one network: 20, then one each minute.
const VOTES: Rule = Rule { burst: 20, each_ms: 60_000 };

/// `GET /kb`
pub(super) async fn home(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let caller = caller(&app, &arrival);
    let q = wanted.q.trim();
    let mut view = json!({ "q": q, "found": null, "shelves": [], "popular": [] });
    if q.is_empty() {
        let call = GetKnowledgebaseCategories { seenby: eyes(&caller) };
        let found = app.whmcs().call(&caller, call).await?.categories.0.category.0;
        let orderby = Some("views".to_owned());
        let call = GetKnowledgebaseArticles {
            orderby,
            seenby: eyes(&caller),
            limitnum: Some(POPULAR),
            ..GetKnowledgebaseArticles::default()
        };
        let popular = app.whmcs().call(&caller, call).await?.articles.0.article.0;
        view["shelves"] = json!(tree(&found));
        view["popular"] = popular.iter().map(row).collect();
    } else {
        let call = GetKnowledgebaseArticles {
            search: Some(q.to_owned()),
            seenby: eyes(&caller),
            limitstart: Some((wanted.page() - 1) * ROWS),
            limitnum: Some(ROWS),
            ..GetKnowledgebaseArticles::default()
        };
        let found = app.whmcs().call(&caller, call).await?;
        let words: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let total = found.totalresults.0;
        view["found"] = found.articles.0.article.0.iter().map(row).collect();
        view["pages"] = pages(wanted.page(), ROWS, total, format!("/kb?q={words}&page="));
    }
    let paper = Paper { template: "client/kb.html", title: &tell("kb"), crumbs: Vec::new() };
    show(&app, &arrival, &headers, paper, view).await
}

/// `GET /kb/category/{id}`
pub(super) async fn category(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(id): Path<i64>,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let caller = caller(&app, &arrival);
    let call = GetKnowledgebaseCategories { seenby: eyes(&caller) };
    let all = app.whmcs().call(&caller, call).await?.categories.0.category.0;
    let own = all.iter().find(|each| each.catid.0 == id).ok_or_else(missing)?;
    let call = GetKnowledgebaseArticles {
        catid: own.catid.id(),
        seenby: eyes(&caller),
        limitstart: Some((wanted.page() - 1) * ROWS),
        limitnum: Some(ROWS),
        ..GetKnowledgebaseArticles::default()
    };
    let found = app.whmcs().call(&caller, call).await?;
    let inside = all.iter().filter(|each| each.parentid.0 == id).map(shelf);
    let before = format!("/kb/category/{id}?page=");
    let view = json!({
        "shelf": shelf(own),
        "inside": inside.collect::<Vec<_>>(),
        "rows": found.articles.0.article.0.iter().map(row).collect::<Vec<_>>(),
        "pages": pages(wanted.page(), ROWS, found.totalresults.0, before),
    });
    let crumbs = way(&all, own, "");
    let paper = Paper { template: "client/kb_category.html", title: &own.name, crumbs };
    show(&app, &arrival, &headers, paper, view).await
}

/// `GET /kb/{id}-{name}`: the number alone will do.
pub(super) async fn article(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Shown {
    let articleid = number(&id)?;
    let caller = caller(&app, &arrival);
    let call = GetKnowledgebaseArticle { articleid, seenby: eyes(&caller) };
    let answer = app.whmcs().call(&caller, call).await?;
    let (found, text) = (answer.facts, answer.article);
    let call = GetKnowledgebaseCategories { seenby: eyes(&caller) };
    let all = app.whmcs().call(&caller, call).await?.categories.0.category.0;
    // That it is counted is not worth a page that fails.
    let call = CountKnowledgebaseView { articleid, seenby: eyes(&caller) };
    if let Err(error) = app.whmcs().call(&caller, call).await {
        tracing::warn!(%error, "a reader was not counted");
    }
    let tags = found.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let view = json!({
        "id": articleid,
        "title": found.title.to_string(),
        "text": text.to_string(),
        "tags": tags.collect::<Vec<_>>(),
        "updated": found.updated.to_string(),
        "private": found.private.0,
        "useful": found.useful.0,
        "votes": found.votes.0,
    });
    let own = all.iter().find(|each| each.catid == found.catid);
    let mut crumbs = own.map_or_else(|| vec![home_step()], |own| way(&all, own, "linked"));
    crumbs.push((found.title.to_string(), String::new()));
    let paper = Paper { template: "client/kb_article.html", title: &found.title, crumbs };
    show(&app, &arrival, &headers, paper, view).await
}

/// `POST /kb/{id}/vote`
pub(super) async fn vote(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(id): Path<String>,
) -> Shown {
    let articleid = number(&id)?;
    let back = format!("/kb/{articleid}");
    let key = format!("vote {}", network(arrival.ip));
    if !app.0.sessions.buckets().take(&key, VOTES, app.0.clock.now()).admitted {
        return Ok(flash::say(&app, &back, "bad", &tell("kb-too-many-votes")));
    }
    let useful = arrival.form.text("useful").is_some_and(|word| word == "1").into();
    let caller = caller(&app, &arrival);
    let (seenby, voter) = (eyes(&caller), Some(voter(&caller)));
    let call = VoteKnowledgebaseArticle { articleid, useful, seenby, voter };
    app.whmcs().call(&caller, call).await?;
    Ok(flash::done(&app, &back, &tell("thanks-for-telling")))
}

/// What a ticket is about, so far.
#[derive(Debug, Deserialize)]
pub(super) struct About {
    #[serde(default)]
    subject: String,
}

/// `GET /kb/suggest`: a piece of the form of a new ticket; nothing when nothing fits.
pub(super) async fn suggest(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Query(about): Query<About>,
) -> Result<Response, Sorry> {
    let subject = about.subject.trim();
    if subject.chars().count() < SUBJECT_LETTERS_MIN {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let caller = caller(&app, &arrival);
    let call = GetKnowledgebaseArticles {
        search: Some(subject.to_owned()),
        seenby: eyes(&caller),
        limitnum: Some(SUGGESTED),
        ..GetKnowledgebaseArticles::default()
    };
    let found = app.whmcs().call(&caller, call).await?.articles.0.article.0;
    if found.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let view = json!({ "rows": found.iter().map(row).collect::<Vec<_>>() });
    let text = app.0.templates.text("client/kb_suggest.html", &view);
    let text = text.map_err(|error| crate::whmcs::CallError::Broken(Box::new(error)))?;
    Ok(Html(text).into_response())
}

/// Who votes: the user, or a visitor by its network.
pub(crate) fn voter(caller: &engine::Caller) -> String {
    match &caller.actor {
        engine::Actor::Visitor => of_person(&caller.ip),
        actor => actor.scope(),
    }
}

fn number(id: &str) -> Result<u64, Sorry> {
    let digits = id.split('-').next().unwrap_or_default();
    digits.parse().map_err(|_| missing())
}

fn row(row: &KnowledgebaseArticle) -> Value {
    let KnowledgebaseArticle { facts: row, summary } = row;
    json!({
        "path": format!("/kb/{}-{}", row.articleid, slug(&row.title)),
        "title": row.title.to_string(),
        "category": row.category.to_string(),
        "summary": summary.to_string(),
        "private": row.private.0,
    })
}

fn shelf(row: &KnowledgebaseCategory) -> Value {
    json!({
        "path": format!("/kb/category/{}", row.catid),
        "name": row.name.to_string(),
        "text": row.description.to_string(),
        "articles": row.articles.0,
    })
}

/// The categories at the top, each with those directly inside and the number of all articles.
fn tree(all: &[KnowledgebaseCategory]) -> Vec<Value> {
    let top = all.iter().filter(|each| !all.iter().any(|other| other.catid == each.parentid));
    top.map(|each| {
        let inside = all.iter().filter(|other| other.parentid == each.catid).map(shelf);
        let mut shown = shelf(each);
        shown["inside"] = inside.collect();
        shown["articles"] = all_inside(all, each, 0).into();
        shown
    })
    .collect()
}

/// Articles in a category and in all inside it.
fn all_inside(all: &[KnowledgebaseCategory], own: &KnowledgebaseCategory, depth: u8) -> i64 {
    let inside = all.iter().filter(|each| each.parentid == own.catid && depth < 12);
    own.articles.0 + inside.map(|each| all_inside(all, each, depth + 1)).sum::<i64>()
}

/// The steps to a category; the last leads somewhere only when something comes behind it.
fn way(
    all: &[KnowledgebaseCategory],
    own: &KnowledgebaseCategory,
    last: &str,
) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    let mut at = Some(own);
    while let Some(here) = at.filter(|_| steps.len() < 12) {
        let is_last = steps.is_empty() && last.is_empty();
        let path = if is_last { String::new() } else { format!("/kb/category/{}", here.catid) };
        steps.push((here.name.to_string(), path));
        at = all.iter().find(|each| each.catid == here.parentid);
    }
    steps.push(home_step());
    steps.reverse();
    steps
}

/// The first step of every way here.
fn home_step() -> (String, String) {
    (tell("kb"), "/kb".to_owned())
}

/// A title as the end of an address.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(8).collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn addresses_say_what_is_there() {
        for (title, expected) in
            [("Log in by SSH?", "log-in-by-ssh"), ("  Übergröße ", "bergr-e"), ("…", "")]
        {
            assert_eq!(slug(title), expected, "{title}");
        }
    }
}
