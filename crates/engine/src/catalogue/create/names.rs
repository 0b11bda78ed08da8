//! Names and slugs of the catalogue.

use store::catalogue::{groups, products};

use super::{NewGroup, NewProduct};
use crate::{Act, Result, conflict, invalid};

/// The longest name, in characters.
const NAME_MAX: usize = 200;
/// How many numbered slugs are tried before giving up.
const TRIES_MAX: u32 = 1000;

/// Letters and digits in lower case, with hyphens between the words.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let slug = spaced.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    if slug.is_empty() { "item".to_owned() } else { slug }
}

pub(super) fn check(field: &'static str, name: &str, said: &'static str) -> Result<()> {
    if name.trim().is_empty() {
        return Err(invalid(field, said));
    }
    if name.chars().count() > NAME_MAX {
        return Err(invalid(field, format!("At most {NAME_MAX} characters are allowed")));
    }
    Ok(())
}

pub(super) async fn free_group_slug(act: &mut Act, new: &NewGroup) -> Result<String> {
    if let Some(slug) = given(new.slug.as_deref()) {
        if groups::has_slug(&mut act.conn, &slug).await? {
            return Err(conflict("The slug is already in use"));
        }
        return Ok(slug);
    }
    let plain = slug_of(&new.name);
    for slug in numbered(&plain) {
        if !groups::has_slug(&mut act.conn, &slug).await? {
            return Ok(slug);
        }
    }
    Err(conflict("The slug is already in use"))
}

pub(super) async fn free_product_slug(act: &mut Act, new: &NewProduct) -> Result<String> {
    if let Some(slug) = given(new.slug.as_deref()) {
        if products::has_slug(&mut act.conn, new.group, &slug).await? {
            return Err(conflict("The slug is already in use"));
        }
        return Ok(slug);
    }
    let plain = slug_of(&new.name);
    for slug in numbered(&plain) {
        if !products::has_slug(&mut act.conn, new.group, &slug).await? {
            return Ok(slug);
        }
    }
    Err(conflict("The slug is already in use"))
}

fn given(slug: Option<&str>) -> Option<String> {
    slug.map(str::trim).filter(|slug| !slug.is_empty()).map(slug_of)
}

fn numbered(plain: &str) -> impl Iterator<Item = String> {
    let further = (2..TRIES_MAX).map(move |number| format!("{plain}-{number}"));
    std::iter::once(plain.to_owned()).chain(further)
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn slugs_are_words_with_hyphens() {
        for (name, expected) in [
            ("Best Hosting Plan", "best-hosting-plan"),
            ("  VPS (4 GB) — fast! ", "vps-4-gb-fast"),
            ("Größe L", "größe-l"),
            ("!!!", "item"),
        ] {
            assert_eq!(slug_of(name), expected, "{name:?}");
        }
    }
}
