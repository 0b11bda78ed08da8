//! Moving a domain name here: what must be so before, and its way into the cart.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use engine::Meaning;
use model::domains::name::DomainName;
use serde::Deserialize;
use serde_json::{Value, json};

use super::cart::{AGAIN, Cart};
use super::domains::{self, Ending};
use super::goods::Name;
use super::{Shown, show_with};
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::{tell, tell_with};
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
        let problem = tell("name-not-possible");
        let page = json!({ "query": wanted.name, "problem": problem, "name": null, "steps": null });
        let title = tell("domain-transfer");
        return show_with(&app, &arrival, &cart, template, &title, AGAIN, page).await;
    };
    let (list, problem) = match domains::may_ask(&app, &arrival) {
        false => (None, Some(tell("too-many-searches"))),
        true => match checklist(&app, &view::visitor(arrival.ip), name.as_str()).await {
            Ok(list) => (Some(list), None),
            Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::Invalid => {
                (None, Some(tell("name-not-possible")))
            }
            // Its registry is silent: what is to be seen to is known all the same.
            Err(CallError::Refused(_)) => (None, Some(tell("cannot-be-asked"))),
            Err(error) => return Err(error.into()),
        },
    };
    let currency = domains::currency(&app, &arrival, &cart).await?;
    let endings = domains::endings(&app, &arrival, currency).await?;
    let as_line = Name { name: name.to_string(), transfer: true, ..Name::default() };
    let ending = Ending::of(&as_line, &endings);
    let is_registered = list.as_ref().is_none_or(is_registered);
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
