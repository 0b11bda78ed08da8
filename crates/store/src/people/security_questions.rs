//! Questions for recovery and the hashes of their answers.

use model::ids::UserId;

use crate::{Conn, Result, Row, args};

/// A question, and how many users answered it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct QuestionRow {
    /// Its number.
    pub id: i64,
    /// Its words.
    pub question: String,
    /// How many users answered it.
    pub uses: i64,
}

/// A user's answer.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AnswerRow {
    /// Whose.
    pub user_id: UserId,
    /// To which question.
    pub question_id: i64,
    /// That question.
    pub question: String,
    /// A slow hash.
    pub answer_hash: String,
    /// When it was last answered rightly, Unix seconds.
    pub verified_at: Option<i64>,
}

const WITH_USES: &str = "select id, question,
    (select count(*) from security_answers a where a.question_id = q.id) as uses
    from security_questions q";

/// Every question, in the order they were made.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<QuestionRow>> {
    c.all(&format!("{WITH_USES} order by id"), args![]).await
}

/// One question.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<QuestionRow>> {
    c.maybe(&format!("{WITH_USES} where id = $1"), args![id]).await
}

/// Adds a question and gives its number.
///
/// # Errors
/// A violated key when it is there already.
pub async fn add(c: &mut Conn, question: &str, now: i64) -> Result<i64> {
    let sql = "insert into security_questions (question, created_at) values ($1, $2) returning id";
    c.scalar(sql, args![question, now]).await
}

/// Words a question otherwise.
///
/// # Errors
/// A violated key when there is such a question; when there is none of that number.
pub async fn save(c: &mut Conn, id: i64, question: &str) -> Result<()> {
    let sql = "update security_questions set question = $2 where id = $1";
    c.exactly(1, sql, args![id, question]).await
}

/// Takes a question away.
///
/// # Errors
/// A violated key when it was answered; when there is none of that number.
pub async fn delete(c: &mut Conn, id: i64) -> Result<()> {
    c.exactly(1, "delete from security_questions where id = $1", args![id]).await
}

/// The answer of a user.
///
/// # Errors
/// When the database fails.
pub async fn answer_of(c: &mut Conn, user: UserId) -> Result<Option<AnswerRow>> {
    let sql = "select a.user_id, a.question_id, q.question, a.answer_hash, a.verified_at
        from security_answers a join security_questions q on q.id = a.question_id
        where a.user_id = $1";
    c.maybe(sql, args![user]).await
}

/// Keeps the answer of a user in the place of an earlier one.
///
/// # Errors
/// A violated key when there is no such question or user.
pub async fn set_answer(
    c: &mut Conn,
    user: UserId,
    question: i64,
    hash: &str,
    now: i64,
) -> Result<()> {
    let sql = "insert into security_answers (user_id, question_id, answer_hash, set_at)
        values ($1, $2, $3, $4)
        on conflict (user_id) do update set question_id = excluded.question_id,
            answer_hash = excluded.answer_hash, set_at = excluded.set_at, verified_at = null";
    c.exactly(1, sql, args![user, question, hash, now]).await
}

/// Forgets the answer of a user.
///
/// # Errors
/// When the database fails.
pub async fn remove_answer(c: &mut Conn, user: UserId) -> Result<()> {
    c.exec("delete from security_answers where user_id = $1", args![user]).await.map(drop)
}

/// Notes that it was answered rightly.
///
/// # Errors
/// When the database fails.
pub async fn verified(c: &mut Conn, user: UserId, now: i64) -> Result<()> {
    let sql = "update security_answers set verified_at = $2 where user_id = $1";
    c.exec(sql, args![user, now]).await.map(drop)
}
