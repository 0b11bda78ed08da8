//! The knowledge base: our own actions.

mod edit;

use engine::support::knowledge::{self, NO_ARTICLE, reader};
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, invalid, not_found};
use protocol::{
    CountKnowledgebaseView, CountKnowledgebaseViewResponse, GetKnowledgebaseArticle,
    GetKnowledgebaseArticleResponse, GetKnowledgebaseArticles, GetKnowledgebaseArticlesResponse,
    KnowledgebaseArticle, KnowledgebaseArticleFacts, VoteKnowledgebaseArticle,
    VoteKnowledgebaseArticleResponse,
};
use store::support::knowledge::{self as rows, ArticleRow, Order};

use crate::Registry;
use crate::wire::{moment, number, page};

/// Letters of a summary.
const SUMMARY_LETTERS: usize = 220;

pub(super) fn register(registry: Registry) -> Registry {
    edit::register(registry)
        .read(|cx, call: GetKnowledgebaseArticles| Box::pin(articles(cx, call)))
        .read(|cx, call: GetKnowledgebaseArticle| Box::pin(article(cx, call)))
        .write(|act, call: VoteKnowledgebaseArticle| Box::pin(vote(act, call)))
        .write(|act, call: CountKnowledgebaseView| Box::pin(count_view(act, call)))
}

async fn articles(
    cx: &Cx,
    call: GetKnowledgebaseArticles,
) -> Result<GetKnowledgebaseArticlesResponse> {
    let reader = reader(&cx.caller, call.seenby.as_deref())?;
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let category = call.catid.map(number);
    let mut c = cx.read().await?;
    let searched = call.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let (found, total) = match searched {
        Some(text) => {
            let mut found = knowledge::search(&mut c, reader, text).await?;
            found.retain(|row| category.is_none_or(|category| row.category_id == category));
            let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
            let (skip, most) = (usize::try_from(start), usize::try_from(limit));
            let found = found.into_iter().skip(skip.unwrap_or(0)).take(most.unwrap_or(0));
            (found.collect(), total)
        }
        None => {
            let order = order(call.orderby.as_deref().unwrap_or_default())?;
            rows::articles(&mut c, reader, category, order, (start, limit)).await?
        }
    };
    Ok(GetKnowledgebaseArticlesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        articles: found.into_iter().map(|row| in_list(&settings, row)).collect(),
    })
}

fn order(word: &str) -> Result<Order> {
    match word.trim().to_ascii_lowercase().as_str() {
        "" | "order" => Ok(Order::Set),
        "views" => Ok(Order::Views),
        "updated" => Ok(Order::Updated),
        _ => Err(invalid("orderby", "Invalid orderby: one of views, updated")),
    }
}

fn in_list(settings: &Settings, row: ArticleRow) -> KnowledgebaseArticle {
    let summary = summary(&row.article).into();
    KnowledgebaseArticle { facts: facts(settings, row), summary }
}

fn facts(settings: &Settings, row: ArticleRow) -> KnowledgebaseArticleFacts {
    KnowledgebaseArticleFacts {
        articleid: row.id.into(),
        catid: row.category_id.into(),
        category: row.category.into(),
        title: row.title.into(),
        tags: row.tags.into(),
        private: row.private.into(),
        order: row.position.into(),
        views: row.views.into(),
        useful: row.useful.into(),
        votes: row.votes.into(),
        created: moment(settings, Some(row.created_at)),
        updated: moment(settings, Some(row.updated_at)),
    }
}

async fn article(
    cx: &Cx,
    call: GetKnowledgebaseArticle,
) -> Result<GetKnowledgebaseArticleResponse> {
    let settings = cx.engine.settings().await?;
    let id = number(call.articleid);
    let reader = reader(&cx.caller, call.seenby.as_deref())?;
    let found = rows::article(&mut cx.read().await?, reader, id).await?;
    let row = found.ok_or_else(|| not_found(NO_ARTICLE))?;
    let article = row.article.clone().into();
    Ok(GetKnowledgebaseArticleResponse { facts: facts(&settings, row), article })
}

async fn vote(
    act: &mut Act,
    call: VoteKnowledgebaseArticle,
) -> Result<VoteKnowledgebaseArticleResponse> {
    let reader = reader(&act.caller, call.seenby.as_deref())?;
    let (id, useful) = (number(call.articleid), call.useful.0);
    let row = knowledge::vote(act, reader, id, useful, call.voter.as_deref()).await?;
    Ok(VoteKnowledgebaseArticleResponse {
        articleid: row.id.into(),
        useful: row.useful.into(),
        votes: row.votes.into(),
    })
}

async fn count_view(
    act: &mut Act,
    call: CountKnowledgebaseView,
) -> Result<CountKnowledgebaseViewResponse> {
    let reader = reader(&act.caller, call.seenby.as_deref())?;
    knowledge::count_view(act, reader, number(call.articleid)).await?;
    Ok(CountKnowledgebaseViewResponse { articleid: call.articleid.into() })
}

/// How a text begins, without the marks of Markdown.
fn summary(markdown: &str) -> String {
    // Neither fences nor tables read well in one line.
    let marks = |line: &&str| line.starts_with("```") || line.starts_with('|');
    let lines = markdown.lines().map(str::trim).filter(|line| !marks(line));
    let mut text = String::new();
    for line in lines.map(|line| line.trim_start_matches(['#', '>', '-', '*', ' '])) {
        if !text.is_empty() && !line.is_empty() {
            text.push(' ');
        }
        text.push_str(&unlinked(line));
        if text.chars().count() > SUMMARY_LETTERS {
            break;
        }
    }
    let text = text.replace(['*', '`'], "");
    match text.char_indices().nth(SUMMARY_LETTERS) {
        None => text,
        Some((end, _)) => {
            let cut = text.get(..end).unwrap_or_default();
            let cut = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            format!("{cut}…")
        }
    }
}

/// `[words](address)` as its words.
fn unlinked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, link)) = rest.split_once('[') {
        let Some((words, after)) = link.split_once("](") else { break };
        let Some((_, after)) = after.split_once(')') else { break };
        out.push_str(before);
        out.push_str(words);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{SUMMARY_LETTERS, summary};

    #[test]
    fn a_summary_is_plain_and_short() {
        for (markdown, expected) in [
            ("# Title\n\nUse `ssh` and **wait**.", "Title Use ssh and wait."),
            ("- one\n- [two](https://x.example) words", "one two words"),
            ("```\ncode\n```", "code"),
            ("| a | b |\n| - | - |\n\nAfter it", "After it"),
            ("[open", "[open"),
            ("", ""),
        ] {
            assert_eq!(summary(markdown), expected, "{markdown}");
        }
        let long = summary(&"word ".repeat(99));
        assert!(long.chars().count() <= SUMMARY_LETTERS && long.ends_with("word…"), "{long}");
    }
}
