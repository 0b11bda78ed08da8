//! Moving a domain name here: what must be so before, and its way into the cart.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use engine::{Meaning, Refusal};
use model::domains::name::DomainName;
use serde::Deserialize;
use serde_json::{Value, json};

use super::cart::{AGAIN, Cart};
use super::domains::{self, Ending};
use super::goods::Name;
use super::{Shown, show_with};
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::{self, tell, tell_with};
use crate::pages::view;
use crate::transfer::{Checklist, Standing, Step, What, checklist};
use crate::whmcs::CallError;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    name: String,
}

/// `GET /domains/transfer?name=example.com`
pub(super) async fn page(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let cart = Cart::shown(&app, &arrival, &headers, "").await?;
    let template = "storefront/transfer.html";
    let Ok(name) = DomainName::from_people(wanted.name.trim()) else {
        // Nothing is wrong with what nobody has typed yet.
        let is_typed = !wanted.name.trim().is_empty();
        let problem = is_typed.then(|| tell("name-not-possible"));
        let page = json!({ "query": wanted.name, "problem": problem, "name": null, "steps": null });
        let (title, status) =
            (tell("domain-transfer"), if is_typed { AGAIN } else { StatusCode::OK });
        return show_with(&app, &arrival, &cart, template, &title, status, page).await;
    };
    let currency = domains::currency(&app, &arrival, &cart).await?;
    let endings = domains::endings(&app, &arrival, currency).await?;
    let as_line = Name { name: name.to_string(), transfer: true, ..Name::default() };
    let ending = Ending::of(&as_line, &endings);
    let (list, problem, is_registered) = match domains::may_ask(&app, &arrival) {
        false => (None, Some(tell("too-many-searches")), true),
        true => match checklist(&app, &view::visitor(arrival.ip), name.as_str()).await {
            Ok(list) => {
                let is_registered = is_registered(&list);
                (Some(list), None, is_registered)
            }
            Err(CallError::Refused(refusal)) => {
                let (problem, goes_on) = judged(&refusal, ending.is_some());
                (None, Some(problem), goes_on)
            }
            Err(error) => return Err(error.into()),
        },
    };
    let page = json!({
        "query": wanted.name,
        "problem": problem,
        "name": name.as_str(),
        "steps": list.map(|list| list.steps.iter().map(told).collect::<Vec<_>>()),
        "price": ending.and_then(|ending| ending.offered(&as_line).first()).map(|(_, price)| price),
        "is_registered": is_registered,
    });
    let title = tell_with("move-name-here", &[("name", name.for_people().into())]);
    show_with(&app, &arrival, &cart, template, &title, StatusCode::OK, page).await
}

/// What is said instead of the list, and whether the name may be moved all the same.
fn judged(refusal: &Refusal, is_sold: bool) -> (String, bool) {
    match refusal.meaning {
        Meaning::Invalid => (tell("name-not-possible"), false),
        // It is here already.
        Meaning::Conflict => (language::refusal(&refusal.said).into_owned(), false),
        _ if !is_sold => (tell("move-offered-open"), false),
        // Its registry is silent: what is to be seen to is known all the same.
        _ => (tell("cannot-be-asked"), true),
    }
}

fn is_registered(list: &Checklist) -> bool {
    list.steps.iter().all(|each| each.step != What::Registered || each.state == Standing::Done)
}

/// A step with its sentence, for the template.
fn told(step: &Step) -> Value {
    let state = match step.state {
        Standing::Done => "done",
        Standing::Open => "open",
        Standing::Unknown => "unknown",
    };
    json!({ "state": state, "text": tell(sentence(step.step, step.state)) })
}

/// The name of the sentence about a step as it stands.
const fn sentence(step: What, state: Standing) -> &'static str {
    match (step, state) {
        (What::Offered, Standing::Done) => "move-offered",
        (What::Offered, _) => "move-offered-open",
        (What::Registered, Standing::Done) => "move-registered",
        (What::Registered, _) => "move-registered-open",
        (What::Unlocked, Standing::Done) => "move-unlocked",
        (What::Unlocked, Standing::Open) => "move-unlocked-open",
        (What::Unlocked, Standing::Unknown) => "move-unlocked-unknown",
        (What::OldEnough, Standing::Done) => "move-old-enough",
        (What::OldEnough, Standing::Open) => "move-old-enough-open",
        (What::OldEnough, Standing::Unknown) => "move-old-enough-unknown",
        (What::Code, _) => "move-code",
    }
}
