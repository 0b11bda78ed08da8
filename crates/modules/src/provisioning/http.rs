//! `http`: services behind any HTTP interface of one's own, by requests that the product describes.
//!
//! A setting per action holds the request: method and path in the first line, a JSON body below it,
//! with values such as `{{service_id}}` in both. Values go into single texts of the body and single
//! parts of the path, so that nothing in them can change the request. How it is to be answered
//! stands in `docs/modules.md`; the names in answers can be mapped. Every write carries the call's
//! key in the header `Idempotency-Key`, and the interface must tell by that key what became of a
//! call: it is asked before every write, and after whatever got lost. An interface that keeps
//! nothing but records keeps the key in the record of a service (the name `key` in answers). What
//! is asked of a server for all its services, usage and lists, has paths of its own (`lists`).

mod answer;
mod lists;
mod template;

use std::collections::BTreeMap;

use ports::provisioning::{
    ConnectionOutcome, FirstPassword, Measuring, ProvisionOutcome, Provisioner,
    ProvisionerCapabilities, ServerCall, ServiceAction, ServiceCall, ServiceState, Usage,
};
use ports::{
    Asking, Choice, ChoiceKind, PortError, Refused, Secret, SettingField, SettingKind, Settings,
};

use crate::http::{Line, Pool, Request};
use answer::Answers;
use template::Template;

const MODULE: &str = "http";

/// What a request of an action looks like, for the page of settings.
const REQUEST: &str = "Method and path, then a JSON body; empty if it is not offered.";

const fn request(name: &'static str, label: &'static str) -> SettingField {
    SettingField::text(name, label, REQUEST).kind(SettingKind::LongText)
}

/// What is set for requests; these are none themselves.
const VALUES: [&str; 5] = ["answer", "parameters", "plan", "image", "region"];

const FIELDS: [SettingField; 20] = [
    request("create", "Create").required(),
    request("terminate", "Terminate").required(),
    SettingField::text(
        "look_up",
        "Look up a call",
        "Such as GET /operations/{{key}}: what became of the call with that key, 404 if it is new.",
    )
    .required(),
    SettingField::text(
        "state",
        "State",
        "Such as GET /services/{{service_id}}; 404 if it is gone.",
    )
    .required(),
    request("suspend", "Suspend"),
    request("unsuspend", "Unsuspend"),
    request("changepackage", "Change the package"),
    request("changepassword", "Change the password"),
    request("renew", "Renew"),
    request("poweron", "Switch on"),
    request("poweroff", "Switch off"),
    request("reboot", "Reboot"),
    request("reset", "Reset"),
    request("reinstall", "Reinstall"),
    request("console", "Console"),
    SettingField::text(
        "answer",
        "Names in answers",
        "One a line, where they differ from ours, such as dedicated_ip=/server/ip.",
    )
    .kind(SettingKind::LongText),
    SettingField::text(
        "parameters",
        "Parameters",
        "One a line, such as plan=small, for {{parameter.plan}}; an option of that name wins.",
    )
    .kind(SettingKind::LongText),
    SettingField::text("plan", "Plan", "{{parameter.plan}}; an option of that name wins.")
        .offers(ChoiceKind::Plan),
    SettingField::text("image", "Image", "{{parameter.image}}; an option of that name wins.")
        .offers(ChoiceKind::Image),
    SettingField::text("region", "Region", "{{parameter.region}}; an option of that name wins.")
        .offers(ChoiceKind::Region),
];

/// The provisioning module `http`.
pub struct HttpServices {
    capabilities: ProvisionerCapabilities,
    pool: Pool,
}

/// A call with what its product says.
struct Plan<'a> {
    call: &'a ServiceCall,
    settings: Settings,
    answers: Answers,
    line: Line,
}

impl HttpServices {
    /// The module; its interfaces are the server records.
    pub fn new(pool: Pool) -> HttpServices {
        let offered = |action: &ServiceAction| FIELDS.iter().any(|it| it.name == action.word());
        let client = |action: &ServiceAction| {
            matches!(
                action,
                ServiceAction::ChangePassword
                    | ServiceAction::PowerOn
                    | ServiceAction::PowerOff
                    | ServiceAction::Reboot
                    | ServiceAction::Reset
                    | ServiceAction::Reinstall
                    | ServiceAction::Console
            )
        };
        let common = ServiceAction::COMMON.into_iter();
        let needs = common.filter(client).filter_map(|action| {
            let field = FIELDS.iter().find(|field| field.name == action.word())?;
            Some((action, field.name))
        });
        HttpServices {
            capabilities: ProvisionerCapabilities {
                module: MODULE,
                display_name: "HTTP",
                sandbox: false,
                needs_server: true,
                actions: ServiceAction::COMMON.into_iter().filter(offered).collect(),
                needs: needs.collect(),
                client_actions: ServiceAction::COMMON.into_iter().filter(client).collect(),
                usage: true,
                choices: lists::KINDS.to_vec(),
                metrics: Measuring::Nothing,
                reverse_dns: false,
                first_password: FirstPassword::NotNeeded,
            },
            pool,
        }
    }

    fn plan<'a>(&self, call: &'a ServiceCall) -> Result<Plan<'a>, PortError> {
        let settings = Settings::from_iter(call.product.clone());
        settings.check(MODULE, &FIELDS)?;
        let answers = Answers::of(settings.get("answer").unwrap_or_default())
            .map_err(|why| PortError::setting(MODULE, "answer", why))?;
        let line = self.line(call.need_server(MODULE)?)?;
        let plan = Plan { call, settings, answers, line };
        for field in FIELDS.iter().filter(|field| !VALUES.contains(&field.name)) {
            plan.template(field.name)?;
        }
        Ok(plan)
    }

    fn line(&self, server: &ServerCall) -> Result<Line, PortError> {
        let host = server.host.trim().trim_end_matches('/');
        let (host, path) = host.split_once('/').unwrap_or((host, ""));
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.map_or_else(String::new, |port| format!(":{port}"));
        self.pool.line(MODULE, "hostname", &format!("{scheme}://{host}{port}/{path}"))
    }
}

impl Plan<'_> {
    fn template(&self, name: &'static str) -> Result<Option<Template>, PortError> {
        let text = self.settings.get(name).unwrap_or_default();
        Template::of(text).map_err(|why| PortError::setting(MODULE, name, why))
    }

    /// Sends the request of a setting; `None` if there is none.
    async fn ask(&self, name: &'static str) -> Result<Option<crate::http::Answer>, PortError> {
        let Some(template) = self.template(name)? else { return Ok(None) };
        let values = self.values();
        let request =
            template.request(&values).map_err(|why| PortError::setting(MODULE, name, why))?;
        let request = signed(request, self.call.need_server(MODULE)?);
        let request = request.header("idempotency-key", header_safe(&self.call.idempotency_key));
        self.line.send(request).await.map(Some)
    }

    /// Everything that may stand in a request, by name.
    fn values(&self) -> BTreeMap<String, String> {
        let call = self.call;
        let lines = self.settings.get("parameters").unwrap_or_default().lines();
        let parameters = lines.filter_map(|line| line.split_once('='));
        let parameters = parameters.map(|(name, value)| (name.trim(), value.trim()));
        let ours = [
            ("key", header_safe(&call.idempotency_key)),
            ("service_id", call.service.to_string()),
            ("client_id", call.client.to_string()),
            ("email", call.client_email.clone()),
            ("domain", call.domain.clone()),
            ("username", call.username.clone()),
            ("password", call.password.expose().to_owned()),
        ];
        let mut values: BTreeMap<String, String> =
            ours.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        for (name, value) in parameters {
            values.insert(format!("parameter.{name}"), value.to_owned());
        }
        for name in lists::KINDS.map(ChoiceKind::word) {
            if let Some(value) = self.settings.get(name) {
                values.insert(format!("parameter.{name}"), value.to_owned());
            }
        }
        for (name, value) in call.options.iter().chain(&call.extra) {
            values.insert(format!("parameter.{name}"), value.clone());
        }
        for (name, value) in &call.custom_fields {
            values.insert(format!("field.{name}"), value.clone());
        }
        values
    }

    async fn look_up(&self) -> Result<Option<ProvisionOutcome>, PortError> {
        let Some(answer) = self.ask("look_up").await? else { return Ok(None) };
        let key = header_safe(&self.call.idempotency_key);
        if answer.status == 404 || !self.answers.is_about(&self.line, &answer, &key)? {
            return Ok(None);
        }
        self.answers.outcome(&self.line, &answer).map(Some)
    }

    async fn run(&self, action: &ServiceAction) -> Result<ProvisionOutcome, PortError> {
        let name = FIELDS.iter().map(|field| field.name).find(|name| *name == action.word());
        let Some(name) = name.filter(|name| self.settings.get(name).is_some()) else {
            return Ok(ProvisionOutcome::Unsupported);
        };
        if let Some(known) = self.look_up().await? {
            return Ok(known);
        }
        match self.ask(name).await? {
            Some(answer) => self.answers.outcome(&self.line, &answer),
            None => Ok(ProvisionOutcome::Unsupported),
        }
    }
}

/// A key fit for a header and for a part of a path.
fn header_safe(key: &str) -> String {
    let plain = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_' | '.');
    key.chars().map(|each| if plain(each) { each } else { '-' }).collect()
}

fn signed(request: Request, server: &ServerCall) -> Request {
    if !server.username.is_empty() {
        return request.basic(&server.username, &server.password);
    }
    if server.access_key.is_empty() {
        return request;
    }
    let bearer = Secret::new(format!("Bearer {}", server.access_key.expose()));
    request.header("authorization", bearer)
}

impl Provisioner for HttpServices {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        &self.capabilities
    }

    fn product_settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        Box::pin(async move {
            if !self.capabilities.offers(action) {
                return Ok(ProvisionOutcome::Unsupported);
            }
            self.plan(call)?.run(action).await
        })
    }

    fn look_up<'a>(
        &'a self,
        _action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        Box::pin(async move { self.plan(call)?.look_up().await })
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        Box::pin(async move {
            let plan = self.plan(call)?;
            match plan.ask("state").await? {
                Some(answer) if answer.status == 404 => Ok(None),
                Some(answer) => plan.answers.state(&plan.line, &answer).map(Some),
                None => Ok(None),
            }
        })
    }

    /// The base address itself is asked; what it says does not matter, unless it is "who are you".
    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        Box::pin(async move {
            let request = signed(Request::new(reqwest::Method::GET, &[]), server);
            let answer = self.line(server)?.send(request).await?;
            Ok(match answer.status {
                401 | 403 => ConnectionOutcome::Refused(Refused::new(
                    "unauthorized",
                    "The interface does not take the credentials",
                )),
                status => ConnectionOutcome::Reached { version: format!("HTTP {status}") },
            })
        })
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        Box::pin(async move { lists::usage(&self.line(server)?, server).await })
    }

    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        Box::pin(async move {
            if !lists::KINDS.contains(&kind) {
                return Err(self.capabilities.lists_no(kind));
            }
            lists::choices(&self.line(server)?, server, kind).await
        })
    }
}
