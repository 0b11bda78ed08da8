//! Credentials of programs that sign clients in.

use actions::testing::each;
use model::hosting::service::ServiceStatus;
use protocol::{
    CreateOAuthCredential, DeleteOAuthCredential, ListOAuthCredentials, UpdateOAuthCredential,
};

use crate::scenery::{make, wire};

fn new(grant: &str, scope: &str) -> CreateOAuthCredential {
    CreateOAuthCredential {
        grantType: grant.to_owned(),
        scope: scope.to_owned(),
        ..CreateOAuthCredential::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_is_made_listed_changed_and_deleted() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let service = wire(scenery.service(&test, ServiceStatus::Active).await);
        let call = CreateOAuthCredential {
            serviceId: Some(service),
            ..new("single_sign_on", "clientarea:sso clientarea:profile")
        };
        let made = test.call(call).await.unwrap();
        assert!(made.clientIdentifier.starts_with("HOSTLER."));
        let list = test.call(ListOAuthCredentials::default()).await.unwrap();
        assert_eq!(list.clients.len(), 1);
        assert_eq!(list.clients[0].credentialId, made.credentialId);
        assert_eq!(list.clients[0].clientSecret.reveal(), made.clientSecret.reveal());
        assert_eq!(&*list.clients[0].createdAt, "1st January 2026 9:00:00am");
        let id = made.credentialId.id();
        let update = UpdateOAuthCredential {
            credentialId: id,
            name: Some("Panel".to_owned()),
            resetSecret: true.into(),
            ..UpdateOAuthCredential::default()
        };
        let secret = test.call(update).await.unwrap().newClientSecret.unwrap();
        assert_ne!(secret.reveal(), made.clientSecret.reveal());
        let delete = || DeleteOAuthCredential { credentialId: id.unwrap() };
        test.call(delete()).await.unwrap();
        assert_eq!(test.refused(delete()).await, "Invalid Credential ID provided.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_told_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let named = |call: CreateOAuthCredential| CreateOAuthCredential {
            name: Some("Panel".to_owned()),
            ..call
        };
        let cases = [
            (new("password", "openid"), "The requested grant type \"password\" is invalid."),
            (new("authorization_code", "openid"), "A name for the Client Credential is required."),
            (named(new("authorization_code", " ")), "At least one valid scope is required."),
            (
                named(new("authorization_code", "openid root")),
                "The requested scope \"root\" is invalid.",
            ),
            (
                new("single_sign_on", "openid"),
                "A service ID is required for the single sign-on grant type.",
            ),
            (
                CreateOAuthCredential { serviceId: Some(9), ..new("single_sign_on", "openid") },
                "A valid Service ID is required.",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let update = |id, identifier: Option<&str>| UpdateOAuthCredential {
            credentialId: id,
            clientApiIdentifier: identifier.map(str::to_owned),
            ..UpdateOAuthCredential::default()
        };
        for (call, expected) in [
            (update(None, None), "A Credential ID or Client Identifier is required."),
            (update(Some(9), None), "Invalid Credential ID provided."),
            (update(None, Some("x")), "Invalid Client Identifier provided."),
        ] {
            assert_eq!(test.refused(call).await, expected);
        }
    }
}
