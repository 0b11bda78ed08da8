//! What somebody is told about changes of how it signs in, and that codes cannot be tried out.

use actions::testing::{TestActions, each};
use engine::jobs;
use engine::system::settings::COMPANY_NAME;
use engine::testing::shown_code;
use engine::{Actor, Caller};
use jiff::SignedDuration;
use serde_json::json;

use super::staff_factor::{id, member};
use super::stage::{call, call_as, client, scalar};

/// Jane, as she uses the pages from an address.
pub(super) async fn jane(test: &TestActions) -> Caller {
    let (jane, user) = client(test, "jane@example.com").await;
    jobs::run_until_idle(&test.engine.engine).await.unwrap();
    test.engine.world.mailer.take();
    Caller {
        actor: Actor::Client { user, client: jane, name: "Jane".into(), by: None },
        ip: "203.0.113.9".into(),
        ..test.engine.caller()
    }
}

/// The mails of the last call: to whom, about what, and their lines that matter here.
pub(super) async fn told(test: &TestActions) -> Vec<(String, String, String)> {
    jobs::run_until_idle(&test.engine.engine).await.unwrap();
    let mut mails: Vec<_> = test.engine.world.mailer.take();
    mails.sort_by(|a, b| a.subject.cmp(&b.subject));
    let from = |text: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix("From: "));
        line.unwrap_or_default().to_owned()
    };
    let told = mails
        .iter()
        .map(|mail| (mail.to[0].address.clone(), mail.subject.clone(), from(&mail.text)));
    told.collect()
}

pub(super) fn one(to: &str, subject: &str, from: &str) -> Vec<(String, String, String)> {
    vec![(to.to_owned(), subject.to_owned(), from.to_owned())]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_is_told_and_from_where() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        let form = "user_id=1&currentpassword=correct+horse&password2=battery+staple";
        call_as(&test, &jane, "ChangePassword", form).await.unwrap();
        let subject = "Your password was changed";
        assert_eq!(told(&test).await, one("jane@example.com", subject, "203.0.113.9"));
        // Whoever sits in the office is nobody's business.
        call(&test, "ChangePassword", "user_id=1&password2=third+password").await.unwrap();
        let house = test.engine.engine.settings().await.unwrap().text(COMPANY_NAME).to_owned();
        assert_eq!(told(&test).await, one("jane@example.com", subject, &house));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_a_change_is_written_as_the_company_writes_dates() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        let format = "setting=DateFormat&value=DD.MM.YYYY";
        call(&test, "SetConfigurationValue", format).await.unwrap();
        let form = "user_id=1&currentpassword=correct+horse&password2=battery+staple";
        call_as(&test, &jane, "ChangePassword", form).await.unwrap();
        jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let mails = test.engine.world.mailer.take();
        assert!(mails[0].text.contains("When: 01.01.2026 "), "{}", mails[0].text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_that_is_asked_for_is_told_to_the_present_one() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        client(&test, "ann@example.com").await;
        told(&test).await;
        let ask = |email: &str, password: &str| {
            format!("user_id=1&email={email}&currentpassword={password}")
        };
        for (form, said) in [
            (ask("new@example.com", "wrong"), "Email or Password Invalid"),
            (ask("no+address", "correct+horse"), "The email address entered is not valid"),
            (
                ask("ann@example.com", "correct+horse"),
                "A user already exists with that email address",
            ),
            (
                "user_id=2&email=x@example.com&currentpassword=correct+horse".to_owned(),
                "User Not Found",
            ),
        ] {
            let found = call_as(&test, &jane, "ChangeEmail", &form).await;
            assert_eq!(found, Err(said.to_owned()), "{form}");
        }
        assert_eq!(told(&test).await, [], "nothing happened");
        let in_place = Caller {
            actor: match jane.actor.clone() {
                Actor::Client { user, client, name, .. } => {
                    Actor::Client { user, client, name, by: Some(model::ids::StaffId(1)) }
                }
                other => other,
            },
            ..jane.clone()
        };
        let form = ask("new@example.com", "correct+horse");
        let said = call_as(&test, &in_place, "ChangeEmail", &form).await;
        assert_eq!(said, Err("Only the person itself may do this".to_owned()));

        let asked = call_as(&test, &jane, "ChangeEmail", &form).await;
        assert_eq!(asked, Ok(json!({"result": "success", "waits": true})));
        let row = "select count(*) from users where id = 1 and email = 'jane@example.com'
            and epoch = 0";
        assert_eq!(scalar::<i64>(&test, row).await, 1);
        let mails = told(&test).await;
        assert_eq!(mails.len(), 2, "{mails:?}");
        let subject = "Another e-mail address was asked for";
        assert_eq!(mails[..1], one("jane@example.com", subject, "203.0.113.9"));
        assert_eq!(mails[1].0, "new@example.com");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_that_comes_or_goes_is_told() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        let jo = Caller {
            ip: "198.51.100.4".into(),
            ..member(&test, "jo", &["StartTwoFactor", "ConfirmTwoFactor", "EndTwoFactor"]).await
        };
        let people = [
            (&jane, "user_id=1".to_owned(), "jane@example.com"),
            (&jo, format!("adminid={}", id(&jo)), "jo@example.com"),
        ];
        for (who, own, address) in people {
            let started = call_as(&test, who, "StartTwoFactor", &own).await.unwrap();
            let secret = started["secret"].as_str().unwrap();
            let code = |test: &TestActions| {
                let shown = shown_code(test.engine.engine.now().as_second(), secret);
                format!("{own}&code={shown}")
            };
            call_as(&test, who, "ConfirmTwoFactor", &code(&test)).await.unwrap();
            let on = "Your sign-in asks for a code now";
            assert_eq!(told(&test).await, one(address, on, &who.ip));
            test.engine.clock.advance(SignedDuration::from_secs(30));
            call_as(&test, who, "EndTwoFactor", &code(&test)).await.unwrap();
            let off = "Your sign-in asks for no code any more";
            assert_eq!(told(&test).await, one(address, off, &who.ip));
        }
    }
}

/// Whoever tries codes out knows the password already, and comes from anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_are_enough_from_wherever_they_come() {
    for test in each().await.unwrap() {
        let jane = jane(&test).await;
        let started = call_as(&test, &jane, "StartTwoFactor", "user_id=1").await.unwrap();
        let secret = started["secret"].as_str().unwrap().to_owned();
        let code = |test: &TestActions| {
            let shown = shown_code(test.engine.engine.now().as_second(), &secret);
            format!("user_id=1&code={shown}")
        };
        call_as(&test, &jane, "ConfirmTwoFactor", &code(&test)).await.unwrap();
        test.engine.clock.advance(SignedDuration::from_secs(30));
        let wrong = Err("Invalid Code".to_owned());
        for network in 1..=5 {
            let caller = Caller { ip: format!("198.51.{network}.1"), ..test.engine.caller() };
            let form = "user_id=1&code=000000";
            assert_eq!(call_as(&test, &caller, "CheckTwoFactor", form).await, wrong, "{network}");
        }
        let said = call(&test, "CheckTwoFactor", &code(&test)).await.unwrap_err();
        assert!(said.starts_with("Too many failed sign-ins"), "{said}");
        test.engine.clock.advance(SignedDuration::from_mins(15));
        let right = call(&test, "CheckTwoFactor", &code(&test)).await;
        assert_eq!(right, Ok(json!({"result": "success"})));
    }
}
