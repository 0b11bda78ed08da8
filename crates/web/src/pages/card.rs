//! A card as it is typed into a form: what shows to be wrong with it before any bank is asked.

use std::net::IpAddr;

use ports::payment::{CardEntry, CardField};

use super::{language, view};
use crate::App;

/// What stands in the fields of a card.
#[derive(Clone, Copy)]
pub(crate) struct Typed<'a> {
    pub(crate) number: &'a str,
    pub(crate) expiry: &'a str,
    pub(crate) code: &'a str,
}

/// What is wrong with a card, by the names that the fields have on our forms. Of an empty field
/// nothing is said here: who asks for a card says what is missing.
pub(crate) async fn faults(app: &App, ip: IpAddr, typed: Typed<'_>) -> Vec<(&'static str, String)> {
    let zone = view::zone(app, &view::visitor(ip)).await;
    let today = zone.to_datetime(app.0.clock.now()).date();
    // What is no month and year is a date that cannot be.
    let (expiry_month, expiry_year) = CardEntry::read_expiry(typed.expiry).unwrap_or((0, 0));
    let card = CardEntry {
        number: typed.number.into(),
        expiry_month,
        expiry_year,
        security_code: Some(typed.code.into()),
        holder: String::new(),
    };
    let mut found = Vec::new();
    for fault in card.faults(today) {
        let (name, text) = match fault.field {
            CardField::Number => ("card_number", typed.number),
            CardField::Expiry => ("card_expiry", typed.expiry),
            CardField::SecurityCode => ("card_cvv", typed.code),
        };
        if !text.is_empty() {
            found.push((name, language::refusal(fault.why).into_owned()));
        }
    }
    found
}
