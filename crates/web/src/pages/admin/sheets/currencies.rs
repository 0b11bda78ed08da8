//! A currency: how it looks and what it is worth.

use protocol::{AddCurrency, DeleteCurrency, GetCurrencies, UpdateCurrency};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, choices, fields, part};

pub(super) struct Currency;

impl Thing for Currency {
    type Add = AddCurrency;
    type Update = UpdateCurrency;
    type Delete = DeleteCurrency;
    const PATH: &'static str = "/admin/currencies";
    const LIST: &'static str = "Currencies";
    const WORD: &'static str = "currency";
    const KEY: &'static str = "currencyid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let rows = desk.call(GetCurrencies {}).await?.currencies.0.currency.0;
        Ok(rows.into_iter().find(|row| row.id.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let code = Input::text("code", "Code").hint("Three letters, such as EUR").required();
        let rest = [
            Input::number("rate", "Rate").hint("Units of it for one of the company's own"),
            Input::text("prefix", "Before the amount").hint("Such as €"),
            Input::text("suffix", "After the amount").hint("Such as EUR"),
            Input::choose(
                "format",
                "Looks like",
                choices(&[("1", "1234.56"), ("2", "1,234.56"), ("3", "1.234,56"), ("4", "1,234")]),
            ),
        ];
        vec![part("Currency", id.is_none().then_some(code).into_iter().chain(rest))]
    }
}
