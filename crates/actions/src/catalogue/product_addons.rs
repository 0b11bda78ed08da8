//! `AddProductAddon`, `UpdateProductAddon`, `DeleteProductAddon`, `GetProductAddons`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result, invalid};
use model::ids::ProductId;
use protocol::{
    AddProductAddon, AddProductAddonResponse, DeleteProductAddon, DeleteProductAddonResponse,
    GetProductAddons, GetProductAddonsResponse, ProductAddonEntry, UpdateProductAddon,
    UpdateProductAddonResponse,
};
use store::catalogue::prices::Priced;
use store::catalogue::products;
use store::edits::things::{ADDON_PRODUCTS, PRODUCT_ADDON};

use super::pricing;
use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddProductAddon| Box::pin(add_product_addon(act, call)))
        .write(|act, call: UpdateProductAddon| Box::pin(update_product_addon(act, call)))
        .write(|act, call: DeleteProductAddon| Box::pin(delete_product_addon(act, call)))
        .read(|cx, call: GetProductAddons| Box::pin(get_product_addons(cx, call)))
}

async fn add_product_addon(
    act: &mut Act,
    call: AddProductAddon,
) -> Result<AddProductAddonResponse> {
    let delivered = known(act, call.deliverspid).await?;
    let fields = Fields::new()
        .needed("name", call.name)?
        .text("description", call.description)
        .word("pay_type", "paytype", Some(call.paytype), &["free", "onetime", "recurring"])?
        .text("module", call.module)
        .reference("delivers_id", delivered)
        .word("auto_setup", "autosetup", call.autosetup, &["", "on", "order", "payment"])?
        .flag("taxed", call.tax)
        .flag("allow_quantity", call.allowqty)
        .flag("hidden", call.hidden)
        .flag("retired", call.retired)
        .flag("show_on_order", call.showorder)
        .number("position", call.order);
    let id = edits::add(act, &PRODUCT_ADDON, fields.done()).await?;
    pricing::set(act, Priced::Addon, id, &call.pricing).await?;
    edits::replace_links(act, &ADDON_PRODUCTS, id, call.products.map(|csv| csv.0)).await?;
    Ok(AddProductAddonResponse { addonid: id.into() })
}

async fn update_product_addon(
    act: &mut Act,
    call: UpdateProductAddon,
) -> Result<UpdateProductAddonResponse> {
    let delivered = known(act, call.deliverspid).await?;
    let fields = Fields::new()
        .text("name", call.name)
        .text("description", call.description)
        .word("pay_type", "paytype", call.paytype, &["free", "onetime", "recurring"])?
        .text("module", call.module)
        .reference("delivers_id", delivered)
        .word("auto_setup", "autosetup", call.autosetup, &["", "on", "order", "payment"])?
        .flag("taxed", call.tax)
        .flag("allow_quantity", call.allowqty)
        .flag("hidden", call.hidden)
        .flag("retired", call.retired)
        .flag("show_on_order", call.showorder)
        .number("position", call.order);
    let id = number(call.addonid);
    edits::change(act, &PRODUCT_ADDON, id, fields.done()).await?;
    pricing::set(act, Priced::Addon, id, &call.pricing).await?;
    edits::replace_links(act, &ADDON_PRODUCTS, id, call.products.map(|csv| csv.0)).await?;
    Ok(UpdateProductAddonResponse { addonid: call.addonid.into() })
}

/// A product must exist to be delivered.
async fn known(act: &mut Act, product: Option<u64>) -> Result<Option<u64>> {
    if let Some(pid) = product.filter(|pid| *pid > 0) {
        let row = products::by_id(&mut act.conn, ProductId(number(pid))).await?;
        row.ok_or_else(|| invalid("deliverspid", "Product ID Not Found"))?;
    }
    Ok(product)
}

async fn delete_product_addon(
    act: &mut Act,
    call: DeleteProductAddon,
) -> Result<DeleteProductAddonResponse> {
    edits::remove(act, &PRODUCT_ADDON, number(call.addonid)).await?;
    Ok(DeleteProductAddonResponse { addonid: call.addonid.into() })
}

async fn get_product_addons(cx: &Cx, call: GetProductAddons) -> Result<GetProductAddonsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let (rows, total) = edits::page(&mut c, &PRODUCT_ADDON, start, limit).await?;
    let pairs = store::edits::all_links(&mut c, &ADDON_PRODUCTS).await?;
    let products = |id: i64| {
        let own = pairs.iter().filter(move |(own, _)| *own == id);
        own.filter_map(|(_, product)| u64::try_from(*product).ok()).collect()
    };
    Ok(GetProductAddonsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        productaddons: rows
            .iter()
            .map(|row| ProductAddonEntry {
                addonid: row.id.into(),
                products: products(row.id),
                name: row.text("name").into(),
                description: row.text("description").into(),
                paytype: row.text("pay_type").into(),
                module: row.text("module").into(),
                deliverspid: row.number("delivers_id").into(),
                autosetup: row.text("auto_setup").into(),
                tax: row.flag("taxed").into(),
                allowqty: row.flag("allow_quantity").into(),
                hidden: row.flag("hidden").into(),
                retired: row.flag("retired").into(),
                showorder: row.flag("show_on_order").into(),
                order: row.number("position").into(),
            })
            .collect(),
    })
}
