//! `hostler serve`: opens the doors and keeps the automation going until it is told to stop.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use metrics_exporter_prometheus::PrometheusBuilder;
use ports::{SystemChance, SystemClock};
use tokio::net::TcpListener;

use super::say;
use crate::args::{ServeArgs, SettingsArgs};
use crate::compose;
use crate::config::Config;
use crate::logging;

pub(crate) async fn run(settings: &SettingsArgs, args: &ServeArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    logging::start(&config)?;
    let metrics = PrometheusBuilder::new().install_recorder().context("metrics")?;
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        config.values.wrong("listen", "an address and port that is free on this machine")
    })?;
    let address = listener.local_addr()?;
    let whmcs = compose::whmcs(&config).await?;
    let app = web::App::new(web::app::Parts {
        whmcs,
        templates: web::Templates::built_in().context("the built-in templates")?,
        session_keys: compose::session_keys(&config)?,
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        trusted_proxies: config.trusted_proxies.clone(),
        metrics,
    });
    say(format!("Hostler is open at http://{address}/"));
    serve(listener, web::router(app)).await?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(listener: TcpListener, router: Router) -> Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await?;
    Ok(())
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
