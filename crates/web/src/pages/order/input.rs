//! What the order form sends, and what can be wrong with it before anybody else is asked.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::pages::client::weak;
use crate::pages::filled::{no_address, too_long};
use crate::pages::language::tell;
use crate::pages::shop::Goods;
use crate::pages::terms;
use model::people::password::PasswordPolicy;
use protocol::Form;
use serde::Serialize;

/// The fields of the form, as typed. Secrets are read but never shown again.
#[derive(Debug, Default, Serialize)]
pub(super) struct Fields {
    pub(super) currency: String,
    pub(super) cycle: String,
    pub(super) host: String,
    pub(super) promo: String,
    /// Chosen by option id.
    pub(super) options: BTreeMap<i64, String>,
    pub(super) addons: Vec<u64>,
    /// Answers by the number of the custom field.
    pub(super) custom: BTreeMap<u64, String>,
    /// Answers about the account that is made, by the number of the custom field.
    pub(super) own: BTreeMap<u64, String>,
    /// The line of the cart that is changed; empty for a new one.
    pub(super) line: String,
    /// `new` or `known`.
    pub(super) who: String,
    pub(super) email: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) company: String,
    pub(super) phone: String,
    pub(super) address: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) postcode: String,
    pub(super) country: String,
    /// The number for taxes of whoever is new.
    pub(super) tax_id: String,
    pub(super) method: String,
    /// The terms of service are agreed to.
    pub(super) terms: bool,
    #[serde(skip)]
    pub(super) password: String,
    #[serde(skip)]
    pub(super) card_number: String,
    #[serde(skip)]
    pub(super) card_expiry: String,
    #[serde(skip)]
    pub(super) card_cvv: String,
    #[serde(skip)]
    pub(super) once: String,
}

/// What is wrong, by field name; `form` is the form as a whole.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Problems(BTreeMap<Cow<'static, str>, String>);

impl Problems {
    pub(super) fn one(field: Cow<'static, str>, said: String) -> Self {
        Self(BTreeMap::from([(field, said)]))
    }

    /// Complains about a field; the first complaint stays.
    pub(super) fn add(&mut self, field: Cow<'static, str>, said: String) {
        self.0.entry(field).or_insert(said);
    }

    /// Takes the complaints of others about fields that nothing was said of.
    pub(super) fn join(&mut self, others: Self) {
        for (field, said) in others.0 {
            self.add(field, said);
        }
    }

    /// Complains about custom fields that must be answered.
    pub(super) fn unanswered(&mut self, prefix: &str, fields: &[u64]) {
        for id in fields {
            self.0.insert(format!("{prefix}{id}").into(), tell("answer-this"));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Fields {
    /// Reads what was sent.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).unwrap_or_default().trim().to_owned();
        let options = form
            .names_from("option_")
            .filter_map(|name| {
                let id = name.strip_prefix("option_")?.parse().ok()?;
                Some((id, form.text(name)?.trim().to_owned()))
            })
            .collect();
        let number = |prefix: &'static str| {
            form.names_from(prefix).filter_map(move |name| {
                Some((name.strip_prefix(prefix)?.parse::<u64>().ok()?, form.text(name)?))
            })
        };
        Self {
            currency: text("currency"),
            cycle: text("cycle"),
            host: text("host"),
            promo: text("promo"),
            options,
            addons: number("addon_").map(|(id, _)| id).collect(),
            custom: number("field_").map(|(id, text)| (id, text.trim().to_owned())).collect(),
            own: number("own_").map(|(id, text)| (id, text.trim().to_owned())).collect(),
            line: text("line"),
            who: if text("who") == "known" { "known" } else { "new" }.to_owned(),
            email: text("email"),
            first_name: text("first_name"),
            last_name: text("last_name"),
            company: text("company"),
            phone: text("phone"),
            address: text("address"),
            city: text("city"),
            state: text("state"),
            postcode: text("postcode"),
            country: text("country"),
            tax_id: text("tax_id"),
            method: text("method"),
            terms: terms::agreed(form),
            password: form.text("password").unwrap_or_default().to_owned(),
            card_number: text("card_number"),
            card_expiry: text("card_expiry"),
            card_cvv: text("card_cvv"),
            once: text("once"),
        }
    }

    /// The form as it was filled in for the cart.
    pub(super) fn of_cart(goods: Goods, line: String) -> Self {
        let number = |id: u64| i64::try_from(id).unwrap_or_default();
        let options = goods.options.into_iter();
        Self {
            cycle: goods.cycle,
            host: goods.host,
            options: options.map(|(id, choice)| (number(id), choice.to_string())).collect(),
            addons: goods.addons,
            custom: goods.fields.into_iter().collect(),
            line,
            ..Self::default()
        }
    }

    fn about_somebody_new(&self) -> [(&'static str, &str); 9] {
        [
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("company", &self.company),
            ("phone", &self.phone),
            ("address", &self.address),
            ("city", &self.city),
            ("state", &self.state),
            ("postcode", &self.postcode),
            ("tax_id", &self.tax_id),
        ]
    }

    /// Everything that is plainly missing or weak; nobody who is logged in says again who they
    /// are, and nobody pays where nothing is due.
    pub(super) fn check(&self, is_known: bool, is_due: bool) -> Problems {
        let mut problems = Problems::default();
        let mut need = |field: &'static str, value: &str, said: &str| {
            if value.is_empty() {
                problems.0.insert(field.into(), said.to_owned());
            }
        };
        if !is_known {
            need("email", &self.email, &tell("enter-your-email"));
            need("password", &self.password, &tell("enter-password"));
        }
        if !is_known && self.who == "new" {
            need("first_name", &self.first_name, &tell("enter-your-first-name"));
            need("last_name", &self.last_name, &tell("enter-your-last-name"));
            need("address", &self.address, &tell("enter-your-street"));
            need("city", &self.city, &tell("enter-your-city"));
            need("postcode", &self.postcode, &tell("enter-your-postcode"));
        }
        if is_due && self.is_by_card() {
            need("card_number", &self.card_number, &tell("enter-card-number"));
            need("card_expiry", &self.card_expiry, &tell("enter-card-expiry"));
            need("card_cvv", &self.card_cvv, &tell("enter-card-code"));
        }
        if !is_known && self.who == "new" {
            let lines = self.about_somebody_new().into_iter();
            let long = lines.filter_map(|(name, line)| Some((name.into(), too_long(line)?)));
            problems.0.extend(long);
            if let Some(said) = no_address(&self.email) {
                problems.add("email".into(), said);
            }
            let personal = [&*self.email, &*self.first_name, &*self.last_name];
            if let Err(refused) = PasswordPolicy::default().check(&self.password, &personal) {
                problems.add("password".into(), weak(&refused));
            }
        }
        problems
    }

    /// Whether a card is typed in here.
    pub(super) fn is_by_card(&self) -> bool {
        self.method == "sandboxcard"
    }
}
