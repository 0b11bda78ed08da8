//! `hostler serve`: opens the doors and keeps the work going until it is told to stop.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use actions::Actions;
use anyhow::{Context, Result, bail};
use axum::Router;
use engine::system::settings::SYSTEM_URL;
use engine::{Door, Engine};
use indicatif::{ProgressBar, ProgressStyle};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use ports::{Clock, SystemChance, SystemClock};
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::whmcs::Whmcs;

use super::say;
use crate::args::{ServeArgs, SettingsArgs};
use crate::compose::{self, Post};
use crate::config::{Backend, Config, RemoteSettings};
use crate::crowd::Crowd;
use crate::listening::{self, Patience};
use crate::{keys, logging};

/// As the makers of the exporter advise.
const METRICS_UPKEEP: Duration = Duration::from_secs(5);

pub(crate) async fn run(settings: &SettingsArgs, args: &ServeArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    logging::start(&config)?;
    let metrics = count_things().context("metrics")?;
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        config.values.wrong("listen", "an address and port that is free on this machine")
    })?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let (close, closed) = watch::channel(false);
    let (mut set_up, mut followed) = (None, None);
    let seen = keys::changed_at(&config);
    let (whmcs, work) = match &config.backend {
        Backend::Engine { .. } => {
            let actions = Box::pin(own_engine(&config, args, address)).await?;
            let engine = actions.engine().clone();
            set_up = set_up_token(&engine).await?;
            followed = Some(engine.clone());
            let jobs = engine::jobs::run_forever(engine.clone(), stopped.clone());
            let mut work = vec![tokio::spawn(jobs)];
            if config.automation {
                work.push(tokio::spawn(engine::automation::run_forever(engine, stopped)));
            }
            (Whmcs::Engine(actions), work)
        }
        Backend::Remote(_) if args.demo => {
            bail!("--demo makes a company of our own; leave out --whmcs")
        }
        Backend::Remote(remote) => {
            (Whmcs::Remote(compose::elsewhere(&config, remote)?), Vec::new())
        }
    };
    let app = web::App::new(web::app::Parts {
        whmcs,
        templates: compose::templates(&config)?,
        catalogues: Arc::new(compose::catalogues(&config)?),
        sessions: compose::sessions(&config)?,
        functions: compose::functions(&config)?,
        relay: compose::relay(&config)?,
        cloud_fields: compose::cloud_fields(&config)?,
        cors_origins: config.cors_origins.clone(),
        base_url: config.base_url.clone(),
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        set_up: web::SetUp::new(set_up.is_some()),
        sold_names: web::SoldNames::default(),
        live: web::Live::until(closed),
        remote_login: remote_login(&config.backend),
        trusted_proxies: config.trusted_proxies.clone(),
        networks: config.networks.clone(),
        metrics,
    });
    if let Some(token) = set_up {
        invite(&config, address, &token);
    }
    say(format!("Hostler is open at http://{address}/"));
    let served = Box::pin(serve(listener, web::router(app), &config, close));
    match &followed {
        Some(engine) => tokio::select! {
            done = served => done?,
            () = keys::follow(&config, engine, seen) => {}
        },
        None => served.await?,
    }
    let _ = stop.send(true);
    for part in work {
        part.await?;
    }
    Ok(ExitCode::SUCCESS)
}

fn invite(config: &Config, address: SocketAddr, token: &str) {
    let base = config.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
    say("Nobody works here yet. Set your company up, within 24 hours and once:");
    say(format!("  {base}/setup?token={token}"));
}

/// Starts counting and timing. Every time that is taken lies in memory until it is added up, which
/// only a reading of the figures does otherwise.
fn count_things() -> Result<PrometheusHandle> {
    let metrics = PrometheusBuilder::new().install_recorder()?;
    let handle = metrics.clone();
    tokio::spawn(async move {
        let mut each = tokio::time::interval(METRICS_UPKEEP);
        loop {
            each.tick().await;
            handle.run_upkeep();
        }
    });
    Ok(metrics)
}

fn remote_login(backend: &Backend) -> Option<(String, String)> {
    let Backend::Remote(RemoteSettings { identifier, secret, .. }) = backend else { return None };
    Some((identifier.0.clone(), secret.0.clone()))
}

/// What opens the set-up page, while there is nobody to do without it.
async fn set_up_token(engine: &Engine) -> Result<Option<String>> {
    let mut act = engine.begin_system(Door::Cli, "SetUp").await?;
    let token = engine::system::set_up::issue(&mut act).await?;
    act.commit().await?;
    Ok(token)
}

/// Our engine over its database, furnished for the demo if asked.
async fn own_engine(config: &Config, args: &ServeArgs, address: SocketAddr) -> Result<Actions> {
    let db = compose::database(config).await?;
    if args.demo {
        Box::pin(furnish(config, &db, args.demo_days, address)).await?;
    }
    let post = if args.demo { Post::Kept } else { Post::Sent };
    Ok(actions::all(compose::engine(config, db, post).await?))
}

async fn furnish(config: &Config, db: &store::Db, days: i64, address: SocketAddr) -> Result<()> {
    let bar = ProgressBar::new(u64::try_from(days)?).with_style(ProgressStyle::with_template(
        "Playing two years of a hosting company {bar:32} day {pos} of {len}",
    )?);
    let secrets = keys::secrets(config).await?;
    let progress = |day: i64| bar.set_position(u64::try_from(day).unwrap_or_default());
    let base = config.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let home = format!("{base}/");
    let password =
        Box::pin(demo::furnish(db, secrets, SystemClock.now(), days, &home, progress)).await;
    bar.finish_and_clear();
    match password.context("making the demo company")? {
        Some(password) => {
            live_at(db, &home).await?;
            let (identifier, secret) = demo::API_LOGIN;
            say("The demo company is ready.");
            say(format!("  staff log-in    {}   {password}", demo::STAFF_EMAIL));
            say(format!("  client log-in   {}  {password}", demo::CLIENT_EMAIL));
            say(format!("  API credential  {identifier} / {secret}  (from this machine only)"));
            say(format!("  storefront      http://{address}/"));
            say(format!("  REST API        http://{address}/docs"));
            say(format!("  WHMCS API       http://{address}/includes/api.php"));
        }
        None => say("The database has clients of its own: nothing was added for the demo."),
    }
    Ok(())
}

/// The demo's links lead to where it is open now, and not to where it might have been.
async fn live_at(db: &store::Db, home: &str) -> Result<()> {
    let mut conn = db.write().await?;
    store::system::settings::put(&mut conn, SYSTEM_URL, home).await?;
    conn.commit().await?;
    Ok(())
}

async fn serve(
    listener: TcpListener,
    router: Router,
    config: &Config,
    close: watch::Sender<bool>,
) -> Result<()> {
    let crowd = Crowd::new(config.connections_per_address, &config.trusted_proxies);
    let until = async move {
        told_to_stop().await;
        // Answers that never end by themselves would be waited for.
        let _ = close.send(true);
    };
    listening::serve(listener, router, Patience::default(), crowd, until).await
}

/// Ctrl-C, or the signal by which service managers stop a process.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => (),
                _ = terminate.recv() => (),
            }
            return;
        }
    }
    let _ = interrupt.await;
}
