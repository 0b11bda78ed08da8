//! The page that asks once more who somebody is, before what cannot be taken back.

use serde_json::json;

use super::Shown;
use super::doors::words;
use super::frame::Member;
use crate::pages::filled::Filled;
use crate::pages::language::tell;
use crate::pages::sorry::Sorry;
use crate::session::proof::{Proof, Unproven, prove};

/// The field of the present password.
const PASSWORD: &str = "present_password";

/// What the proof is for.
pub(super) struct Wish {
    /// What is about to be done, to what.
    pub(super) heading: String,
    /// What that means.
    pub(super) text: String,
    /// The word on the button.
    pub(super) label: String,
    /// Where the form goes.
    pub(super) action: String,
    /// Where somebody goes who signs in again instead.
    pub(super) next: String,
    /// Where somebody goes who does not want it.
    pub(super) back: String,
    /// The entry of the navigation.
    pub(super) nav: &'static str,
    /// The steps of the way here.
    pub(super) crumbs: [(String, String); 3],
}

/// The proof that comes with the form, or the page that asks for it.
pub(super) async fn with_form(here: &Member, wish: &Wish) -> Result<Proof, Shown> {
    let password = here.form().text(PASSWORD);
    let mut filled = Filled::default();
    match prove(&here.app, &here.session, password).await {
        Ok(proof) => return Ok(proof),
        // The first time nothing was asked for yet.
        Err(Unproven::Missing) if password.is_none() => {}
        Err(Unproven::Missing) => filled.problem(PASSWORD, tell("enter-present-password")),
        Err(Unproven::Wrong) => filled.problem(PASSWORD, tell("present-password-wrong")),
        Err(Unproven::Refused(refused)) => match words(refused) {
            Ok((_, said)) => filled.problem("form", said),
            Err(error) => return Err(Err(Sorry::from(error))),
        },
    }
    Err(ask(here, wish, &filled).await)
}

/// The page that asks for it.
pub(super) async fn ask(here: &Member, wish: &Wish, filled: &Filled) -> Shown {
    let page = here.page("client/prove.html", &wish.label).nav(wish.nav);
    let page = wish.crumbs.iter().fold(page, |page, (name, path)| page.crumb(name, path));
    page.unless(filled.is_good())
        .show(json!({
            "heading": wish.heading,
            "text": wish.text,
            "label": wish.label,
            "action": wish.action,
            "next": wish.next,
            "back": wish.back,
            "filled": filled,
        }))
        .await
}
