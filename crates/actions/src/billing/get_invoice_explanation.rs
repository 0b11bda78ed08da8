//! `GetInvoiceExplanation`: how the lines of an invoice came about. Our own.

use engine::billing::explanation::{self, Explained, ExplainedLine as Line};
use engine::{Cx, Result};
use model::billing::tax::TaxLevel;
use model::explanation::Step;
use model::word::Word as _;
use protocol::wire::Wrap;
use protocol::{
    ExplainedLine, ExplainedLineList, ExplainedStep, ExplainedStepList, ExplainedTax,
    ExplainedTaxList, ExplainedValue, ExplainedValueList, GetInvoiceExplanation,
    GetInvoiceExplanationResponse,
};

use super::shown::{invoice_id, minor};
use crate::wire::amount;

pub(super) async fn get_invoice_explanation(
    cx: &Cx,
    call: GetInvoiceExplanation,
) -> Result<GetInvoiceExplanationResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let explained = explanation::of_invoice(&cx.engine, &mut c, invoice_id(call.invoiceid)).await?;
    let Explained { row, currency, basis, taxes, lines } = explained;
    let (mut taxtype, mut treatment, mut compound) = ("", String::new(), false);
    let mut told = Vec::new();
    if let Some(basis) = &basis {
        taxtype = if basis.inclusive { "inclusive" } else { "exclusive" };
        treatment.clone_from(&basis.treatment);
        compound = basis.compound;
        told.extend(taxes.iter().map(|tax| ExplainedTax {
            level: if tax.step.level == TaxLevel::One { 1 } else { 2 }.into(),
            name: tax.label().into(),
            title: tax.name.clone().into(),
            rate: tax.step.rate.to_string().into(),
            basis: amount(tax.step.basis),
            exact: tax.step.exact.clone().into(),
            rounded: amount(tax.step.rounded),
            text: explanation::sentence(basis, tax).into(),
        }));
    }
    let shown = |value| minor(value, currency);
    let line = |Line { row, price, tax }: Line| ExplainedLine {
        id: row.id.0.into(),
        description: settings.line_shown(&row.description, row.period()).into(),
        amount: shown(row.amount_minor),
        net: shown(row.net_minor),
        tax: shown(row.tax_minor),
        tax2: shown(row.tax2_minor),
        pricesteps: steps(price),
        taxsteps: steps(tax),
    };
    Ok(GetInvoiceExplanationResponse {
        invoiceid: row.id.0.into(),
        userid: row.client_id.0.into(),
        status: row.status.word().into(),
        taxtype: taxtype.into(),
        compound: compound.into(),
        treatment: treatment.into(),
        taxes: Wrap(ExplainedTaxList { tax: told.into() }),
        lines: Wrap(ExplainedLineList { line: lines.into_iter().map(line).collect() }),
    })
}

fn steps(steps: Vec<Step>) -> Wrap<ExplainedStepList> {
    let value =
        |(name, value): (&str, String)| ExplainedValue { name: name.into(), value: value.into() };
    let step = |Step { what, amount: money }: Step| ExplainedStep {
        what: what.to_string().into(),
        amount: amount(money),
        code: what.code().into(),
        values: Wrap(ExplainedValueList { value: what.values().into_iter().map(value).collect() }),
    };
    Wrap(ExplainedStepList { step: steps.into_iter().map(step).collect() })
}
