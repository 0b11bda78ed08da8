//! The second factor of staff: each its own, forced by the company, taken away by who may.

use actions::testing::{TestActions, each};
use engine::people::credentials::{self, Presented};
use engine::people::passwords;
use engine::people::staff::{self, NewStaff};
use engine::testing::shown_code;
use engine::{Actor, Allowed, Caller};
use jiff::SignedDuration;
use model::ids::{ApiCredentialId, StaffId};
use serde_json::{Value, json};
use store::people::roles::Kind;

use super::stage::{call, call_as, client, run, scalar};

/// A member of staff whose role permits these.
pub(super) async fn member(test: &TestActions, name: &str, actions: &[&str]) -> Caller {
    let form = passwords::staff_form("correct horse");
    let password_hash = passwords::hash(&test.engine.engine, &form).await.unwrap();
    let mut act = test.engine.act().await.unwrap();
    let role = staff::create_role(&mut act, Kind::Staff, name, actions).await.unwrap();
    let new = NewStaff {
        username: name.into(),
        email: format!("{name}@example.com"),
        first_name: name.into(),
        last_name: "Doe".into(),
        password_hash,
        role,
    };
    let id = staff::create(&mut act, new).await.unwrap();
    act.commit().await.unwrap();
    let allowed = Allowed::from_names(actions.iter().copied());
    Caller { actor: Actor::Staff { id, name: name.into(), allowed }, ..test.engine.caller() }
}

pub(super) fn id(caller: &Caller) -> StaffId {
    caller.actor.staff().unwrap()
}

fn code(test: &TestActions, secret: &str) -> String {
    shown_code(test.engine.engine.now().as_second(), secret)
}

async fn session(test: &TestActions, who: &Caller) -> Value {
    call(test, "GetSessionState", &format!("adminid={}", id(who))).await.unwrap()
}

const MANAGES: [&str; 3] = ["UpdateAdminUser", "EndTwoFactor", "GetOrders"];
const HELPS: [&str; 5] =
    ["StartTwoFactor", "ConfirmTwoFactor", "EndTwoFactor", "GetOrders", "GetTickets"];

#[tokio::test(flavor = "multi_thread")]
async fn staff_have_a_second_factor_of_their_own() {
    for test in each().await.unwrap() {
        let jo = member(&test, "jo", &HELPS).await;
        let own = format!("adminid={}", id(&jo));
        let started = call_as(&test, &jo, "StartTwoFactor", &own).await.unwrap();
        let secret = started["secret"].as_str().unwrap();
        assert!(started["uri"].as_str().unwrap().contains("jo%40example.com"), "{started}");
        let wrong = format!("{own}&code=000000");
        let said = call_as(&test, &jo, "ConfirmTwoFactor", &wrong).await;
        assert_eq!(said, Err("Invalid Code".to_owned()));
        let right = format!("{own}&code={}", code(&test, secret));
        let made = call_as(&test, &jo, "ConfirmTwoFactor", &right).await.unwrap();
        let backup = made["backupcodes"][0].as_str().unwrap().to_owned();
        // What is kept says neither the key nor the codes.
        let kept: String = scalar(&test, "select two_factor_secret from staff").await;
        assert!(!kept.is_empty() && !kept.contains(secret), "{kept}");

        let login = "adminusername=jo&password2=correct+horse";
        let found = call(&test, "ValidateStaffLogin", login).await.unwrap();
        assert_eq!(found["twoFactorEnabled"], json!(true), "{found}");
        let used = call(&test, "CheckTwoFactor", &right).await;
        assert_eq!(used, Err("Invalid Code".to_owned()), "the code that confirmed is used up");
        test.engine.clock.advance(SignedDuration::from_secs(30));
        let now = format!("{own}&code={}", code(&test, secret));
        call(&test, "CheckTwoFactor", &now).await.unwrap();
        for (form, good) in [(format!("{own}&code={backup}"), true), (now, false)] {
            assert_eq!(call(&test, "CheckTwoFactor", &form).await.is_ok(), good, "{form}");
        }
        let users = call(&test, "GetAdminUsers", "").await.unwrap();
        assert_eq!(users["admin_users"][0]["twoFactorAuthModule"], "totp", "{users}");

        // A program that shows name and password shows too little.
        let engine = &test.engine.engine;
        let shown = Presented { username: "jo", password: "correct horse", ..Presented::default() };
        let peer = "192.0.2.1".parse().unwrap();
        let open = "setting=APIAllowedIPs&value=192.0.2.1";
        call(&test, "SetConfigurationValue", open).await.unwrap();
        let said = credentials::identify(engine, &shown, peer).await.unwrap_err();
        assert!(said.to_string().contains("use API credentials"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_the_second_factor_of_others_without_the_right() {
    for test in each().await.unwrap() {
        let (jane, user) = client(&test, "jane@example.com").await;
        let (jo, ann) = (member(&test, "jo", &HELPS).await, member(&test, "ann", &MANAGES).await);
        let boss = member(&test, "boss", &["*"]).await;
        let jane = Caller {
            actor: Actor::Client { user, client: jane, name: "Jane".into(), by: None },
            ..test.engine.caller()
        };
        let of = |who: &Caller| format!("adminid={}", id(who));
        for who in [&jo, &ann, &boss] {
            let sql = format!("update staff set two_factor_secret = 'x' where id = {}", id(who));
            run(&test, &sql).await;
        }
        let own = "Staff set up their own second factor";
        let others = "Your role does not permit changing other staff";
        for (who, action, whose, said) in [
            (&jo, "StartTwoFactor", of(&ann), own),
            (&jo, "EndTwoFactor", of(&ann), others),
            (&jo, "EndTwoFactor", of(&jo), "Code is required"),
            (&ann, "EndTwoFactor", of(&boss), "You cannot permit *, which you may not do"),
            (&ann, "EndTwoFactor", "adminid=99".into(), "Admin ID Not Found"),
            (&jane, "StartTwoFactor", of(&jo), "Admin ID Not Found"),
            (&jane, "EndTwoFactor", of(&jo), "Admin ID Not Found"),
            (&jo, "EndTwoFactor", String::new(), "Give either user_id or adminid"),
        ] {
            let found = call_as(&test, who, action, &whose).await;
            assert_eq!(found, Err(said.to_owned()), "{action} {whose}");
        }
        // Jo's role permits GetTickets, which ann's does not; the boss may do anything.
        assert!(call_as(&test, &ann, "EndTwoFactor", &of(&jo)).await.is_err());
        call_as(&test, &boss, "EndTwoFactor", &of(&jo)).await.unwrap();
        call_as(&test, &boss, "EndTwoFactor", &of(&ann)).await.unwrap();
        let sql = "select count(*) from staff where two_factor_secret <> ''";
        assert_eq!(scalar::<i64>(&test, sql).await, 1, "the boss's own");
    }
}

/// A key or a factor for somebody else is a way in: a program makes none for who may do more.
#[tokio::test(flavor = "multi_thread")]
async fn a_program_makes_no_way_in_for_who_may_more() {
    for test in each().await.unwrap() {
        let (jo, boss) =
            (member(&test, "jo", &["GetOrders"]).await, member(&test, "boss", &["*"]).await);
        let may =
            ["UpdateAdminUser", "StartTwoFactor", "ConfirmTwoFactor", "AddPasskey", "GetOrders"];
        let allowed = Allowed::from_names(may);
        let actor = Actor::Api { id: ApiCredentialId(1), name: "app".into(), staff: None, allowed };
        let program = Caller { actor, ..test.engine.caller() };
        let boss = id(&boss);
        let refused = Err("You cannot permit *, which you may not do".to_owned());
        for (action, more) in [
            ("StartTwoFactor", ""),
            ("ConfirmTwoFactor", "&code=123456"),
            ("AddPasskey", "&origin=https://us.example&name=key&credential=%7B%7D"),
        ] {
            let form = format!("adminid={boss}{more}");
            assert_eq!(call_as(&test, &program, action, &form).await, refused, "{action}");
        }
        let form = format!("adminid={}", id(&jo));
        call_as(&test, &program, "StartTwoFactor", &form).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_owes_a_second_factor_may_do_nothing_else() {
    for test in each().await.unwrap() {
        let jo = member(&test, "jo", &HELPS).await;
        assert_eq!(session(&test, &jo).await["twofactorowed"], json!(false));
        let force = "setting=RequireStaffTwoFactor&value=on";
        call(&test, "SetConfigurationValue", force).await.unwrap();
        let state = session(&test, &jo).await;
        assert_eq!((&state["twofactorowed"], &state["permissions"]), (&json!(true), &json!("")));
        let login = "adminusername=jo&password2=correct+horse";
        let found = call(&test, "ValidateStaffLogin", login).await.unwrap();
        assert_eq!((&found["twoFactorOwed"], &found["permissions"]), (&json!(true), &json!([])));

        let own = format!("adminid={}", id(&jo));
        let started = call_as(&test, &jo, "StartTwoFactor", &own).await.unwrap();
        let secret = started["secret"].as_str().unwrap();
        let right = format!("{own}&code={}", code(&test, secret));
        call_as(&test, &jo, "ConfirmTwoFactor", &right).await.unwrap();
        let state = session(&test, &jo).await;
        assert_eq!(state["twofactorowed"], json!(false));
        assert_eq!(state["permissions"].as_str().unwrap().split(',').count(), HELPS.len());
        test.engine.clock.advance(SignedDuration::from_secs(30));
        let end = format!("{own}&code={}", code(&test, secret));
        let said = call_as(&test, &jo, "EndTwoFactor", &end).await;
        assert_eq!(said, Err("Two-Factor Authentication is required of staff".to_owned()));
    }
}
