//! Price lists on the wire: six cycles and six setup fees per currency.

use model::catalogue::pricing::Pricing;
use model::catalogue::product::PayType;
use model::dates::Cycle;
use model::money::Currency;
use protocol::wire::Amount;
use protocol::{OptionPrices, ProductPrices};

/// Minor units of the amount that says "not offered", by the digits of the currency.
const NOT_OFFERED: i64 = -1;

/// The six amounts and six setup fees in the order of the cycles.
struct Columns {
    prices: [Amount; 6],
    setups: [Amount; 6],
}

/// The prices of a product. What is paid once stands under monthly, as the vendor has it.
pub(super) fn of_product(
    prices: Option<&Pricing>,
    pay_type: PayType,
    currency: Currency,
    (prefix, suffix): (&str, &str),
) -> ProductPrices {
    let Columns { prices, setups } = columns(prices, pay_type, currency);
    let [monthly, quarterly, semiannually, annually, biennially, triennially] = prices;
    let [msetupfee, qsetupfee, ssetupfee, asetupfee, bsetupfee, tsetupfee] = setups;
    ProductPrices {
        prefix: prefix.into(),
        suffix: suffix.into(),
        format: None,
        msetupfee,
        qsetupfee,
        ssetupfee,
        asetupfee,
        bsetupfee,
        tsetupfee,
        monthly,
        quarterly,
        semiannually,
        annually,
        biennially,
        triennially,
    }
}

/// The prices of a choice; one without a price costs nothing.
pub(super) fn of_choice(
    prices: Option<&Pricing>,
    pay_type: PayType,
    currency: Currency,
) -> OptionPrices {
    let Columns { prices, setups } = columns_or(prices, pay_type, currency, 0);
    let [monthly, quarterly, semiannually, annually, biennially, triennially] = prices;
    let [msetupfee, qsetupfee, ssetupfee, asetupfee, bsetupfee, tsetupfee] = setups;
    OptionPrices {
        msetupfee,
        qsetupfee,
        ssetupfee,
        asetupfee,
        bsetupfee,
        tsetupfee,
        monthly,
        quarterly,
        semiannually,
        annually,
        biennially,
        triennially,
    }
}

fn columns(prices: Option<&Pricing>, pay_type: PayType, currency: Currency) -> Columns {
    let whole = 10_i64.pow(u32::from(currency.digits()));
    columns_or(prices, pay_type, currency, NOT_OFFERED * whole)
}

/// The columns; `otherwise` stands where a recurring cycle has no price.
fn columns_or(
    prices: Option<&Pricing>,
    pay_type: PayType,
    currency: Currency,
    otherwise: i64,
) -> Columns {
    let amount = |minor| Amount::from_minor(minor, u32::from(currency.digits()));
    let column = |cycle: Cycle| {
        let looked_up = match pay_type {
            PayType::Free => return (0, 0),
            PayType::OneTime if cycle == Cycle::Monthly => Cycle::OneTime,
            PayType::OneTime => return (0, 0),
            PayType::Recurring => cycle,
        };
        let price = prices.and_then(|prices| prices.price(looked_up));
        price.map_or((otherwise, 0), |price| (price.recurring.minor, price.setup.minor))
    };
    let all = Cycle::RECURRING.map(column);
    Columns { prices: all.map(|(price, _)| amount(price)), setups: all.map(|(_, s)| amount(s)) }
}
