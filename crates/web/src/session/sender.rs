//! From where a request comes: its address, and what its browser or program says of itself.
//!
//! It stands beside the request for as long as that is answered, as the language of its page does:
//! a session begins behind many doors, and each would only hand it on.

use std::net::IpAddr;

use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, HeaderValue};

/// More of what a browser says of itself is not looked at (bytes).
const AGENT_BYTES_MAX: usize = 1024;

/// Who sends a request, as far as that is known without a session.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    ip: IpAddr,
    agent: Option<HeaderValue>,
}

tokio::task_local! {
    static SENDER: Sender;
}

impl Sender {
    /// The sender of a request from this address, with these headers.
    pub(crate) fn of(ip: IpAddr, headers: &HeaderMap) -> Self {
        Self { ip, agent: headers.get(USER_AGENT).cloned() }
    }

    /// Stands beside what answers the request.
    pub(crate) async fn beside<F: Future>(self, answer: F) -> F::Output {
        SENDER.scope(self, answer).await
    }
}

/// Address and user agent of the request that is answered; empty where nobody asked.
pub(super) fn current() -> (String, String) {
    let of = |sender: &Sender| {
        let agent = sender.agent.as_ref().and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let agent = agent.get(..AGENT_BYTES_MAX.min(agent.len())).unwrap_or_default();
        (sender.ip.to_string(), agent.to_owned())
    };
    SENDER.try_with(of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderValue};

    use super::{AGENT_BYTES_MAX, Sender, current};

    #[tokio::test]
    async fn a_sender_stands_beside_its_own_request_only() {
        let ip = IpAddr::from([192, 0, 2, 1]);
        for (agent, kept) in [("curl/8.5.0", 10), ("", 0), (&*"x".repeat(5000), AGENT_BYTES_MAX)] {
            let mut headers = HeaderMap::new();
            headers.insert("user-agent", HeaderValue::from_str(agent).unwrap());
            let (from, said) = Sender::of(ip, &headers).beside(async { current() }).await;
            assert_eq!((&*from, said.len()), ("192.0.2.1", kept));
        }
        assert_eq!(current(), (String::new(), String::new()));
    }
}
