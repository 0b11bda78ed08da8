//! `hostler theme`: begins a theme for the pages, and says what is wrong with one.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::say;
use crate::args::{SettingsArgs, ThemeArgs, ThemeCommand};
use crate::config::Config;

/// What a new theme's style begins with.
const STYLE: &str = "\
/* Comes after all built-in styles, whatever its selectors weigh. What it can change is listed at
   the top of /assets/ui.css; for example:

   :root { --gray-h: 220; --font: Georgia, serif; }
   .brandname { letter-spacing: .02em; }
*/
";

pub(crate) fn run(settings: &SettingsArgs, args: &ThemeArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let themes = Path::new(config.values.text("themes"));
    match &args.command {
        ThemeCommand::New { name, parent, templates } => {
            begin(themes, name, parent.as_deref(), templates)
        }
        ThemeCommand::Check { name } => {
            let name = name.as_deref().unwrap_or(config.values.text("theme"));
            check(themes, name)
        }
        ThemeCommand::Templates => {
            for (name, _) in web::Templates::sources() {
                say(name);
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn begin(
    themes: &Path,
    name: &str,
    parent: Option<&str>,
    templates: &[String],
) -> Result<ExitCode> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        bail!("{name:?} is no name for a folder: letters, digits, - and _ are");
    }
    let folder = themes.join(name);
    if folder.exists() {
        bail!("{} is there already", folder.display());
    }
    if let Some(parent) = parent
        && !themes.join(parent).join("theme.toml").is_file()
    {
        bail!("there is no theme {parent} in {}", themes.display());
    }
    let sources = web::Templates::sources();
    let mut files = Vec::new();
    for wanted in templates {
        let own = parent.map(|parent| themes.join(parent).join(wanted));
        let text = match own.filter(|path| path.is_file()) {
            Some(path) => fs::read_to_string(path)?,
            None => match sources.iter().find(|(name, _)| name == wanted) {
                Some((_, text)) => text.clone(),
                None => bail!("there is no template {wanted}; `hostler theme templates` lists all"),
            },
        };
        files.push((wanted.clone(), text));
    }
    files.push(("theme.toml".to_owned(), manifest(name, parent)));
    files.push(("css/custom.css".to_owned(), STYLE.to_owned()));
    for (file, text) in files {
        let path = folder.join(file);
        let context = || format!("writing {}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(&folder)).with_context(context)?;
        fs::write(&path, text).with_context(context)?;
        say(path.display().to_string());
    }
    say(format!("Set theme = \"{name}\" in hostler.toml; changes show on the next page."));
    Ok(ExitCode::SUCCESS)
}

fn manifest(name: &str, parent: Option<&str>) -> String {
    let parent = match parent {
        Some(parent) => format!("parent = \"{parent}\"\n"),
        None => "# parent = \"another theme of this folder\"\n".to_owned(),
    };
    format!(
        "name = \"{name}\"\n{parent}\n[brand]\n\
         # The company's colour in OKLCH; made darker where white text could not be read on it.\n\
         lightness = 0.5\nchroma = 0.2\nhue = 268\n\
         # radius = 10\n\
         # A picture of this folder, shown beside the company's name.\n\
         # logo = \"logo.svg\"\n"
    )
}

fn check(themes: &Path, name: &str) -> Result<ExitCode> {
    if name.is_empty() {
        bail!("no theme is set; say which: hostler theme check NAME");
    }
    let found = web::Templates::built_in().check_theme(themes, name)?;
    for finding in &found {
        say(finding);
    }
    if found.is_empty() {
        say(format!("The theme {name} is in order."));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
