//! The one pattern of all forms for what the office sets up: inputs as data, named as the wire
//! names them, with an action each to add, to change and to delete.

use std::collections::BTreeMap;
use std::future::Future;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::Action;
use serde::Serialize;
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::pick::{self, Choice};
use crate::App;
use crate::routing::{get, post};

/// Rows asked for when one of them is looked for: what the office sets up is not many.
pub(super) const ROWS: Option<u64> = Some(10_000);

/// What was typed, or what is there, by field.
pub(super) type Fields = BTreeMap<String, String>;

/// One input of a form.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Input {
    /// `text`, `area`, `choose`, `several`, `switch`, `date`, `time`, `number` or `password`.
    kind: &'static str,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    choices: Vec<Choice>,
    wide: bool,
    required: bool,
    rows: u8,
}

/// Inputs that belong together.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Part {
    title: &'static str,
    inputs: Vec<Input>,
}

/// Something that the office sets up.
pub(super) trait Thing: Send + Sync + 'static {
    type Add: Action;
    type Update: Action;
    type Delete: Action;
    /// Where its list is.
    const PATH: &'static str;
    /// What the list is called.
    const LIST: &'static str;
    /// What one is called.
    const WORD: &'static str;
    /// The parameter that says which one.
    const KEY: &'static str;
    /// Its template, which extends that of all sheets.
    const TEMPLATE: &'static str = "admin/sheet.html";
    /// Whether somebody goes on with it after it was made, or back to the list.
    const STAYS: bool = false;
    /// Whether one can be deleted.
    const DELETES: bool = true;

    /// What there is of one; none when there is no such one.
    fn find(desk: &Desk, id: u64) -> impl Future<Output = Result<Option<Fields>, Fail>> + Send;
    /// The inputs of one, or of a new one.
    fn parts(desk: &Desk, id: Option<u64>) -> impl Future<Output = Vec<Part>> + Send;
    /// What else the page shows, under the name `more`.
    fn more(_desk: &Desk, _id: Option<u64>, _found: &Fields) -> impl Future<Output = Value> + Send {
        async { Value::Null }
    }
    /// What an answer tells only once, such as a secret: labels and values.
    fn told(_answer: &Value) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    /// What a new one begins with, beside what the address says.
    fn begin(_fields: &mut Fields) {}
    /// Refuses what the action would take for something else.
    fn check(_posted: &Posted) -> Result<(), Problems> {
        Ok(())
    }
    /// Makes what was posted readable for the action.
    fn read(_posted: &mut Posted) {}
    /// Where somebody goes when all is done.
    fn home(_fields: &Fields) -> String {
        Self::PATH.to_owned()
    }
}

impl Input {
    fn of(kind: &'static str, name: &'static str, label: &'static str) -> Self {
        let (hint, choices) = ("", Vec::new());
        Self { kind, name, label, hint, choices, wide: false, required: false, rows: 4 }
    }

    pub(super) fn text(name: &'static str, label: &'static str) -> Self {
        Self::of("text", name, label)
    }

    /// A number that may be left out.
    pub(super) fn number(name: &'static str, label: &'static str) -> Self {
        Self::of("number", name, label)
    }

    /// A client, by its number or what its name begins with; the action is told the number.
    pub(super) fn client(name: &'static str) -> Self {
        Self::of("client", name, "Client").required()
    }

    pub(super) fn date(name: &'static str, label: &'static str) -> Self {
        Self::of("date", name, label)
    }

    /// An hour of a day, which may be left out.
    pub(super) fn time(name: &'static str, label: &'static str) -> Self {
        Self::of("time", name, label)
    }

    /// What nobody is shown again.
    pub(super) fn password(name: &'static str, label: &'static str) -> Self {
        Self::of("password", name, label)
    }

    pub(super) fn switch(name: &'static str, label: &'static str) -> Self {
        Self::of("switch", name, label)
    }

    /// Several lines.
    pub(super) fn area(name: &'static str, label: &'static str, rows: u8) -> Self {
        Self { rows, wide: true, ..Self::of("area", name, label) }
    }

    pub(super) fn choose(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::of("choose", name, label) }
    }

    /// Any of the choices; the wire has them with commas between them.
    pub(super) fn several(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self { choices, wide: true, ..Self::of("several", name, label) }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    pub(super) fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    pub(super) fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

pub(super) fn part(title: &'static str, inputs: impl IntoIterator<Item = Input>) -> Part {
    Part { title, inputs: inputs.into_iter().collect() }
}

/// Pairs of value and label.
pub(super) fn choices(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
}

/// A row of an answer as the fields of a form.
pub(super) fn fields(row: &impl Serialize) -> Fields {
    let Ok(Value::Object(row)) = serde_json::to_value(row) else { return Fields::new() };
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    row.into_iter().map(|(name, value)| (name, text(value))).collect()
}

/// The routes of a thing: a new one, and one of them.
pub(super) fn routes<T: Thing>() -> Router<App> {
    one::<T>().merge(made::<T>())
}

/// The route of a new one alone, where each has a page of another kind.
pub(super) fn made<T: Thing>() -> Router<App> {
    let path = format!("{}/new", T::PATH);
    Router::new().route(&path, get(blank::<T>).merge(post(create::<T>)))
}

/// The route of one of them alone, where none is made here.
pub(super) fn one<T: Thing>() -> Router<App> {
    let (path, change) = (format!("{}/{{id}}", T::PATH), post(submit::<T>));
    Router::new().route(&path, get(page::<T>).merge(change))
}

async fn blank<T: Thing>(desk: Desk) -> Response {
    let mut fields = desk.query().fields();
    T::begin(&mut fields);
    show::<T>(&desk, None, fields, Problems::default()).await
}

async fn create<T: Thing>(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let posted = joined::<T>(&desk, posted, None).await;
    let sent = match prepared::<T>(&desk, &posted, None).await {
        Ok(sent) => sent,
        Err(problems) => return Ok(show::<T>(&desk, None, posted.fields(), problems).await),
    };
    match desk.submit::<T::Add>(&sent).await? {
        Tried::Done(answer) => {
            let answer = serde_json::to_value(answer).unwrap_or_default();
            let id = answer[T::KEY].clone();
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            let home = T::home(&posted.fields());
            let stays = T::STAYS && desk.may(T::Update::NAME);
            let to = if stays { format!("{}/{id}", T::PATH) } else { home };
            let said = format!("The {} was added", T::WORD);
            Ok(go_on::<T>(&desk, &answer, &to, &said).await)
        }
        Tried::Again(problems) => Ok(show::<T>(&desk, None, posted.fields(), problems).await),
    }
}

async fn page<T: Thing>(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let found = T::find(&desk, id).await?.ok_or_else(|| Fail::missing(&desk))?;
    Ok(show::<T>(&desk, Some(id), found, Problems::default()).await)
}

async fn submit<T: Thing>(
    desk: Desk,
    Path(id): Path<u64>,
    posted: Posted,
) -> Result<Response, Fail> {
    let here = format!("{}/{id}", T::PATH);
    let posted = joined::<T>(&desk, posted, Some(id)).await;
    if T::DELETES && posted.verb() == "delete" {
        if !posted.confirmed() {
            let question = Question {
                title: format!("Delete this {}?", T::WORD),
                text: "What is in use stays, and says so.".to_owned(),
                button: "Delete",
                back: here,
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        let found = T::find(&desk, id).await?.ok_or_else(|| Fail::missing(&desk))?;
        let only = Posted::default().with(T::KEY, id).with("once", posted.text("once"));
        return match desk.submit::<T::Delete>(&only).await? {
            Tried::Done(_) => {
                Ok(desk.go(&T::home(&found), &format!("The {} was deleted", T::WORD)))
            }
            Tried::Again(problems) => Ok(show::<T>(&desk, Some(id), found, problems).await),
        };
    }
    let found = T::find(&desk, id).await?.unwrap_or_default();
    let tried = match prepared::<T>(&desk, &posted, Some((id, &found))).await {
        Ok(sent) => desk.submit::<T::Update>(&sent.with(T::KEY, id)).await?,
        Err(problems) => Tried::Again(problems),
    };
    match tried {
        Tried::Done(answer) => {
            let answer = serde_json::to_value(answer).unwrap_or_default();
            Ok(go_on::<T>(&desk, &answer, &here, "Saved").await)
        }
        Tried::Again(problems) => {
            let mut typed = found;
            typed.extend(posted.fields());
            Ok(show::<T>(&desk, Some(id), typed, problems).await)
        }
    }
}

/// Goes on after a change; what is told only once has a page of its own first.
async fn go_on<T: Thing>(desk: &Desk, answer: &Value, to: &str, said: &str) -> Response {
    let told = T::told(answer);
    if told.is_empty() {
        return desk.go(to, said);
    }
    let view = json!({ "told": told, "said": said, "to": to, "list": T::LIST, "path": T::PATH });
    desk.page(StatusCode::OK, "admin/told.html", "Keep this now", view).await
}

/// What was posted, with the ticks of one input as one text.
async fn joined<T: Thing>(desk: &Desk, mut posted: Posted, id: Option<u64>) -> Posted {
    for input in T::parts(desk, id).await.iter().flat_map(|part| &part.inputs) {
        if input.kind == "several" && posted.all(input.name).next().is_some() {
            let ticked: Vec<&str> = posted.all(input.name).filter(|x| !x.is_empty()).collect();
            let ticked = ticked.join(",");
            posted.set(input.name, ticked);
        }
    }
    posted
}

/// What was posted, without numbers, secrets and dates of a new one that were left out, and with
/// the numbers of clients. An action takes empty for what was not sent, and nothing would change
/// though it says "Saved": of a change, what must be there is asked for, and what somebody emptied
/// is taken away.
async fn prepared<T: Thing>(
    desk: &Desk,
    posted: &Posted,
    before: Option<(u64, &Fields)>,
) -> Result<Posted, Problems> {
    let mut posted = posted.clone();
    let id = before.map(|(id, _)| id);
    for input in T::parts(desk, id).await.iter().flat_map(|part| &part.inputs) {
        if input.kind == "client" {
            let number = pick::client(desk, posted.text(input.name)).await;
            posted.set(input.name, number.map_err(|said| Problems::one(input.name, said))?);
        }
        if !posted.text(input.name).trim().is_empty() {
            continue;
        }
        let left_out = matches!(input.kind, "number" | "password");
        if let Some((_, found)) = before.filter(|_| posted.all(input.name).next().is_some()) {
            let had = found.get(input.name).is_some_and(|text| !is_nothing(text));
            if input.required || (had && input.kind == "number") {
                return Err(Problems::one(input.name, "Please fill this in"));
            }
            if had && !left_out {
                posted.empty(input.name);
            }
        }
        if left_out || (id.is_none() && input.kind != "text") {
            posted.drop(input.name);
        }
    }
    T::check(&posted)?;
    T::read(&mut posted);
    Ok(posted)
}

/// Whether a field has nothing, or a number that says so.
fn is_nothing(text: &str) -> bool {
    text.chars().all(|letter| letter == '0' || letter == '.' || letter.is_whitespace())
}

/// The page of one thing.
pub(super) async fn show<T: Thing>(
    desk: &Desk,
    id: Option<u64>,
    fields: Fields,
    problems: Problems,
) -> Response {
    let status = problems.status();
    let more = T::more(desk, id, &fields).await;
    let mut view = view::<T>(desk, id, fields, more).await;
    view["problems"] = json!(problems);
    let title = view["title"].as_str().unwrap_or_default().to_owned();
    desk.page(status, T::TEMPLATE, &title, view).await
}

/// What the template of a sheet needs.
pub(super) async fn view<T: Thing>(
    desk: &Desk,
    id: Option<u64>,
    mut fields: Fields,
    more: Value,
) -> Value {
    let mut parts = T::parts(desk, id).await;
    for input in parts.iter_mut().flat_map(|part| &mut part.inputs) {
        let typed = fields.entry(input.name.to_owned()).or_default();
        if input.kind == "client" {
            input.choices = pick::clients_like(desk, typed).await;
        }
        if input.kind == "password" {
            fields.insert(input.name.to_owned(), String::new());
        }
    }
    let name = ["name", "code", "subject", "title", "question", "description"]
        .iter()
        .find_map(|name| fields.get(*name));
    let title = match id {
        Some(id) => name.cloned().filter(|name| !name.is_empty()).unwrap_or(format!("#{id}")),
        None => format!("New {}", T::WORD),
    };
    let may = id.map_or(T::Add::NAME, |_| T::Update::NAME);
    json!({
        "id": id,
        "title": title,
        "list": { "path": T::home(&fields), "label": T::LIST },
        "address": format!("{}/{}", T::PATH, id.map_or("new".to_owned(), |id| id.to_string())),
        "parts": parts,
        "fields": fields,
        "problems": Problems::default(),
        "may": desk.may(may),
        "may_delete": T::DELETES && id.is_some() && desk.may(T::Delete::NAME),
        "more": more,
    })
}
