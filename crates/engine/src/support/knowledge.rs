//! The knowledge base: who reads what, how it is searched, and what readers think of it.

use model::support::knowledge::{Found, asked, ranked, weighed};
use model::system::network::of_person;
use model::system::search::{distance, tolerance};
use store::Conn;
use store::support::knowledge::{self, ArticleRow, FoundRow, Reader};

use crate::{Act, Actor, Caller, Result, invalid, not_found};

/// The sentence for what is not there, or not for the one who asks.
pub const NO_ARTICLE: &str = "Knowledgebase Article ID Not Found";
/// Articles looked at for one word.
const ARTICLES_MAX: i64 = 1_000;
/// Articles of one search at most.
const RESULTS_MAX: usize = 100;
/// Shorter words must be there as they are: too much begins with them (letters).
const BEGUN_LETTERS_MIN: usize = 3;
/// Words compared when nothing begins as it was typed.
const COMPARED_MAX: i64 = 2_000;
/// Words near to what was typed that are looked up.
const NEAR_MAX: usize = 3;

/// What somebody is in the eyes of the knowledge base and of the downloads. The staff, and a door
/// that asks for others with the staff's credential, may look with a visitor's or client's eyes.
///
/// # Errors
/// Invalid when `seen_by` is none of the words.
pub fn reader(caller: &Caller, seen_by: Option<&str>) -> Result<Reader> {
    match &caller.actor {
        Actor::Visitor => Ok(Reader::Visitor),
        Actor::Client { .. } => Ok(Reader::Client),
        Actor::System | Actor::Staff { .. } | Actor::Api { .. } => match seen_by {
            None => Ok(Reader::Office),
            Some("visitor") => Ok(Reader::Visitor),
            Some("client") => Ok(Reader::Client),
            Some(_) => Err(invalid("seenby", "Invalid seenby: one of visitor, client")),
        },
    }
}

/// The articles that a text is about, the best first; words may be begun only, and mistyped.
///
/// # Errors
/// When the database fails.
pub async fn search(c: &mut Conn, reader: Reader, text: &str) -> Result<Vec<ArticleRow>> {
    let total = knowledge::count(c).await?;
    let mut found: Vec<Found> = Vec::new();
    for word in asked(text) {
        let rows = of_word(c, &word).await?;
        found.push(rows.into_iter().map(|row| (row.article_id, row.weight)).collect());
    }
    let mut ids = ranked(&found, total);
    ids.truncate(RESULTS_MAX);
    Ok(knowledge::readable(c, reader, &ids).await?)
}

async fn of_word(c: &mut Conn, word: &str) -> Result<Vec<FoundRow>> {
    let letters = word.chars().count();
    if letters < BEGUN_LETTERS_MIN {
        return Ok(knowledge::with_word(c, word, ARTICLES_MAX).await?);
    }
    let found = knowledge::with_words(c, word, ARTICLES_MAX).await?;
    let most = tolerance(letters);
    if !found.is_empty() || most == 0 {
        return Ok(found);
    }
    // The first letter is taken to be right.
    let first: String = word.chars().take(1).collect();
    let words = knowledge::words(c, &first, COMPARED_MAX).await?;
    let mut near: Vec<(usize, String)> =
        words.into_iter().filter_map(|each| Some((distance(word, &each, most)?, each))).collect();
    near.sort();
    let mut found: Vec<FoundRow> = Vec::new();
    for (_, each) in near.into_iter().take(NEAR_MAX) {
        for row in knowledge::with_word(c, &each, ARTICLES_MAX).await? {
            if !found.iter().any(|have| have.article_id == row.article_id) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// Writes down by which words an article is found.
///
/// # Errors
/// When the database fails.
pub async fn index(act: &mut Act, title: &str, tags: &str, text: &str, id: i64) -> Result<()> {
    Ok(knowledge::put_words(&mut act.conn, id, &weighed(title, tags, text)).await?)
}

/// Keeps what somebody thinks of an article; a second vote replaces the first.
///
/// # Errors
/// Refused when the article is not there, or not for the caller.
pub async fn vote(
    act: &mut Act,
    reader: Reader,
    id: i64,
    useful: bool,
    voter: Option<&str>,
) -> Result<ArticleRow> {
    let there = || not_found(NO_ARTICLE);
    knowledge::article(&mut act.conn, reader, id).await?.ok_or_else(there)?;
    let voter = self::voter(act, voter);
    let at = act.at();
    knowledge::vote(&mut act.conn, id, &voter, useful, at).await?;
    knowledge::article(&mut act.conn, reader, id).await?.ok_or_else(there)
}

/// Who votes: a user, or a visitor by the fingerprint of its network, which is not kept.
fn voter(act: &Act, named: Option<&str>) -> String {
    let secrets = act.engine.secrets();
    match (&act.caller.actor, named) {
        (Actor::Visitor, _) => {
            secrets.fingerprint(&format!("knowledge {}", of_person(&act.caller.ip)))
        }
        (actor, Some(named)) if actor.is_office() => {
            secrets.fingerprint(&format!("knowledge of {named}"))
        }
        (actor, _) => actor.scope(),
    }
}

/// Counts that an article was read.
///
/// # Errors
/// Refused when the article is not there, or not for the caller.
pub async fn count_view(act: &mut Act, reader: Reader, id: i64) -> Result<()> {
    let row = knowledge::article(&mut act.conn, reader, id).await?;
    row.ok_or_else(|| not_found(NO_ARTICLE))?;
    knowledge::count_view(&mut act.conn, id).await?;
    Ok(())
}
