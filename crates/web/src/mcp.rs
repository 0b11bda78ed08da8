//! The door for assistants: actions as tools of the Model Context Protocol, over HTTP and pipes.

mod schema;
mod server;
mod who;

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::tower::StreamableHttpService;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::App;
use crate::rest::limit;
use crate::whmcs::Whmcs;
use server::Server;

pub use who::{Asking, Scope, UnknownTopic};

pub(crate) fn routes(app: &App) -> Router<App> {
    let whmcs = app.whmcs().clone();
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(protocol::FORM_BYTES_MAX)
        // Who asks shows a credential that no page of another site has, so the name by which the
        // server was reached proves nothing more.
        .disable_allowed_hosts();
    let server = move || Ok(Server::over(whmcs.clone()));
    let service =
        StreamableHttpService::new(server, Arc::new(NeverSessionManager::default()), config);
    Router::new()
        .route_service("/mcp", service)
        .layer(from_fn_with_state(app.clone(), who::let_in))
        .layer(from_fn_with_state(app.clone(), limit::limit))
}

/// Serves one assistant over a pair of pipes until it hangs up.
///
/// # Errors
/// When the first messages are not those of the protocol.
pub async fn over_pipes(
    whmcs: Whmcs,
    asking: Asking,
    input: impl AsyncRead + Send + Unpin + 'static,
    output: impl AsyncWrite + Send + Unpin + 'static,
) -> io::Result<()> {
    let server = Server::for_one(whmcs, asking);
    let running = rmcp::serve_server(server, (input, output)).await.map_err(io::Error::other)?;
    running.waiting().await.map_err(io::Error::other)?;
    Ok(())
}
