//! The client area: what somebody who logged in sees and does.

mod doors;
mod frame;
mod home;
mod invoices;
mod list;
mod paying;
mod register;
mod reset;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::gate::gate;
use super::sorry::Sorry;
use crate::App;

pub(crate) use frame::Member;

/// What a page of the client area answers.
type Shown = Result<axum::response::Response, Sorry>;

pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/login", get(doors::form).post(doors::enter))
        .route("/logout", get(doors::ask).post(doors::leave))
        .route("/register", get(register::form).post(register::submit))
        .route("/password/reset", get(reset::ask).post(reset::send))
        .route("/password/reset/{token}", get(reset::choose).post(reset::set))
        .route("/clientarea", get(home::home))
        .route("/billing/invoices", get(invoices::list))
        .route("/billing/invoices/{id}", get(invoices::detail))
        .route("/billing/invoices/{id}/pay", post(paying::pay))
        .route("/billing/invoices/{id}/credit", post(paying::credit))
        .layer(from_fn_with_state(app.clone(), gate))
}
