//! What can be imported: the action that adds one, its columns, and how rows refer to others.

use engine::{Act, Refusal, Result, invalid};
use protocol::{
    Action, AddClient, AddClientDomain, AddClientProduct, AddContact, AddProduct, Form,
    ImportError, ParamInfo, Params,
};
use store::catalogue::products;
use store::people::clients;
use store::system::imports;

use crate::wire::bad_parameter;
use crate::{catalogue, domains, hosting, people};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Clients,
    Contacts,
    Products,
    Services,
    Domains,
}

const ALL: [Kind; 5] =
    [Kind::Clients, Kind::Contacts, Kind::Products, Kind::Services, Kind::Domains];

/// Columns that stand for a parameter, of kinds that have it.
const REFERENCES: [(&str, &str); 2] = [("client", "clientid"), ("product", "pid")];

/// Refusals that name no field, by how they begin.
const SPOKEN: [(&str, &str); 4] = [
    ("Server", "serverid"),
    ("Payment", "paymentmethod"),
    ("A user", "email"),
    ("The domain", "domain"),
];

impl Kind {
    pub(super) fn of(word: &str) -> Result<Self> {
        let found = ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()));
        let words = ALL.map(Self::word).join(", ");
        found.ok_or_else(|| invalid("kind", format!("Invalid kind: one of {words}")))
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Contacts => "contacts",
            Self::Products => "products",
            Self::Services => "services",
            Self::Domains => "domains",
        }
    }

    /// The action that adds one by hand, which must be permitted.
    pub(super) const fn action(self) -> &'static str {
        match self {
            Self::Clients => AddClient::NAME,
            Self::Contacts => AddContact::NAME,
            Self::Products => AddProduct::NAME,
            Self::Services => AddClientProduct::NAME,
            Self::Domains => AddClientDomain::NAME,
        }
    }

    const fn params(self) -> &'static [ParamInfo] {
        match self {
            Self::Clients => AddClient::PARAMS,
            Self::Contacts => AddContact::PARAMS,
            Self::Products => AddProduct::PARAMS,
            Self::Services => AddClientProduct::PARAMS,
            Self::Domains => AddClientDomain::PARAMS,
        }
    }

    fn has(self, name: &str) -> bool {
        self.params().iter().any(|param| param.name == name)
    }

    /// Columns that nothing is known of: none of their rows would be what was meant.
    pub(super) fn unknown(self, columns: &[String]) -> Vec<ImportError> {
        let known = |column: &str| {
            let base = column.split('[').next().unwrap_or_default();
            let stands_for = REFERENCES.iter().find(|(name, _)| *name == column);
            column == "externalid"
                || self.has(base)
                || stands_for.is_some_and(|(_, parameter)| self.has(parameter))
        };
        let unknown = columns.iter().filter(|column| !known(column));
        let error = |column: &String| ImportError {
            row: 1_i64.into(),
            column: column.clone().into(),
            message: format!("There is no column {column} of {}", self.word()).into(),
        };
        unknown.map(error).collect()
    }

    /// A refusal, with the column at fault.
    pub(super) fn error(self, refusal: &Refusal) -> ImportError {
        let said = &refusal.said;
        let spoken = || {
            let found = SPOKEN.iter().find(|(begins, _)| said.starts_with(begins));
            found.map(|(_, name)| *name).filter(|name| self.has(name))
        };
        let column = refusal.field.as_deref().or_else(spoken).unwrap_or_default();
        ImportError { row: 0_i64.into(), column: column.into(), message: said.to_string().into() }
    }

    /// Adds one; gives its number.
    pub(super) async fn add(self, act: &mut Act, form: Form) -> Result<i64> {
        Ok(match self {
            Self::Clients => people::add_client::unannounced(act, decoded(form)?).await?,
            Self::Contacts => people::contacts::add_contact(act, decoded(form)?).await?.contactid.0,
            Self::Products => catalogue::add_product::add_product(act, decoded(form)?).await?.pid.0,
            Self::Services => {
                let call = decoded(form)?;
                hosting::add_client_product::add_client_product(act, call).await?.serviceid.0
            }
            Self::Domains => {
                let call = decoded(form)?;
                domains::add_client_domain::add_client_domain(act, call).await?.domainid.0
            }
        })
    }
}

fn decoded<A: Params>(mut form: Form) -> Result<A> {
    A::decode(&mut form).map_err(|error| bad_parameter(&error))
}

/// A client by its number in the other system, or by its e-mail address.
pub(super) async fn client(act: &mut Act, text: &str) -> Result<i64> {
    if let Some(id) = imports::find(&mut act.conn, Kind::Clients.word(), text).await? {
        return Ok(id);
    }
    let found = clients::by_email(&mut act.conn, text).await?;
    found.map(|row| row.id.0).ok_or_else(|| {
        invalid("client", format!("No client was imported as {text}, nor has this address"))
    })
}

/// A product by its number in the other system, or by its name.
pub(super) async fn product(act: &mut Act, text: &str) -> Result<i64> {
    if let Some(id) = imports::find(&mut act.conn, Kind::Products.word(), text).await? {
        return Ok(id);
    }
    let rows = products::list(&mut act.conn, None, None).await?;
    let mut named = rows.iter().filter(|row| row.name.eq_ignore_ascii_case(text));
    match (named.next(), named.next()) {
        (Some(row), None) => Ok(row.id.0),
        (Some(_), Some(_)) => {
            Err(invalid("product", format!("More than one product is called {text}: name its pid")))
        }
        _ => Err(invalid("product", format!("No product was imported as, or is called, {text}"))),
    }
}
