//! Bank statements: brought in after a look, and what is left of them decided.

use axum::Router;
use axum::response::Response;
use protocol::{
    BankLine, BankSuggestion, GetBankLines, IgnoreBankLine, ImportBankStatement,
    ImportBankStatementResponse, MatchBankLine,
};
use serde_json::{Value, json};

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::queue;
use crate::App;
use crate::pages::words::{day, moment};
use crate::routing::{get, post};

const PATH: &str = "/admin/bank-statements";
const STATUSES: &[&str] = &["Open", "Booked", "Ignored"];
/// The words of the form about a file, which stay as they were chosen.
const FILE_FIELDS: [&str; 6] =
    ["format", "columns", "dateformat", "decimalmark", "currency", "account"];
/// What may be chosen about a file, by the words of the action.
const FORMATS: &[(&str, &str)] =
    &[("", "As the file looks"), ("camt.053", "camt.053"), ("mt940", "MT940"), ("csv", "CSV")];
const DAYS: &[(&str, &str)] = &[
    ("", "YYYY-MM-DD"),
    ("DD.MM.YYYY", "DD.MM.YYYY"),
    ("DD/MM/YYYY", "DD/MM/YYYY"),
    ("MM/DD/YYYY", "MM/DD/YYYY"),
];
const MARKS: &[(&str, &str)] = &[("", "1.50"), (",", "1,50")];

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default(), None).await
}

async fn submit(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    let said = match posted.verb() {
        "check" | "import" => return file(&desk, &mut posted).await,
        "match" => {
            let blank = ["invoiceid", "userid"];
            let call = blank.iter().fold(posted.clone(), |mut call, name| {
                if call.text(name).trim().is_empty() {
                    call.drop(name);
                }
                call.drop("reason");
                call
            });
            tried(desk.submit::<MatchBankLine>(&call).await?, "The payment was recorded")
        }
        "ignore" => {
            let mut call = posted.clone();
            call.drop("invoiceid");
            call.drop("userid");
            tried(desk.submit::<IgnoreBankLine>(&call).await?, "The line was put aside")
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(PATH, &said)),
        Err(problems) => show(&desk, &posted, problems, None).await,
    }
}

/// A file is tried first; what was tried is kept in the form, and imported by the next press.
async fn file(desk: &Desk, posted: &mut Posted) -> Result<Response, Fail> {
    take_file(posted);
    if posted.text("data").is_empty() {
        let problems = Problems::one("file", "Choose the file that the bank gave you");
        return show(desk, posted, problems, None).await;
    }
    posted.set("dryrun", u8::from(posted.verb() != "import"));
    match desk.submit::<ImportBankStatement>(posted).await? {
        Tried::Done(answer) if answer.kept.0 => Ok(desk.go(PATH, &sentence(&answer))),
        Tried::Done(answer) => show(desk, posted, Problems::default(), Some(&answer)).await,
        Tried::Again(problems) => show(desk, posted, problems.renamed("data", "file"), None).await,
    }
}

fn sentence(answer: &ImportBankStatementResponse) -> String {
    format!(
        "Lines that are new: {}. Booked: {}, open: {}, ignored: {}. Known before: {}",
        answer.added, answer.booked, answer.open, answer.ignored, answer.known
    )
}

/// Puts the bytes of the chosen file, if one was, where those of an earlier one are.
fn take_file(posted: &mut Posted) {
    let pairs = posted.pairs();
    let data = pairs.iter().find(|(name, value)| {
        name.starts_with("file[") && name.ends_with("[data]") && !value.is_empty()
    });
    let data = data.map(|(_, data)| (*data).to_owned());
    let names: Vec<String> = pairs
        .iter()
        .filter(|(name, _)| name.starts_with("file["))
        .map(|(name, _)| (*name).to_owned())
        .collect();
    for name in names {
        posted.drop(&name);
    }
    if let Some(data) = data {
        posted.set("data", data);
    }
}

async fn show(
    desk: &Desk,
    posted: &Posted,
    problems: Problems,
    result: Option<&ImportBankStatementResponse>,
) -> Result<Response, Fail> {
    let (status, skip) = queue::asked(desk, STATUSES);
    let call = GetBankLines {
        status: Some(status.clone()),
        limitstart: Some(skip),
        limitnum: Some(queue::ROWS),
        ..GetBankLines::default()
    };
    let found = desk.call(call).await?;
    let more = queue::older(PATH, &status, skip, found.totalresults.0);
    let rows: Vec<_> = found.banklines.0.bankline.0.iter().map(shown).collect();
    let result = result.map(|answer| {
        let rows: Vec<_> = answer.banklines.0.bankline.0.iter().map(shown).collect();
        json!({ "said": sentence(answer), "rows": rows, "data": posted.text("data") })
    });
    let mut fields = posted.fields();
    fields.remove("data");
    for name in FILE_FIELDS {
        fields.entry(name.to_owned()).or_default();
    }
    let code = problems.status();
    let view = json!({
        "path": PATH,
        "statuses": STATUSES,
        "status": status,
        "rows": rows,
        "more": more,
        "result": result,
        "fields": fields,
        "typed": posted.text("lineid"),
        "problems": problems,
        "may": {
            "import": desk.may("ImportBankStatement"),
            "book": desk.may("MatchBankLine"),
            "ignore": desk.may("IgnoreBankLine"),
        },
        "formats": FORMATS,
        "days": DAYS,
        "marks": MARKS,
    });
    Ok(desk.page(code, "admin/bank.html", "Bank statements", view).await)
}

fn shown(line: &BankLine) -> Value {
    let payer = if line.payer.is_empty() { "Nobody is named" } else { &line.payer };
    let decided = line.decidedby.to_string();
    let suggestions: Vec<_> = line.suggestions.0.suggestion.0.iter().map(suggestion).collect();
    json!({
        "id": line.lineid.0,
        "title": format!("{} {}", line.amount, line.currency),
        "date": day(&line.date.to_string()),
        "payer": payer,
        "account": line.payeraccount.to_string(),
        "reference": line.reference.to_string(),
        "status": line.status.to_string(),
        "reason": line.reason.to_string(),
        "invoice": line.invoiceid.0,
        "client": line.userid.0,
        "transaction": line.transactionid.0,
        "decided": if decided.is_empty() { String::new() } else {
            format!("{decided}, {}", moment(&line.decided.to_string()))
        },
        "leaves": line.amount.to_string().starts_with('-'),
        "suggestions": suggestions,
    })
}

fn suggestion(one: &BankSuggestion) -> Value {
    let label = match one.invoiceid.0 {
        0 => format!("Credit of {}", one.name),
        _ => format!("Invoice {} of {}", one.invoicenum, one.name),
    };
    json!({
        "invoice": one.invoiceid.0,
        "client": one.userid.0,
        "label": label,
        "reason": one.reason.to_string(),
    })
}
