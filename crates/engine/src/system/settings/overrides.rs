//! Settings of the automation that differ for a client or a product (B26).

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::ids::{ClientId, ProductId};
use store::catalogue::products;
use store::people::clients;
use store::system::setting_overrides::{self, OverrideRow};

use super::{
    AUTO_APPLY_CREDIT, AUTO_SUSPEND, AUTO_TERMINATE, CAPTURE_DAYS_BEFORE, CAPTURE_ONCE,
    CAPTURE_WEEKS, COMMISSION_ONCE, COMMISSION_PERCENT, CONTINUOUS_INVOICING,
    INVOICE_DAYS_ANNUALLY, INVOICE_DAYS_BEFORE, INVOICE_DAYS_BIENNIALLY, INVOICE_DAYS_MONTHLY,
    INVOICE_DAYS_QUARTERLY, INVOICE_DAYS_SEMIANNUALLY, INVOICE_DAYS_TRIENNIALLY, LATE_FEE_DAYS,
    OVERAGE_DISK_PRICE, OVERAGE_TRAFFIC_PRICE, OVERDUE_DAYS_1, OVERDUE_DAYS_2, OVERDUE_DAYS_3,
    REMINDER_DAYS, REMINDERS, SUSPEND_DAYS, Settings, TERMINATE_DAYS,
};
use crate::{Act, Result, invalid, not_found};

/// Whose setting differs. What a client has beats what a product has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A client.
    Client(ClientId),
    /// A product.
    Product(ProductId),
}

/// What may differ for clients as well as for products.
pub const FOR_BOTH: &[&str] = &[
    INVOICE_DAYS_BEFORE,
    CONTINUOUS_INVOICING,
    AUTO_SUSPEND,
    SUSPEND_DAYS,
    AUTO_TERMINATE,
    TERMINATE_DAYS,
    OVERAGE_DISK_PRICE,
    OVERAGE_TRAFFIC_PRICE,
];

/// What the house may say for a cycle.
const INVOICE_DAYS_BY_CYCLE: [&str; 6] = [
    INVOICE_DAYS_MONTHLY,
    INVOICE_DAYS_QUARTERLY,
    INVOICE_DAYS_SEMIANNUALLY,
    INVOICE_DAYS_ANNUALLY,
    INVOICE_DAYS_BIENNIALLY,
    INVOICE_DAYS_TRIENNIALLY,
];

/// What may differ for clients: it is about invoices, which hold several products.
pub const FOR_CLIENTS: &[&str] = &[
    AUTO_APPLY_CREDIT,
    CAPTURE_DAYS_BEFORE,
    CAPTURE_ONCE,
    CAPTURE_WEEKS,
    REMINDERS,
    REMINDER_DAYS,
    OVERDUE_DAYS_1,
    OVERDUE_DAYS_2,
    OVERDUE_DAYS_3,
    LATE_FEE_DAYS,
];

/// What may differ for products.
pub const FOR_PRODUCTS: &[&str] = &[COMMISSION_PERCENT, COMMISSION_ONCE];

/// Values by subject and name.
pub(super) type Overrides = BTreeMap<Subject, BTreeMap<String, String>>;

impl Subject {
    /// As it is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Client(_) => "client",
            Self::Product(_) => "product",
        }
    }

    /// Its number.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::Client(id) => id.0,
            Self::Product(id) => id.0,
        }
    }

    fn takes(self, name: &str) -> bool {
        let more = match self {
            Self::Client(_) => FOR_CLIENTS,
            Self::Product(_) => FOR_PRODUCTS,
        };
        FOR_BOTH.contains(&name) || more.contains(&name)
    }
}

/// Rows as settings keep them.
pub(super) fn of_rows(rows: Vec<OverrideRow>) -> Overrides {
    let mut overrides = Overrides::new();
    for row in rows {
        let subject = match row.subject.as_str() {
            "client" => Subject::Client(ClientId(row.subject_id)),
            _ => Subject::Product(ProductId(row.subject_id)),
        };
        overrides.entry(subject).or_default().insert(row.setting, row.value);
    }
    overrides
}

impl Settings {
    /// The settings as they hold for a client.
    #[must_use]
    pub fn for_client(&self, client: ClientId) -> Cow<'_, Settings> {
        self.with(&[Subject::Client(client)])
    }

    /// The settings as they hold for a client's item of a product.
    #[must_use]
    pub fn for_item(&self, client: ClientId, product: ProductId) -> Cow<'_, Settings> {
        self.with(&[Subject::Product(product), Subject::Client(client)])
    }

    fn with(&self, subjects: &[Subject]) -> Cow<'_, Settings> {
        if !subjects.iter().any(|subject| self.overrides.contains_key(subject)) {
            return Cow::Borrowed(self);
        }
        let mut own = self.clone();
        for values in subjects.iter().filter_map(|subject| self.overrides.get(subject)) {
            // Days of one's own beat those that the house has for a cycle (B6).
            if values.contains_key(INVOICE_DAYS_BEFORE) {
                own.stored.retain(|name, _| !INVOICE_DAYS_BY_CYCLE.contains(&name.as_str()));
            }
            own.stored.extend(values.clone());
        }
        Cow::Owned(own)
    }

    /// The value of the house and every other one that holds somewhere.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let others = self.overrides.values().filter_map(move |values| values.get(name));
        std::iter::once(self.text(name)).chain(others.map(String::as_str))
    }

    /// Whether it is on for anybody.
    #[must_use]
    pub fn on_for_any(&self, name: &str) -> bool {
        self.values(name).any(super::is_on)
    }

    /// The largest number that holds for anybody.
    #[must_use]
    pub fn most(&self, name: &str) -> Option<i64> {
        self.values(name).filter_map(|value| value.trim().parse().ok()).max()
    }

    /// The smallest number that holds for anybody.
    #[must_use]
    pub fn least(&self, name: &str) -> Option<i64> {
        self.values(name).filter_map(|value| value.trim().parse().ok()).min()
    }
}

/// Sets what holds for a client or product, or with an empty value goes back to the house's;
/// whether that changed it.
///
/// # Errors
/// Not found when there is no such client or product; invalid for a setting that cannot differ
/// there, and for a value that the setting cannot have.
pub async fn set(act: &mut Act, subject: Subject, name: &str, value: &str) -> Result<bool> {
    let exists = match subject {
        Subject::Client(id) => clients::by_id(&mut act.conn, id).await?.is_some(),
        Subject::Product(id) => products::by_id(&mut act.conn, id).await?.is_some(),
    };
    if !exists {
        let said = match subject {
            Subject::Client(_) => "Client ID Not Found",
            Subject::Product(_) => "Product ID Not Found",
        };
        return Err(not_found(said));
    }
    if !subject.takes(name) {
        let said = format!("The setting '{name}' cannot differ for a {}", subject.word());
        return Err(invalid("setting", said));
    }
    let checked = super::values::checked(act, name, value).await?;
    let value = checked.as_str();
    let (word, id) = (subject.word(), subject.id());
    let rows = setting_overrides::of(&mut act.conn, word, id).await?;
    let before = rows.into_iter().find(|row| row.setting == name).map(|row| row.value);
    let before = before.unwrap_or_default();
    if before == value {
        return Ok(false);
    }
    if value.is_empty() {
        setting_overrides::remove(&mut act.conn, word, id, name).await?;
    } else {
        let row = OverrideRow {
            subject: word.to_owned(),
            subject_id: id,
            setting: name.to_owned(),
            value: value.to_owned(),
        };
        setting_overrides::put(&mut act.conn, &row).await?;
    }
    act.touch_settings();
    let client = match subject {
        Subject::Client(id) => Some(id),
        Subject::Product(_) => None,
    };
    let text = format!("Setting Overridden for {word} {id}: {name} from '{before}' to '{value}'");
    act.log(client, text).await?;
    act.changed("setting_overrides", id, &[(name, before.into(), value.into())]).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Subject, of_rows};
    use crate::billing::renewals::settings_of;
    use crate::system::settings::Settings;
    use model::billing::renewal::ItemKind;
    use model::dates::Cycle;
    use model::ids::{ClientId, ProductId};
    use store::system::setting_overrides::OverrideRow;

    #[test]
    fn b26_what_a_client_has_beats_what_its_product_has() {
        let row = |subject: &str, value: &str| OverrideRow {
            subject: subject.to_owned(),
            subject_id: 7,
            setting: "AutoSuspensionDays".to_owned(),
            value: value.to_owned(),
        };
        let mut settings = Settings::new([].into());
        settings.overrides = of_rows(vec![row("client", "20"), row("product", "9")]).into();
        let days = |client, product| {
            settings.for_item(ClientId(client), ProductId(product)).number("AutoSuspensionDays")
        };
        assert_eq!([days(1, 1), days(1, 7), days(7, 7), days(7, 1)], [5, 9, 20, 20].map(Some));
        assert_eq!(settings.for_client(ClientId(1)).number("AutoSuspensionDays"), Some(5));
        assert_eq!(settings.most("AutoSuspensionDays"), Some(20));
        assert_eq!(settings.least("AutoSuspensionDays"), Some(5));
        assert!(Subject::Client(ClientId(1)).takes("SendReminder"));
        assert!(!Subject::Product(ProductId(1)).takes("SendReminder"));
    }

    #[test]
    fn b6_days_of_a_client_or_product_beat_those_of_the_house_for_a_cycle() {
        let house = ("CreateInvoiceDaysBeforeMonthly".to_owned(), "7".to_owned());
        let own = |subject: &str, value: &str| OverrideRow {
            subject: subject.to_owned(),
            subject_id: 1,
            setting: "CreateInvoiceDaysBefore".to_owned(),
            value: value.to_owned(),
        };
        let mut settings = Settings::new([house].into());
        settings.overrides = of_rows(vec![own("client", "20"), own("product", "5")]).into();
        for (client, product, days) in [(2, 2, 7), (1, 2, 20), (2, 1, 5), (1, 1, 20)] {
            let own = settings.for_item(ClientId(client), ProductId(product));
            let lead = settings_of(&own).lead_days(ItemKind::Service, Cycle::Monthly);
            assert_eq!(lead, days, "client {client}, product {product}");
        }
    }
}
