//! The parallel lists of `AddOrder` become the things that are ordered.

use std::collections::BTreeSet;

use engine::ordering::cart::{NewDomain, NewItem, NewService, WantedAddon};
use engine::{Result, invalid, not_found};
use model::catalogue::options::Wish;
use model::domains::status::DomainOrderType;
use model::ids::{
    AddonId, ConfigChoiceId, ConfigOptionId, CustomFieldId, ProductAddonId, ProductId, ServiceId,
};
use model::word::Word;
use protocol::wire::{Csv, List};
use protocol::{AddOrder, ConfigChoice};

/// The most numbered entries of one list.
const ENTRIES_MAX: usize = 500;

/// Everything that the call orders, in the vendor's order: products and domains by their numbers,
/// addons for services, renewals.
pub(super) fn items(call: &AddOrder) -> Result<Vec<NewItem>> {
    let mut items = Vec::new();
    let numbers: BTreeSet<u64> =
        call.pid.numbered().map(|(n, _)| n).chain(call.domain.numbered().map(|(n, _)| n)).collect();
    if numbers.len() > ENTRIES_MAX {
        return Err(invalid("pid", format!("An order has at most {ENTRIES_MAX} items")));
    }
    for number in numbers {
        if let Some(product) = call.pid.at(number).filter(|product| **product > 0) {
            items.push(NewItem::Product(Box::new(service(call, number, *product)?)));
        }
        if let Some(domain) = domain(call, number) {
            items.push(NewItem::Domain(domain));
        }
    }
    items.extend(addons_for_services(call)?);
    items.extend(renewals(call)?);
    Ok(items)
}

fn service(call: &AddOrder, number: u64, product: u64) -> Result<NewService> {
    let text = |list: &List<String>| list.at(number).map(|t| t.trim().to_owned());
    let domain = text(&call.domain).filter(|domain| !domain.is_empty());
    let wishes = call.configoptions.at(number).and_then(Option::as_ref);
    let fields = call.customfields.at(number).and_then(Option::as_ref);
    let options: Result<Vec<_>> = wishes
        .map(|wishes| wishes.iter().map(|(id, choice)| wish(*id, choice)).collect())
        .unwrap_or_else(|| Ok(Vec::new()));
    let fields: Result<Vec<_>> = fields
        .map(|fields| {
            let field = |(id, value): (&u64, &String)| {
                Ok((CustomFieldId(number_of("customfields", *id)?), value.clone()))
            };
            fields.iter().map(field).collect()
        })
        .unwrap_or_else(|| Ok(Vec::new()));
    Ok(NewService {
        product: ProductId(number_of("pid", product)?),
        quantity: call.qty.at(number).copied().flatten().unwrap_or(1),
        cycle: text(&call.billingcycle).unwrap_or_default(),
        domain: domain.or_else(|| text(&call.hostname)).unwrap_or_default(),
        options: options?,
        fields: fields?,
        addons: addons(call.addons.at(number), call.addonsqty.at(number))?,
        price_override: amount(call.priceoverride.at(number)),
        ns1: text(&call.ns1prefix).unwrap_or_default(),
        ns2: text(&call.ns2prefix).unwrap_or_default(),
        root_password: call.rootpw.at(number).map_or_else(String::new, |t| t.reveal().to_owned()),
    })
}

fn wish(id: u64, choice: &ConfigChoice) -> Result<(ConfigOptionId, Wish)> {
    let option = ConfigOptionId(number_of("configoptions", id)?);
    let wish = match *choice {
        ConfigChoice::Choice(choice) => {
            Wish::Choice(ConfigChoiceId(number_of("configoptions", choice)?))
        }
        ConfigChoice::Quantity { optionid, qty } => Wish::Counted(
            ConfigChoiceId(number_of("configoptions", optionid)?),
            u32::try_from(qty)
                .map_err(|_| invalid("configoptions", "The quantity is absurdly large"))?,
        ),
    };
    Ok((option, wish))
}

/// The addons of a product, each with the quantity in the same place of the other list.
fn addons(ids: Option<&Csv<u64>>, quantities: Option<&Csv<u64>>) -> Result<Vec<WantedAddon>> {
    let ids = ids.map(|csv| csv.0.as_slice()).unwrap_or_default();
    let quantities = quantities.map(|csv| csv.0.as_slice()).unwrap_or_default();
    if ids.len() > ENTRIES_MAX {
        return Err(invalid("addons", format!("An order has at most {ENTRIES_MAX} items")));
    }
    let addon = |(index, id): (usize, &u64)| {
        let quantity = quantities.get(index).copied().unwrap_or(1);
        Ok(WantedAddon { addon: ProductAddonId(number_of("addons", *id)?), quantity })
    };
    ids.iter().enumerate().map(addon).collect()
}

/// The domain of a number, if it is to be registered or transferred.
fn domain(call: &AddOrder, number: u64) -> Option<NewDomain> {
    let name = call.domain.at(number).map(|name| name.trim().to_owned())?;
    let kind = call.domaintype.at(number).and_then(|word| DomainOrderType::from_word(word))?;
    let flag = |list: &List<protocol::wire::Flag>| list.at(number).is_some_and(|flag| flag.0);
    Some(NewDomain {
        name,
        kind,
        years: call.regperiod.at(number).copied().flatten().unwrap_or(1),
        epp_code: call.eppcode.at(number).map_or_else(String::new, |t| t.reveal().to_owned()),
        dns_management: flag(&call.dnsmanagement),
        email_forwarding: flag(&call.emailforwarding),
        id_protection: flag(&call.idprotection),
        extra: extra(call, number),
        price_override: amount(call.domainpriceoverride.at(number)),
        renew_override: amount(call.domainrenewoverride.at(number)),
    })
}

/// What the registry asks for beside the name, and the language of an international one.
fn extra(call: &AddOrder, number: u64) -> Vec<(String, String)> {
    let fields = call.domainfields.at(number).and_then(Option::as_ref);
    let fields = fields.into_iter().flat_map(|fields| fields.iter());
    let mut found: Vec<_> = fields.map(|(name, value)| (name.clone(), value.clone())).collect();
    let language = call.idnlanguage.at(number).filter(|language| !language.is_empty());
    found.extend(language.map(|language| ("idnlanguage".to_owned(), language.clone())));
    found
}

/// `addonid` for `serviceid`, and each of `addonids` for the one of `serviceids` beside it.
fn addons_for_services(call: &AddOrder) -> Result<Vec<NewItem>> {
    let first = call.addonid.filter(|id| *id > 0);
    let single = first.map(|id| (id, call.serviceid, call.addonidqty));
    let listed = call.addonids.numbered().map(|(number, id)| {
        let quantity = call.addonidsqty.at(number).copied().flatten();
        (*id, call.serviceids.at(number).copied(), quantity)
    });
    let item = |(addon, service, quantity): (u64, Option<u64>, Option<u64>)| {
        let service =
            service.ok_or_else(|| not_found("Service ID not owned by Client ID provided"))?;
        Ok(NewItem::Addon {
            service: ServiceId(number_of("serviceid", service)?),
            addon: WantedAddon {
                addon: ProductAddonId(number_of("addonid", addon)?),
                quantity: quantity.unwrap_or(1),
            },
        })
    };
    single.into_iter().chain(listed).map(item).collect()
}

fn renewals(call: &AddOrder) -> Result<Vec<NewItem>> {
    let mut items = Vec::new();
    for (name, years) in call.domainrenewals.iter() {
        let years = u32::try_from(*years)
            .map_err(|_| invalid("domainrenewals", "The period must be 1 to 10 years"))?;
        items.push(NewItem::RenewDomain { name: name.clone(), years });
    }
    for id in call.servicerenewals.iter() {
        items.push(NewItem::RenewService(ServiceId(number_of("servicerenewals", *id)?)));
    }
    for id in call.addonrenewals.iter() {
        items.push(NewItem::RenewAddon(AddonId(number_of("addonrenewals", *id)?)));
    }
    Ok(items)
}

fn amount(given: Option<&Option<protocol::wire::Amount>>) -> Option<String> {
    given.and_then(Option::as_ref).map(|amount| amount.as_str().to_owned())
}

/// A number on the wire as one of ours.
pub(super) fn number_of(field: &'static str, number: u64) -> Result<i64> {
    i64::try_from(number)
        .map_err(|_| invalid(field, format!("Parameter '{field}' is too large a number")))
}
