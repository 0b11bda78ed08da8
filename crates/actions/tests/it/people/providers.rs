//! Signing in through identity providers: who is let in, who is linked, and who is not.

use actions::testing::{TestActions, each};
use engine::people::providers::Identity;
use engine::people::staff::{self, NewStaff};
use engine::{Actor, Allowed, Caller};
use model::ids::{ClientId, StaffId, UserId};
use serde_json::json;
use store::people::roles;

use super::stage::{call, call_as, client, run, scalar};

const STRANGER: &str = "Nobody here is linked with this sign-in";
const NOT_LINKED: &str = "Log in with your password and link this sign-in under Security first";

/// Somebody at the provider, who comes with a code of the same name.
fn expect(test: &TestActions, subject: &str, email: &str, email_verified: bool) {
    let identity = Identity {
        subject: subject.to_owned(),
        email: email.to_owned(),
        email_verified,
        first_name: "Jane".to_owned(),
        last_name: "Doe".to_owned(),
        ..Identity::default()
    };
    test.engine.world.sign_in.expect(subject, identity);
}

async fn provider(test: &TestActions, more: &str) -> i64 {
    let form =
        format!("name=Acme&issuer=https://id.example&clientid=us&clientsecret=s3cret-of-us&{more}");
    call(test, "AddSignInProvider", &form).await.unwrap()["providerid"].as_i64().unwrap()
}

fn finish(code: &str) -> String {
    format!(
        "providerid=1&redirecturi=https://us.example/signin/callback&code={code}&nonce=n&verifier=v"
    )
}

async fn come(test: &TestActions, code: &str, more: &str) -> Result<(i64, i64, bool), String> {
    let said = call(test, "FinishSignIn", &format!("{}&{more}", finish(code))).await?;
    let number = |name: &str| said[name].as_i64().unwrap_or_default();
    Ok((number("userid"), number("adminid"), said["signup"] == true))
}

fn as_user(test: &TestActions, user: UserId, client: ClientId) -> Caller {
    let actor = Actor::Client { user, client, name: "Jane".into(), by: None };
    Caller { actor, ..test.engine.caller() }
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_known_by_their_link_and_once_by_a_proven_address() {
    for test in each().await.unwrap() {
        let (jane, owner) = client(&test, "jane@example.com").await;
        provider(&test, "forclients=1").await;
        expect(&test, "248", "jane@example.com", false);
        assert_eq!(come(&test, "248", "").await, Err(STRANGER.into()), "they did not prove it");
        expect(&test, "248", "jane@example.com", true);
        assert_eq!(come(&test, "248", "").await, Err(NOT_LINKED.into()), "nobody proved it here");
        run(&test, "update users set email_verified_at = 1").await;
        expect(&test, "248", "JANE@example.com", true);
        assert_eq!(come(&test, "248", "").await, Ok((owner.0, 0, false)));
        // From now on by the name that never changes, whatever the address.
        expect(&test, "248", "other@example.com", false);
        assert_eq!(come(&test, "248", "").await, Ok((owner.0, 0, false)));
        expect(&test, "249", "elsewhere@example.com", true);
        assert_eq!(come(&test, "249", "").await, Err(STRANGER.into()));
        let none = come(&test, "nobody", "").await;
        assert_eq!(none, Err("The sign-in was not accepted".into()), "no such code");
        let links = call(&test, "GetSignInLinks", "userid=1").await.unwrap();
        let link = &links["links"]["link"][0];
        assert_eq!((&link["provider"], &link["subject"]), (&json!("Acme"), &json!("248")));
        let text = "select description from activity order by id desc limit 1";
        assert_eq!(scalar::<String>(&test, text).await, "User Login by Acme - User ID: 1");
        let me = as_user(&test, owner, jane);
        call_as(&test, &me, "DeleteSignInLink", "linkid=1&userid=1").await.unwrap();
        run(&test, "update users set email_verified_at = null").await;
        expect(&test, "248", "jane@example.com", true);
        assert_eq!(come(&test, "248", "").await, Err(NOT_LINKED.into()), "it was taken away");
        let gone = call_as(&test, &me, "DeleteSignInLink", "linkid=1&userid=1").await;
        assert_eq!(gone, Err("Sign-in Link ID Not Found".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_links_ones_own_account_only() {
    for test in each().await.unwrap() {
        let (jane, owner) = client(&test, "jane@example.com").await;
        let (joe, other) = client(&test, "joe@example.com").await;
        provider(&test, "forclients=1").await;
        let me = as_user(&test, owner, jane);
        expect(&test, "248", "jane@example.com", true);
        let foreign = format!("{}&userid={}", finish("248"), other.0);
        let said = call_as(&test, &me, "FinishSignIn", &foreign).await;
        assert_eq!(said, Err("User Not Found".into()));
        let own = format!("{}&userid={}", finish("248"), owner.0);
        call_as(&test, &me, "FinishSignIn", &own).await.unwrap();
        let proven = "select count(*) from users where email_verified_at is not null";
        assert_eq!(scalar::<i64>(&test, proven).await, 1, "the provider has seen the address");
        expect(&test, "248", "jane@example.com", true);
        assert_eq!(come(&test, "248", "").await, Ok((owner.0, 0, false)));
        // One person there is one user here.
        expect(&test, "248", "jane@example.com", true);
        let joes = as_user(&test, other, joe);
        let form = format!("{}&userid={}", finish("248"), other.0);
        let said = call_as(&test, &joes, "FinishSignIn", &form).await;
        assert_eq!(said, Err("This sign-in is linked with somebody already".into()));
        for (action, form) in [
            ("GetSignInLinks", "userid=1"),
            ("DeleteSignInLink", "linkid=1&userid=1"),
            ("GetSignInLinks", "adminid=1"),
        ] {
            let said = call_as(&test, &joes, action, form).await;
            assert!(said.is_err_and(|said| said.ends_with("Not Found")), "{action} {form}");
        }
        let form = "providerid=1&userid=2&subject=7";
        let said = call_as(&test, &joes, "AddSignInLink", form).await;
        assert_eq!(said, Err("Clients link through the provider itself".into()));
        // With the second factor the link alone lets nobody in.
        run(&test, "update users set two_factor_secret = 'sealed' where id = 1").await;
        expect(&test, "248", "jane@example.com", true);
        let said = call(&test, "FinishSignIn", &finish("248")).await.unwrap();
        assert_eq!(said["twoFactorEnabled"], json!(true));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_may_sign_up_where_that_is_wanted() {
    for test in each().await.unwrap() {
        provider(&test, "forclients=1&signup=1").await;
        expect(&test, "248", "jane@example.com", true);
        assert_eq!(come(&test, "248", "").await, Ok((0, 0, true)));
        let (_, owner) = client(&test, "jane@example.com").await;
        let form = "providerid=1&userid=1&subject=248&email=jane@example.com&emailverified=1";
        call(&test, "AddSignInLink", form).await.unwrap();
        expect(&test, "248", "jane@example.com", true);
        assert_eq!(come(&test, "248", "").await, Ok((owner.0, 0, false)));
        // Banned addresses are turned away here as at the log-in with a password.
        let ban = "ip=203.0.113.7&reason=Guessing&days=2";
        call(&test, "AddBannedIp", ban).await.unwrap();
        expect(&test, "248", "jane@example.com", true);
        let said = come(&test, "248", "clientip=203.0.113.7").await.unwrap_err();
        assert!(said.contains("banned") || said.contains("Banned"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_come_in_by_a_domain_or_a_link_of_their_own() {
    for test in each().await.unwrap() {
        let mut act = test.engine.act().await.unwrap();
        let few = ["GetClients"];
        let role = staff::create_role(&mut act, roles::Kind::Staff, "Few", &few).await.unwrap();
        for name in ["jo", "al"] {
            let new = NewStaff {
                username: name.into(),
                email: format!("{name}@us.example"),
                first_name: "Jo".into(),
                last_name: "Doe".into(),
                password_hash: "!".into(),
                role,
            };
            staff::create(&mut act, new).await.unwrap();
        }
        act.commit().await.unwrap();
        let id = provider(&test, "forclients=1&signup=1").await;
        let come_staff = async |code: &str, email: &str, is_proven: bool| {
            expect(&test, code, email, is_proven);
            come(&test, code, "side=staff").await
        };
        let stranger = Err(STRANGER.to_owned());
        assert_eq!(come_staff("7", "jo@us.example", true).await, stranger, "not for staff");
        let on = format!("providerid={id}&forstaff=1");
        call(&test, "UpdateSignInProvider", &on).await.unwrap();
        assert_eq!(come_staff("7", "jo@us.example", true).await, stranger, "no domain is named");
        let domains = format!("providerid={id}&staffdomains=us.example");
        call(&test, "UpdateSignInProvider", &domains).await.unwrap();
        assert_eq!(come_staff("7", "jo@us.example", false).await, stranger, "not proven");
        assert_eq!(come_staff("9", "who@us.example", true).await, stranger, "no such member");
        let jo = scalar::<i64>(&test, "select id from staff where username = 'jo'").await;
        let al = scalar::<i64>(&test, "select id from staff where username = 'al'").await;
        assert_eq!(come_staff("7", "jo@us.example", true).await, Ok((0, jo, false)));
        assert_eq!(come_staff("7", "", false).await, Ok((0, jo, false)), "by the link");
        let actor =
            |id: i64| Actor::Staff { id: StaffId(id), name: "Al".into(), allowed: Allowed::All };
        let me = Caller { actor: actor(al), ..test.engine.caller() };
        expect(&test, "8", "private@elsewhere.example", true);
        let form = format!("{}&side=staff&adminid={jo}", finish("8"));
        let said = call_as(&test, &me, "FinishSignIn", &form).await;
        assert_eq!(said, Err("Staff link their own accounts only".into()));
        let said = call(&test, "FinishSignIn", &form).await;
        assert_eq!(said, Err("Staff link their own accounts only".into()), "nor does a program");
        let form = format!("{}&side=staff&adminid={al}", finish("8"));
        call_as(&test, &me, "FinishSignIn", &form).await.unwrap();
        assert_eq!(come_staff("8", "", false).await, Ok((0, al, false)));
        run(&test, "update staff set disabled = 1").await;
        let said = come_staff("8", "", false).await;
        assert_eq!(said, Err("Administrator Account Disabled".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn providers_are_kept_without_showing_what_they_know_us_by() {
    for test in each().await.unwrap() {
        let id = provider(&test, "forclients=1").await;
        let found = call(&test, "GetSignInProviders", "").await.unwrap();
        let row = &found["providers"]["provider"][0];
        assert_eq!(
            (&row["hassecret"], &row["issuer"]),
            (&json!(true), &json!("https://id.example"))
        );
        assert!(!found.to_string().contains("s3cret-of-us"), "{found}");
        let sealed = scalar::<String>(&test, "select client_secret from sign_in_providers").await;
        assert!(!sealed.is_empty() && !sealed.contains("s3cret-of-us"));
        let logged = "select count(*) from audit where changes like '%s3cret%'";
        assert_eq!(scalar::<i64>(&test, logged).await, 0);
        let begun = call(
            &test,
            "StartSignIn",
            "providerid=1&redirecturi=https://us.example/signin/callback",
        );
        let begun = begun.await.unwrap();
        assert!(begun["url"].as_str().unwrap().starts_with("https://id.example/authorize"));
        for (action, form, said) in [
            (
                "AddSignInProvider",
                "name=B&issuer=id.example&clientid=x",
                "The issuer must be an address: https://…",
            ),
            (
                "AddSignInProvider",
                "name=Acme&issuer=https://b.example&clientid=x",
                "There is such a sign-in provider already",
            ),
            (
                "AddSignInProvider",
                "name=B&issuer=https://b.example&clientid=",
                "Parameter 'clientid' is required",
            ),
            (
                "StartSignIn",
                "providerid=9&redirecturi=https://us.example/",
                "Sign-in Provider ID Not Found",
            ),
            ("StartSignIn", "providerid=1&redirecturi=javascript:1", "Invalid redirect URI"),
        ] {
            assert_eq!(call(&test, action, form).await, Err(said.to_owned()), "{action} {form}");
        }
        let test_it = call(&test, "TestConnection", &format!("signinprovider={id}")).await.unwrap();
        assert_eq!(test_it["message"], json!("https://id.example"));
        call(&test, "DeleteSignInProvider", "providerid=1").await.unwrap();
    }
}

/// Nobody waits for a provider that does not answer; those of another come in as ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_does_not_answer_is_left_alone_until_it_answers_a_person() {
    for test in each().await.unwrap() {
        let id = provider(&test, "forclients=1").await;
        let other = "name=Other&issuer=https://other.example&clientid=us&forclients=1";
        let other = call(&test, "AddSignInProvider", other).await.unwrap()["providerid"].clone();
        let back = "redirecturi=https://us.example/signin/callback";
        let begin = async |id: &str| {
            call(&test, "StartSignIn", &format!("providerid={id}&{back}")).await.map(drop)
        };
        let id = id.to_string();
        test.engine.world.sign_in.silence("https://id.example");
        for _ in 0..4 {
            let said = begin(&id).await.unwrap_err();
            assert_eq!(said, "The sign-in provider does not answer");
        }
        begin(&id).await.unwrap_err();
        test.engine.world.sign_in.silence("");
        let said = begin(&id).await.unwrap_err();
        let expected = "The sign-in provider does not answer: no answer since 20";
        assert!(said.starts_with(expected), "{said}");
        assert_eq!(begin(&other.to_string()).await, Ok(()));
        let probe = format!("signinprovider={id}");
        assert_eq!(call(&test, "TestConnection", &probe).await.unwrap()["reached"], true);
        assert_eq!(begin(&id).await, Ok(()));
    }
}

/// Who says who comes in as staff could come in as any of them.
#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_everything_says_who_vouches_for_staff() {
    for test in each().await.unwrap() {
        let caller = |may: &[&'static str]| {
            let allowed = Allowed::from_names(may.iter().copied());
            let actor = Actor::Staff { id: StaffId(1), name: "Sam".into(), allowed };
            Caller { actor, ..test.engine.caller() }
        };
        let some = caller(&["AddSignInProvider", "UpdateSignInProvider", "CreateSsoToken"]);
        let staff = provider(&test, "forstaff=1&staffdomains=us.example").await;
        let refused = "You cannot permit *, which you may not do";
        let new = |name: &str, more: &str| {
            format!("name={name}&issuer=https://{name}.example&clientid=x&{more}")
        };
        let (evil, fine) = (new("evil", "forstaff=1"), new("fine", "forclients=1"));
        let said = call_as(&test, &some, "AddSignInProvider", &evil).await;
        assert_eq!(said, Err(refused.to_owned()));
        let made = call_as(&test, &some, "AddSignInProvider", &fine).await.unwrap();
        let clients = made["providerid"].as_i64().unwrap();
        for (id, change, is_fine) in [
            (clients, "forstaff=1", false),
            (clients, "clientid=y", true),
            (staff, "issuer=https://evil.example", false),
            (staff, "staffdomains=evil.example", false),
            (staff, "forstaff=0", true),
        ] {
            let form = format!("providerid={id}&{change}");
            let said = call_as(&test, &some, "UpdateSignInProvider", &form).await.err();
            assert_eq!(said.as_deref(), (!is_fine).then_some(refused), "{form}");
        }
        let form = new("more", "forstaff=1");
        call_as(&test, &caller(&["*"]), "AddSignInProvider", &form).await.unwrap();
    }
}

/// Whoever says who comes in as a client could come in as any of them.
#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_come_in_as_a_client_says_who_vouches_for_clients() {
    for test in each().await.unwrap() {
        let allowed = Allowed::from_names(["AddSignInProvider", "UpdateSignInProvider"]);
        let actor = Actor::Staff { id: StaffId(1), name: "Sam".into(), allowed };
        let some = Caller { actor, ..test.engine.caller() };
        let id = provider(&test, "forclients=1").await;
        let refused = "You cannot permit CreateSsoToken, which you may not do";
        let add = "name=evil&issuer=https://evil.example&clientid=x";
        let said = call_as(&test, &some, "AddSignInProvider", &format!("{add}&forclients=1")).await;
        assert_eq!(said, Err(refused.to_owned()));
        let made = call_as(&test, &some, "AddSignInProvider", add).await.unwrap();
        let evil = made["providerid"].as_i64().unwrap();
        for (id, change, is_fine) in [
            (evil, "forclients=1", false),
            (evil, "issuer=https://worse.example", true),
            (id, "issuer=https://evil.example&clientsecret=x", false),
            (id, "clientid=them", false),
            (id, "name=Ours&clientid=us&issuer=https://id.example&forclients=1", true),
            (id, "forclients=0", true),
            (id, "forclients=1", false),
        ] {
            let form = format!("providerid={id}&{change}");
            let said = call_as(&test, &some, "UpdateSignInProvider", &form).await.err();
            assert_eq!(said.as_deref(), (!is_fine).then_some(refused), "{form}");
        }
    }
}

/// What a provider knows us by is told to no other.
#[tokio::test(flavor = "multi_thread")]
async fn a_kept_secret_goes_to_no_other_issuer() {
    for test in each().await.unwrap() {
        let again = "Give the secret again: the one that is kept goes to no other issuer";
        let id = provider(&test, "forclients=1").await;
        for (change, is_led) in [
            ("issuer=https://evil.example", true),
            ("issuer=https://id.example&name=Ours", false),
            ("issuer=https://new.example&clientsecret=an0ther", false),
            ("issuer=https://evil.example", true),
            ("issuer=https://open.example&clientsecret=", true),
        ] {
            let form = format!("providerid={id}&{change}");
            let said = call(&test, "UpdateSignInProvider", &form).await.err();
            assert_eq!(said.as_deref(), is_led.then_some(again), "{form}");
        }
    }
}
