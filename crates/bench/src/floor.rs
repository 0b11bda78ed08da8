//! A bare axum handler that returns given bytes.

use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::any;
use tokio::net::TcpListener;

/// Serves the file's bytes at every path and prints the address.
pub(crate) async fn serve(body: &Path) -> Result<()> {
    let bytes = Bytes::from(std::fs::read(body).context("the body of the floor")?);
    let answer = move |request: axum::extract::Request| {
        let bytes = bytes.clone();
        async move {
            // The request's body is read, as any server must.
            let _ = axum::body::to_bytes(request.into_body(), 1 << 20).await;
            ([(CONTENT_TYPE, "application/json")], bytes)
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    crate::report::line(format!("Floor is open at http://{}/", listener.local_addr()?));
    axum::serve(listener, Router::new().fallback(any(answer))).await?;
    Ok(())
}
