//! Mails that tell somebody what was changed about how it signs in, so that whoever did not do
//! that learns of it (OWASP ASVS 5.0, 6.3.7).

use store::people::{Whose, staff, users};

use crate::system::mail::enqueue;
use crate::system::settings::COMPANY_NAME;
use crate::system::templates::{self, Addressee};
use crate::{Act, Actor, Result};

/// Tells somebody, in the words of a template with further fields, at the address it has now.
pub(super) async fn tell(
    act: &mut Act,
    whose: Whose,
    template: &str,
    more: &[(&str, &str)],
) -> Result<()> {
    let to = match whose {
        Whose::User(user) => users::by_id(&mut act.conn, user).await?.as_ref().map(Addressee::from),
        Whose::Staff(id) => staff::by_id(&mut act.conn, id).await?.map(|row| Addressee {
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            ..Addressee::default()
        }),
    };
    let Some(to) = to else { return Ok(()) };
    let (time, origin) = (time(act), origin(act, whose));
    let more = [more, &[("security_time", &*time), ("security_origin", &*origin)]].concat();
    let Some(mail) = templates::told_user(act, template, &to, &more).await? else { return Ok(()) };
    enqueue(act, &mail, None).await
}

/// When it happens, as the company's clocks show it and as it writes dates.
pub(crate) fn time(act: &Act) -> String {
    let zone = act.settings.zone();
    let local = zone.to_datetime(act.now);
    let (day, time) = (act.settings.written(local.date()), local.strftime("%H:%M"));
    format!("{day} {time} {}", zone.to_offset_info(act.now).abbreviation())
}

/// The address that a client itself comes from; what the house does is said to be the house's.
pub(crate) fn origin_of_client(act: &Act) -> String {
    match &act.caller.actor {
        Actor::Client { user, .. } => origin(act, Whose::User(*user)),
        _ => act.settings.text(COMPANY_NAME).to_owned(),
    }
}

/// The address that the person itself came from; what the house did is said to be the house's.
fn origin(act: &Act, whose: Whose) -> String {
    let itself = match (&act.caller.actor, whose) {
        (Actor::Client { user, by: None, .. }, Whose::User(of)) => *user == of,
        (Actor::Staff { id, .. }, Whose::Staff(of)) => *id == of,
        // Whoever has the link from a mail.
        (Actor::Visitor, _) => true,
        _ => false,
    };
    if itself { act.caller.ip.clone() } else { act.settings.text(COMPANY_NAME).to_owned() }
}
