//! What members of staff change of themselves: with their password, whatever their role permits,
//! and of nobody else.

use actions::testing::each;
use serde_json::Value;

use super::staff_factor::{id, member};
use super::stage::{call, call_as, scalar};
use crate::support::house::client;

const OWN: [&str; 2] = ["GetOwnAdmin", "UpdateOwnAdmin"];

#[tokio::test(flavor = "multi_thread")]
async fn staff_change_themselves_with_their_password() {
    for test in each().await.unwrap() {
        let jo = member(&test, "jo", &OWN).await;
        let own = format!("adminid={}", id(&jo));
        let changes = "firstname=Joan&lastname=Day&email=joan%40example.com&language=german\
            &signature=Yours%0AJoan";
        for (present, said) in [
            ("", "You did not enter your present password"),
            ("&currentpassword=wrong", "This is not your present password"),
        ] {
            let form = format!("{own}{present}&{changes}");
            assert_eq!(call_as(&test, &jo, "UpdateOwnAdmin", &form).await, Err(said.to_owned()));
        }
        let right = format!("{own}&currentpassword=correct+horse");
        for (change, said) in [
            ("firstname=+", "A name is required"),
            ("email=nobody", "The email address entered is not valid"),
            (&*format!("signature={}", "x".repeat(10_001)), "The signature is too long"),
        ] {
            let form = format!("{right}&{change}");
            assert_eq!(call_as(&test, &jo, "UpdateOwnAdmin", &form).await, Err(said.to_owned()));
        }
        let epoch = "select epoch from staff where username = 'jo'";
        call_as(&test, &jo, "UpdateOwnAdmin", &format!("{right}&{changes}")).await.unwrap();
        assert_eq!(scalar::<i64>(&test, epoch).await, 0, "sessions go on");
        let mine = call_as(&test, &jo, "GetOwnAdmin", &own).await.unwrap();
        let found = ["username", "firstname", "lastname", "email", "role", "language", "signature"]
            .map(|name| mine[name].as_str().unwrap().to_owned());
        let expected = ["jo", "Joan", "Day", "joan@example.com", "jo", "german", "Yours\nJoan"];
        assert_eq!(found, expected, "{mine}");

        let anew = format!("{right}&password2=a+much+better+one");
        call_as(&test, &jo, "UpdateOwnAdmin", &anew).await.unwrap();
        assert_eq!(scalar::<i64>(&test, epoch).await, 1, "sessions end");
        let login = async |password: &str| {
            let form = format!("adminusername=jo&password2={password}");
            call(&test, "ValidateStaffLogin", &form).await
        };
        assert!(login("correct+horse").await.is_err());
        assert!(login("a+much+better+one").await.is_ok());
        let again = call_as(&test, &jo, "UpdateOwnAdmin", &right).await;
        assert_eq!(again, Err("This is not your present password".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_another_member_this_way() {
    for test in each().await.unwrap() {
        let jo = member(&test, "jo", &OWN).await;
        let sam = member(&test, "sam", &["*"]).await;
        let of_sam = format!("adminid={}&currentpassword=correct+horse&firstname=X", id(&sam));
        let no: Result<Value, String> = Err("Staff change their own account only".to_owned());
        for action in OWN {
            assert_eq!(call_as(&test, &jo, action, &of_sam).await, no, "{action}");
            let said = call_as(&test, &client(1), action, &of_sam).await;
            assert_eq!(said, Err("Admin ID Not Found".to_owned()), "{action}");
        }
        let taken =
            format!("adminid={}&currentpassword=correct+horse&email=sam%40example.com", id(&jo));
        let said = call_as(&test, &jo, "UpdateOwnAdmin", &taken).await;
        assert_eq!(said, Err("That username or email address is taken".to_owned()));
        let name: String =
            scalar(&test, "select first_name from staff where username = 'sam'").await;
        assert_eq!(name, "sam");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_present_password_is_not_tried_out() {
    for test in each().await.unwrap() {
        let jo = member(&test, "jo", &OWN).await;
        let wrong = format!("adminid={}&currentpassword=wrong", id(&jo));
        let mut said = String::new();
        for _ in 0..50 {
            said = call_as(&test, &jo, "UpdateOwnAdmin", &wrong).await.unwrap_err();
            if said != "This is not your present password" {
                break;
            }
        }
        assert!(said.starts_with("Too many failed"), "{said}");
    }
}
