//! What the registrar of a domain name is told by staff alone, whatever was paid.

use axum::Json;
use axum::extract::State;
use protocol::{DomainRegister, DomainRenew, DomainTransfer};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::rest::admin::services::{OwnedName, name_row_of, one_name};
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("eppcode", "code"), ("regperiod", "years")];

/// What is to become of a domain name at its registrar.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewCommand {
    action: Command,
    /// For `renew`: how many years; those of its renewals if absent.
    #[schemars(range(min = 1, max = 10))]
    years: Option<u64>,
    /// For `transfer`: the code of the present provider; the one of its order if absent.
    #[schemars(length(min = 1, max = 255))]
    code: Option<String>,
}

/// What can become of a domain name at its registrar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Command {
    Register,
    Transfer,
    Renew,
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewCommand>,
) -> Result<Json<OwnedName>, Problem> {
    if input.years.is_some() && input.action != Command::Renew {
        return Err(Problem::invalid("/years", "is only for `renew`"));
    }
    if input.code.is_some() && input.action != Command::Transfer {
        return Err(Problem::invalid("/code", "is only for `transfer`"));
    }
    name_row_of(&app, &session, id).await?;
    let domainid = Some(id);
    let done = match input.action {
        Command::Register => {
            let call = DomainRegister { domainid, ..DomainRegister::default() };
            session.call(&app, call).await.map(drop)
        }
        Command::Transfer => {
            let eppcode = input.code.map(Into::into);
            let call = DomainTransfer { domainid, eppcode, ..DomainTransfer::default() };
            session.call(&app, call).await.map(drop)
        }
        Command::Renew => {
            let call = DomainRenew { domainid, regperiod: input.years, ..DomainRenew::default() };
            session.call(&app, call).await.map(drop)
        }
    };
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one_name(&app, &session, id).await?))
}
