//! Mails of templates to the staff.

use std::collections::BTreeMap;

use model::ids::DepartmentId;
use model::people::full_name;
use store::people::{roles, staff};
use store::support::departments;

use super::{Message, Template, found, of_house};
use crate::system::mail::{NewMail, enqueue};
use crate::{Act, Allowed, Result, not_found};

/// Whom of the staff a mail is for: `type` of `SendAdminEmail`
/// (`https://developers.whmcs.com/api-reference/sendadminemail/`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Circle {
    /// Everybody who may sign in.
    #[default]
    System,
    /// Whose role asks for mails about orders and clients.
    Account,
    /// Whose role asks for mails about tickets.
    Support,
}

/// Sends a mail to every member of staff of a circle who may sign in, or to those of a department.
///
/// # Errors
/// `Email Template not found`; no such department; not-now when there is nobody to write to.
pub async fn send_to_staff(
    act: &mut Act,
    message: &Message,
    circle: Circle,
    department: Option<DepartmentId>,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    if let Some(department) = department {
        let found = departments::by_id(&mut act.conn, department).await?;
        found.ok_or_else(|| not_found("Department ID not found"))?;
    }
    let template = found(act, message).await?;
    let words = template.words("")?;
    let mail = of_house(act, words, extra, &[]);
    let roles = roles::all(&mut act.conn).await?.into_iter();
    let roles = roles.filter(|role| match circle {
        Circle::System => true,
        Circle::Account => role.account_mails,
        Circle::Support => role.support_mails,
    });
    let roles: Vec<_> = roles.map(|role| role.id).collect();
    let all = staff::all(&mut act.conn).await?.into_iter();
    for member in all.filter(|member| !member.disabled && roles.contains(&member.role_id)) {
        // Who is in no department looks after all of them.
        let own = departments::of_staff(&mut act.conn, member.id).await?;
        if department.is_some_and(|wanted| !own.is_empty() && !own.contains(&wanted)) {
            continue;
        }
        enqueue(act, &to_member(&mail, member), None).await?;
    }
    Ok(())
}

/// Tells those members of staff whose role permits an action, in the words of a template; each of
/// them once for a key. Nothing when the template is missing or switched off.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell_staff(
    act: &mut Act,
    name: &str,
    permitted: &str,
    more: &[(&str, String)],
    key: &str,
) -> Result<()> {
    let Some(template) = Template::named(act, name).await? else { return Ok(()) };
    let Ok(words) = template.words("") else { return Ok(()) };
    let mail = of_house(act, words, &BTreeMap::new(), more);
    let roles = roles::all(&mut act.conn).await?.into_iter();
    let roles = roles.filter(|role| Allowed::from_json(&role.actions).permits(permitted));
    let roles: Vec<_> = roles.map(|role| role.id).collect();
    for member in staff::all(&mut act.conn).await? {
        if !member.disabled && roles.contains(&member.role_id) {
            let key = format!("{key}:{}", member.id);
            enqueue(act, &to_member(&mail, member), Some(key)).await?;
        }
    }
    Ok(())
}

/// What the members of a role may ask to be written to about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// Orders, cancellations, quotes and proofs of payments.
    Account,
    /// A ticket of this department.
    Support(DepartmentId),
}

/// Tells those members of staff whose role asks for mails about such things, in the words of a
/// template, each of them once for a key; of tickets only who looks after the department, and
/// nobody of what was done with the own hands. Nothing when the template is missing or off.
///
/// # Errors
/// When the database fails.
pub async fn tell_concerned(
    act: &mut Act,
    name: &str,
    concern: Concern,
    more: &[(&str, String)],
    key: &str,
) -> Result<()> {
    let roles = roles::all(&mut act.conn).await?.into_iter();
    let roles = roles.filter(|role| match concern {
        Concern::Account => role.account_mails,
        Concern::Support(_) => role.support_mails,
    });
    let roles: Vec<_> = roles.map(|role| role.id).collect();
    if roles.is_empty() {
        return Ok(());
    }
    let Some(template) = Template::named(act, name).await? else { return Ok(()) };
    let Ok(words) = template.words("") else { return Ok(()) };
    let mail = of_house(act, words, &BTreeMap::new(), more);
    let who = act.caller.actor.staff();
    for member in staff::all(&mut act.conn).await? {
        if member.disabled || who == Some(member.id) || !roles.contains(&member.role_id) {
            continue;
        }
        if let Concern::Support(wanted) = concern {
            // Who is in no department looks after all of them.
            let own = departments::of_staff(&mut act.conn, member.id).await?;
            if !own.is_empty() && !own.contains(&wanted) {
                continue;
            }
        }
        let key = format!("{key}:{}", member.id);
        enqueue(act, &to_member(&mail, member), Some(key)).await?;
    }
    Ok(())
}

fn to_member(mail: &NewMail, member: staff::StaffRow) -> NewMail {
    NewMail {
        to: member.email,
        to_name: full_name(&member.first_name, &member.last_name),
        ..mail.clone()
    }
}
