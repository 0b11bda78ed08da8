//! `AddBundle`, `UpdateBundle`, `DeleteBundle`, `GetBundles`: our own.

use engine::catalogue::bundles as rules;
use engine::catalogue::pricing::In;
use engine::system::currencies::Currencies;
use engine::system::edits;
use engine::{Act, Cx, Result, invalid};
use model::dates::Cycle;
use model::ids::{CurrencyId, ProductId};
use model::money::Money;
use protocol::{
    AddBundle, AddBundleResponse, Bundle, BundleProduct, DeleteBundle, DeleteBundleResponse,
    GetBundles, GetBundlesResponse, UpdateBundle, UpdateBundleResponse,
};
use store::Conn;
use store::catalogue::bundles::{self, BundleRow};
use store::catalogue::products::{self, ProductRow};
use store::edits::things::BUNDLE;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{amount, date, id, number};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetBundles| Box::pin(get(cx, call)))
        .write(|act, call: AddBundle| Box::pin(add(act, call)))
        .write(|act, call: UpdateBundle| Box::pin(update(act, call)))
        .write(|act, call: DeleteBundle| Box::pin(delete(act, call)))
}

async fn add(act: &mut Act, call: AddBundle) -> Result<AddBundleResponse> {
    let fields = Fields::new()
        .needed("name", call.name)?
        .text("description", call.description)
        .minor("price_minor", price(act, &call.price).await?)
        .date("starts_on", call.startdate)
        .date("ends_on", call.enddate)
        .number("max_uses", call.maxuses)
        .flag("hidden", call.hidden)
        .number("position", call.order);
    let id = edits::add(act, &BUNDLE, fields.done()).await?;
    rules::set_items(act, id, &call.items.0).await?;
    Ok(AddBundleResponse { bundleid: id.into() })
}

async fn update(act: &mut Act, call: UpdateBundle) -> Result<UpdateBundleResponse> {
    let id = number(call.bundleid);
    let mut fields = Fields::new()
        .kept("name", call.name)?
        .text("description", call.description.text())
        .date("starts_on", call.startdate)
        .date("ends_on", call.enddate)
        .number("max_uses", call.maxuses)
        .flag("hidden", call.hidden)
        .number("position", call.order);
    if let Some(text) = call.price {
        fields = fields.minor("price_minor", price(act, &text).await?);
    }
    edits::change(act, &BUNDLE, id, fields.done()).await?;
    if let Some(items) = call.items {
        rules::set_items(act, id, &items.0).await?;
    }
    Ok(UpdateBundleResponse { bundleid: call.bundleid.into() })
}

async fn delete(act: &mut Act, call: DeleteBundle) -> Result<DeleteBundleResponse> {
    edits::remove(act, &BUNDLE, number(call.bundleid)).await?;
    Ok(DeleteBundleResponse { bundleid: call.bundleid.into() })
}

/// An amount in the default currency.
async fn price(act: &mut Act, text: &str) -> Result<i64> {
    let currencies = act.currencies().await?;
    let currency = currencies.currency(currencies.default_row()?.id)?;
    let money = Money::parse(text.trim(), &currency);
    let money = money.map_err(|error| invalid("price", format!("Parameter 'price': {error}")))?;
    if money.is_negative() {
        return Err(invalid("price", "A price cannot be negative"));
    }
    Ok(money.minor)
}

async fn get(cx: &Cx, call: GetBundles) -> Result<GetBundlesResponse> {
    let today = cx.engine.today().await?;
    let office = cx.caller.actor.is_office();
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let shown = match call.currencyid.filter(|id| *id > 0) {
        Some(wanted) => id(wanted),
        None => currencies.default_row()?.id,
    };
    if currencies.row(shown).is_none() {
        return Err(invalid("currencyid", "Currency ID Not Found"));
    }
    let only = call.bundleid.map(number);
    let all_items = bundles::items(&mut c).await?;
    let mut found = Vec::new();
    for row in bundles::all(&mut c).await? {
        if only.is_some_and(|only| only != row.id) {
            continue;
        }
        let own = all_items.iter().filter(|item| item.bundle_id == row.id);
        let own = own.map(|item| (item.product_id, item.cycle)).collect();
        let bundle = wire(&mut c, row, own, today, (&currencies, shown)).await?;
        if office || (bundle.sold.0 && !bundle.hidden.0) {
            found.push(bundle);
        }
    }
    Ok(GetBundlesResponse {
        totalresults: found.len().into(),
        bundles: found.into_iter().collect(),
    })
}

async fn wire(
    c: &mut Conn,
    row: BundleRow,
    items: Vec<(ProductId, Cycle)>,
    today: jiff::civil::Date,
    (currencies, shown): (&Currencies, CurrencyId),
) -> Result<Bundle> {
    let ids: Vec<ProductId> = items.iter().map(|(product, _)| *product).collect();
    let rows = products::by_ids(c, &ids).await?;
    let has_all = |row: &ProductRow| !row.retired && (!row.stock_control || row.stock > 0);
    let within = In { id: shown, currency: currencies.currency(shown)? };
    let separately = rules::separately(c, &items, within).await?;
    let price = currencies.money(row.price_minor, currencies.default_row()?.id)?;
    let sold = rules::is_sold(&row, today) && rows.iter().all(has_all) && separately.is_some();
    let product = |(product, cycle): &(ProductId, Cycle)| {
        let row = rows.iter().find(|row| row.id == *product);
        BundleProduct {
            pid: product.0.into(),
            name: row.map(|row| row.name.clone()).unwrap_or_default().into(),
            r#type: row.map(|row| row.r#type.to_string()).unwrap_or_default().into(),
            billingcycle: cycle.key().into(),
        }
    };
    let text = items.iter().map(|(product, cycle)| format!("{product}:{}", cycle.key()));
    Ok(Bundle {
        bundleid: row.id.into(),
        items: text.collect::<Vec<_>>().join(",").into(),
        price: amount(currencies.convert(price, shown)?),
        separately: separately.map(amount),
        startdate: date(row.starts_on),
        enddate: date(row.ends_on),
        maxuses: row.max_uses.into(),
        uses: row.uses.into(),
        hidden: row.hidden.into(),
        order: row.position.into(),
        sold: sold.into(),
        products: items.iter().map(product).collect(),
        name: row.name.into(),
        description: row.description.into(),
    })
}
