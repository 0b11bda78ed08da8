//! What users may do for clients, and that it ends at the client's door.

use actions::testing::each;
use engine::people::permissions;
use model::ids::{ClientId, UserId};
use model::people::permission::ClientPermission;
use serde_json::json;

use super::stage::{call, client, scalar, user};

#[tokio::test(flavor = "multi_thread")]
async fn permissions_are_listed_set_and_taken_away() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        let una = user(&test, "una@example.com").await;
        let list = call(&test, "GetPermissionsList", "").await.unwrap();
        assert_eq!(list["status"], json!("success"));
        assert_eq!(list["permissions"]["permission"].as_array().unwrap().len(), 13);
        let mut act = test.engine.act().await.unwrap();
        let wanted = permissions::parse(&["invoices".into()], "none").unwrap();
        permissions::grant(&mut act, una, ClientId(1), wanted).await.unwrap();
        act.commit().await.unwrap();
        let set = "user_id=2&client_id=1&permissions=profile, tickets";
        assert_eq!(
            call(&test, "UpdateUserPermissions", set).await,
            Ok(json!({"result": "success"}))
        );
        let found = call(&test, "GetUserPermissions", "user_id=2&client_id=1").await.unwrap();
        assert_eq!(found["permissions"]["permission"], json!(["profile", "tickets"]));
        let owner = call(&test, "GetUserPermissions", "user_id=1&client_id=1").await.unwrap();
        assert_eq!(owner["permissions"], list["permissions"]);
        let audit: String = scalar(&test, "select changes from audit").await;
        assert_eq!(audit, r#"{"permissions[2]":["invoices","profile,tickets"]}"#);
        call(&test, "DeleteUserClient", "user_id=2&client_id=1").await.unwrap();
        let said = Err("User is not associated with client".to_owned());
        assert_eq!(call(&test, "GetUserPermissions", "user_id=2&client_id=1").await, said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_pairs_are_refused_in_the_vendors_words() {
    for test in each().await.unwrap() {
        client(&test, "jane@example.com").await;
        user(&test, "una@example.com").await;
        let actions = ["GetUserPermissions", "UpdateUserPermissions", "DeleteUserClient"];
        for action in actions {
            for (form, said) in [
                ("user_id=9&client_id=1", "Invalid user id"),
                ("client_id=1", "Invalid user id"),
                ("user_id=x&client_id=1", "Invalid user id"),
                ("user_id=1&client_id=9", "Invalid client id"),
                ("user_id=1", "Invalid client id"),
                ("user_id=2&client_id=1", "User is not associated with client"),
            ] {
                let form = format!("{form}&permissions=profile");
                assert_eq!(call(&test, action, &form).await, Err(said.to_owned()), "{action}");
            }
        }
        for (action, form, said) in [
            (
                "UpdateUserPermissions",
                "user_id=1&client_id=1&permissions=profile",
                "Permissions cannot be set on a client owner",
            ),
            (
                "UpdateUserPermissions",
                "user_id=1&client_id=1&permissions=",
                "Missing permissions definition",
            ),
            (
                "UpdateUserPermissions",
                "user_id=1&client_id=1&permissions=root",
                "Invalid permission: root",
            ),
            ("DeleteUserClient", "user_id=1&client_id=1", "You cannot remove the account owner"),
        ] {
            assert_eq!(call(&test, action, form).await, Err(said.to_owned()), "{form}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_user_may_do_for_one_client_means_nothing_at_another() {
    for test in each().await.unwrap() {
        let (one, owner) = client(&test, "jane@example.com").await;
        let (other, _) = client(&test, "joe@example.com").await;
        let una = user(&test, "una@example.com").await;
        let mut act = test.engine.act().await.unwrap();
        let wanted = permissions::parse(&["invoices".into()], "none").unwrap();
        permissions::grant(&mut act, una, one, wanted).await.unwrap();
        let twice = permissions::grant(&mut act, una, one, wanted).await.unwrap_err();
        assert_eq!(twice.to_string(), "User already associated with client");
        act.commit().await.unwrap();
        let mut conn = test.engine.engine.read().await.unwrap();
        for (user, client, permission, allowed) in [
            (una, one, ClientPermission::Invoices, true),
            (una, one, ClientPermission::Orders, false),
            (una, other, ClientPermission::Invoices, false),
            (owner, one, ClientPermission::Orders, true),
            (owner, other, ClientPermission::Profile, false),
            (UserId(99), one, ClientPermission::Profile, false),
            (owner, ClientId(99), ClientPermission::Profile, false),
        ] {
            let found = permissions::require(&mut conn, user, client, permission).await;
            assert_eq!(found.is_ok(), allowed, "{user} {client} {permission}");
        }
    }
}
