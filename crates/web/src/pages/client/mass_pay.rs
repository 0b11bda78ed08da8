//! Several invoices that one payment pays, and what the chosen ones come to.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use model::people::permission::ClientPermission;
use protocol::wire::Amount;
use protocol::{Action as _, CombineInvoices, Form, GetInvoices, Invoice};
use serde::Serialize;
use serde_json::json;

use super::Shown;
use super::frame::Member;
use super::home::number;
use crate::pages::filled::Filled;
use crate::pages::language::tell;
use crate::pages::sorry::Sorry;
use crate::whmcs::CallError;

/// Invoices that are offered for one payment.
const MASS_MAX: u64 = 100;
/// Decimals in which any amounts of the wire can be added up.
const PLACES: u32 = 6;

/// An invoice that can be chosen.
#[derive(Debug, Serialize)]
struct Row {
    id: i64,
    number: String,
    due: String,
    /// What is still to be paid of it.
    open: String,
    chosen: bool,
}

/// `GET /billing/mass-pay`
pub(super) async fn page(here: Member) -> Shown {
    if !here.app.whmcs().has_ours().await {
        return Err(CallError::NotOffered(CombineInvoices::NAME).into());
    }
    show(&here, None, Filled::default()).await
}

/// `POST /billing/mass-pay`: goes on to pay, or only says what the chosen ones come to.
pub(super) async fn submit(here: Member) -> Shown {
    let chosen = chosen(here.form());
    if here.form().text("do") == Some("sum") {
        return show(&here, Some(&chosen), Filled::default()).await;
    }
    let mut filled = Filled::default();
    match chosen.as_slice() {
        [] => filled.problem("form", tell("choose-invoices")),
        [one] => {
            let to = format!("/billing/invoices/{one}#pay");
            return Ok(Redirect::to(&to).into_response());
        }
        _ => match here.door(ClientPermission::Invoices)?.combine(chosen.clone()).await {
            Ok(id) => {
                let text = &tell("one-pays-others");
                return here.done(&format!("/billing/invoices/{id}#pay"), text);
            }
            Err(error) => filled.refused(error, &[])?,
        },
    }
    show(&here, Some(&chosen), filled).await
}

/// `POST /billing/mass-pay/sum`: the sum alone, for the script.
pub(super) async fn sum(here: Member) -> Shown {
    let chosen = chosen(here.form());
    let (_, sum) = offered(&here, Some(&chosen)).await?;
    let view = json!({ "sum": sum });
    Ok(here.app.0.templates.page(StatusCode::OK, "client/mass_pay_sum.html", &view))
}

/// The invoices that a form ticks.
fn chosen(form: &Form) -> Vec<u64> {
    let names = form.names_from("invoice_");
    names.filter_map(|name| name.strip_prefix("invoice_")?.parse().ok()).collect()
}

async fn show(here: &Member, chosen: Option<&[u64]>, filled: Filled) -> Result<Response, Sorry> {
    let (rows, sum) = offered(here, chosen).await?;
    here.page("client/mass_pay.html", &tell("pay-several"))
        .nav("billing")
        .crumb(&tell("invoices"), "/billing/invoices")
        .crumb(&tell("pay-several-short"), "")
        .unless(filled.is_good())
        .show(json!({ "rows": rows, "sum": sum, "filled": filled }))
        .await
}

/// What can be paid together, and what the chosen ones come to; all are before anybody chose.
async fn offered(here: &Member, chosen: Option<&[u64]>) -> Result<(Vec<Row>, String), Sorry> {
    let call = GetInvoices {
        status: Some("Unpaid".to_owned()),
        limitnum: Some(MASS_MAX),
        orderby: Some("duedate".to_owned()),
        order: Some("asc".to_owned()),
        combinable: true.into(),
        ..GetInvoices::default()
    };
    let money = here.money().await?;
    let found = here.door(ClientPermission::Invoices)?.invoices(call).await?.invoices.0.invoice;
    let is_chosen =
        |row: &Invoice| chosen.is_none_or(|ids| row.id.id().is_some_and(|id| ids.contains(&id)));
    let sum = money.of(&sum_of(found.iter().map(|row| (open(row), is_chosen(row)))));
    let row = |row: &Invoice| Row {
        id: row.id.0,
        number: number(row),
        due: row.duedate.to_string(),
        open: money.of(&open(row)),
        chosen: is_chosen(row),
    };
    Ok((found.iter().map(row).collect(), sum))
}

/// What is still to be paid; a WHMCS that does not tell is taken at its total.
fn open(row: &Invoice) -> Amount {
    row.balance.unwrap_or(row.total)
}

/// The chosen ones of amounts of one currency together, with the decimals that these have.
fn sum_of(amounts: impl Iterator<Item = (Amount, bool)>) -> Amount {
    let (mut sum, mut places) = (0_i64, 0);
    for (amount, is_chosen) in amounts {
        let decimals = amount.as_str().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        places = u32::try_from(decimals).map_or(places, |decimals| places.max(decimals));
        let minor = amount.to_minor(PLACES).filter(|_| is_chosen);
        sum = sum.saturating_add(minor.unwrap_or(0));
    }
    Amount::from_minor(sum / 10_i64.pow(PLACES.saturating_sub(places)), places)
}

#[cfg(test)]
mod tests {
    use super::sum_of;
    use protocol::wire::Amount;

    #[test]
    fn amounts_add_up_in_the_decimals_of_their_currency() {
        for (amounts, expected) in [
            (vec![("10.95", true), ("0.05", true), ("3.00", false)], "11.00"),
            (vec![("10.95", false)], "0.00"),
            (vec![("1200", true), ("34", true)], "1234"),
            (vec![("1.005", true), ("2.000", true)], "3.005"),
        ] {
            let of = |(text, chosen): &(&str, bool)| (Amount::parse(text).unwrap(), *chosen);
            assert_eq!(sum_of(amounts.iter().map(of)).as_str(), expected, "{amounts:?}");
        }
    }
}
