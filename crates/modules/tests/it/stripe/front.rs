//! What stands before localstripe: the rules of Stripe that it lacks, and mishaps on demand.
//!
//! The rules are <https://docs.stripe.com/api/idempotent_requests>, Checkout Sessions and, on
//! demand, banks that ask the client; all else is localstripe's.

mod bank;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use ports::Secret;
use ports::payment::CardEntry;
use serde_json::{Value, json};

use crate::peers::Peer;
use bank::Bank;

/// Fields that Stripe knows and localstripe does not.
const UNKNOWN_FIELDS: [&str; 1] = ["description"];

/// A mishap of the next request for money.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mishap {
    /// It is carried out, and its answer is lost.
    ReplyLost,
    /// It is not carried out, but who is to know.
    Down,
    /// It is not carried out, and said so.
    Busy,
}

/// The front, with localstripe behind it.
pub(crate) struct Front {
    /// The base address of the API.
    pub(crate) url: String,
    inner: Arc<Inner>,
    _peer: Peer,
}

struct Inner {
    behind: String,
    client: reqwest::Client,
    told: Mutex<BTreeMap<String, Told>>,
    mishaps: Mutex<VecDeque<Mishap>>,
    sessions: Mutex<Vec<Value>>,
    /// Lists of sessions are full of others that are newer.
    crowded: AtomicBool,
    /// What was asked of each session.
    asked: Mutex<Vec<Value>>,
    /// Every form that was sent, with its path.
    forms: Mutex<Vec<Form>>,
    bank: Bank,
}

/// A path, and the names and values that were sent there.
pub(crate) type Form = (String, Vec<(String, String)>);

#[derive(Clone)]
struct Told {
    asked: Bytes,
    status: u16,
    body: Bytes,
}

impl Front {
    /// Starts localstripe and the front.
    pub(crate) async fn start() -> Front {
        let peer = Peer::start("run_localstripe.py");
        let inner = Arc::new(Inner {
            behind: format!("http://127.0.0.1:{}", peer.port),
            client: client(),
            told: Mutex::default(),
            mishaps: Mutex::default(),
            sessions: Mutex::default(),
            crowded: AtomicBool::default(),
            asked: Mutex::default(),
            forms: Mutex::default(),
            bank: Bank::default(),
        });
        let router = Router::new().fallback(answer).with_state(inner.clone());
        let url = serve(router).await;
        Front { url, inner, _peer: peer }
    }

    /// What happens to the next request for money.
    pub(crate) fn arm(&self, mishap: Mishap) {
        self.inner.mishaps.lock().unwrap().push_back(mishap);
    }

    /// From now on the bank wants the client, where the card is of that kind.
    pub(crate) fn bank_asks(&self) {
        self.inner.bank.ask();
    }

    /// The client comes to the bank, and agrees or does not.
    pub(crate) async fn client_answers(&self, intent: &str, agrees: bool) {
        self.inner.bank.answered(intent);
        let path = format!("/v1/payment_intents/{intent}");
        let known = self.ask(Method::GET, &path, &[]).await;
        let secret = known["client_secret"].as_str().unwrap();
        let form = [("client_secret", secret), ("success", if agrees { "true" } else { "false" })];
        self.ask(Method::POST, &format!("{path}/_authenticate"), &form).await;
    }

    /// Every form that was sent so far.
    pub(crate) fn forms(&self) -> Vec<Form> {
        self.inner.forms.lock().unwrap().clone()
    }

    /// Asks localstripe itself, as the operator.
    pub(crate) async fn ask(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Value {
        let request = self.inner.client.request(method, format!("{}{path}", self.inner.behind));
        let answer = request.bearer_auth("sk_test_operator").form(form).send().await.unwrap();
        answer.json().await.unwrap_or_default()
    }

    /// What Stripe's form in the browser makes of a card: its id stands in the place of the number.
    pub(crate) async fn made(&self, card: CardEntry) -> CardEntry {
        let (month, year) = (card.expiry_month.to_string(), card.expiry_year.to_string());
        let form = [
            ("type", "card"),
            ("card[number]", card.number.expose()),
            ("card[exp_month]", month.as_str()),
            ("card[exp_year]", year.as_str()),
            ("card[cvc]", "123"),
        ];
        let method = self.ask(Method::POST, "/v1/payment_methods", &form).await;
        CardEntry { number: Secret::new(method["id"].as_str().unwrap()), ..card }
    }

    /// What the latest session was asked for.
    pub(crate) fn asked(&self) -> Value {
        self.inner.asked.lock().unwrap().last().unwrap().clone()
    }

    /// The client pays on Stripe's page with a card of this number. The intent has what the
    /// session said of it; with `setup_future_usage`, the card is a customer's from then on.
    pub(crate) async fn pays(&self, number: &str) -> (String, String) {
        let asked = self.asked();
        let told = |name: &str| asked[name].as_str().unwrap_or_default().to_owned();
        let id = |object: &Value| object["id"].as_str().unwrap().to_owned();
        let customer = match told("customer") {
            known if !known.is_empty() => known,
            _ => {
                assert_eq!(told("customer_creation"), "always");
                let email = told("customer_email");
                id(&self.ask(Method::POST, "/v1/customers", &[("email", &email)]).await)
            }
        };
        let card = [
            ("type", "card"),
            ("card[number]", number),
            ("card[exp_month]", "3"),
            ("card[exp_year]", "2029"),
            ("card[cvc]", "123"),
            ("billing_details[name]", "Jane Doe"),
        ];
        let method = id(&self.ask(Method::POST, "/v1/payment_methods", &card).await);
        let metadata = asked.as_object().unwrap().iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("payment_intent_data[metadata]")?;
            Some((format!("metadata{name}"), value.as_str()?.to_owned()))
        });
        let metadata: Vec<(String, String)> = metadata.collect();
        let mut fields = vec![
            ("amount", "1595"),
            ("currency", "eur"),
            ("customer", &*customer),
            ("payment_method", &*method),
            ("payment_method_types[]", "card"),
            ("confirm", "true"),
        ];
        fields.extend(metadata.iter().map(|(name, value)| (&**name, &**value)));
        let intent = self.ask(Method::POST, "/v1/payment_intents", &fields).await;
        assert_eq!(intent["status"], "succeeded", "{intent}");
        if told("payment_intent_data[setup_future_usage]") == "off_session" {
            let path = format!("/v1/payment_methods/{method}/attach");
            self.ask(Method::POST, &path, &[("customer", &customer)]).await;
        }
        self.session("complete", intent["id"].as_str());
        (customer, method)
    }

    /// From now on there are so many newer sessions that no list comes to an end.
    pub(crate) fn crowd(&self) {
        self.inner.crowded.store(true, Ordering::Relaxed);
    }

    /// The client does something on Stripe's page, or does nothing until it is too late.
    pub(crate) fn session(&self, status: &str, intent: Option<&str>) -> Value {
        let mut sessions = self.inner.sessions.lock().unwrap();
        let session = sessions.last_mut().unwrap();
        session["status"] = json!(status);
        session["payment_intent"] = json!(intent);
        session.clone()
    }
}

/// A client that trusts and needs nobody.
pub(crate) fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap()
}

/// Serves on a free port of the loopback address; gives the base address.
pub(crate) async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn answer(
    State(inner): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let write = method == Method::POST;
    let mishap = if write && uri.path() == "/v1/payment_intents" {
        inner.mishaps.lock().unwrap().pop_front()
    } else {
        None
    };
    match mishap {
        Some(Mishap::Busy) => {
            let busy = Response::builder().status(429).header("retry-after", "7");
            return busy.body(Body::from("{}")).unwrap();
        }
        Some(Mishap::Down) => return reply(503, "down for a moment"),
        Some(Mishap::ReplyLost) | None => {}
    }
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    assert!(!write || key.is_some(), "every write has a key: {uri}");
    let known = key.and_then(|key| inner.told.lock().unwrap().get(key).cloned());
    let told = match known {
        Some(told) if told.asked == body => told,
        Some(_) => {
            let error = json!({"error": {"type": "idempotency_error", "message":
                "Keys for idempotent requests can only be used with the same parameters"}});
            return reply(400, error.to_string());
        }
        None => inner.carry_out(&method, &uri, &headers, body).await,
    };
    if let Some(key) = key {
        inner.told.lock().unwrap().insert(key.to_owned(), told.clone());
    }
    match mishap {
        Some(_) => reply(502, "<html>Bad Gateway</html>"),
        None => reply(told.status, told.body),
    }
}

impl Inner {
    async fn carry_out(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        asked: Bytes,
    ) -> Told {
        let fields: Vec<(String, String)> = form_urlencoded::parse(&asked).into_owned().collect();
        if *method == Method::POST {
            self.forms.lock().unwrap().push((uri.path().to_owned(), fields.clone()));
        }
        if let Some(rest) = uri.path().strip_prefix("/v1/checkout/sessions") {
            let body = match rest.strip_prefix('/') {
                Some(id) => self.one_session(id),
                None => self.checkout(method, &fields),
            };
            let body = body.to_string();
            return Told { asked, status: 200, body: body.into() };
        }
        let known = |(name, _): &&(String, String)| !UNKNOWN_FIELDS.contains(&name.as_str());
        let sent: Vec<_> = fields.iter().filter(known).collect();
        let (method, target, sent) = match self.bank.behind(method, uri.path()) {
            Some(intent) => (Method::GET, intent.to_owned(), Vec::new()),
            None => (method.clone(), uri.to_string(), sent),
        };
        let request = self.client.request(method, format!("{}{target}", self.behind));
        let request = request.header("authorization", &headers["authorization"]);
        let request = if sent.is_empty() { request } else { request.form(&sent) };
        let answer = request.send().await.unwrap();
        let answer = (answer.status().as_u16(), answer.bytes().await.unwrap());
        let (status, body) = self.bank.told(uri.path(), &fields, answer);
        Told { asked, status, body }
    }

    fn one_session(&self, id: &str) -> Value {
        let sessions = self.sessions.lock().unwrap();
        sessions.iter().find(|session| session["id"] == id).cloned().unwrap()
    }

    fn checkout(&self, method: &Method, fields: &[(String, String)]) -> Value {
        let mut sessions = self.sessions.lock().unwrap();
        if method == Method::GET && self.crowded.load(Ordering::Relaxed) {
            let other = |n: i32| json!({"id": format!("cs_other_{n}"), "metadata": {}});
            let others: Vec<Value> = (0..100).map(other).collect();
            return json!({"object": "list", "data": others, "has_more": true});
        }
        if method == Method::GET {
            return json!({"object": "list", "data": *sessions, "has_more": false});
        }
        let id = format!("cs_test_{}", sessions.len());
        let named = |(name, value): &(String, String)| {
            let name = name.strip_prefix("metadata[")?.strip_suffix(']')?;
            Some((name.to_owned(), json!(value)))
        };
        let metadata: serde_json::Map<_, _> = fields.iter().filter_map(named).collect();
        let url = format!("https://checkout.stripe.example/c/{id}");
        let session = json!({"id": id, "object": "checkout.session", "status": "open",
            "url": url, "payment_intent": null, "metadata": metadata});
        let told: serde_json::Map<_, _> =
            fields.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        sessions.push(session.clone());
        self.asked.lock().unwrap().push(Value::Object(told));
        session
    }
}

fn reply(status: u16, body: impl Into<Body>) -> Response<Body> {
    Response::builder().status(status).body(body.into()).unwrap()
}
