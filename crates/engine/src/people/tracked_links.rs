//! Links whose clicks, sign-ups and orders are counted. Addresses are never kept: a visitor is a
//! hash with a salt that is forgotten the day after.

use model::hex::hex;
use model::ids::{ClientId, OrderId};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::people::tracked_links::{self, LinkRow};

use super::person::tidy;
use crate::system::settings::{LINK_IMPORT, SYSTEM_URL};
use crate::{Act, Result, conflict, invalid, not_found};

/// Letters of a code that is made up.
const CODE_LETTERS: usize = 7;
/// Letters of a code at most.
const CODE_LETTERS_MAX: usize = 64;
/// Letters of what staff call a link, and of where it was put.
const WORDS_LETTERS_MAX: usize = 255;
/// Letters of the salt of a day.
const SALT_LETTERS: usize = 32;

/// Letters of a mark (`utm_source` and so on) that are kept.
const MARK_LETTERS_MAX: usize = 80;
/// Links that visitors' addresses may make.
pub const IMPORTED_MAX: i64 = 1_000;

/// What is said of a link; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What staff call it.
    pub name: Option<String>,
    /// An address of ours (`/…`) or a whole one.
    pub target: Option<String>,
    /// The campaign it belongs to.
    pub campaign: Option<String>,
    /// Where it is put.
    pub source: Option<String>,
    /// How it reaches people.
    pub medium: Option<String>,
    /// Whether it leads anywhere.
    pub active: Option<bool>,
}

impl Wish {
    fn apply(self, row: &mut LinkRow) -> Result<()> {
        for (part, wish) in [
            (&mut row.name, self.name),
            (&mut row.campaign, self.campaign),
            (&mut row.source, self.source),
            (&mut row.medium, self.medium),
        ] {
            if let Some(text) = wish {
                *part = tidy(&text);
            }
        }
        if let Some(target) = self.target {
            row.target = checked(&target)?;
        }
        row.active = self.active.unwrap_or(row.active);
        if row.name.is_empty() {
            return Err(invalid("name", "A name is required"));
        }
        for (name, text) in [
            ("name", &row.name),
            ("campaign", &row.campaign),
            ("source", &row.source),
            ("medium", &row.medium),
        ] {
            if text.chars().count() > WORDS_LETTERS_MAX {
                let said = format!("At most {WORDS_LETTERS_MAX} letters");
                return Err(invalid(name, said));
            }
        }
        Ok(())
    }
}

/// Where a link may lead: nowhere that runs a script, and not to another site by a trick.
fn checked(target: &str) -> Result<String> {
    let target = target.trim();
    let inside = target.starts_with('/') && !target.starts_with("//") && !target.contains('\\');
    let outside = ["https://", "http://"].iter().any(|scheme| target.starts_with(scheme));
    let plain = !target.chars().any(|c| c.is_whitespace() || c.is_control());
    if plain && (inside || outside) {
        return Ok(target.to_owned());
    }
    Err(invalid("target", "Invalid target: an address of this site or a whole https address"))
}

/// Adds a link.
///
/// # Errors
/// Invalid for a name, target or code that is none; conflict when the code is taken.
pub async fn add(act: &mut Act, code: Option<&str>, wish: Wish) -> Result<LinkRow> {
    let code = match code.map(str::trim).filter(|code| !code.is_empty()) {
        None => act.engine.world().chance.base62(CODE_LETTERS),
        Some(code) => code.to_owned(),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if code.len() > CODE_LETTERS_MAX || !code.chars().all(plain) {
        return Err(invalid("code", "Invalid code: letters, digits, - and _"));
    }
    let mut row = LinkRow {
        id: 0,
        code,
        name: String::new(),
        target: "/".to_owned(),
        campaign: String::new(),
        source: String::new(),
        medium: String::new(),
        active: true,
        created_at: act.at(),
        imported: false,
    };
    wish.apply(&mut row)?;
    row.id = tracked_links::add(&mut act.conn, &row).await.map_err(|error| {
        if error.is_duplicate() { conflict("That code is taken") } else { error.into() }
    })?;
    act.log(None, format!("Link Created - {} - Link ID: {}", row.name, row.id)).await?;
    Ok(row)
}

/// Changes a link.
///
/// # Errors
/// Not found; see [`add`].
pub async fn update(act: &mut Act, id: i64, wish: Wish) -> Result<()> {
    let before = tracked_links::by_id(&mut act.conn, id).await?.ok_or_else(unknown)?;
    let mut row = before.clone();
    wish.apply(&mut row)?;
    tracked_links::save(&mut act.conn, &row).await?;
    let seen = |row: &LinkRow| json!([row.name, row.target, row.campaign, row.active]);
    act.changed("tracked_links", id, &[("link", seen(&before), seen(&row))]).await?;
    act.log(None, format!("Link Modified - {} - Link ID: {id}", row.name)).await
}

/// Takes a link away with its figures.
///
/// # Errors
/// Not found.
pub async fn delete(act: &mut Act, id: i64) -> Result<()> {
    let gone = tracked_links::remove(&mut act.conn, id).await?.ok_or_else(unknown)?;
    act.log(None, format!("Link Deleted - {} - Link ID: {id}", gone.name)).await
}

/// Counts a click of whoever has the caller's address and this browser; gives the link.
///
/// # Errors
/// Not found for a link that leads nowhere.
pub async fn follow(
    act: &mut Act,
    code: Option<&str>,
    id: Option<i64>,
    browser: &str,
) -> Result<LinkRow> {
    let found = match (code, id) {
        (Some(code), _) => tracked_links::by_code(&mut act.conn, code.trim()).await?,
        (None, Some(id)) => tracked_links::by_id(&mut act.conn, id).await?,
        (None, None) => None,
    };
    let link = found.filter(|link| link.active).ok_or_else(unknown)?;
    count(act, &link, browser).await?;
    Ok(link)
}

/// Where somebody comes from, by the marks of an address that others wrote.
#[derive(Debug, Clone, Copy)]
pub struct Campaign<'a> {
    /// `utm_source`.
    pub source: &'a str,
    /// `utm_medium`.
    pub medium: &'a str,
    /// `utm_campaign`.
    pub campaign: &'a str,
    /// The page that was opened.
    pub page: &'a str,
}

/// Counts a visit under a link of the same source, medium and campaign. If there is none it is
/// made, of which there are at most [`IMPORTED_MAX`]: anybody may write an address. `None` when
/// nothing is counted.
///
/// # Errors
/// When the database fails.
pub async fn follow_campaign(
    act: &mut Act,
    came: Campaign<'_>,
    browser: &str,
) -> Result<Option<LinkRow>> {
    let mark = |text: &str| -> String { tidy(text).chars().take(MARK_LETTERS_MAX).collect() };
    let [source, medium, campaign] = [came.source, came.medium, came.campaign].map(mark);
    if source.is_empty() || !act.settings.on(LINK_IMPORT) {
        return Ok(None);
    }
    let marks = [&*source, &*medium, &*campaign];
    let link = match tracked_links::by_campaign(&mut act.conn, marks).await? {
        Some(link) => Some(link),
        None if tracked_links::imported(&mut act.conn).await? >= IMPORTED_MAX => None,
        None => {
            import(act, marks, came.page).await?;
            tracked_links::by_campaign(&mut act.conn, marks).await?
        }
    };
    let Some(link) = link.filter(|link| link.active) else { return Ok(None) };
    count(act, &link, browser).await?;
    Ok(Some(link))
}

async fn import(act: &mut Act, [source, medium, campaign]: [&str; 3], page: &str) -> Result<()> {
    let parts = [campaign, source, medium].into_iter().filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(" · ");
    let row = LinkRow {
        id: 0,
        code: act.engine.world().chance.base62(CODE_LETTERS),
        name: name.clone(),
        target: checked(page)?,
        campaign: campaign.to_owned(),
        source: source.to_owned(),
        medium: medium.to_owned(),
        active: true,
        created_at: act.at(),
        imported: true,
    };
    if tracked_links::import(&mut act.conn, &row).await? {
        act.log(None, format!("Link Imported - {name}")).await?;
    }
    Ok(())
}

/// Counts a click.
async fn count(act: &mut Act, link: &LinkRow, browser: &str) -> Result<()> {
    let day = act.today();
    let fresh = act.engine.world().chance.hex(SALT_LETTERS);
    let salt = tracked_links::salt(&mut act.conn, day, &fresh).await?;
    let text = format!("{salt}\n{}\n{browser}", act.caller.ip);
    let visitor = hex(&Sha256::digest(text.as_bytes()));
    Ok(tracked_links::clicked(&mut act.conn, link.id, day, &visitor).await?)
}

/// Attributes a sign-up or an order; whether nobody had it before. An unknown code is nobody's.
///
/// # Errors
/// When the database fails.
pub async fn convert(
    act: &mut Act,
    code: &str,
    client: Option<ClientId>,
    order: Option<OrderId>,
) -> Result<bool> {
    let Some(link) = tracked_links::by_code(&mut act.conn, code.trim()).await? else {
        return Ok(false);
    };
    let (day, mut recorded) = (act.today(), false);
    if let Some(client) = client {
        recorded |= tracked_links::signed_up(&mut act.conn, link.id, client, day).await?;
    }
    if let Some(order) = order {
        recorded |= tracked_links::ordered(&mut act.conn, link.id, order, day).await?;
    }
    Ok(recorded)
}

/// The address that people click.
#[must_use]
pub fn url(settings: &crate::system::settings::Settings, code: &str) -> String {
    format!("{}/link/{code}", settings.text(SYSTEM_URL).trim_end_matches('/'))
}

fn unknown() -> crate::Fault {
    not_found("Link ID Not Found")
}
