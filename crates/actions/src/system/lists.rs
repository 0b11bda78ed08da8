//! `GetPaymentMethods` and `GetCurrencies`.

use engine::{Cx, Fault, Result};
use protocol::wire::Amount;
use protocol::{
    Currency, GetCurrencies, GetCurrenciesResponse, GetPaymentMethods, GetPaymentMethodsResponse,
    PaymentMethod,
};
use store::system::{currencies, gateways};

use crate::Registry;

/// Decimals of a rate on the wire, and those that are kept.
const RATE_DECIMALS: u32 = 5;
const KEPT_DECIMALS: u32 = 8;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, _: GetPaymentMethods| Box::pin(get_payment_methods(cx)))
        .read(|cx, _: GetCurrencies| Box::pin(get_currencies(cx)))
}

async fn get_payment_methods(cx: &Cx) -> Result<GetPaymentMethodsResponse> {
    let mut c = cx.read().await?;
    let rows = gateways::active(&mut c).await?;
    Ok(GetPaymentMethodsResponse {
        totalresults: rows.len().into(),
        paymentmethods: rows
            .into_iter()
            .map(|row| PaymentMethod { module: row.module.into(), displayname: row.name.into() })
            .collect(),
    })
}

async fn get_currencies(cx: &Cx) -> Result<GetCurrenciesResponse> {
    let mut c = cx.read().await?;
    let rows = currencies::all(&mut c).await?;
    Ok(GetCurrenciesResponse {
        totalresults: rows.len().into(),
        currencies: rows
            .into_iter()
            .map(|row| {
                Ok(Currency {
                    id: row.id.0.into(),
                    rate: rate(row.rate)?,
                    code: row.code.into(),
                    prefix: row.prefix.into(),
                    suffix: row.suffix.into(),
                    format: row.format.into(),
                })
            })
            .collect::<Result<_>>()?,
    })
}

/// A rate to five decimals, half away from zero; the kept one is finer.
fn rate(scaled: i64) -> Result<Amount> {
    let step = 10_i64.pow(KEPT_DECIMALS - RATE_DECIMALS);
    let rounded = scaled.checked_add(step / 2).map(|sum| sum / step);
    let rounded = rounded.ok_or_else(|| Fault::broken("a rate beyond all bounds"))?;
    Ok(Amount::from_minor(rounded, RATE_DECIMALS))
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn rates_have_five_decimals() {
        for (scaled, expected) in
            [(100_000_000, "1.00000"), (92_000_000, "0.92000"), (15_000_000_500, "150.00001")]
        {
            assert_eq!(rate(scaled).unwrap().as_str(), expected);
        }
    }
}
