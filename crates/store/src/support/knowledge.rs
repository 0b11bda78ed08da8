//! The knowledge base: articles in categories, the words they are found by, and votes.

use crate::filter::Filter;
use crate::people::words::range_end;
use crate::{Conn, Result, Row, args};

/// A category of articles or downloads.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CategoryRow {
    /// Its number.
    pub id: i64,
    /// The category that it is in; 0 for none.
    pub parent_id: i64,
    /// Its name.
    pub name: String,
    /// What is in it.
    pub description: String,
    /// Only the staff sees it and what is in it.
    pub hidden: bool,
    /// Its place.
    pub position: i64,
    /// How many things are in it that the asker may see.
    pub things: i64,
}

/// An article. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ArticleRow {
    /// Its number.
    pub id: i64,
    /// Where it is.
    pub category_id: i64,
    /// The name of that.
    pub category: String,
    /// One line.
    pub title: String,
    /// Markdown.
    pub article: String,
    /// Words separated by commas.
    pub tags: String,
    /// Only clients and the staff see it.
    pub private: bool,
    /// Its place.
    pub position: i64,
    /// How often it was read.
    pub views: i64,
    /// Votes that found it useful.
    pub useful: i64,
    /// All votes.
    pub votes: i64,
    /// When it was written.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// How much a word says about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct FoundRow {
    /// Which article.
    pub article_id: i64,
    /// How much.
    pub weight: i64,
}

const HEAD: &str = "select a.id, a.category_id, g.name as category, a.title, a.article, a.tags,
        a.private, a.position, a.views, a.useful, a.votes, a.created_at, a.updated_at
    from kb_articles a join kb_categories g on g.id = a.category_id";

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who did not log in.
    Visitor,
    /// A client.
    Client,
    /// The staff, who also sees what is hidden.
    Office,
}

/// Not in a hidden category, nor in one inside a hidden one.
const SHOWN: &str = "a.category_id not in (
    with recursive h (id) as (
        select id from kb_categories where hidden = 1
        union select k.id from kb_categories k join h on k.parent_id = h.id)
    select id from h)";

fn for_reader<'a>(reader: Reader) -> Filter<'a> {
    match reader {
        Reader::Visitor => Filter::new().fixed("a.private = 0").fixed(SHOWN),
        Reader::Client => Filter::new().fixed(SHOWN),
        Reader::Office => Filter::new(),
    }
}

/// In which order articles are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As the staff set it.
    #[default]
    Set,
    /// The most read first.
    Views,
    /// The newest first.
    Updated,
}

/// Every category in its order, with the number of its articles.
///
/// # Errors
/// When the database fails.
pub async fn categories(c: &mut Conn, reader: Reader) -> Result<Vec<CategoryRow>> {
    let sql = "select g.id, g.parent_id, g.name, g.description, g.hidden, g.position,
            count(a.id) as things
        from kb_categories g
            left join kb_articles a on a.category_id = g.id and a.private <= $1
        group by g.id, g.parent_id, g.name, g.description, g.hidden, g.position
        order by g.position, g.name, g.id";
    c.all(sql, args![reader != Reader::Visitor]).await
}

/// One page of the articles that somebody may read, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn articles(
    c: &mut Conn,
    reader: Reader,
    category: Option<i64>,
    order: Order,
    (offset, limit): (i64, i64),
) -> Result<(Vec<ArticleRow>, i64)> {
    let filter = for_reader(reader).and_some("a.category_id = ?", category);
    let total = c.scalar(&filter.sql("select count(*) from kb_articles a"), filter.args()).await?;
    let order = match order {
        Order::Set => "a.position, a.title, a.id",
        Order::Views => "a.views desc, a.id",
        Order::Updated => "a.updated_at desc, a.id",
    };
    let (sql, values) = filter.page(HEAD, order, offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// One article that somebody may read.
///
/// # Errors
/// When the database fails.
pub async fn article(c: &mut Conn, reader: Reader, id: i64) -> Result<Option<ArticleRow>> {
    let filter = for_reader(reader).and("a.id = ?", id);
    c.maybe(&filter.sql(HEAD), filter.args()).await
}

/// Those of some articles that somebody may read.
///
/// # Errors
/// When the database fails.
pub async fn readable(c: &mut Conn, reader: Reader, ids: &[i64]) -> Result<Vec<ArticleRow>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(article(c, reader, *id).await?);
    }
    Ok(found)
}

/// How many articles there are.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from kb_articles", args![]).await
}

/// Replaces the words that an article is found by.
///
/// # Errors
/// When the database fails.
pub async fn put_words(c: &mut Conn, article: i64, words: &[(String, i64)]) -> Result<()> {
    c.exec("delete from kb_words where article_id = $1", args![article]).await?;
    let sql = "insert into kb_words (word, article_id, weight) values ($1, $2, $3)";
    for (word, weight) in words {
        c.exec(sql, args![word, article, *weight]).await?;
    }
    Ok(())
}

/// The articles with a word that begins so, and how much it says about each.
///
/// # Errors
/// When the database fails.
pub async fn with_words(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<FoundRow>> {
    let sql = "select article_id, max(weight) as weight from kb_words
        where word >= $1 and word < $2 group by article_id order by article_id limit $3";
    c.all(sql, args![prefix, range_end(prefix), limit]).await
}

/// The articles with exactly this word, and how much it says about each.
///
/// # Errors
/// When the database fails.
pub async fn with_word(c: &mut Conn, word: &str, limit: i64) -> Result<Vec<FoundRow>> {
    let sql = "select article_id, weight from kb_words where word = $1
        order by article_id limit $2";
    c.all(sql, args![word, limit]).await
}

/// The words that begin so.
///
/// # Errors
/// When the database fails.
pub async fn words(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<String>> {
    let sql = "select distinct word from kb_words where word >= $1 and word < $2
        order by word limit $3";
    c.column(sql, args![prefix, range_end(prefix), limit]).await
}

/// Counts that an article was read; `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn count_view(c: &mut Conn, article: i64) -> Result<bool> {
    let sql = "update kb_articles set views = views + 1 where id = $1";
    Ok(c.exec(sql, args![article]).await? == 1)
}

/// Keeps a vote: a second one of the same voter replaces the first.
///
/// # Errors
/// When there is no such article.
pub async fn vote(c: &mut Conn, article: i64, voter: &str, useful: bool, at: i64) -> Result<()> {
    let sql = "insert into kb_votes (article_id, voter, useful, at) values ($1, $2, $3, $4)
        on conflict (article_id, voter) do nothing";
    let is_first = c.exec(sql, args![article, voter, useful, at]).await? == 1;
    let mut gained = i64::from(useful);
    if !is_first {
        let sql = "select useful from kb_votes where article_id = $1 and voter = $2 for update";
        let before: i64 = c.scalar(sql, args![article, voter]).await?;
        gained -= before;
        let sql = "update kb_votes set useful = $3, at = $4
            where article_id = $1 and voter = $2";
        c.exactly(1, sql, args![article, voter, useful, at]).await?;
    }
    let sql = "update kb_articles set votes = votes + $2, useful = useful + $3 where id = $1";
    c.exactly(1, sql, args![article, i64::from(is_first), gained]).await
}
