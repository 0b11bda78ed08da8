//! Security questions and their answers: our own.

use engine::people::{security_questions, sign_in};
use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::UserId;
use protocol::{
    AddSecurityQuestion, AddSecurityQuestionResponse, DeleteSecurityQuestion,
    DeleteSecurityQuestionResponse, GetSecurityQuestions, GetSecurityQuestionsResponse,
    GetSecurityState, GetSecurityStateResponse, SecurityQuestion, SetSecurityAnswer,
    SetSecurityAnswerResponse, UpdateSecurityQuestion, UpdateSecurityQuestionResponse,
    VerifySecurityAnswer, VerifySecurityAnswerResponse,
};
use store::people::{security_questions as rows, users, waiting_addresses};

use super::own_user;
use crate::Registry;
use crate::wire::{id, moment, number};

/// So long a right answer counts as one of this conversation (seconds).
const FRESH_SECONDS: i64 = 3_600;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, _: GetSecurityQuestions| Box::pin(get_security_questions(cx)))
        .write(|act, call: AddSecurityQuestion| Box::pin(add_security_question(act, call)))
        .write(|act, call: UpdateSecurityQuestion| Box::pin(update_security_question(act, call)))
        .write(|act, call: DeleteSecurityQuestion| Box::pin(delete_security_question(act, call)))
        .prepared(
            |cx, call: SetSecurityAnswer| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(set_security_answer(act, call)),
        )
        .read(|cx, call: GetSecurityState| Box::pin(get_security_state(cx, call)))
        .flow(|cx, call: VerifySecurityAnswer| Box::pin(verify_security_answer(cx, call)))
}

async fn get_security_questions(cx: &Cx) -> Result<GetSecurityQuestionsResponse> {
    let found = rows::all(&mut cx.read().await?).await?;
    Ok(GetSecurityQuestionsResponse {
        totalresults: found.len().into(),
        questions: found
            .into_iter()
            .map(|row| SecurityQuestion {
                id: row.id.into(),
                question: row.question.into(),
                uses: row.uses.into(),
            })
            .collect(),
    })
}

async fn add_security_question(
    act: &mut Act,
    call: AddSecurityQuestion,
) -> Result<AddSecurityQuestionResponse> {
    let id = security_questions::add(act, &call.question).await?;
    Ok(AddSecurityQuestionResponse { questionid: id.into() })
}

async fn update_security_question(
    act: &mut Act,
    call: UpdateSecurityQuestion,
) -> Result<UpdateSecurityQuestionResponse> {
    security_questions::update(act, number(call.questionid), &call.question).await?;
    Ok(UpdateSecurityQuestionResponse { questionid: call.questionid.into() })
}

async fn delete_security_question(
    act: &mut Act,
    call: DeleteSecurityQuestion,
) -> Result<DeleteSecurityQuestionResponse> {
    security_questions::delete(act, number(call.questionid)).await?;
    Ok(DeleteSecurityQuestionResponse { questionid: call.questionid.into() })
}

/// Checks the present password and hashes the answer; from here on `answer` is the hash.
async fn prepare(cx: &Cx, mut call: SetSecurityAnswer) -> Result<SetSecurityAnswer> {
    let user: UserId = own_user(&cx.caller, call.user_id)?;
    // A site in front of us passes on what its user gave: that is judged whoever the caller is.
    if !cx.caller.actor.is_office() || call.currentpassword.is_some() {
        let row = users::by_id(&mut cx.read().await?, user).await?;
        let row = row.ok_or_else(|| not_found("User Not Found"))?;
        let given = call.currentpassword.as_deref().unwrap_or_default();
        sign_in::confirm(cx, &row, given).await?;
    }
    call.currentpassword = None;
    if call.questionid.is_some() {
        let answer = call.answer.take();
        let answer = answer.ok_or_else(|| invalid("answer", "Parameter 'answer' is required"))?;
        call.answer = Some(security_questions::hash(cx, &answer).await?.into());
    }
    Ok(call)
}

async fn set_security_answer(
    act: &mut Act,
    call: SetSecurityAnswer,
) -> Result<SetSecurityAnswerResponse> {
    let hash = call.answer.map(protocol::wire::Secret::into_revealed).unwrap_or_default();
    let (user, question) = (id(call.user_id), call.questionid.map(number));
    security_questions::set(act, user, question, &hash).await?;
    Ok(SetSecurityAnswerResponse { user_id: call.user_id.into() })
}

async fn get_security_state(cx: &Cx, call: GetSecurityState) -> Result<GetSecurityStateResponse> {
    let user = own_user(&cx.caller, call.user_id)?;
    let (settings, now) = (cx.engine.settings().await?, cx.engine.now().as_second());
    let mut c = cx.read().await?;
    if users::by_id(&mut c, user).await?.is_none() {
        return Err(not_found("User Not Found"));
    }
    let found = rows::answer_of(&mut c, user).await?;
    let verified_at = found.as_ref().and_then(|row| row.verified_at);
    let waiting = waiting_addresses::of_user(&mut c, user).await?;
    Ok(GetSecurityStateResponse {
        user_id: call.user_id.into(),
        hasanswer: found.is_some().into(),
        question: found.map(|row| row.question).into(),
        verified: verified_at.is_some_and(|at| now - at < FRESH_SECONDS).into(),
        verifiedat: moment(&settings, verified_at),
        newemail: waiting.map(|row| row.email).into(),
    })
}

async fn verify_security_answer(
    cx: &Cx,
    call: VerifySecurityAnswer,
) -> Result<VerifySecurityAnswerResponse> {
    let verified =
        security_questions::verify(cx, own_user(&cx.caller, call.user_id)?, &call.answer).await?;
    Ok(VerifySecurityAnswerResponse { user_id: call.user_id.into(), verified: verified.into() })
}
