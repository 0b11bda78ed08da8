//! Puts the parts of the house together as the configuration says.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::Engine;
use modules::hooks::HttpHooks;
use modules::mail::{MailServerBoxes, SmtpServers};
use ports::{Chance as _, Clock as _, SystemChance, SystemClock};
use remote::{Credentials, Remote};
use store::Db;

use web::cloud::CloudFields;
use web::functions::ModuleFunctions;
use web::hooks::Relay;
use web::session::{KeyRing, Sessions};
use web::whmcs::{Elsewhere, StaffGroups, Whmcs};

use crate::config::{Backend, Config, RemoteSettings};
use crate::keys;

/// The database, created and brought up to date.
pub(crate) async fn database(config: &Config) -> Result<Db> {
    let Backend::Engine { database } = &config.backend else {
        bail!("in front of a WHMCS there is no database; leave out --whmcs for this command");
    };
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("cannot create the data folder {}", config.data.display()))?;
    let db = Db::open(database)
        .await
        .with_context(|| config.values.wrong("database", "a database that can be reached"))?;
    let applied = db.migrate(SystemClock.now().as_second()).await.context("migrating")?;
    if !applied.is_empty() {
        tracing::info!(steps = applied.len(), "the database was brought up to date");
    }
    Ok(db)
}

/// The database of commands for what is there already: at a path that was mistyped none is made.
pub(crate) async fn existing(config: &Config) -> Result<Db> {
    if let Backend::Engine { database } = &config.backend
        && let Some(path) = Db::file(database).filter(|path| !path.exists())
    {
        bail!(
            "there is no database at {}; create one by `hostler migrate` or `hostler serve`",
            path.display()
        );
    }
    database(config).await
}

/// Whether mails leave the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Post {
    /// They do, where a mail server is configured.
    Sent,
    /// They stay in memory: a demo company writes to nobody.
    Kept,
}

/// What the configuration puts behind the doors, for a command that calls actions.
pub(crate) async fn whmcs(config: &Config) -> Result<Whmcs> {
    Ok(match &config.backend {
        Backend::Engine { .. } => {
            let db = existing(config).await?;
            Whmcs::Engine(actions::all(engine(config, db, Post::Sent).await?))
        }
        Backend::Remote(settings) => Whmcs::Remote(elsewhere(config, settings)?),
    })
}

/// The engine over a database, with the real world around it.
pub(crate) async fn engine(config: &Config, db: Db, post: Post) -> Result<Engine> {
    let mut world = modules::world(Arc::new(SystemClock), Arc::new(SystemChance));
    if let Some(mailer) = crate::mailer::from(config)?
        && post == Post::Sent
    {
        world.mailer = Arc::new(mailer);
    } else if post == Post::Sent {
        world.mail_servers = Some(Arc::new(SmtpServers::new(Arc::new(SystemClock))));
    }
    if post == Post::Sent {
        // A demo company fetches nobody's mail either.
        match MailServerBoxes::new() {
            Ok(mailboxes) => world.mailboxes = Arc::new(mailboxes),
            Err(error) => tracing::warn!(%error, "mailboxes cannot be opened"),
        }
    }
    let chosen = config.values.text("name_servers");
    match modules::resolver::DnsResolver::of_setting(chosen) {
        Ok(resolver) => world.resolver = Arc::new(resolver),
        Err(error) if chosen.is_empty() => tracing::warn!(%error, "names cannot be looked up"),
        Err(error) => {
            let wrong = || config.values.wrong("name_servers", "addresses, such as 192.0.2.53");
            return Err(error).with_context(wrong);
        }
    }
    if post == Post::Sent {
        let pool = modules::http::Pool::default();
        world.whois = Arc::new(modules::whois::Registries::new(pool.clone()));
        match modules::vat::Vies::new(&pool) {
            Ok(vies) => world.vat = Arc::new(vies),
            Err(error) => tracing::warn!(%error, "VAT numbers cannot be checked"),
        }
    }
    world.hooks = Arc::new(hooks(config)?);
    let feed = config.values.text("rates_feed");
    // A demo company asks nobody either.
    if !["", "none"].contains(&feed) && post == Post::Sent {
        let wrong = || config.values.wrong("rates_feed", "https://…, or none");
        world.rates = Arc::new(modules::rates::EcbRates::at(feed).with_context(wrong)?);
    }
    #[cfg(feature = "pdf")]
    {
        world.documents = Some(Arc::new(crate::documents::Pdf::new(config)?));
    }
    config.own.join(&mut world, post);
    let engine = Engine::new(db, world, keys::secrets(config).await?);
    config.early_calls.hand_over(&engine.call_log());
    engine.keep_backups_in(config.data.join("backups"));
    engine.find_postgres_programs_in(config.values.text("postgres_programs").into());
    Ok(engine)
}

/// The keys of session tokens.
pub(crate) fn session_keys(config: &Config) -> Result<KeyRing> {
    KeyRing::new(keys::plain(config, "session_key", "session.key")?)
        .with_context(|| config.values.wrong("session_key", "kid:base64 of 32 bytes"))
}

/// What all sessions share.
pub(crate) fn sessions(config: &Config) -> Result<Sessions> {
    let sessions = Sessions::new(session_keys(config)?, config.is_public_https());
    let requests = config.values.parse::<u32>("requests_per_minute", "a whole number")?;
    Ok(if requests == 0 { sessions } else { sessions.with_requests_per_minute(requests) })
}

/// Who is told of the events of the WHMCS behind.
pub(crate) fn relay(config: &Config) -> Result<Option<Relay>> {
    let secret = config.values.text("whmcs_hook_secret");
    if secret.is_empty() {
        return Ok(None);
    }
    let targets = config.values.text("forward_hooks").split([',', ' ']);
    let targets: Vec<_> = targets.filter(|url| !url.is_empty()).map(str::to_owned).collect();
    let target_secret = config.values.text("forward_hook_secret");
    for (name, secret) in [("whmcs_hook_secret", secret), ("forward_hook_secret", target_secret)] {
        let unused = name == "forward_hook_secret" && targets.is_empty();
        let key = secret.trim_start_matches("whsec_");
        if !unused && BASE64.decode(key).map_or(0, |key| key.len()) < 16 {
            bail!(config.values.wrong(name, "whsec_ and base64 of at least 16 bytes"));
        }
    }
    let sender = Arc::new(hooks(config)?);
    let (secret, target_secret) = (secret.to_owned(), target_secret.to_owned());
    Ok(Some(Relay::new(secret, targets, target_secret, sender)))
}

/// What posts to programs of others.
fn hooks(config: &Config) -> Result<HttpHooks> {
    let private_addresses =
        config.values.parse::<bool>("hooks_private_addresses", "true or false")?;
    Ok(HttpHooks { private_addresses })
}

/// What the functions of modules are called.
pub(crate) fn functions(config: &Config) -> Result<ModuleFunctions> {
    let setting = config.values.text("module_functions");
    let expected = "module: power_on=Start reboot=Restart; other: …";
    let wrong = || config.values.wrong("module_functions", expected);
    ModuleFunctions::default().with(setting).with_context(wrong)
}

/// The other WHMCS, and which of its clients are staff here.
pub(crate) fn elsewhere(config: &Config, settings: &RemoteSettings) -> Result<Elsewhere> {
    Ok(Elsewhere::from(remote(settings)?).with_staff_groups(staff_groups(config)?))
}

/// Which of another WHMCS' client groups are staff here.
pub(crate) fn staff_groups(config: &Config) -> Result<StaffGroups> {
    let wrong = || config.values.wrong("staff_groups", "5=*; 6=GetClients GetTickets");
    StaffGroups::parse(config.values.text("staff_groups")).with_context(wrong)
}

/// Which custom fields tell where a machine runs.
pub(crate) fn cloud_fields(config: &Config) -> Result<CloudFields> {
    let wrong = || config.values.wrong("cloud_fields", "region=Site, ips=Addresses");
    CloudFields::default().with(config.values.text("cloud_fields")).with_context(wrong)
}

/// The messages of the pages: the built-in ones, with those of the operator's folder on top.
pub(crate) fn catalogues(config: &Config) -> Result<web::Catalogues> {
    let mut all = web::Catalogues::built_in();
    let folder = Path::new(config.values.text("languages"));
    if !folder.is_dir() {
        return Ok(all);
    }
    let wrong = || config.values.wrong("languages", "a folder of de/shop.ftl and the like");
    for language in std::fs::read_dir(folder).with_context(wrong)? {
        let language = language.with_context(wrong)?.path();
        let code = language.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in std::fs::read_dir(&language).with_context(wrong)? {
            let file = file.with_context(wrong)?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".ftl") {
                let text = std::fs::read_to_string(&file).with_context(wrong)?;
                all.add(&code, &name, text).with_context(wrong)?;
            }
        }
    }
    Ok(all)
}

/// The templates of the pages: the built-in ones, with a theme's over them where one is set.
pub(crate) fn templates(config: &Config) -> Result<web::Templates> {
    let themes = Path::new(config.values.text("themes"));
    let templates = web::Templates::built_in().with_themes(themes);
    match config.values.text("theme") {
        "" => Ok(templates),
        name => templates
            .with_theme(themes, name)
            .with_context(|| config.values.wrong("theme", "a folder of `themes` that is in order")),
    }
}

/// What stands behind the doors: our engine, or a WHMCS elsewhere.
pub(crate) fn remote(settings: &RemoteSettings) -> Result<Remote> {
    let key = Credentials::ApiKey {
        identifier: settings.identifier.0.as_str().into(),
        secret: settings.secret.0.as_str().into(),
    };
    let mut config = remote::Config::new(settings.url.clone(), key);
    config.access_key = settings.access_key.as_ref().map(|key| key.0.as_str().into());
    config.extra_roots.clone_from(&settings.authority);
    config.deadline = settings.timeout;
    config.catalogue_ttl = settings.catalogue_ttl;
    config.tolerate_pollution = settings.tolerates_noise;
    let chance = || SystemChance.number();
    Remote::new(config, chance).context("whmcs cannot be called at the configured address")
}

/// Asks the other WHMCS who it is.
pub(crate) async fn ping_remote(settings: &RemoteSettings) -> Result<String> {
    let details = remote(settings)?.call(protocol::WhmcsDetails {}).await?;
    Ok(format!("version {}", &*details.whmcs.version))
}
