//! The identity providers that staff and clients may sign in through.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddSignInProvider, DeleteSignInProvider, GetSignInProviders, TestConnection,
    UpdateSignInProvider,
};
use serde_json::{Value, json};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, fields, part};
use crate::routing::post;
use crate::whmcs::CallError;

pub(super) fn routes() -> Router<App> {
    small::routes::<Provider>().route("/admin/sign-in-providers/{id}/test", post(test))
}

struct Provider;

impl Thing for Provider {
    type Add = AddSignInProvider;
    type Update = UpdateSignInProvider;
    type Delete = DeleteSignInProvider;
    const PATH: &'static str = "/admin/sign-in-providers";
    const LIST: &'static str = "Sign-in providers";
    const WORD: &'static str = "sign-in provider";
    const KEY: &'static str = "providerid";
    const TEMPLATE: &'static str = "admin/sheet_provider.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let secret = Input::password("clientsecret", "Client secret");
        let at_provider = [
            Input::text("name", "Name").required().hint("As the buttons say it"),
            Input::text("issuer", "Issuer")
                .wide()
                .required()
                .hint("https://…, letter by letter as the provider writes it"),
            Input::text("clientid", "Client ID").required(),
            match id {
                Some(_) => secret.hint("Empty leaves it as it is, at the same issuer"),
                None => secret.hint("Empty for a client without one"),
            },
        ];
        let who = [
            Input::switch("forclients", "Clients may sign in"),
            Input::switch("signup", "New clients may sign up"),
            Input::switch("forstaff", "Staff may sign in"),
            Input::text("staffdomains", "Mail domains of staff")
                .hint("By commas; staff with such a proven address need not link it first"),
            Input::number("position", "Position").hint("Among the buttons"),
        ];
        vec![part("At the provider", at_provider), part("Who may come from there", who)]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        json!({ "test": id.is_some() && desk.may("TestConnection") })
    }
}

impl Small for Provider {
    const LEAD: &'static str = "Whom people may come from (OpenID Connect). There, name this address \
        with /signin/callback behind it as the one that people are sent back to";
    const NEW: (&'static str, &'static str) = ("/admin/sign-in-providers/new", "New provider");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Provider"),
        ("issuer", "Issuer"),
        ("forclients", "For clients"),
        ("forstaff", "For staff"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let found = desk.call(GetSignInProviders {}).await?.providers.0.provider.0;
        Ok(found.iter().map(fields).collect())
    }
}

/// `POST …/test`: whether the provider describes itself as it should.
async fn test(desk: Desk, Path(id): Path<u64>, _: Posted) -> Result<Response, Fail> {
    let call = TestConnection { signinprovider: Some(id), ..TestConnection::default() };
    let said = match desk.ask(call).await {
        Ok(said) if said.reached.0 => format!("It answers: {}", said.message),
        Ok(said) => format!("It does not answer as it should: {}", said.message),
        Err(CallError::Refused(refusal)) => refusal.said.into_owned(),
        Err(error) => return Err(Fail::new(&desk, error)),
    };
    Ok(desk.go(&format!("/admin/sign-in-providers/{id}"), &said))
}
