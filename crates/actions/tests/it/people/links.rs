//! What comes by mail or as a link: good once, for a while, and for one person only.

use actions::testing::{TestActions, each};
use engine::jobs;
use jiff::SignedDuration;
use serde_json::json;

use super::stage::{call, client, run, scalar, user};

pub(super) const VOID: &str = "This link is not valid any more. Please ask for a new one.";

/// Service 1 is the first client's; service 2 and domain 1 are the second one's.
const OWN: &str = "
    insert into product_groups (name, slug) values ('Hosting', 'hosting');
    insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
        values (1, 'hostingaccount', 'S', 's', 'recurring', 0, 0);
    insert into services (client_id, product_id, anchor_on, registered_on, first_payment_minor,
        recurring_minor, cycle, next_due_on, status, created_at, updated_at) values
        (1, 1, '2025-12-01', '2025-12-01', 1, 1, 'Monthly', '2026-01-01', 'Active', 0, 0),
        (2, 1, '2025-12-01', '2025-12-01', 1, 1, 'Monthly', '2026-01-01', 'Active', 0, 0);
    insert into domains (client_id, type, name, anchor_on, registered_on, first_payment_minor,
        recurring_minor, status, created_at, updated_at)
        values (2, 'Register', 'joe.example', '2025-12-01', '2025-12-01', 1, 1, 'Active', 0, 0);";

/// The secret at the end of the link to a page in the newest mail that has one, to an address.
pub(super) async fn secret(test: &TestActions, page: &str, to: &str) -> String {
    jobs::run_until_idle(&test.engine.engine).await.unwrap();
    let mails = test.engine.world.mailer.take();
    // Mails leave side by side: others, a welcome among them, may come after it.
    let link = format!("http://localhost:8080/{page}/");
    let ours = mails.iter().rev().filter(|mail| mail.to[0].address == to);
    let line = ours.flat_map(|mail| mail.text.lines()).find(|line| line.starts_with(&link));
    line.unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_reset_once_by_whoever_reads_the_mail() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        for (form, said) in [
            ("", "Please enter the email address or provide the id"),
            ("email=jane", "Please provide a valid email address"),
            ("email=nobody@example.com", "User Not Found"),
            ("id=9", "User Not Found"),
        ] {
            assert_eq!(call(&test, "ResetPassword", form).await, Err(said.to_owned()), "{form}");
        }
        let asked = call(&test, "ResetPassword", "email=Jane@example.com").await;
        assert_eq!(asked, Ok(json!({"result": "success"})));
        let token = secret(&test, "password/reset", "jane@example.com").await;
        assert_eq!(token.len(), 40);
        let sql = format!("select count(*) from tokens where hash = '{token}'");
        assert_eq!(scalar::<i64>(&test, &sql).await, 0, "only its hash is kept");
        let sql =
            format!("select count(*) from jobs where replace(payload, '{token}', '') <> payload");
        assert_eq!(scalar::<i64>(&test, &sql).await, 0);
        let new = format!("token={token}&password2=battery+staple");
        let short = format!("token={token}&password2=short");
        let said = call(&test, "CompletePasswordReset", &short).await.unwrap_err();
        assert_eq!(said, "The password must have at least 8 characters.");
        let done = call(&test, "CompletePasswordReset", &new).await.unwrap();
        assert_eq!(done, json!({"result": "success", "user_id": 1}));
        let again = call(&test, "CompletePasswordReset", &new).await;
        assert_eq!(again, Err(VOID.to_owned()));
        let old = "email=jane@example.com&password2=correct+horse";
        assert!(call(&test, "ValidateLogin", old).await.is_err());
        let new = "email=jane@example.com&password2=battery+staple";
        call(&test, "ValidateLogin", new).await.unwrap();
        assert_eq!(scalar::<i64>(&test, "select epoch from users").await, 1);
        let sql = "select count(email_verified_at) from users";
        assert_eq!(scalar::<i64>(&test, sql).await, 1, "who reads the mail has the address");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_links_die_of_age_of_newer_ones_and_of_changes() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        let mut tokens = Vec::new();
        for _ in 0..2 {
            call(&test, "ResetPassword", "id=1").await.unwrap();
            tokens.push(secret(&test, "password/reset", "jane@example.com").await);
        }
        let form = |token: &str| format!("token={token}&password2=battery+staple");
        let void = Err(VOID.to_owned());
        assert_eq!(call(&test, "CompletePasswordReset", &form(&tokens[0])).await, void, "older");
        assert_eq!(call(&test, "VerifyEmail", &form(&tokens[1])).await, void, "another kind");
        test.engine.clock.advance(SignedDuration::from_mins(30));
        assert_eq!(call(&test, "CompletePasswordReset", &form(&tokens[1])).await, void, "too old");
        call(&test, "ResetPassword", "id=1").await.unwrap();
        let token = secret(&test, "password/reset", "jane@example.com").await;
        call(&test, "UpdateUser", "user_id=1&email=new@example.com").await.unwrap();
        assert_eq!(call(&test, "CompletePasswordReset", &form(&token)).await, void, "new address");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_proven_by_its_mail() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        let verified = async || {
            call(&test, "GetClientsDetails", "clientid=1").await.unwrap()["email_verified"].clone()
        };
        assert_eq!(verified().await, json!(false));
        call(&test, "SendEmailVerification", "user_id=1").await.unwrap();
        let token = secret(&test, "verify", "jane@example.com").await;
        call(&test, "VerifyEmail", &format!("token={token}")).await.unwrap();
        assert_eq!(verified().await, json!(true));
        call(&test, "SendEmailVerification", "user_id=1").await.unwrap();
        jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert!(test.engine.world.mailer.take().is_empty(), "nothing is left to prove");
        call(&test, "UpdateUser", "user_id=1&email=new@example.com").await.unwrap();
        assert_eq!(verified().await, json!(false));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_accepted_by_the_invited_only() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        user(&test, "una@example.com").await;
        user(&test, "eve@example.com").await;
        for (form, said) in [
            ("email=a@example.com&permissions=profile", "Invalid client id"),
            ("client_id=9&email=a@example.com&permissions=profile", "Invalid client id"),
            ("client_id=1&permissions=profile", "Email is required"),
            ("client_id=1&email=a&permissions=profile", "The email address entered is not valid"),
            ("client_id=1&email=a@example.com", "User permissions are required"),
            (
                "client_id=1&email=jane@example.com&permissions=profile",
                "User already associated with client",
            ),
        ] {
            let found = call(&test, "CreateClientInvite", form).await;
            assert_eq!(found, Err(said.to_owned()), "{form}");
        }
        let form = "client_id=1&email=Una@example.com&permissions=profile,invoices";
        let asked = call(&test, "CreateClientInvite", form).await;
        assert_eq!(asked, Ok(json!({"result": "success"})));
        let token = secret(&test, "invite", "Una@example.com").await;
        let eve = format!("token={token}&user_id=3");
        let void = Err(VOID.to_owned());
        assert_eq!(call(&test, "AcceptClientInvite", &eve).await, void);
        let una = format!("token={token}&user_id=2");
        let done = call(&test, "AcceptClientInvite", &una).await.unwrap();
        assert_eq!(done, json!({"result": "success", "client_id": 1}));
        assert_eq!(call(&test, "AcceptClientInvite", &una).await, void);
        let found = call(&test, "GetUserPermissions", "user_id=2&client_id=1").await.unwrap();
        assert_eq!(found["permissions"]["permission"], json!(["profile", "invoices"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_waits_is_listed_and_withdrawn() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        user(&test, "una@example.com").await;
        let form = "client_id=1&email=una@example.com&permissions=profile,invoices";
        call(&test, "CreateClientInvite", form).await.unwrap();
        let token = secret(&test, "invite", "una@example.com").await;
        let waiting = || async {
            let found = call(&test, "GetClientInvites", "client_id=1").await.unwrap();
            found["invites"]["invite"].as_array().cloned().unwrap_or_default()
        };
        let found = waiting().await;
        assert_eq!(found.len(), 1, "{found:?}");
        let (id, email) = (&found[0]["id"], &found[0]["email"]);
        assert_eq!(
            (email, &found[0]["permissions"]),
            (&json!("una@example.com"), &json!("profile,invoices"),)
        );
        let none = Err("Invite ID Not Found".to_owned());
        for foreign in [format!("client_id=2&invite_id={id}"), "client_id=1&invite_id=99".into()] {
            assert_eq!(call(&test, "WithdrawClientInvite", &foreign).await, none, "{foreign}");
        }
        let own = format!("client_id=1&invite_id={id}");
        call(&test, "WithdrawClientInvite", &own).await.unwrap();
        assert_eq!(call(&test, "WithdrawClientInvite", &own).await, none);
        assert!(waiting().await.is_empty());
        let una = format!("token={token}&user_id=3");
        assert_eq!(call(&test, "AcceptClientInvite", &una).await, Err(VOID.to_owned()));

        // Before the mail is sent, none is; and what is accepted or too old waits no longer.
        call(&test, "CreateClientInvite", form).await.unwrap();
        let id = waiting().await[0]["id"].clone();
        let own = format!("client_id=1&invite_id={id}");
        call(&test, "WithdrawClientInvite", &own).await.unwrap();
        jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert!(test.engine.world.mailer.take().is_empty());
        call(&test, "CreateClientInvite", form).await.unwrap();
        let id = waiting().await[0]["id"].clone();
        let una = format!("token={}&user_id=3", secret(&test, "invite", "una@example.com").await);
        call(&test, "AcceptClientInvite", &una).await.unwrap();
        assert!(waiting().await.is_empty());
        let own = format!("client_id=1&invite_id={id}");
        assert_eq!(call(&test, "WithdrawClientInvite", &own).await, none, "it was accepted");
    }
}

/// Who is invited twice has one invitation: the last one.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_renewed_by_another_one() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        user(&test, "una@example.com").await;
        let waiting = async |client: i64| {
            let form = format!("client_id={client}");
            let found = call(&test, "GetClientInvites", &form).await.unwrap();
            found["invites"]["invite"].as_array().cloned().unwrap_or_default()
        };
        let form = "client_id=1&email=una@example.com&permissions=profile,invoices";
        call(&test, "CreateClientInvite", form).await.unwrap();
        let first = secret(&test, "invite", "una@example.com").await;
        let before = waiting(1).await;
        test.engine.clock.advance(SignedDuration::from_hours(6 * 24));
        let form = "client_id=1&email=Una@example.com&permissions=tickets";
        call(&test, "CreateClientInvite", form).await.unwrap();
        let after = waiting(1).await;
        assert_eq!(after.len(), 1, "{after:?}");
        assert_eq!(after[0]["id"], before[0]["id"]);
        assert_eq!(after[0]["permissions"], json!("tickets"));
        let void = Err(VOID.to_owned());
        let una = |token: &str| format!("token={token}&user_id=3");
        assert_eq!(call(&test, "AcceptClientInvite", &una(&first)).await, void, "at once");
        let second = secret(&test, "invite", "Una@example.com").await;
        // It holds for another week; one to another account is another one.
        test.engine.clock.advance(SignedDuration::from_hours(6 * 24));
        let other = "client_id=2&email=una@example.com&permissions=profile";
        call(&test, "CreateClientInvite", other).await.unwrap();
        assert_eq!((waiting(1).await.len(), waiting(2).await.len()), (1, 1));
        // Who is invited to both keeps the one to the account that is left.
        call(&test, "MergeClients", "clientid=2&targetclientid=1").await.unwrap();
        let merged = waiting(1).await;
        assert_eq!(merged.len(), 1, "{merged:?}");
        call(&test, "AcceptClientInvite", &una(&second)).await.unwrap();
        let found = call(&test, "GetUserPermissions", "user_id=3&client_id=1").await.unwrap();
        assert_eq!(found["permissions"]["permission"], json!(["tickets"]));
        let said = "User Invited Again - Una@example.com - User ID: 1";
        let sql = format!("select count(*) from activity where description = '{said}'");
        assert_eq!(scalar::<i64>(&test, &sql).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_link_works_once_for_a_minute() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        client(&test, "joe@example.com").await;
        run(&test, OWN).await;
        let product = "client_id=1&destination=clientarea:product_details";
        let foreign = format!("{product}&service_id=2");
        let missing = format!("{product}&service_id=9");
        for (form, said) in [
            ("", "A valid client_id or user_id is required"),
            ("client_id=9", "Invalid client_id"),
            ("user_id=9", "Invalid user_id"),
            ("client_id=1&user_id=2", "Invalid user_id for client"),
            ("client_id=1&destination=clientarea:nowhere", "Invalid destination"),
            ("client_id=1&destination=clientarea:product_details", "Invalid destination"),
            (missing.as_str(), "Invalid destination"),
            (foreign.as_str(), "Invalid destination"),
            ("client_id=1&destination=clientarea:upgrade&service_id=2", "Invalid destination"),
            ("user_id=1&destination=clientarea:upgrade&service_id=2", "Invalid destination"),
            (
                "client_id=1&destination=clientarea:domain_details&domain_id=1",
                "Invalid destination",
            ),
            (
                "client_id=1&destination=sso:custom_redirect&sso_redirect_path=https://e.example",
                "Invalid destination",
            ),
        ] {
            assert_eq!(call(&test, "CreateSsoToken", form).await, Err(said.to_owned()), "{form}");
        }
        let of_user = "user_id=1&destination=clientarea:product_details&service_id=1";
        call(&test, "CreateSsoToken", of_user).await.unwrap();
        let form = format!("{product}&service_id=1");
        let made = call(&test, "CreateSsoToken", &form).await.unwrap();
        let token = made["access_token"].as_str().unwrap();
        let link = format!("http://localhost:8080/oauth/singlesignon.php?access_token={token}");
        assert_eq!(made["redirect_url"], json!(link));
        let redeem = format!("token={token}");
        let entered = call(&test, "RedeemSsoToken", &redeem).await.unwrap();
        let page = "clientarea.php?action=productdetails&id=1";
        let (who, staff) = (json!({"user_id": 1, "client_id": 1, "page": page}), 0);
        for (name, value) in who.as_object().unwrap() {
            assert_eq!(&entered[name], value, "{name}");
        }
        assert_eq!(entered["adminid"], staff, "a program made the link");
        let void = Err(VOID.to_owned());
        assert_eq!(call(&test, "RedeemSsoToken", &redeem).await, void);
        let made = call(&test, "CreateSsoToken", "client_id=1").await.unwrap();
        let redeem = format!("token={}", made["access_token"].as_str().unwrap());
        test.engine.clock.advance(SignedDuration::from_secs(60));
        assert_eq!(call(&test, "RedeemSsoToken", &redeem).await, void);
        run(&test, "update clients set allow_single_sign_on = 0 where id = 1").await;
        let said = Err("SSO authentication blocked for client 1".to_owned());
        assert_eq!(call(&test, "CreateSsoToken", "client_id=1").await, said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_security_question_is_asked_beside_the_link_of_a_reset() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        let set = "user_id=1&questionid=1&answer=Rex+the+Dog";
        call(&test, "SetSecurityAnswer", set).await.unwrap();
        call(&test, "ResetPassword", "email=jane@example.com").await.unwrap();
        let token = secret(&test, "password/reset", "jane@example.com").await;
        let form = format!("token={token}&password2=battery+staple");
        for (answer, said) in [
            ("", "Please answer your security question: What was the name of your first pet?"),
            ("&securityanswer=Max", "The answer to the security question is not right"),
        ] {
            let answered = call(&test, "CompletePasswordReset", &format!("{form}{answer}")).await;
            assert_eq!(answered, Err(said.to_owned()));
        }
        // The answer alone opens nothing.
        let alone = "token=nonsense&password2=battery+staple&securityanswer=rex+the+dog";
        assert_eq!(call(&test, "CompletePasswordReset", alone).await, Err(VOID.to_owned()));
        let right = format!("{form}&securityanswer=rex+the+dog.");
        call(&test, "CompletePasswordReset", &right).await.unwrap();
    }
}
