//! `AddCurrency`, `UpdateCurrency`, `DeleteCurrency`: our own.

use engine::system::edits;
use engine::{Act, Result, invalid};
use model::ids::CurrencyId;
use model::money::{Currency, ExchangeRate};
use protocol::{
    AddCurrency, AddCurrencyResponse, DeleteCurrency, DeleteCurrencyResponse, UpdateCurrency,
    UpdateCurrencyResponse,
};
use store::edits::things::CURRENCY;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddCurrency| Box::pin(add_currency(act, call)))
        .write(|act, call: UpdateCurrency| Box::pin(update_currency(act, call)))
        .write(|act, call: DeleteCurrency| Box::pin(delete_currency(act, call)))
}

async fn add_currency(act: &mut Act, call: AddCurrency) -> Result<AddCurrencyResponse> {
    let wrong = |_| invalid("code", "A value of the currency is not possible");
    let code = Currency::iso(call.code.trim()).map_err(wrong)?;
    let fields = Fields::new()
        .needed("code", code.code().to_owned())?
        .text("prefix", call.prefix)
        .text("suffix", call.suffix)
        .number("format", call.format)
        .rate("rate", "rate", Some(call.rate))?;
    let id = edits::add(act, &CURRENCY, fields.done()).await?;
    Ok(AddCurrencyResponse { currencyid: id.into() })
}

async fn update_currency(act: &mut Act, call: UpdateCurrency) -> Result<UpdateCurrencyResponse> {
    let id = number(call.currencyid);
    let rate = call.rate.as_deref().and_then(|text| ExchangeRate::parse(text.trim()).ok());
    let is_own = act.currencies().await?.default_row()?.id == CurrencyId(id);
    if is_own && rate.is_some_and(|rate| rate != ExchangeRate::ONE) {
        return Err(invalid(
            "rate",
            "The company's own currency is worth 1: the others count by it",
        ));
    }
    let fields = Fields::new()
        .text("prefix", call.prefix)
        .text("suffix", call.suffix)
        .number("format", call.format)
        .rate("rate", "rate", call.rate)?;
    edits::change(act, &CURRENCY, id, fields.done()).await?;
    Ok(UpdateCurrencyResponse { currencyid: call.currencyid.into() })
}

async fn delete_currency(act: &mut Act, call: DeleteCurrency) -> Result<DeleteCurrencyResponse> {
    edits::remove(act, &CURRENCY, number(call.currencyid)).await?;
    Ok(DeleteCurrencyResponse { currencyid: call.currencyid.into() })
}
