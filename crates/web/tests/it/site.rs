//! A site in a test: every route over one WHMCS, and a browser or program that asks.

mod lines;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actions::testing::TestActions;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use engine::people::credentials::{self, NewCredential};
use metrics_exporter_prometheus::PrometheusBuilder;
use model::ids::RoleId;
use ports::{FakeChance, FakeClock};
use remote::{Credentials, Remote};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::ServiceExt;
use web::app::Parts;
use web::cloud::CloudFields;
use web::functions::ModuleFunctions;
use web::hooks::Relay;
use web::session::{KeyRing, Sessions};
use web::whmcs::{Elsewhere, StaffGroups, Whmcs};

pub(crate) use lines::{Held, Lost, over_a_bad_line, over_a_held_line};

/// Answers are read up to this size (bytes).
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Signs events of a WHMCS behind.
pub(crate) const RELAY_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What one account may ask: enough for every story but the one about it.
pub(crate) const REQUESTS_PER_MINUTE: u32 = 200;

/// The routes, the clock they go by, and the keys of their tokens.
pub(crate) struct Site {
    pub(crate) router: Router,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) keys: KeyRing,
    /// The system behind, whichever way it is reached.
    pub(crate) system: TestActions,
    /// What its pages are made of.
    pub(crate) templates: web::Templates,
    whmcs: Whmcs,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// Gives the body of an answer that has this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        let text = String::from_utf8_lossy(&self.bytes);
        assert_eq!(self.status.as_u16(), status, "{text}");
        self.json()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    from: Option<IpAddr>,
}

pub(crate) fn ask(method: Method, path: &str) -> Ask {
    Ask { method, path: path.to_owned(), headers: Vec::new(), body: None, from: None }
}

pub(crate) fn get(path: &str) -> Ask {
    ask(Method::GET, path)
}

pub(crate) fn post(path: &str, body: Value) -> Ask {
    ask(Method::POST, path).json(&body)
}

impl Ask {
    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string().into_bytes());
        self.header("content-type", "application/json")
    }

    pub(crate) fn bytes(mut self, body: &[u8]) -> Self {
        self.body = Some(body.to_vec());
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A form instead of JSON.
    pub(crate) fn form(mut self, fields: &[(&str, &str)]) -> Self {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(fields);
        self.body = Some(text.finish().into_bytes());
        self.header("content-type", "application/x-www-form-urlencoded")
    }

    /// From elsewhere than this machine.
    pub(crate) fn from(mut self, ip: &str) -> Self {
        self.from = Some(ip.parse().unwrap());
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }
}

impl Site {
    /// Whether another installation stands behind.
    pub(crate) fn is_remote(&self) -> bool {
        matches!(self.whmcs, Whmcs::Remote(_))
    }

    /// The same site with other keys of tokens, as after a restart.
    pub(crate) fn with_keys(self, keys: KeyRing) -> Self {
        let closing = watch::channel(false).1;
        let own = keys.clone();
        let router = router(&self.whmcs, &self.system, own, false, &self.templates, closing);
        Self { router, keys, ..self }
    }

    /// The same site as after a restart: what its node remembered is forgotten.
    pub(crate) fn restarted(self) -> Self {
        let whmcs = match &self.whmcs {
            Whmcs::Remote(elsewhere) => Whmcs::Remote(elsewhere.remote().clone().into()),
            engine @ Whmcs::Engine(_) => engine.clone(),
        };
        let (keys, closing) = (self.keys.clone(), watch::channel(false).1);
        let router = router(&whmcs, &self.system, keys, false, &self.templates, closing);
        Self { router, whmcs, ..self }
    }

    /// Changes the database behind everybody's back.
    pub(crate) async fn run(&self, sql: &str) {
        let mut act = self.system.engine.act().await.unwrap();
        act.conn.batch(sql).await.unwrap();
        act.commit().await.unwrap();
    }

    /// The secret at the end of the last link to a page that was mailed to an address.
    pub(crate) async fn mailed_secret(&self, to: &str, page: &str) -> String {
        engine::jobs::run_until_idle(&self.system.engine.engine).await.unwrap();
        let mails = self.system.engine.world.mailer.take();
        let mails = mails.iter().rev().filter(|mail| mail.to[0].address == to);
        let mut words = mails.flat_map(|mail| mail.text.split_whitespace());
        let link = words.find(|word| word.contains(page)).unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    }

    /// The routes of a node that stays open while the sender lives: its streams go on.
    pub(crate) fn staying_open(&self) -> (Router, watch::Sender<bool>) {
        let (open, closing) = watch::channel(false);
        let keys = self.keys.clone();
        let router = router(&self.whmcs, &self.system, keys, false, &self.templates, closing);
        (router, open)
    }

    pub(crate) async fn call(&self, ask: Ask) -> Answer {
        let mut request = Request::builder().method(ask.method).uri(ask.path);
        for (name, value) in ask.headers {
            request = request.header(name, value);
        }
        let body = ask.body.map_or_else(Body::empty, Body::from);
        if let Some(ip) = ask.from {
            request = request.extension(ConnectInfo(SocketAddr::new(ip, 4000)));
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, ANSWER_BYTES_MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

/// One site over each kind of database, and one before another whole installation.
pub(crate) async fn each() -> Vec<Site> {
    let mut sites = each_engine().await;
    sites.push(before_another().await);
    sites
}

/// One site over each kind of database, for what another WHMCS does not know of our staff or
/// gateways.
pub(crate) async fn each_engine() -> Vec<Site> {
    let systems = actions::testing::each().await.unwrap();
    let site = |system: TestActions| over(Whmcs::Engine(system.actions.clone()), system);
    systems.into_iter().map(site).collect()
}

/// A site over each kind of database where nobody works yet.
pub(crate) async fn each_empty() -> Vec<Site> {
    let mut sites = Vec::new();
    for system in actions::testing::each().await.unwrap() {
        let site = standing(Whmcs::Engine(system.actions.clone()), system, true);
        site.run("delete from currencies").await;
        sites.push(site);
    }
    sites
}

/// A site over our own engine, for tests that are not about what stands behind.
pub(crate) async fn one() -> Site {
    let system = actions::testing::each().await.unwrap().remove(0);
    over(Whmcs::Engine(system.actions.clone()), system)
}

/// A site whose WHMCS is the RPC door of a second one, reached over the network.
pub(crate) async fn before_another() -> Site {
    let behind = one().await;
    before(behind.router, behind.system).await
}

/// A site before a WHMCS that has only the published actions.
pub(crate) async fn before_stock() -> Site {
    before_stock_with_staff("").await
}

/// The same, where the owners of clients in these groups are staff.
pub(crate) async fn before_stock_with_staff(groups: &str) -> Site {
    let behind = one().await;
    let router = behind.router.layer(axum::middleware::from_fn(lines::stock));
    let site = before(router, behind.system).await;
    let Whmcs::Remote(elsewhere) = site.whmcs else { panic!("before another WHMCS") };
    let groups = StaffGroups::parse(groups).unwrap();
    over(Whmcs::Remote(elsewhere.with_staff_groups(groups)), site.system)
}

/// A site before a WHMCS that heeds only what is published: actions and their parameters.
pub(crate) async fn before_published() -> Site {
    let behind = one().await;
    let router = behind.router.layer(axum::middleware::from_fn(lines::published));
    before(router, behind.system).await
}

async fn before(behind: Router, system: TestActions) -> Site {
    let (identifier, secret) = credential(&system).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/includes/api.php", listener.local_addr().unwrap());
    let service = behind.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let _ = rustls::crypto::ring::default_provider().install_default();
    let login = Credentials::ApiKey { identifier: (*identifier).into(), secret: (*secret).into() };
    let count = AtomicU64::new(1);
    let number = move || count.fetch_add(1, Ordering::Relaxed);
    let remote = Remote::new(remote::Config::new(url, login), number).unwrap();
    over(Whmcs::Remote(remote.into()), system)
}

/// Identifier and secret of a program on this machine that may do everything.
pub(crate) async fn credential(system: &TestActions) -> (String, String) {
    let new = NewCredential {
        description: "the site in front",
        staff: None,
        role: behind_role(system).await,
        loopback_only: true,
    };
    let mut act = system.engine.act().await.unwrap();
    let made = credentials::create(&mut act, &new).await.unwrap();
    act.commit().await.unwrap();
    made
}

/// A role of programs that may do everything.
async fn behind_role(system: &TestActions) -> RoleId {
    let mut act = system.engine.act().await.unwrap();
    let sql = "insert into roles (kind, name, actions) values ('api', 'all', '[\"*\"]')
               returning id";
    let id: i64 = act.conn.scalar(sql, &[]).await.unwrap();
    act.commit().await.unwrap();
    RoleId(id)
}

/// A site whose WHMCS is whatever listens at an address.
pub(crate) async fn before_address(config: remote::Config) -> Site {
    before_address_with_staff(config, "").await
}

/// The same, where the owners of clients in these groups are staff.
pub(crate) async fn before_address_with_staff(config: remote::Config, groups: &str) -> Site {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let elsewhere = Elsewhere::from(Remote::new(config, || 1).unwrap());
    let elsewhere = elsewhere.with_staff_groups(StaffGroups::parse(groups).unwrap());
    over(Whmcs::Remote(elsewhere), one().await.system)
}

fn over(whmcs: Whmcs, system: TestActions) -> Site {
    standing(whmcs, system, false)
}

/// A site that may still have to be set up.
fn standing(whmcs: Whmcs, system: TestActions, set_up: bool) -> Site {
    let keys = KeyRing::new(vec![("test".to_owned(), [7; 32])]).unwrap();
    let templates = web::Templates::built_in();
    // Streams end after their first look: nobody keeps the node open.
    let closing = watch::channel(false).1;
    let router = router(&whmcs, &system, keys.clone(), set_up, &templates, closing);
    let clock = Arc::clone(&system.engine.clock);
    Site { router, clock, keys, system, templates, whmcs }
}

/// The routes over a WHMCS, with these keys of tokens.
fn router(
    whmcs: &Whmcs,
    system: &TestActions,
    keys: KeyRing,
    set_up: bool,
    templates: &web::Templates,
    closing: watch::Receiver<bool>,
) -> Router {
    let app = web::App::new(Parts {
        templates: templates.clone(),
        set_up: web::SetUp::new(set_up),
        sold_names: web::SoldNames::default(),
        live: web::Live::until(closing),
        catalogues: Arc::new(web::Catalogues::built_in()),
        remote_login: None,
        whmcs: whmcs.clone(),
        trusted_proxies: Vec::new(),
        networks: web::Networks::default(),
        metrics: PrometheusBuilder::new().build_recorder().handle(),
        clock: Arc::clone(&system.engine.clock) as _,
        chance: Arc::new(FakeChance::seeded(2)),
        sessions: Sessions::new(keys, false).with_requests_per_minute(REQUESTS_PER_MINUTE),
        cors_origins: vec!["https://app.example".to_owned()],
        functions: ModuleFunctions::default(),
        cloud_fields: CloudFields::default(),
        relay: Some(Relay::new(
            RELAY_SECRET.to_owned(),
            vec!["https://one.example/".to_owned(), "https://two.example/".to_owned()],
            RELAY_SECRET.to_owned(),
            system.engine.world.hooks.clone(),
        )),
        base_url: None,
    });
    web::router(app)
}
