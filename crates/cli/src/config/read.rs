//! Reads the values: flag over environment over file over default, and remembers which it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, anyhow, bail};

use super::{KEYS, Key};
use crate::args::SettingsArgs;

/// Read when it exists and no other file is named.
const DEFAULT_FILE: &str = "hostler.toml";

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Default,
    File(PathBuf),
    Environment(String),
    Flag(String),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(variable) => write!(f, "environment {variable}"),
            Self::Flag(flag) => write!(f, "command line {flag}"),
        }
    }
}

/// Every value with its source.
#[derive(Default)]
pub(crate) struct Values(BTreeMap<&'static str, (String, Source)>);

impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} values", self.0.len())
    }
}

impl Values {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).map(|(text, _)| text.as_str()).unwrap_or_default()
    }

    /// The text as it may be shown: of secrets nothing, of an address no password.
    pub(crate) fn shown(&self, key: &Key) -> String {
        match self.text(key.name) {
            "" => "-".to_owned(),
            _ if key.secret => "[set]".to_owned(),
            text => without_password(text),
        }
    }

    pub(crate) fn source(&self, name: &str) -> Source {
        self.0.get(name).map_or(Source::Default, |(_, source)| source.clone())
    }

    pub(crate) fn parse<T: FromStr>(&self, name: &str, right: &str) -> Result<T> {
        self.text(name).trim().parse().map_err(|_| anyhow!(self.wrong(name, right)))
    }

    /// The sentence for an address that gives no answer.
    pub(crate) fn unreached(&self, name: &str) -> String {
        let shown = match self.text(name) {
            "" => "the usual address".to_owned(),
            text => without_password(text),
        };
        format!(
            "{name}: {shown} gives no answer ({}); is it right, and reachable?",
            self.source(name)
        )
    }

    /// The sentence for a wrong value: key, value, source, remedy. Secrets are not repeated.
    pub(crate) fn wrong(&self, name: &str, right: &str) -> String {
        let key = KEYS.iter().find(|key| key.name == name);
        let variable = key.map(super::Key::variable).unwrap_or_default();
        let shown = match self.text(name) {
            "" => "is missing".to_owned(),
            _ if key.is_some_and(|key| key.secret) => "is wrong".to_owned(),
            text => format!("cannot be '{}'", without_password(text)),
        };
        let source = self.source(name);
        format!("{name} {shown} ({source}); set {name} in the file or {variable} to {right}")
    }
}

/// `postgres://user:secret@host/name` as `postgres://user:***@host/name`.
fn without_password(text: &str) -> String {
    let parts = text.split_once("://").and_then(|(scheme, rest)| {
        let (login, place) = rest.rsplit_once('@')?;
        Some((scheme, login.split_once(':')?.0, place))
    });
    match parts {
        Some((scheme, user, place)) => format!("{scheme}://{user}:***@{place}"),
        None => text.to_owned(),
    }
}

/// Reads all sources.
pub(crate) fn read(args: &SettingsArgs) -> Result<Values> {
    let mut values = Values::default();
    for key in KEYS {
        values.0.insert(key.name, (key.default.to_owned(), Source::Default));
    }
    read_file(args.config.as_deref(), &mut values)?;
    read_environment(&mut values)?;
    let flags = [
        ("listen", args.listen.clone()),
        ("data", args.data.as_ref().map(|path| path.display().to_string())),
        ("database", args.database.clone()),
        ("whmcs", args.whmcs.clone()),
    ];
    for (name, value) in flags {
        if let Some(value) = value {
            values.0.insert(name, (value, Source::Flag(format!("--{name}"))));
        }
    }
    Ok(values)
}

fn read_file(named: Option<&Path>, values: &mut Values) -> Result<()> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => {
            return Ok(());
        }
        Err(error) => {
            let what = format!("cannot read the configuration file {}", path.display());
            return Err(error).context(what);
        }
    };
    let table: toml::Table =
        toml::from_str(&text).with_context(|| format!("{} is not TOML", path.display()))?;
    for (name, value) in &table {
        let source = Source::File(path.to_owned());
        let text = match value {
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            _ => bail!("{name} in {} must be a text, a number or true/false", path.display()),
        };
        set(values, name, text, source)?;
    }
    Ok(())
}

fn read_environment(values: &mut Values) -> Result<()> {
    for key in KEYS {
        let names = [key.name.to_owned(), format!("{}_file", key.name)];
        for name in names.iter().take(if key.filed { 2 } else { 1 }) {
            let variable = format!("HOSTLER_{}", name.to_ascii_uppercase());
            #[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
            if let Ok(text) = std::env::var(&variable)
                && !text.is_empty()
            {
                set(values, name, text, Source::Environment(variable))?;
            }
        }
    }
    Ok(())
}

/// Sets a key by its name, or one that may stand in a file by the name of that file.
fn set(values: &mut Values, name: &str, text: String, source: Source) -> Result<()> {
    if let Some(key) = KEYS.iter().find(|key| key.name == name) {
        values.0.insert(key.name, (text, source));
        return Ok(());
    }
    let filed = name
        .strip_suffix("_file")
        .and_then(|base| KEYS.iter().find(|key| key.filed && key.name == base));
    let Some(key) = filed else {
        let known: Vec<_> = KEYS.iter().map(|key| key.name).collect();
        bail!("{name} ({source}) is no key of the configuration; known are {}", known.join(", "));
    };
    let content = std::fs::read_to_string(&text)
        .with_context(|| format!("{name} ({source}) names {text}, which cannot be read"))?;
    values.0.insert(key.name, (content.trim().to_owned(), source));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use crate::args::SettingsArgs;

    fn refused(file: &str) -> String {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("hostler.toml");
        std::fs::write(&path, file).unwrap();
        let args = SettingsArgs { config: Some(path), ..SettingsArgs::default() };
        format!("{:#}", Config::load(&args).unwrap_err())
    }

    #[test]
    fn an_error_names_the_key_the_file_and_the_remedy() {
        let cases = [
            ("listen = 'here'", ["listen cannot be 'here'", "hostler.toml", "127.0.0.1:8080"]),
            ("lisen = ':80'", ["lisen", "hostler.toml", "known are listen, data"]),
            ("database = 'mysql://x'", ["database", "hostler.toml", "postgres://"]),
            ("whmcs = 'billing.test'", ["whmcs", "hostler.toml", "https://"]),
            ("whmcs = 'https://b.test/'", ["whmcs_identifier is missing", "API credential", "set"]),
            ("whmcs_secret_file = '/nowhere'", ["whmcs_secret_file", "/nowhere", "read"]),
            ("database_file = '/nowhere'", ["database_file", "/nowhere", "read"]),
            ("listen_file = '/nowhere'", ["listen_file", "hostler.toml", "known are listen, data"]),
            (
                "whmcs = 'https://b.test/'\nwhmcs_identifier = 'i'\nwhmcs_secret = 's'\nwhmcs_ca = '/no'",
                ["whmcs_ca cannot be '/no'", "hostler.toml", "a PEM file"],
            ),
            ("listen = [1]", ["listen", "hostler.toml", "text"]),
            ("log_format = 'xml'", ["log_format cannot be 'xml'", "hostler.toml", "text or json"]),
        ];
        for (file, parts) in cases {
            let said = refused(file);
            for part in parts {
                assert!(said.contains(part), "{file}: {said}");
            }
        }
    }

    #[test]
    fn the_way_to_a_whmcs_is_looked_at() {
        let way = "whmcs = 'https://b.test/'\nwhmcs_identifier = 'i'\nwhmcs_secret = 's'";
        for (setting, expected) in [
            ("whmcs_timeout = 0", "whmcs_timeout cannot be '0'"),
            ("whmcs_timeout = 'long'", "seconds, such as 15"),
            ("whmcs_catalogue_seconds = -1", "whmcs_catalogue_seconds cannot be '-1'"),
            ("whmcs_tolerates_noise = 'some'", "whmcs_tolerates_noise cannot be 'some'"),
        ] {
            let said = refused(&format!("{way}\n{setting}"));
            assert!(said.contains(expected) && said.contains("hostler.toml"), "{setting}: {said}");
        }
    }

    #[test]
    fn a_secret_is_not_repeated() {
        let said = refused("whmcs = 'https://b.test/'\nwhmcs_secret = 'topsecret'");
        assert!(!said.contains("topsecret"), "{said}");
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (text, shown) in [
            ("postgres://me:a:b@c@host:5432/name", "postgres://me:***@host:5432/name"),
            ("postgres://me@host/name", "postgres://me@host/name"),
            ("sqlite:data/hostler.db", "sqlite:data/hostler.db"),
            ("127.0.0.1:8080", "127.0.0.1:8080"),
        ] {
            assert_eq!(super::without_password(text), shown);
        }
    }
}
