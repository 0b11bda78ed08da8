//! Security questions: one step of a recovery among others, never enough alone.

use model::ids::UserId;
use model::people::answer::normalised;
use serde_json::{Value, json};
use store::people::security_questions::{self, AnswerRow};
use store::people::tokens::{self, Kind};
use store::people::users;

use super::person::tidy;
use super::tokens::hash_of;
use super::{attempts, passwords, passwords::Check};
use crate::{Act, Cx, Fault, Result, conflict, invalid, not_allowed, not_found};

/// Letters and digits that an answer must have.
const ANSWER_CHARS_MIN: usize = 2;
/// Longer answers are refused before they are hashed (bytes).
const ANSWER_BYTES_MAX: usize = 512;

/// Adds a question.
///
/// # Errors
/// Invalid when it is empty; conflict when it is there already.
pub async fn add(act: &mut Act, question: &str) -> Result<i64> {
    let (question, at) = (words(question)?, act.at());
    let id = security_questions::add(&mut act.conn, &question, at).await.map_err(taken)?;
    act.log(None, format!("Security Question Created - {question} - Question ID: {id}")).await?;
    Ok(id)
}

/// Words a question otherwise.
///
/// # Errors
/// Not found; see [`add`].
pub async fn update(act: &mut Act, id: i64, question: &str) -> Result<()> {
    let question = words(question)?;
    let before = security_questions::by_id(&mut act.conn, id).await?.ok_or_else(no_question)?;
    security_questions::save(&mut act.conn, id, &question).await.map_err(taken)?;
    let pair = ("question", json!(before.question), json!(question));
    act.changed("security_questions", id, &[pair]).await?;
    act.log(None, format!("Security Question Modified - Question ID: {id}")).await
}

/// Takes a question away.
///
/// # Errors
/// Not found; conflict while somebody's answer belongs to it.
pub async fn delete(act: &mut Act, id: i64) -> Result<()> {
    let row = security_questions::by_id(&mut act.conn, id).await?.ok_or_else(no_question)?;
    if row.uses > 0 {
        return Err(conflict(format!("{} users have answered this question", row.uses)));
    }
    security_questions::delete(&mut act.conn, id).await?;
    act.changed("security_questions", id, &[("question", json!(row.question), Value::Null)])
        .await?;
    act.log(None, format!("Security Question Deleted - Question ID: {id}")).await
}

fn words(question: &str) -> Result<String> {
    let question = tidy(question);
    if question.is_empty() {
        return Err(invalid("question", "A question is required"));
    }
    Ok(question)
}

fn no_question() -> Fault {
    not_found("Question ID Not Found")
}

fn taken(error: store::StoreError) -> Fault {
    if error.is_duplicate() { conflict("That question is there already") } else { error.into() }
}

/// The hash of an answer, to be kept by [`set`].
///
/// # Errors
/// Invalid for an answer with next to nothing in it.
pub async fn hash(cx: &Cx, answer: &str) -> Result<String> {
    let answer = plain(answer)?;
    if answer.chars().count() < ANSWER_CHARS_MIN {
        return Err(invalid("answer", "The answer is too short"));
    }
    passwords::hash(&cx.engine, &answer).await
}

fn plain(answer: &str) -> Result<String> {
    if answer.len() > ANSWER_BYTES_MAX {
        return Err(invalid("answer", "The answer is too long"));
    }
    Ok(normalised(answer))
}

/// Keeps the question and the hash of the answer of a user; without a question forgets both.
///
/// # Errors
/// Not found when there is no such user or question.
pub async fn set(act: &mut Act, user: UserId, question: Option<i64>, hash: &str) -> Result<()> {
    let row = users::lock(&mut act.conn, user).await?;
    row.ok_or_else(|| not_found("User Not Found"))?;
    let what = match question {
        Some(question) => {
            let found = security_questions::by_id(&mut act.conn, question).await?;
            found.ok_or_else(no_question)?;
            let at = act.at();
            security_questions::set_answer(&mut act.conn, user, question, hash, at).await?;
            "Set"
        }
        None => {
            security_questions::remove_answer(&mut act.conn, user).await?;
            "Removed"
        }
    };
    act.log_for(None, Some(user), format!("Security Answer {what} - User ID: {user}")).await
}

/// Whether an answer is the user's, and notes it when it is.
///
/// # Errors
/// Not found when the user has none; a limit when answers are tried out.
pub async fn verify(cx: &Cx, user: UserId, answer: &str) -> Result<bool> {
    let found = security_questions::answer_of(&mut cx.read().await?, user).await?;
    let row = found.ok_or_else(|| not_found("The user has no security question"))?;
    let right = is_right(cx, &row, answer).await?;
    let mut act = cx.act("VerifySecurityAnswer").await?;
    if right {
        let at = act.at();
        security_questions::verified(&mut act.conn, user, at).await?;
    }
    let what = if right { "Verified" } else { "Not Verified" };
    act.log_for(None, Some(user), format!("Security Answer {what} - User ID: {user}")).await?;
    act.commit().await?;
    Ok(right)
}

async fn is_right(cx: &Cx, row: &AnswerRow, answer: &str) -> Result<bool> {
    let (key, ip) = (format!("answer {}", row.user_id), &cx.caller.ip);
    attempts::admit(&cx.engine, &key, ip)?;
    let right =
        passwords::check(&cx.engine, &plain(answer)?, &row.answer_hash).await? != Check::Wrong;
    if right {
        attempts::succeeded(&cx.engine, &key, ip);
    } else {
        attempts::failed(&cx.engine, &key, ip);
    }
    Ok(right)
}

/// Asks whoever has the link of a password reset for the answer too, if its user gave one. An
/// unknown link is left to be refused by the reset itself.
///
/// # Errors
/// Invalid for `securityanswer`, with the question; not allowed for a wrong answer; a limit when
/// answers are tried out.
pub async fn guard_reset(cx: &Cx, secret: &str, answer: Option<&str>) -> Result<()> {
    let now = cx.engine.now().as_second();
    let mut c = cx.read().await?;
    let token = tokens::look(&mut c, Kind::Reset, &hash_of(secret), now).await?;
    let Some(token) = token else { return Ok(()) };
    let row = security_questions::answer_of(&mut c, token.user_id).await?;
    drop(c);
    let Some(row) = row else { return Ok(()) };
    let Some(answer) = answer.filter(|answer| !answer.trim().is_empty()) else {
        let said = format!("Please answer your security question: {}", row.question);
        return Err(invalid("securityanswer", said));
    };
    if is_right(cx, &row, answer).await? {
        return Ok(());
    }
    Err(not_allowed("The answer to the security question is not right"))
}
