//! `UpdateProduct`, `DeleteProduct`, `DuplicateProduct`, `GetProductDetails`: our own.

use engine::catalogue::create;
use engine::system::edits;
use engine::{Act, Cx, Result};
use model::ids::ProductId;
use protocol::{
    DeleteProduct, DeleteProductResponse, DuplicateProduct, DuplicateProductResponse,
    GetProductDetails, GetProductDetailsResponse, ProductEntry, UpdateProduct,
    UpdateProductResponse,
};
use store::catalogue::prices::Priced;
use store::catalogue::products;
use store::edits::things::PRODUCT;

use super::add_product::{colour, day, known_module};
use super::pricing;
use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: UpdateProduct| Box::pin(update_product(act, call)))
        .write(|act, call: DeleteProduct| Box::pin(delete_product(act, call)))
        .write(|act, call: DuplicateProduct| Box::pin(duplicate_product(act, call)))
        .read(|cx, call: GetProductDetails| Box::pin(get_product_details(cx, call)))
}

async fn update_product(act: &mut Act, call: UpdateProduct) -> Result<UpdateProductResponse> {
    if let Some(module) = call.module.as_deref() {
        let row = products::by_id(&mut act.conn, ProductId(number(call.pid))).await?;
        let before = row.map(|row| row.module).unwrap_or_default();
        known_module(act, module, &before)?;
    }
    let days = [
        ("proratadate", call.proratadate),
        ("proratachargenextmonth", call.proratachargenextmonth),
    ];
    for (field, number) in days {
        if let Some(number) = number {
            day(field, number)?;
        }
    }
    let color = call.color.as_deref().map(|text| colour(Some(text))).transpose()?;
    let fields = Fields::new()
        .text("name", call.name)
        .number("group_id", call.gid)
        .text("slug", call.slug)
        .word(
            "type",
            "type",
            call.r#type,
            &["hostingaccount", "reselleraccount", "server", "other"],
        )?
        .word("pay_type", "paytype", call.paytype, &["free", "onetime", "recurring"])?
        .text("description", call.description)
        .text("short_description", call.shortdescription)
        .text("tagline", call.tagline)
        .text("colour", color)
        .flag("hidden", call.hidden)
        .flag("retired", call.retired)
        .flag("featured", call.featured)
        .flag("stock_control", call.stockcontrol)
        .number("stock", call.qty)
        .number("allow_quantity", call.allowqty)
        .number("max_per_client", call.maxperclient)
        .flag("taxed", call.tax)
        .text("module", call.module)
        .json("module_settings", call.moduleconfig)
        .reference("server_group_id", call.servergroupid)
        .word("auto_setup", "autosetup", call.autosetup, &["", "on", "order", "payment"])?
        .flag("show_domain_options", call.showdomainoptions)
        .text("welcome_email", call.welcomeemail)
        .flag("prorata", call.proratabilling)
        .number("prorata_day", call.proratadate)
        .number("prorata_charge_next_after", call.proratachargenextmonth)
        .number("recurring_limit", call.recurringlimit)
        .number("terminate_after_days", call.autoterminatedays)
        .text("upgrade_products", call.upgradeproducts)
        .text("subdomains", call.subdomain)
        .text("recommendations", call.recommendations)
        .number("position", call.order);
    let id = number(call.pid);
    edits::change(act, &PRODUCT, id, fields.done()).await?;
    pricing::set(act, Priced::Product, id, &call.pricing).await?;
    Ok(UpdateProductResponse { pid: call.pid.into() })
}

async fn delete_product(act: &mut Act, call: DeleteProduct) -> Result<DeleteProductResponse> {
    edits::remove(act, &PRODUCT, number(call.pid)).await?;
    Ok(DeleteProductResponse { pid: call.pid.into() })
}

async fn duplicate_product(
    act: &mut Act,
    call: DuplicateProduct,
) -> Result<DuplicateProductResponse> {
    let made = create::copy(act, id(call.pid), call.name).await?;
    Ok(DuplicateProductResponse { pid: made.0.into() })
}

async fn get_product_details(
    cx: &Cx,
    call: GetProductDetails,
) -> Result<GetProductDetailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &PRODUCT, start, limit).await?;
    Ok(GetProductDetailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        products: rows
            .iter()
            .map(|row| ProductEntry {
                pid: row.id.into(),
                name: row.text("name").into(),
                gid: row.number("group_id").into(),
                slug: row.text("slug").into(),
                r#type: row.text("type").into(),
                paytype: row.text("pay_type").into(),
                description: row.text("description").into(),
                shortdescription: row.text("short_description").into(),
                tagline: row.text("tagline").into(),
                color: row.text("colour").into(),
                hidden: row.flag("hidden").into(),
                retired: row.flag("retired").into(),
                featured: row.flag("featured").into(),
                stockcontrol: row.flag("stock_control").into(),
                qty: row.number("stock").into(),
                allowqty: row.number("allow_quantity").into(),
                maxperclient: row.number("max_per_client").into(),
                tax: row.flag("taxed").into(),
                module: row.text("module").into(),
                moduleconfig: row.text("module_settings").to_owned().into(),
                servergroupid: row.number("server_group_id").into(),
                autosetup: row.text("auto_setup").into(),
                showdomainoptions: row.flag("show_domain_options").into(),
                welcomeemail: row.text("welcome_email").into(),
                proratabilling: row.flag("prorata").into(),
                proratadate: row.number("prorata_day").into(),
                proratachargenextmonth: row.number("prorata_charge_next_after").into(),
                recurringlimit: row.number("recurring_limit").into(),
                autoterminatedays: row.number("terminate_after_days").into(),
                upgradeproducts: row.text("upgrade_products").into(),
                subdomain: row.text("subdomains").into(),
                recommendations: row.text("recommendations").into(),
                order: row.number("position").into(),
            })
            .collect(),
    })
}
