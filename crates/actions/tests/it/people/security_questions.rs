//! Security questions: the pool, answers that nobody can read, and the step before a reset.

use actions::testing::each;
use engine::{Actor, Caller, Door};
use model::ids::ClientId;
use protocol::{
    AddClient, AddSecurityQuestion, DeleteSecurityQuestion, GetSecurityQuestions, GetSecurityState,
    SetSecurityAnswer, UpdateSecurityQuestion, VerifySecurityAnswer,
};

use super::stage::{client, scalar};

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_of_questions_is_kept() {
    for test in each().await.unwrap() {
        let add = |text: &str| AddSecurityQuestion { question: text.to_owned() };
        let id = test.call(add(" Favourite colour? ")).await.unwrap().questionid.0;
        let questionid = u64::try_from(id).unwrap();
        assert_eq!(test.refused(add("Favourite colour?")).await, "That question is there already");
        assert_eq!(test.refused(add(" ")).await, "A question is required");
        let question = "Favourite hue?".to_owned();
        test.call(UpdateSecurityQuestion { questionid, question }).await.unwrap();
        let list = test.call(GetSecurityQuestions {}).await.unwrap();
        assert_eq!(&*list.questions.question.0.last().unwrap().question, "Favourite hue?");
        test.call(DeleteSecurityQuestion { questionid }).await.unwrap();
        let again = DeleteSecurityQuestion { questionid };
        assert_eq!(test.refused(again).await, "Question ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_compared_and_never_told() {
    for test in each().await.unwrap() {
        let (_, user) = client(&test, "jane@example.com").await;
        let user_id = u64::try_from(user.0).unwrap();
        let state = GetSecurityState { user_id };
        assert!(!test.call(state.clone()).await.unwrap().hasanswer.0);
        let set = |answer: &str, password: Option<&str>| SetSecurityAnswer {
            user_id,
            questionid: Some(1),
            answer: Some(answer.into()),
            currentpassword: password.map(Into::into),
        };
        let own = Caller {
            actor: Actor::Client { user, client: ClientId(1), name: "Jane".to_owned(), by: None },
            ..Caller::system(Door::Rest)
        };
        let said = test.call_as(&own, set("Rex the Dog", None)).await.unwrap_err().to_string();
        assert_eq!(said, "Email or Password Invalid");
        // What a site in front of us was given is judged, too.
        let said = test.refused(set("Rex the Dog", Some("wrong"))).await;
        assert_eq!(said, "Email or Password Invalid");
        assert_eq!(test.refused(set("?", None)).await, "The answer is too short");
        test.call_as(&own, set("Rex the Dog", Some("correct horse"))).await.unwrap();
        let kept: String = scalar(&test, "select answer_hash from security_answers").await;
        assert!(kept.starts_with("$argon2id$") && !kept.to_lowercase().contains("rex"), "{kept}");

        let verify = |answer: &str| VerifySecurityAnswer { user_id, answer: answer.into() };
        for (answer, expected) in [("rex", false), ("REX, the dog!", true)] {
            assert_eq!(test.call(verify(answer)).await.unwrap().verified.0, expected, "{answer}");
            let seen = test.call(state.clone()).await.unwrap();
            assert_eq!((seen.hasanswer.0, seen.verified.0), (true, expected));
        }
        test.engine.clock.advance(jiff::SignedDuration::from_hours(1));
        assert!(!test.call(state.clone()).await.unwrap().verified.0, "an hour later");
        let used = DeleteSecurityQuestion { questionid: 1 };
        assert_eq!(test.refused(used).await, "1 users have answered this question");

        // Somebody else is not there.
        let foreign = GetSecurityState { user_id: user_id + 1 };
        let said = test.call_as(&own, foreign).await.unwrap_err().to_string();
        assert_eq!(said, "User Not Found");
        for _ in 0..20 {
            assert!(!test.call(verify("guess")).await.unwrap().verified.0);
        }
        assert!(test.refused(verify("rex the dog")).await.starts_with("Too many"));
        let none = SetSecurityAnswer { user_id, ..SetSecurityAnswer::default() };
        test.call(none).await.unwrap();
        assert_eq!(test.refused(verify("x")).await, "The user has no security question");
    }
}

/// WHMCS takes question and answer of a new client with `AddClient`.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_client_brings_question_and_answer() {
    for test in each().await.unwrap() {
        let new = |question: Option<u64>, answer: &str| AddClient {
            firstname: Some("Jane".to_owned()),
            lastname: Some("Doe".to_owned()),
            email: Some("jane@example.com".to_owned()),
            password2: Some("correct horse".into()),
            securityqid: question,
            securityqans: Some(answer.into()),
            skipvalidation: true.into(),
            ..AddClient::default()
        };
        let said = "Please say which question is answered";
        assert_eq!(test.refused(new(None, "Rex the Dog")).await, said);
        assert_eq!(test.refused(new(Some(1), "?")).await, "The answer is too short");
        assert_eq!(test.refused(new(Some(99), "Rex the Dog")).await, "Question ID Not Found");
        let made = test.call(new(Some(1), "Rex the Dog")).await.unwrap();
        let user_id = u64::try_from(made.owner_id.0).unwrap();
        let verify = VerifySecurityAnswer { user_id, answer: "rex the dog".into() };
        assert!(test.call(verify).await.unwrap().verified.0);
    }
}
