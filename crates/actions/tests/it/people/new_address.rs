//! Another address to sign in with waits until it is proven.

use actions::testing::{TestActions, each};
use engine::Caller;
use engine::system::settings::COMPANY_NAME;
use serde_json::{Value, json};

use super::links::{VOID, secret};
use super::security_mails::{jane, one, told};
use super::stage::{call, call_as, scalar, user};

const PASSWORD: &str = "correct+horse";

/// Jane asks for an address; gives the secret that was mailed to it.
async fn asks(test: &TestActions, jane: &Caller, email: &str, password: &str) -> String {
    let form = format!("user_id=1&email={email}&currentpassword={password}");
    call_as(test, jane, "ChangeEmail", &form).await.unwrap();
    secret(test, "verify", email).await
}

async fn proves(test: &TestActions, secret: &str) -> Result<Value, String> {
    call(test, "VerifyEmail", &format!("token={secret}")).await
}

async fn waits(test: &TestActions, jane: &Caller) -> Value {
    call_as(test, jane, "GetSecurityState", "user_id=1").await.unwrap()["newemail"].clone()
}

async fn logs_in(test: &TestActions, email: &str) -> bool {
    let form = format!("email={email}&password2={PASSWORD}");
    call(test, "ValidateLogin", &form).await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_counts_once_it_is_proven() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        let first = asks(&test, &jane, "New@example.com", PASSWORD).await;
        assert_eq!(waits(&test, &jane).await, json!("New@example.com"));
        for (email, good) in [("jane@example.com", true), ("new@example.com", false)] {
            assert_eq!(logs_in(&test, email).await, good, "{email}");
        }
        call_as(&test, &jane, "SendEmailVerification", "user_id=1").await.unwrap();
        let second = secret(&test, "verify", "New@example.com").await;
        assert_eq!(proves(&test, &first).await, Err(VOID.to_owned()), "there is a newer one");
        assert_eq!(proves(&test, &second).await, Ok(json!({"result": "success", "user_id": 1})));
        let house = test.engine.engine.settings().await.unwrap().text(COMPANY_NAME).to_owned();
        let subject = "Your e-mail address was changed";
        assert_eq!(told(&test).await, one("jane@example.com", subject, &house));
        assert_eq!(waits(&test, &jane).await, json!(""));
        let row = "select count(*) from users where id = 1 and email = 'New@example.com'
            and email_verified_at is not null and epoch = 1";
        assert_eq!(scalar::<i64>(&test, row).await, 1);
        for (email, good) in [("jane@example.com", false), ("new@example.com", true)] {
            assert_eq!(logs_in(&test, email).await, good, "{email}");
        }
        assert_eq!(proves(&test, &second).await, Err(VOID.to_owned()), "good once");

        // Its own, spelled otherwise, is nothing to prove.
        let form = format!("user_id=1&email=new@example.com&currentpassword={PASSWORD}");
        let asked = call_as(&test, &jane, "ChangeEmail", &form).await;
        assert_eq!(asked, Ok(json!({"result": "success", "waits": false})));
        assert_eq!(told(&test).await, []);
        let row = "select count(*) from users where email = 'new@example.com' and epoch = 1";
        assert_eq!(scalar::<i64>(&test, row).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_waits_no_longer_is_not_taken() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        let void = Err(VOID.to_owned());
        let link = asks(&test, &jane, "one@example.com", PASSWORD).await;
        call_as(&test, &jane, "WithdrawEmailChange", "user_id=1").await.unwrap();
        assert_eq!(proves(&test, &link).await, void, "it was withdrawn");
        let again = call_as(&test, &jane, "WithdrawEmailChange", "user_id=1").await;
        assert_eq!(again, Err("New email address not found".to_owned()));
        let foreign = call_as(&test, &jane, "WithdrawEmailChange", "user_id=2").await;
        assert_eq!(foreign, Err("User Not Found".to_owned()));

        let link = asks(&test, &jane, "one@example.com", PASSWORD).await;
        asks(&test, &jane, "two@example.com", PASSWORD).await;
        assert_eq!(proves(&test, &link).await, void, "there is another one");

        // Somebody was faster.
        let link = asks(&test, &jane, "una@example.com", PASSWORD).await;
        user(&test, "una@example.com").await;
        let taken = "A user already exists with that email address";
        assert_eq!(proves(&test, &link).await, Err(taken.to_owned()));
        assert!(logs_in(&test, "jane@example.com").await);

        // Whoever learns of it in time takes the account back.
        let link = asks(&test, &jane, "eve@example.com", PASSWORD).await;
        call(&test, "ChangePassword", "user_id=1&password2=battery+staple").await.unwrap();
        assert_eq!(proves(&test, &link).await, void, "the password is another one");
        assert_eq!(waits(&test, &jane).await, json!(""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_office_changes_counts_at_once() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        for (action, email) in [("UpdateUser", "b@example.com"), ("ChangeEmail", "c@example.com")] {
            let link = asks(&test, &jane, "a@example.com", PASSWORD).await;
            call(&test, action, &format!("user_id=1&email={email}")).await.unwrap();
            assert_eq!(waits(&test, &jane).await, json!(""), "{action}");
            assert_eq!(proves(&test, &link).await, Err(VOID.to_owned()), "{action}");
            assert!(logs_in(&test, email).await, "{action}");
        }
    }
}
