//! Mails of templates to the staff.

use std::collections::BTreeMap;

use model::ids::DepartmentId;
use store::people::{roles, staff};
use store::support::departments;

use super::{Message, Template, found, of_house};
use crate::system::mail::{NewMail, enqueue};
use crate::{Act, Allowed, Result, not_found};

/// Sends a mail to every member of staff who may sign in, or to those of a department.
///
/// # Errors
/// `Email Template not found`; no such department; not-now when there is nobody to write to.
pub async fn send_to_staff(
    act: &mut Act,
    message: &Message,
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
    for member in staff::all(&mut act.conn).await?.into_iter().filter(|member| !member.disabled) {
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

fn to_member(mail: &NewMail, member: staff::StaffRow) -> NewMail {
    NewMail {
        to: member.email,
        to_name: format!("{} {}", member.first_name, member.last_name).trim().to_owned(),
        ..mail.clone()
    }
}
