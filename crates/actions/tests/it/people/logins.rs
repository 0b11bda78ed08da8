//! Signing in: right, wrong, imported and too often.

use actions::testing::each;
use engine::Actor;
use engine::people::passwords;
use engine::people::staff::{self, NewStaff};
use serde_json::json;
use store::people::roles;

use super::stage::{call, call_as, client, run, scalar};

const WRONG: &str = "Email or Password Invalid";

#[tokio::test(flavor = "multi_thread")]
async fn a_user_signs_in_with_address_and_password() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for form in [
            "email=jane@example.com&password2=wrong",
            "email=nobody@example.com&password2=correct+horse",
            "email=jane@example.com",
            "password2=correct+horse",
        ] {
            assert_eq!(call(&test, "ValidateLogin", form).await, Err(WRONG.to_owned()), "{form}");
        }
        assert_eq!(scalar::<i64>(&test, "select count(last_login_at) from users").await, 0);
        let form = "email=Jane@Example.com&password2=correct+horse";
        let found = call(&test, "ValidateLogin", form).await.unwrap();
        assert_eq!((&found["userid"], &found["twoFactorEnabled"]), (&json!(1), &json!(false)));
        assert_eq!(found["passwordhash"].as_str().unwrap().len(), 40);
        let details = call(&test, "GetClientsDetails", "clientid=1").await.unwrap();
        assert_eq!(details["lastlogin"], json!("Date: 01/01/2026 09:00<br>IP Address: <br>Host: "));
        run(&test, "update users set two_factor_secret = 'sealed'").await;
        let found = call(&test, "ValidateLogin", form).await.unwrap();
        assert_eq!(found, json!({"result": "success", "userid": 1, "twoFactorEnabled": true}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn imported_hashes_become_ours_at_the_first_sign_in() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for (hash, password) in [
            ("$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"),
            ("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"),
            ("$P$BgUdq1RzEBYd9Tm/uZC7mz/l5F.x4N1", "development"),
        ] {
            run(&test, &format!("update users set password_hash = '{hash}'")).await;
            let wrong = "email=jane@example.com&password2=wrong";
            assert_eq!(call(&test, "ValidateLogin", wrong).await, Err(WRONG.to_owned()));
            let sql = "select password_hash from users";
            assert_eq!(scalar::<String>(&test, sql).await, hash);
            let form = format!("email=jane@example.com&password2={password}");
            call(&test, "ValidateLogin", &form).await.unwrap();
            let kept = scalar::<String>(&test, sql).await;
            assert!(kept.starts_with("$argon2id$"), "{kept}");
            call(&test, "ValidateLogin", &form).await.unwrap();
            assert_eq!(scalar::<String>(&test, sql).await, kept);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_by_name_or_address() {
    for test in each().await.unwrap() {
        let form = passwords::staff_form("correct horse");
        let password_hash = passwords::hash(&test.engine.engine, &form).await.unwrap();
        let mut act = test.engine.act().await.unwrap();
        let few = ["GetClients"];
        let role = staff::create_role(&mut act, roles::Kind::Staff, "Few", &few).await.unwrap();
        let new = NewStaff {
            username: "jo".into(),
            email: "jo@example.com".into(),
            first_name: "Jo".into(),
            last_name: "Doe".into(),
            password_hash,
            role,
        };
        staff::create(&mut act, new.clone()).await.unwrap();
        assert!(staff::create(&mut act, new).await.is_err(), "the name is taken");
        drop(act);
        let mut act = test.engine.act().await.unwrap();
        let role = staff::create_role(&mut act, roles::Kind::Staff, "Few", &few).await.unwrap();
        let new = NewStaff {
            username: "jo".into(),
            email: "jo@example.com".into(),
            first_name: "Jo".into(),
            last_name: "Doe".into(),
            password_hash: passwords::hash(&test.engine.engine, &form).await.unwrap(),
            role,
        };
        let id = staff::create(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        for name in ["adminusername=JO", "email=jo@example.com"] {
            let form = format!("{name}&password2=correct+horse");
            let found = call(&test, "ValidateStaffLogin", &form).await.unwrap();
            assert_eq!(
                found,
                json!({"result": "success", "adminid": id.0, "name": "Jo Doe",
                    "email": "jo@example.com", "role": "Few", "permissions": ["getclients"],
                    "twoFactorEnabled": false, "twoFactorOwed": false})
            );
        }
        // The MD5 opens the API's door, not this one.
        for form in
            [format!("adminusername=jo&password2={form}"), "adminusername=x&password2=y".to_owned()]
        {
            assert_eq!(call(&test, "ValidateStaffLogin", &form).await, Err(WRONG.to_owned()));
        }
        run(&test, "update staff set disabled = 1").await;
        let said = Err("Administrator Account Disabled".to_owned());
        let form = "adminusername=jo&password2=correct+horse";
        assert_eq!(call(&test, "ValidateStaffLogin", form).await, said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_its_owner_or_by_the_office() {
    for test in each().await.unwrap() {
        let (jane, owner) = client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        let mut caller = test.engine.caller();
        caller.actor = Actor::Client { user: owner, client: jane, name: "Jane".into(), by: None };
        let wrong = Err(WRONG.to_owned());
        for (form, said) in [
            ("user_id=1&password2=battery+staple", WRONG),
            ("user_id=1&currentpassword=x&password2=battery+staple", WRONG),
            ("user_id=2&currentpassword=correct+horse&password2=battery+staple", "User Not Found"),
            (
                "user_id=1&currentpassword=correct+horse&password2=jane@example.com",
                "The password must not contain your name or e-mail address.",
            ),
        ] {
            let found = call_as(&test, &caller, "ChangePassword", form).await;
            assert_eq!(found, Err(said.to_owned()), "{form}");
        }
        let form = "user_id=1&currentpassword=correct+horse&password2=battery+staple";
        call_as(&test, &caller, "ChangePassword", form).await.unwrap();
        let old = "email=jane@example.com&password2=correct+horse";
        assert_eq!(call(&test, "ValidateLogin", old).await, wrong);
        call(&test, "ChangePassword", "user_id=1&password2=third+password").await.unwrap();
        let new = "email=jane@example.com&password2=third+password";
        call(&test, "ValidateLogin", new).await.unwrap();
        assert_eq!(scalar::<i64>(&test, "select epoch from users where id = 1").await, 2);
    }
}

/// S42: the proof that is asked for before what cannot be taken back.
#[tokio::test(flavor = "multi_thread")]
async fn s42_a_password_is_confirmed_without_a_sign_in() {
    for test in each().await.unwrap() {
        let (jane, owner) = client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        let as_jane = |by: Option<model::ids::StaffId>| engine::Caller {
            actor: Actor::Client { user: owner, client: jane, name: "Jane".into(), by },
            ip: "203.0.113.9".into(),
            ..test.engine.caller()
        };
        let (itself, in_place) = (as_jane(None), as_jane(Some(model::ids::StaffId(1))));
        let right = "user_id=1&currentpassword=correct+horse";
        for (caller, form, said) in [
            (&itself, "user_id=1", "You did not enter your present password"),
            (&itself, "user_id=1&currentpassword=x", WRONG),
            (&itself, "user_id=2&currentpassword=correct+horse", "User Not Found"),
            (&in_place, right, "Only the person itself may do this"),
            (&test.engine.caller(), "user_id=1&currentpassword=x", WRONG),
        ] {
            let found = call_as(&test, caller, "ConfirmPassword", form).await;
            assert_eq!(found, Err(said.to_owned()), "{form}");
        }
        call_as(&test, &itself, "ConfirmPassword", right).await.unwrap();
        let signed_in = "select count(*) from users where last_login_at is not null";
        assert_eq!(scalar::<i64>(&test, signed_in).await, 0);
        let mut last = Ok(serde_json::Value::Null);
        for _ in 0..25 {
            let form = "user_id=1&currentpassword=x";
            last = call_as(&test, &itself, "ConfirmPassword", form).await;
        }
        let said = last.unwrap_err();
        assert!(said.starts_with("Too many failed sign-ins"), "{said}");
    }
}
