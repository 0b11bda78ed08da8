//! Staff, their roles and the credentials of programs: nobody grants what it may not do itself.

use actions::testing::{TestActions, each};
use engine::{Actor, Allowed, Caller, Door};
use model::ids::StaffId;
use serde_json::json;

use super::{call, call_as, id_of};
use crate::scenery::make;

const LOGIN: &str = "adminusername=sam&password2=correct+horse+battery";

async fn sam(test: &TestActions, role: i64) -> i64 {
    let form = format!("{LOGIN}&email=sam@example.com&firstname=Sam&lastname=Roe&roleid={role}");
    id_of(&call(test, "AddAdminUser", &form).await.unwrap()["adminid"])
}

fn staff(id: i64, may: &[&'static str]) -> Caller {
    let allowed = Allowed::from_names(may.iter().copied());
    let actor = Actor::Staff { id: StaffId(id), name: "Sam".to_owned(), allowed };
    Caller { actor, ..Caller::system(Door::Rest) }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_roles_and_credentials_are_edited_and_nobody_grants_what_it_may_not() {
    for test in each().await.unwrap() {
        make(&test).await;
        let role = "kind=staff&name=Helpers&permissions=AddAdminRole,AddAdminUser,GetClients";
        let role = id_of(&call(&test, "AddAdminRole", role).await.unwrap()["roleid"]);
        let sam = sam(&test, role).await;
        call(&test, "ValidateStaffLogin", LOGIN).await.unwrap();
        let caller = staff(sam, &["AddAdminRole", "AddAdminUser", "GetClients"]);
        for permissions in ["*", "DeleteClient", "GetClients,UpdateProduct"] {
            let form = format!("kind=staff&name=More&permissions={permissions}");
            let said = call_as(&test, &caller, "AddAdminRole", &form).await.unwrap_err();
            assert!(said.starts_with("You cannot permit"), "{said}");
        }
        let fine = "kind=staff&name=Fewer&permissions=GetClients";
        call_as(&test, &caller, "AddAdminRole", fine).await.unwrap();
        let form = format!("adminid={sam}&disabled=1");
        call(&test, "UpdateAdminUser", &form).await.unwrap();
        let said = call(&test, "ValidateStaffLogin", LOGIN).await.unwrap_err();
        assert_eq!(said, "Administrator Account Disabled");
        let said = call(&test, "DeleteAdminRole", &format!("roleid={role}")).await.unwrap_err();
        assert_eq!(said, "The role is in use: 1 × staff");

        let api = "kind=api&name=Robot&permissions=GetClients";
        let api = id_of(&call(&test, "AddAdminRole", api).await.unwrap()["roleid"]);
        let made = call(&test, "AddApiCredential", &format!("roleid={api}")).await.unwrap();
        assert_eq!(made["secret"].as_str().unwrap().len(), 32);
        let listed = call(&test, "GetApiCredentials", "").await.unwrap();
        let row = &listed["apicredentials"]["apicredential"][0];
        assert_eq!((&row["enabled"], row.get("secret")), (&json!(true), None));
        let id = id_of(&row["credentialid"]);
        call(&test, "UpdateApiCredential", &format!("credentialid={id}&enabled=0")).await.unwrap();
        call(&test, "DeleteApiCredential", &format!("credentialid={id}")).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_put_into_departments_and_out_of_them() {
    for test in each().await.unwrap() {
        make(&test).await;
        let mut departments = Vec::new();
        for name in ["Abuse", "Hosting"] {
            let form = format!("name={name}&email={name}@example.com");
            let made = call(&test, "AddSupportDepartment", &form).await.unwrap();
            departments.push(id_of(&made["deptid"]));
        }
        let [abuse, hosting] = departments[..] else { panic!("two departments") };
        let role = "kind=staff&name=Helpers&permissions=GetClients";
        let role = id_of(&call(&test, "AddAdminRole", role).await.unwrap()["roleid"]);
        let form = format!(
            "{LOGIN}&email=sam@example.com&firstname=Sam&lastname=Roe&roleid={role}\
                &supportdepartmentids={abuse}"
        );
        let sam = id_of(&call(&test, "AddAdminUser", &form).await.unwrap()["adminid"]);
        for (change, expected) in [
            (String::new(), vec![abuse]),
            (format!("&supportdepartmentids={hosting},{abuse}"), vec![abuse, hosting]),
            ("&language=german".to_owned(), vec![abuse, hosting]),
            ("&supportdepartmentids=".to_owned(), Vec::new()),
        ] {
            let form = format!("adminid={sam}{change}");
            call(&test, "UpdateAdminUser", &form).await.unwrap();
            let found = call(&test, "GetAdminUsers", "email=sam@example.com").await.unwrap();
            let sees = found["admin_users"][0]["supportDepartmentIds"].as_array().cloned();
            let sees: Vec<i64> = sees.unwrap_or_default().iter().map(id_of).collect();
            assert_eq!(sees, expected, "{change}: {found}");
        }
        let form = format!("adminid={sam}&supportdepartmentids=99");
        let said = call(&test, "UpdateAdminUser", &form).await.unwrap_err();
        assert_eq!(said, "There is no department 99");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_in_as_a_member_or_with_a_credential_that_may_more() {
    for test in each().await.unwrap() {
        make(&test).await;
        let role = "kind=staff&name=Helpers&permissions=GetClients";
        let role = id_of(&call(&test, "AddAdminRole", role).await.unwrap()["roleid"]);
        let sam = sam(&test, role).await;
        let caller = staff(sam, &["UpdateAdminUser", "UpdateApiCredential"]);
        let form = format!("adminid={sam}&email=taken@example.com");
        let said = call_as(&test, &caller, "UpdateAdminUser", &form).await.unwrap_err();
        assert!(said.starts_with("You cannot permit"), "{said}");
        let all = "kind=api&name=All&permissions=*";
        let all = id_of(&call(&test, "AddAdminRole", all).await.unwrap()["roleid"]);
        let less = "kind=api&name=Less&permissions=UpdateAdminUser";
        let less = id_of(&call(&test, "AddAdminRole", less).await.unwrap()["roleid"]);
        call(&test, "AddApiCredential", &format!("roleid={less}")).await.unwrap();
        let listed = call(&test, "GetApiCredentials", "").await.unwrap();
        let own = id_of(&listed["apicredentials"]["apicredential"][0]["credentialid"]);
        let form = format!("credentialid={own}&roleid={all}");
        let said = call_as(&test, &caller, "UpdateApiCredential", &form).await.unwrap_err();
        assert!(said.starts_with("You cannot permit"), "{said}");
        let form = format!("credentialid={own}&roleid={less}&adminid=0");
        call_as(&test, &caller, "UpdateApiCredential", &form).await.unwrap();
        call(&test, "DeleteApiCredential", &format!("credentialid={own}")).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_more_is_neither_taken_apart_nor_opened() {
    for test in each().await.unwrap() {
        make(&test).await;
        let all = "kind=api&name=All&permissions=*";
        let all = id_of(&call(&test, "AddAdminRole", all).await.unwrap()["roleid"]);
        let few = "kind=api&name=Few&permissions=GetClients";
        let few = id_of(&call(&test, "AddAdminRole", few).await.unwrap()["roleid"]);
        let form = format!("roleid={all}&loopbackonly=1");
        call(&test, "AddApiCredential", &form).await.unwrap();
        let listed = call(&test, "GetApiCredentials", "").await.unwrap();
        let one = id_of(&listed["apicredentials"]["apicredential"][0]["credentialid"]);
        let caller = staff(1, &["UpdateAdminRole", "UpdateApiCredential", "GetClients"]);
        for (action, form) in [
            ("UpdateAdminRole", format!("roleid={all}&permissions=GetClients")),
            ("UpdateAdminRole", format!("roleid={all}&name=None")),
            ("UpdateApiCredential", format!("credentialid={one}&loopbackonly=0")),
            ("UpdateApiCredential", format!("credentialid={one}&enabled=1")),
            ("UpdateApiCredential", format!("credentialid={one}&adminid=0")),
            ("UpdateApiCredential", format!("credentialid={one}&roleid={few}")),
        ] {
            let said = call_as(&test, &caller, action, &form).await.unwrap_err();
            assert_eq!(said, "You cannot permit *, which you may not do", "{action} {form}");
        }
        for (action, form) in [
            ("UpdateAdminRole", format!("roleid={few}&name=Fewer")),
            ("UpdateApiCredential", format!("credentialid={one}&enabled=0")),
        ] {
            call_as(&test, &caller, action, &form).await.unwrap();
        }
    }
}
