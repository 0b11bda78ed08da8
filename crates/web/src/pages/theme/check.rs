//! What is wrong with a theme, as far as its files say it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use minijinja::Environment;

use crate::pages::render::Templates;

use super::read::{BadTheme, Loaded, chain, templates_in};

/// Everything that its author should know; empty where all is well.
///
/// # Errors
/// When the theme cannot be used at all.
pub(in crate::pages) fn findings(
    themes: &Path,
    name: &str,
    built_in: &Environment<'static>,
) -> Result<Vec<String>, BadTheme> {
    let loaded = Loaded::read(themes, name, built_in)?;
    let mut found = Vec::new();
    for (folder, manifest) in chain(themes, name)? {
        if let Some(logo) = &manifest.brand.logo
            && loaded.file(logo).is_none()
        {
            found.push(format!("theme.toml: there is no picture {logo}"));
        }
        for (template, path) in templates_in(&folder)? {
            let text = fs::read_to_string(&path).unwrap_or_default();
            found.extend(template_findings(&template, &text, &loaded.environment, built_in));
        }
    }
    Ok(found)
}

fn template_findings(
    name: &str,
    text: &str,
    themed: &Environment<'static>,
    built_in: &Environment<'static>,
) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(template) = themed.get_template(name) else { return found };
    match built_in.get_template(name) {
        // Its own blocks and pieces may need anything; what the page gives is known for the rest.
        Err(_) if !is_used(name, themed) => {
            found.push(format!("{name}: no page or template uses a file of this name"));
        }
        Err(_) => {}
        Ok(original) => {
            let known: BTreeSet<String> =
                original.undeclared_variables(false).into_iter().collect();
            let mut common = BTreeSet::new();
            for base in ["client/base.html", "storefront/base.html", "admin/base.html"] {
                if let Ok(base) = built_in.get_template(base) {
                    common.extend(base.undeclared_variables(false));
                }
            }
            for variable in template.undeclared_variables(false) {
                let is_known = known.contains(&variable)
                    || common.contains(&variable)
                    || built_in.globals().any(|(name, _)| name == variable);
                if !is_known {
                    found.push(format!("{name}: the page has no {variable}"));
                }
            }
        }
    }
    for form in text.split("<form").skip(1) {
        let form = form.split("</form").next().unwrap_or(form);
        let posts = form.to_ascii_lowercase().contains("method=\"post\"");
        if posts && !form.contains("guard(") && !form.contains("csrf") {
            found.push(format!("{name}: a form that posts lacks {{{{ guard(frame) }}}}"));
        }
    }
    for outside in ["src=\"http", "src=\"//", "<script>", "<style", " style=\"", " onclick="] {
        if text.contains(outside) {
            found.push(format!("{name}: browsers will not run or load {outside}…"));
        }
    }
    for piece in pieces(text) {
        if themed.get_template(&piece).is_err() {
            found.push(format!("{name}: there is no template {piece}"));
        }
    }
    found
}

/// The templates that a text names.
fn pieces(text: &str) -> Vec<String> {
    let tags = text.split("{%").skip(1).filter_map(|rest| rest.split("%}").next());
    let names = tags.filter_map(|tag| {
        let tag = tag.trim_start_matches('-').trim();
        let named = ["extends", "include", "from", "import"];
        if !named.iter().any(|word| tag.starts_with(word)) {
            return None;
        }
        let name = tag.split(['"', '\'']).nth(1)?;
        Some(name.to_owned())
    });
    names.collect()
}

/// Whether a template of the theme, or one that is built in, names it.
fn is_used(name: &str, themed: &Environment<'static>) -> bool {
    let names = |text: &str| pieces(text).iter().any(|at| at == name);
    themed.templates().any(|(_, template)| names(template.source()))
        || Templates::sources().iter().any(|(_, text)| names(text))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn named_templates_are_found() {
        for (text, expected) in [
            ("{% extends \"client/base.html\" %}", vec!["client/base.html"]),
            ("{%- from 'macros.html' import icon -%}", vec!["macros.html"]),
            ("{% if x == \"y\" %}{% include \"a.html\" %}{% endif %}", vec!["a.html"]),
            ("<p>include \"b.html\"</p>", vec![]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}
