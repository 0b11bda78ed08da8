//! Reads the folders of a theme and of those it builds upon.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use minijinja::Environment;
use serde::Deserialize;

use super::colour;

/// How many themes may build upon each other.
const DEPTH_MAX: usize = 4;
/// A file of a theme at most.
const FILE_BYTES_MAX: u64 = 4 << 20;
/// The name under which a theme's template finds the built-in one of the same name.
pub(in crate::pages) const BUILT_IN: &str = "built-in/";

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadTheme {
    /// A file or folder cannot be read.
    #[error("{path}: {why}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system says.
        why: String,
    },
    /// `theme.toml` is wrong.
    #[error("{path}: {why}")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong in it.
        why: String,
    },
    /// A template cannot be used.
    #[error("{path}: {why}")]
    Template {
        /// The file.
        path: String,
        /// What is wrong in it, with its line.
        why: String,
    },
    /// Themes build upon each other in a circle, or are too many.
    #[error("{0} builds upon too many themes, or upon itself")]
    Parents(String),
}

/// What `theme.toml` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Manifest {
    /// What people call it.
    pub(super) name: String,
    /// The theme that it builds upon; none is the built-in one.
    pub(super) parent: Option<String>,
    /// The company's colours and logo.
    pub(super) brand: Brand,
}

/// The company's colours as numbers of OKLCH, and its logo.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Brand {
    /// From 0, black, to 1, white; made darker where white text could not be read on it.
    pub(super) lightness: Option<f64>,
    /// From 0, grey, to about 0.3.
    pub(super) chroma: Option<f64>,
    /// In degrees.
    pub(super) hue: Option<f64>,
    /// Rounding of corners in pixels.
    pub(super) radius: Option<f64>,
    /// A picture of the theme's folder.
    pub(super) logo: Option<String>,
}

/// A theme as its files are.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Loaded {
    pub(in crate::pages) environment: Environment<'static>,
    pub(super) css: String,
    /// The own one first, then those it builds upon.
    pub(super) folders: Vec<PathBuf>,
    pub(super) stamp: u64,
}

impl Loaded {
    pub(in crate::pages) fn read(
        themes: &Path,
        name: &str,
        built_in: &Environment<'static>,
    ) -> Result<Self, BadTheme> {
        let chain = chain(themes, name)?;
        let folders: Vec<PathBuf> = chain.iter().map(|(folder, _)| folder.clone()).collect();
        let stamp = stamp(&folders);
        let mut environment = built_in.clone();
        let mut css = brand(chain.iter().map(|(_, manifest)| &manifest.brand));
        for folder in folders.iter().rev() {
            for (name, path) in templates_in(folder)? {
                environment
                    .add_template_owned(name, text_of(&path)?)
                    .map_err(|error| bad_template(&path, &error))?;
            }
            let own = folder.join("css/custom.css");
            if own.is_file() {
                css.push_str(&format!("@layer theme{{\n{}\n}}\n", text_of(&own)?));
            }
        }
        let logo = chain.iter().find_map(|(_, manifest)| manifest.brand.logo.clone());
        super::add_to(&mut environment, logo.as_deref());
        Ok(Self { environment, css, folders, stamp })
    }

    /// A picture or font, of the own theme or one it builds upon.
    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        let served = ["css", "svg", "png", "webp", "jpg", "jpeg", "ico", "woff2"];
        let extension = Path::new(path).extension()?.to_str()?;
        if !is_plain(path) || !served.contains(&extension) {
            return None;
        }
        let path = self.folders.iter().map(|folder| folder.join(path)).find(|at| at.is_file())?;
        let small = fs::metadata(&path).is_ok_and(|data| data.len() <= FILE_BYTES_MAX);
        small.then(|| fs::read(&path).ok()).flatten()
    }
}

/// Whether a path stays below its folder.
fn is_plain(path: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    !path.is_empty() && path.split('/').all(part)
}

/// The theme and those it builds upon, the own one first.
pub(super) fn chain(themes: &Path, name: &str) -> Result<Vec<(PathBuf, Manifest)>, BadTheme> {
    let mut chain = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(theme) = next {
        if chain.len() == DEPTH_MAX || !is_plain(&theme) || theme.contains('/') {
            return Err(BadTheme::Parents(name.to_owned()));
        }
        let folder = themes.join(theme);
        let path = folder.join("theme.toml");
        let manifest: Manifest = toml::from_str(&text_of(&path)?).map_err(|error| {
            BadTheme::Manifest { path: path.display().to_string(), why: error.to_string() }
        })?;
        next = manifest.parent.clone().filter(|parent| !parent.is_empty());
        chain.push((folder, manifest));
    }
    Ok(chain)
}

/// The templates of one folder, by the name that pages use.
pub(super) fn templates_in(folder: &Path) -> Result<BTreeMap<String, PathBuf>, BadTheme> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).map_err(|error| unreadable(&next, &error))? {
            let path = entry.map_err(|error| unreadable(&next, &error))?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html")
                && let Ok(name) = path.strip_prefix(folder)
            {
                let name = name.to_string_lossy().replace('\\', "/");
                found.insert(name, path);
            }
        }
    }
    Ok(found)
}

/// A number that changes when a file is written, added or taken away.
pub(super) fn stamp(folders: &[PathBuf]) -> u64 {
    let mut stamp: u64 = 0;
    let mut open = folders.to_vec();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(data) = fs::metadata(&path) else { continue };
            if data.is_dir() {
                open.push(path);
                continue;
            }
            let written = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let nanos = written.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
            let mixed = [nanos.to_be_bytes().as_slice(), &data.len().to_be_bytes()].concat();
            let name = path.to_string_lossy();
            let bytes = mixed.iter().chain(name.as_bytes());
            // FNV-1a per file; files are added up, for their order is not certain.
            let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
            stamp = stamp.wrapping_add(hash);
        }
    }
    stamp
}

/// The style of a brand: the first theme that says a number wins.
fn brand<'a>(brands: impl Iterator<Item = &'a Brand> + Clone) -> String {
    let first = |get: fn(&Brand) -> Option<f64>| {
        brands.clone().find_map(get).filter(|number| number.is_finite())
    };
    let lightness = first(|brand| brand.lightness);
    let chroma = first(|brand| brand.chroma);
    let hue = first(|brand| brand.hue);
    let mut css = String::new();
    if lightness.is_some() || chroma.is_some() || hue.is_some() {
        let chroma = chroma.unwrap_or(0.2).clamp(0.0, 0.4);
        let hue = hue.unwrap_or(268.0).rem_euclid(360.0);
        let lightness = colour::readable(lightness.unwrap_or(0.5), chroma, hue);
        css.push_str(&format!("--brand-l:{lightness};--brand-c:{chroma};--brand-h:{hue};"));
    }
    let radius = first(|brand| brand.radius).map(|radius| radius.clamp(0.0, 32.0));
    let corners = radius.map(|radius| format!("--radius:{radius}px;")).unwrap_or_default();
    if css.is_empty() && corners.is_empty() {
        return css;
    }
    // The client area has corners of its own, which a brand's take the place of.
    format!("@layer theme{{:root,:root[data-area]{{{css}{corners}}}}}\n")
}

fn text_of(path: &Path) -> Result<String, BadTheme> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> BadTheme {
    BadTheme::Unreadable { path: path.display().to_string(), why: error.to_string() }
}

fn bad_template(path: &Path, error: &minijinja::Error) -> BadTheme {
    BadTheme::Template { path: path.display().to_string(), why: format!("{error:#}") }
}
