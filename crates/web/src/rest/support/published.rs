//! What the house publishes: articles, files, the state of the network.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use protocol::{
    FetchDownload, GetDownloads, GetKnowledgebaseArticle, GetKnowledgebaseArticles,
    GetKnowledgebaseCategories, GetNetworkIssues, KnowledgebaseArticle, VoteKnowledgebaseArticle,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::files;
use crate::App;
use crate::pages::{client_of, eyes, voter};
use crate::rest::body::Body;
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Paging, Window};
use crate::rest::problem::{Code, Problem};
use crate::rest::query::{Id, Query};
use crate::session::{ClientSession, Visitor};

/// Which network issues.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhichIssues {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only these; all if absent.
    state: Option<IssueState>,
}

/// Where network issues stand.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum IssueState {
    Open,
    Scheduled,
    Resolved,
}

/// Something that is broken, or will be worked on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Issue {
    id: u64,
    title: String,
    /// Markdown.
    description: String,
    /// `Server`, `System` or `Other`.
    kind: String,
    server: Option<String>,
    /// What is affected, in words.
    affecting: Option<String>,
    priority: String,
    status: String,
    /// Neither scheduled nor resolved.
    is_open: bool,
    /// In the company's time zone.
    starts_at: Option<String>,
    /// In the company's time zone.
    ends_at: Option<String>,
    /// In the company's time zone.
    updated_at: Option<String>,
}

/// A category of articles.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Category {
    id: u64,
    /// The category that it is in.
    parent_id: Option<u64>,
    name: String,
    description: String,
    /// Without those in categories inside.
    articles: u64,
}

/// Which articles.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhichArticles {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    #[schemars(range(min = 1))]
    category_id: Option<u64>,
    /// Words; the best article first, words may be begun only.
    #[schemars(length(max = 200))]
    search: Option<String>,
}

/// An article in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ArticleSummary {
    id: u64,
    category_id: u64,
    category: String,
    title: String,
    /// How it begins, without markup.
    summary: String,
    tags: Vec<String>,
    views: u64,
    useful_votes: u64,
    votes: u64,
}

/// An article.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Article {
    id: u64,
    category_id: u64,
    category: String,
    title: String,
    /// Markdown.
    text: String,
    tags: Vec<String>,
    views: u64,
    useful_votes: u64,
    votes: u64,
    /// In the company's time zone.
    updated_at: Option<String>,
}

/// Whether an article helped.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Vote {
    useful: bool,
}

/// What all think of an article.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Votes {
    useful_votes: u64,
    votes: u64,
}

/// A file for others to download.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Download {
    id: u64,
    category: String,
    title: String,
    description: String,
    filename: String,
    size_bytes: u64,
    /// Whether the asker may have it.
    is_available: bool,
    /// In the company's time zone.
    updated_at: Option<String>,
}

/// Who asks: a client when one is logged in.
fn asker(session: Option<ClientSession>, visitor: Visitor) -> engine::Caller {
    session.map_or(visitor.caller, |session| session.caller)
}

pub(super) async fn issues(
    State(app): State<App>,
    visitor: Visitor,
    Query(which): Query<WhichIssues>,
) -> Result<Json<Page<Issue>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let status = which.state.map(|state| format!("{state:?}"));
    let call = GetNetworkIssues { status, limitstart, limitnum, ..GetNetworkIssues::default() };
    let found = app.whmcs().call(&visitor.caller, call).await?;
    let page = window.page(found.issues.0.issue.0, found.totalresults.0);
    Ok(Json(page.map(|row| Issue {
        id: key(row.id.0),
        server: text(&row.servername),
        affecting: text(&row.affecting),
        title: row.title.0,
        description: row.description.0,
        kind: row.r#type.0,
        priority: row.priority.0,
        status: row.status.0,
        is_open: row.open.0,
        starts_at: moment(row.startdate),
        ends_at: moment(row.enddate),
        updated_at: moment(row.lastupdate),
    })))
}

pub(super) async fn categories(
    State(app): State<App>,
    visitor: Visitor,
    session: Option<ClientSession>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Category>>, Problem> {
    let window = paging.window()?;
    let caller = asker(session, visitor);
    let found =
        app.whmcs().call(&caller, GetKnowledgebaseCategories { seenby: eyes(&caller) }).await?;
    let rows = found.categories.0.category.0.into_iter().map(|row| Category {
        id: key(row.catid.0),
        parent_id: row.parentid.id(),
        name: row.name.0,
        description: row.description.0,
        articles: key(row.articles.0),
    });
    Ok(Json(window.cut(rows.collect())))
}

pub(super) async fn articles(
    State(app): State<App>,
    visitor: Visitor,
    session: Option<ClientSession>,
    Query(which): Query<WhichArticles>,
) -> Result<Json<Page<ArticleSummary>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let caller = asker(session, visitor);
    let call = GetKnowledgebaseArticles {
        seenby: eyes(&caller),
        catid: which.category_id,
        search: which.search,
        orderby: None,
        limitstart,
        limitnum,
    };
    let found = app.whmcs().call(&caller, call).await?;
    let page = window.page(found.articles.0.article.0, found.totalresults.0);
    Ok(Json(page.map(summary)))
}

fn summary(row: KnowledgebaseArticle) -> ArticleSummary {
    let KnowledgebaseArticle { facts: row, summary } = row;
    ArticleSummary {
        id: key(row.articleid.0),
        category_id: key(row.catid.0),
        category: row.category.0,
        title: row.title.0,
        summary: summary.0,
        tags: tags(&row.tags),
        views: key(row.views.0),
        useful_votes: key(row.useful.0),
        votes: key(row.votes.0),
    }
}

fn tags(text: &str) -> Vec<String> {
    let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
}

pub(super) async fn article(
    State(app): State<App>,
    visitor: Visitor,
    session: Option<ClientSession>,
    Id(articleid): Id,
) -> Result<Json<Article>, Problem> {
    let caller = asker(session, visitor);
    let call = GetKnowledgebaseArticle { articleid, seenby: eyes(&caller) };
    let found = app.whmcs().call(&caller, call).await?;
    let row = found.facts;
    Ok(Json(Article {
        id: key(row.articleid.0),
        category_id: key(row.catid.0),
        category: row.category.0,
        title: row.title.0,
        text: found.article.0,
        tags: tags(&row.tags),
        views: key(row.views.0),
        useful_votes: key(row.useful.0),
        votes: key(row.votes.0),
        updated_at: moment(row.updated),
    }))
}

pub(super) async fn vote(
    State(app): State<App>,
    visitor: Visitor,
    session: Option<ClientSession>,
    Id(articleid): Id,
    Body(vote): Body<Vote>,
) -> Result<Json<Votes>, Problem> {
    let caller = asker(session, visitor);
    let (seenby, voter) = (eyes(&caller), Some(voter(&caller)));
    let call = VoteKnowledgebaseArticle { articleid, useful: vote.useful.into(), seenby, voter };
    let told = app.whmcs().call(&caller, call).await?;
    Ok(Json(Votes { useful_votes: key(told.useful.0), votes: key(told.votes.0) }))
}

pub(super) async fn downloads(
    State(app): State<App>,
    visitor: Visitor,
    session: Option<ClientSession>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Download>>, Problem> {
    let window = paging.window()?;
    let (limitstart, limitnum) = window.asked();
    let caller = asker(session, visitor);
    let call = GetDownloads {
        clientid: client_of(&caller),
        seenby: eyes(&caller),
        limitstart,
        limitnum,
        ..GetDownloads::default()
    };
    let found = app.whmcs().call(&caller, call).await?;
    let page = window.page(found.downloads.0.download.0, found.totalresults.0);
    Ok(Json(page.map(|row| Download {
        id: key(row.downloadid.0),
        category: row.category.0,
        title: row.title.0,
        description: row.description.0,
        filename: row.filename.0,
        size_bytes: key(row.size.0),
        is_available: row.available.0,
        updated_at: moment(row.updated),
    })))
}

pub(super) async fn file(
    State(app): State<App>,
    visitor: Visitor,
    session: Option<ClientSession>,
    Id(downloadid): Id,
) -> Result<files::Download, Problem> {
    let caller = asker(session, visitor);
    let (clientid, seenby) = (client_of(&caller), eyes(&caller));
    let call = GetDownloads {
        downloadid: Some(downloadid),
        clientid,
        seenby: seenby.clone(),
        ..GetDownloads::default()
    };
    let found = app.whmcs().call(&caller, call).await?.downloads.0.download.0;
    let row = found.into_iter().next().ok_or_else(Problem::not_found)?;
    if !row.available.0 {
        return Err(Problem::new(Code::NotPermitted, "This file is for some clients only."));
    }
    let call = FetchDownload { downloadid, clientid, seenby };
    let told = app.whmcs().call(&caller, call).await?;
    let bytes = BASE64.decode(told.data.as_bytes()).map_err(|_| Problem::not_found())?;
    Ok(files::Download { name: told.filename.0, bytes })
}
