//! `GetProducts`.

use std::collections::BTreeMap;

use engine::catalogue::pricing::{PriceLists, lists};
use engine::people::custom_fields::shown_name;
use engine::system::currencies::Currencies;
use engine::system::settings::SYSTEM_URL;
use engine::{Cx, Result};
use model::catalogue::product::PayType;
use model::ids::{ConfigOptionId, ProductGroupId, ProductId};
use protocol::{
    GetProducts, GetProductsResponse, OptionChoice, OptionChoices, Product, ProductField,
    ProductFields, ProductOption, ProductOptions, Products,
};
use store::Conn;
use store::catalogue::groups;
use store::catalogue::options::{self, ChoiceRow, ProductOptionRow};
use store::catalogue::prices::Priced;
use store::catalogue::products::{self, ProductRow};
use store::people::custom_fields::{self, CustomFieldRow};

use super::prices;

/// What belongs to the products of one answer.
struct Catalogue {
    currencies: Currencies,
    product_prices: PriceLists,
    choice_prices: PriceLists,
    options: Vec<ProductOptionRow>,
    choices: Vec<ChoiceRow>,
    fields: Vec<CustomFieldRow>,
    group_slugs: BTreeMap<ProductGroupId, String>,
    system_url: String,
}

/// The products asked for, in the order shown; clients and visitors see what they can order.
pub(crate) async fn get_products(cx: &Cx, call: GetProducts) -> Result<GetProductsResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let office = cx.caller.actor.is_office();
    let mut rows = rows(&mut c, &call).await?;
    rows.retain(|row| office || !(row.hidden || row.retired));
    let catalogue = Catalogue::read(&mut c, &rows, settings.text(SYSTEM_URL)).await?;
    let product: Result<Vec<Product>> = rows.into_iter().map(|row| catalogue.wire(row)).collect();
    let product = product?;
    Ok(GetProductsResponse {
        totalresults: product.len().into(),
        numreturned: product.len().into(),
        products: Products { product: product.into() }.into(),
        ..GetProductsResponse::default()
    })
}

async fn rows(c: &mut Conn, call: &GetProducts) -> Result<Vec<ProductRow>> {
    // A number too large to be ours is nobody's.
    let own = |id: u64| i64::try_from(id).unwrap_or(i64::MAX);
    let group = call.gid.map(|id| ProductGroupId(own(id)));
    let module = call.module.as_deref().filter(|module| !module.is_empty());
    if call.pid.0.is_empty() {
        return Ok(products::list(c, group, module).await?);
    }
    let ids: Vec<ProductId> = call.pid.0.iter().map(|id| ProductId(own(*id))).collect();
    let mut rows = products::by_ids(c, &ids).await?;
    rows.retain(|row| group.is_none_or(|group| row.group_id == group));
    rows.retain(|row| module.is_none_or(|module| row.module.eq_ignore_ascii_case(module)));
    Ok(rows)
}

impl Catalogue {
    async fn read(c: &mut Conn, rows: &[ProductRow], system_url: &str) -> Result<Self> {
        let currencies = Currencies::read(c).await?;
        let ids: Vec<ProductId> = rows.iter().map(|row| row.id).collect();
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let product_prices = lists(c, Priced::Product, &numbers, &currencies).await?;
        let options = options::of_products(c, &ids).await?;
        let option_ids: Vec<ConfigOptionId> = options.iter().map(|row| row.id).collect();
        let choices = options::choices_of(c, &option_ids).await?;
        let numbers: Vec<i64> = choices.iter().map(|row| row.id.0).collect();
        let choice_prices = lists(c, Priced::Choice, &numbers, &currencies).await?;
        let mut fields = custom_fields::of_products(c, &ids).await?;
        fields.retain(|field| field.show_order && !field.admin_only);
        let groups = groups::all(c).await?.into_iter().map(|row| (row.id, row.slug));
        let system_url = system_url.trim_end_matches('/').to_owned();
        Ok(Self {
            currencies,
            product_prices,
            choice_prices,
            options,
            choices,
            fields,
            group_slugs: groups.collect(),
            system_url,
        })
    }

    fn wire(&self, row: ProductRow) -> Result<Product> {
        let mut pricing = Vec::new();
        for currency in self.currencies.rows() {
            let prices = self.product_prices.get(&(row.id.0, currency.id));
            let money = self.currencies.currency(currency.id)?;
            let signs = (currency.prefix.as_str(), currency.suffix.as_str());
            let mut wire = prices::of_product(prices, row.pay_type, money, signs);
            wire.format = (currency.format > 1).then(|| currency.format.into());
            pricing.push((currency.code.clone(), wire));
        }
        let group = self.group_slugs.get(&row.group_id).map(String::as_str).unwrap_or_default();
        let product_url = format!("{}/store/{group}/{}", self.system_url, row.slug);
        let configoption: Result<Vec<_>> = self.options_of(&row).collect();
        let customfield = self.fields.iter().filter(|field| field.rel_id == row.id.0).map(field);
        let customfields = ProductFields { customfield: customfield.collect() };
        Ok(Product {
            pid: row.id.0.into(),
            gid: row.group_id.0.into(),
            r#type: row.r#type.to_string().into(),
            name: row.name.into(),
            slug: row.slug.into(),
            product_url: product_url.into(),
            description: row.description.into(),
            module: row.module.into(),
            autosetup: Some(row.auto_setup.to_string().into()),
            paytype: row.pay_type.to_string().into(),
            allowqty: row.allow_quantity.into(),
            hidden: (row.hidden || row.retired).then(|| true.into()),
            quantity_available: if row.stock_control { row.stock } else { 0 }.into(),
            stockcontrol: Some(row.stock_control.into()),
            pricing: pricing.into(),
            customfields: customfields.into(),
            configoptions: ProductOptions { configoption: configoption?.into() }.into(),
        })
    }

    fn options_of<'a>(
        &'a self,
        product: &'a ProductRow,
    ) -> impl Iterator<Item = Result<ProductOption>> + 'a {
        let own = self.options.iter().filter(|option| option.product_id == product.id);
        own.map(|option| {
            let choices = self.choices.iter().filter(|choice| choice.option_id == option.id);
            let choices: Result<Vec<_>> =
                choices.map(|choice| self.choice(choice, product.pay_type)).collect();
            Ok(ProductOption {
                id: option.id.0.into(),
                name: shown_name(&option.name).into(),
                r#type: option.r#type.to_string().into(),
                minqty: option.qty_min.into(),
                maxqty: option.qty_max.into(),
                options: OptionChoices { option: choices?.into() }.into(),
            })
        })
    }

    fn choice(&self, row: &ChoiceRow, pay_type: PayType) -> Result<OptionChoice> {
        let mut pricing = Vec::new();
        for currency in self.currencies.rows() {
            let prices = self.choice_prices.get(&(row.id.0, currency.id));
            let money = self.currencies.currency(currency.id)?;
            let wire = prices::of_choice(prices, pay_type, money);
            pricing.push((currency.code.clone(), wire));
        }
        Ok(OptionChoice {
            id: row.id.0.into(),
            name: shown_name(&row.name).into(),
            rawName: Some((&row.name).into()),
            recurring: None,
            required: None,
            pricing: pricing.into(),
        })
    }
}

fn field(row: &CustomFieldRow) -> ProductField {
    ProductField {
        id: row.id.0.into(),
        name: shown_name(&row.name).into(),
        description: (&row.description).into(),
        required: if row.required { "on" } else { "" }.into(),
        r#type: Some((&row.field_type).into()),
        options: Some((&row.options).into()),
    }
}
