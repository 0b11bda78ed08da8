//! The words that people are found by: the beginnings of names, companies and addresses.

use crate::system::imports::Put;
use crate::{Conn, Result, args};

/// Greater than every text that begins with a word, when put behind that word.
const LAST: char = char::MAX;

/// Whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of a client.
    Client,
    /// Of a user.
    User,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::User => "user",
        }
    }
}

/// The end of the range of texts that begin with a folded text.
#[must_use]
pub(crate) fn range_end(folded: &str) -> String {
    format!("{folded}{LAST}")
}

/// Replaces the words of a client or user by folded texts; empty and repeated ones are skipped.
///
/// # Errors
/// When the database fails.
pub(crate) async fn put(c: &mut Conn, kind: Kind, id: i64, texts: &[String]) -> Result<()> {
    remove(c, kind, id).await?;
    let sql = "insert into people_words (kind, word, rel_id) values ($1, $2, $3)";
    for word in each_once(texts) {
        c.exactly(1, sql, args![kind.word(), word, id]).await?;
    }
    Ok(())
}

/// Folded texts as rows that are put; empty and repeated ones are skipped.
#[must_use]
pub fn rows(kind: Kind, id: i64, texts: &[String]) -> Vec<Put> {
    let row = |word: &String| {
        let row = Put::into("people_words").set("kind", kind.word()).set("word", word.clone());
        row.set("rel_id", id)
    };
    each_once(texts).into_iter().map(row).collect()
}

fn each_once(texts: &[String]) -> Vec<&String> {
    let mut words: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Removes the words of a client or user.
///
/// # Errors
/// When the database fails.
pub(crate) async fn remove(c: &mut Conn, kind: Kind, id: i64) -> Result<()> {
    let sql = "delete from people_words where kind = $1 and rel_id = $2";
    c.exec(sql, args![kind.word(), id]).await?;
    Ok(())
}
