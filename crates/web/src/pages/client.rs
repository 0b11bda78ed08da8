//! The client area: what somebody who logged in sees and does.

mod account;
mod accounts;
mod addresses;
mod affiliate;
mod cancelling;
mod confirming;
mod dns;
pub(crate) mod domain_addons;
mod domains;
mod doors;
mod email;
mod explained;
mod files;
mod forwards;
mod frame;
mod home;
mod invoices;
pub(super) mod kept;
mod keys;
pub(super) mod leads;
mod list;
mod live;
mod mass_pay;
mod metrics;
mod money;
mod news;
mod passkeys;
mod paying;
mod privacy;
mod proofs;
mod prove;
mod provider;
mod question;
mod quotes;
mod register;
mod reset;
mod security;
mod service_addons;
mod services;
mod sessions;
mod sso;
mod statement;
pub(crate) mod ticket_new;
mod tickets;
mod upgrade;
mod usage;
mod users;

use axum::Router;
use axum::middleware::from_fn_with_state;

use super::gate::gate;
use super::sorry::Sorry;
use crate::App;
use crate::routing::{get, post};

pub(crate) use accounts::ordering_as;
pub(crate) use frame::Member;
pub(crate) use invoices::line_text;
pub(crate) use register::weak;
pub(crate) use services::{operations, said_before};

/// What a page of the client area answers.
type Shown = Result<axum::response::Response, Sorry>;

pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/login/passkey", get(passkeys::ask).merge(post(passkeys::come_in)))
        .route("/login", get(doors::form).merge(post(doors::enter)))
        .route("/signin/{provider}", get(provider::start))
        .route("/signin/callback", get(provider::back))
        .route("/signin/code", get(provider::ask_code).merge(post(provider::code)))
        .route("/oauth/singlesignon.php", get(sso::come_in))
        .route("/logout", get(doors::ask).merge(post(doors::leave)))
        .route("/register", get(register::form).merge(post(register::submit)))
        .route("/password/reset", get(reset::ask).merge(post(reset::send)))
        .route("/password/reset/{token}", get(reset::choose).merge(post(reset::set)))
        .route("/clientarea", get(home::home))
        .route("/clientarea/events", get(live::events))
        .route("/payment/confirm/{token}", get(confirming::ask).merge(post(confirming::answer)))
        .route("/verify/{token}", get(users::ask_verify).merge(post(users::verify)))
        .route("/invite/{token}", get(users::ask_invite).merge(post(users::accept_invite)))
        .route("/announcements", get(news::list))
        .route("/announcements/{id}", get(news::one))
        .merge(people())
        .merge(billing())
        .merge(hosting())
        .merge(names())
        .merge(support())
        .layer(from_fn_with_state(app.clone(), gate))
}

fn billing() -> Router<App> {
    Router::new()
        .route("/billing/invoices", get(invoices::list))
        .route("/billing/invoices/{id}", get(invoices::detail))
        .route("/billing/invoices/{id}/pdf", get(invoices::pdf))
        .route("/billing/invoices/{id}/xml", get(invoices::xml))
        .route("/billing/credit-notes/{id}/pdf", get(invoices::credit_note_pdf))
        .route("/billing/credit-notes/{id}/xml", get(invoices::credit_note_xml))
        .route("/billing/invoices/{id}/pay", post(paying::pay))
        .route("/billing/invoices/{id}/credit", post(paying::credit))
        .route("/billing/invoices/{id}/proof", post(proofs::send))
        .route("/billing/transactions", get(money::transactions))
        .route("/billing/statement", get(statement::page))
        .route("/billing/statement/pdf", get(statement::pdf))
        .route("/billing/payment-methods", get(money::methods).merge(post(money::add_method)))
        .route("/billing/payment-methods/{id}/delete", post(money::delete_method))
        .route("/billing/payment-methods/{id}/default", post(money::prefer_method))
        .route("/billing/add-funds", get(money::funds).merge(post(money::add_funds)))
        .route("/billing/mass-pay", get(mass_pay::page).merge(post(mass_pay::submit)))
        .route("/billing/mass-pay/sum", post(mass_pay::sum))
        .route("/billing/quotes", get(quotes::list))
        .route("/billing/quotes/{id}", get(quotes::detail))
        .route("/billing/quotes/{id}/pdf", get(quotes::pdf))
        .route("/billing/quotes/{id}/accept", post(quotes::accept))
        .route("/billing/quotes/{id}/decline", post(quotes::decline))
}

fn hosting() -> Router<App> {
    Router::new()
        .route("/services", get(services::list))
        .route("/services/{id}", get(services::detail))
        .route("/services/{id}/do/{function}", get(services::ask).merge(post(services::act)))
        .route("/services/{id}/addresses", get(addresses::page).merge(post(addresses::save)))
        .route("/services/{id}/addons", post(service_addons::order))
        .route("/services/{id}/metrics", get(metrics::page))
        .route("/services/{id}/password", post(services::password))
        .route("/services/{id}/cancel", get(cancelling::ask_cancel).merge(post(cancelling::cancel)))
        .route("/services/{id}/keep", post(cancelling::keep))
        .route("/services/{id}/upgrade", get(upgrade::form).merge(post(upgrade::submit)))
}

fn people() -> Router<App> {
    Router::new()
        .route("/account", get(account::details).merge(post(account::save)))
        .route("/account/switch", get(accounts::list).merge(post(accounts::switch)))
        .route("/account/contacts", get(account::contacts))
        .route("/account/contacts/new", get(account::new_contact).merge(post(account::add_contact)))
        .route("/account/contacts/{id}", get(account::contact).merge(post(account::save_contact)))
        .route("/account/contacts/{id}/delete", post(account::delete_contact))
        .route("/account/users", get(users::list).merge(post(users::invite)))
        .route("/account/users/{id}", post(users::permit))
        .route("/account/users/invitations/{id}/withdraw", post(users::withdraw))
        .route("/account/users/{id}/remove", post(users::remove))
        .route("/account/security", get(security::page).merge(post(security::change_password)))
        .route("/account/security/email", post(email::change))
        .route("/account/security/email/resend", post(email::resend))
        .route("/account/security/email/withdraw", post(email::withdraw))
        .route("/account/security/factor", post(security::factor))
        .route("/account/security/passkeys", get(passkeys::options).merge(post(passkeys::add)))
        .route("/account/security/passkeys/{id}/remove", post(passkeys::remove))
        .route("/account/security/link/{provider}", get(provider::link))
        .route("/account/security/unlink/{id}", post(provider::unlink))
        .route("/account/security/question", post(question::submit))
        .route("/account/security/sessions", post(sessions::end_all))
        .route("/account/security/sessions/others", post(sessions::end_others))
        .route("/account/security/sessions/{id}/end", post(sessions::end))
        .route("/account/affiliate", get(affiliate::page).merge(post(affiliate::join)))
        .route("/account/privacy", get(privacy::page))
        .route("/account/privacy/export", post(privacy::export))
        .route("/account/privacy/erase", post(privacy::erase))
        .route("/account/files", get(files::list))
        .route("/account/files/{id}", get(files::file))
        .route("/account/emails", get(users::emails))
        .route("/account/emails/{id}", get(users::email))
}

fn names() -> Router<App> {
    Router::new()
        .route("/domains", get(domains::list))
        .route("/domains/{id}", get(domains::detail))
        .route("/domains/{id}/nameservers", post(domains::set_servers))
        .route("/domains/{id}/contacts", get(domains::contacts).merge(post(domains::set_contacts)))
        .route("/domains/{id}/dns", get(dns::list).merge(post(dns::add)))
        .route("/domains/{id}/dns/{what}", post(dns::change))
        .route("/domains/{id}/forwards", get(forwards::list).merge(post(forwards::add)))
        .route("/domains/{id}/forwards/delete", post(forwards::delete))
        .route("/domains/{id}/keys", get(keys::page).merge(post(keys::set)))
        .route("/domains/{id}/addons", post(domain_addons::order))
        .route("/domains/{id}/code", post(domains::code))
        .route("/domains/{id}/renew", post(domains::renew))
        .route("/domains/{id}/transfer", post(domains::transfer))
        .route("/domains/{id}/set/{what}", post(domains::switch))
}

fn support() -> Router<App> {
    Router::new()
        .route("/tickets", get(tickets::list))
        .route("/tickets/new", get(ticket_new::form).merge(post(ticket_new::open)))
        .route("/tickets/number/{tid}", get(tickets::numbered))
        .route("/tickets/{id}", get(tickets::detail))
        .route("/tickets/{id}/reply", post(tickets::reply))
        .route("/tickets/{id}/close", post(tickets::close))
        .route("/tickets/{id}/reopen", post(tickets::reopen))
        .route("/tickets/{id}/rate", post(tickets::rate))
        .route("/tickets/{id}/feedback", post(tickets::feedback))
        .route("/tickets/{id}/file", get(tickets::file))
}
