//! Amounts in the forms of the office: which fields have them, and how people may write them.

use engine::system::settings;
use protocol::{Action, ParamInfo};

use super::form::{Posted, Problems};
use crate::pages::language::plain;

/// Parameters that are texts on the wire, for they may be something else as well.
const TEXTS: &[(&str, &str)] = &[
    ("AddBundle", "price"),
    ("AddPromotion", "value"),
    ("ApplyCredit", "amount"),
    ("ChangePrices", "amount"),
    ("SyncTldPricing", "margin"),
    ("UpdateBundle", "price"),
    ("UpdatePremiumPricing", "upto"),
    ("UpdatePromotion", "value"),
];

/// What pages in English say of an amount whose mark may stand between thousands.
pub(in crate::pages) const UNCLEAR: &str =
    "Write it as 1234 or 1234.00: a mark before three digits may stand between thousands";

/// Rates have no thousands, and more than three decimals: their one mark is that of decimals.
const RATES: [&str; 2] = ["rate", "discountpercent"];

/// What is an amount in a line of a quote: the lines are one value on the wire.
const OF_QUOTE_LINE: [&str; 2] = ["qty", "up"];

/// What an action is sent of a field: the amounts as it takes them, all else as it was typed.
pub(super) fn sent<A: Action>(
    posted: &Posted,
    name: &str,
    typed: &str,
) -> Result<String, Problems> {
    let member = of_quote_line(name);
    if RATES.contains(&name) || member == Some("discount") {
        return Ok(rate(typed.trim()));
    }
    if member.is_some_and(|member| OF_QUOTE_LINE.contains(&member)) {
        return plain(typed).map_err(|_| Problems::one(name, UNCLEAR));
    }
    if !is_amount(A::NAME, A::PARAMS, name) && !is_of_setting(A::PARAMS, posted, name) {
        return Ok(typed.trim_end().to_owned());
    }
    plain(typed).map_err(|_| Problems::one(name, UNCLEAR))
}

/// Whether a field, such as `itemamount2` or `pricing[1][monthly]`, is an amount.
fn is_amount(action: &str, params: &[ParamInfo], name: &str) -> bool {
    let bare = name.split('[').next().unwrap_or_default();
    let of = |param: &ParamInfo, name: &str| param.name == name && param.kind.contains("amount");
    let unnumbered = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let within = |group: &ParamInfo| {
        let member = unnumbered.strip_prefix(group.name);
        member.is_some_and(|member| group.group.iter().any(|param| of(param, member)))
    };
    let is_known = params.iter().any(|param| of(param, bare) || within(param));
    is_known || TEXTS.contains(&(action, bare))
}

/// The `qty` of `lineitems[2][qty]`.
fn of_quote_line(name: &str) -> Option<&str> {
    let (_, member) = name.strip_prefix("lineitems[")?.split_once("][")?;
    member.strip_suffix(']')
}

/// A rate with a point before its decimals; what has several marks is left to the action.
fn rate(typed: &str) -> String {
    match typed.split_once(',') {
        Some((whole, rest)) if !typed.contains('.') && !rest.contains(',') => {
            format!("{whole}.{rest}")
        }
        _ => typed.to_owned(),
    }
}

/// Whether it is the value of a setting that is an amount.
fn is_of_setting(params: &[ParamInfo], posted: &Posted, name: &str) -> bool {
    let has_one = params.iter().any(|param| param.name == "setting");
    name == "value" && has_one && settings::is_amount(posted.text("setting"))
}

#[cfg(test)]
mod tests {
    use protocol::{
        Action, AddCurrency, AddTaxRule, AddTransaction, ApplyCredit, CreateInvoice,
        CreateOrUpdateTLD, CreateQuote, SetConfigurationValue, UpdateClientGroup, UpdateDnsRecord,
        UpdateInvoice, UpdateProduct, UpdatePromotion, UpdateQuote,
    };

    use super::{Posted, Problems, UNCLEAR, sent};

    fn check<A: Action>(name: &str, typed: &str, expected: &str) {
        let posted = Posted::default().with("setting", "AddFundsMinimum").with(name, typed);
        let read = sent::<A>(&posted, name, typed).unwrap_or_else(|problems| {
            assert_eq!(problems, Problems::one(name, UNCLEAR), "{}", A::NAME);
            "unclear".to_owned()
        });
        assert_eq!(read, expected, "{} {name} {typed}", A::NAME);
    }

    #[test]
    fn amounts_of_forms_are_sent_as_actions_take_them() {
        check::<AddTransaction>("amountin", "1.234,56", "1234.56");
        check::<AddTransaction>("amountin", "1,234", "unclear");
        check::<AddTransaction>("rate", "1,234", "1.234");
        check::<AddTaxRule>("rate", "19,0", "19.0");
        check::<AddTaxRule>("rate", " 8.875", "8.875");
        check::<AddCurrency>("rate", "1,1", "1.1");
        check::<AddCurrency>("rate", "1.234,5", "1.234,5");
        check::<UpdateClientGroup>("discountpercent", "12,5", "12.5");
        check::<AddTransaction>("description", "1,5 ", "1,5");
        check::<CreateInvoice>("itemamount12", "12,5", "12.5");
        check::<CreateInvoice>("itemdescription12", "12,5", "12,5");
        check::<UpdateInvoice>("newitemamount[0]", "1,234.50", "1234.50");
        check::<UpdateInvoice>("itemamount[7]", "-5,00", "-5.00");
        check::<CreateQuote>("lineitems[0][qty]", "1,5", "1.5");
        check::<CreateQuote>("lineitems[0][qty]", "1,500", "unclear");
        check::<CreateQuote>("lineitems[10][up]", "1.234,50", "1234.50");
        check::<UpdateQuote>("lineitems[0][discount]", "12,5", "12.5");
        check::<UpdateQuote>("lineitems[0][desc]", "1,5", "1,5");
        check::<UpdateProduct>("pricing[1][monthly]", "4,90", "4.90");
        check::<CreateOrUpdateTLD>("register[1]", "9,99", "9.99");
        check::<UpdatePromotion>("value", "12,5", "12.5");
        check::<ApplyCredit>("amount", "full", "full");
        check::<ApplyCredit>("amount", "4,50", "4.50");
        check::<SetConfigurationValue>("value", "5,50", "5.50");
        check::<UpdateDnsRecord>("value", "5,50", "5,50");
    }
}
