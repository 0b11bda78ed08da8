//! What can be imported: the action that adds one, its columns, and how rows refer to others.

use engine::{Act, Fault, Refusal, Result, invalid};
use model::ids::TicketId;
use protocol::{
    Action as _, AddClient, AddTicketReply, Form, IMPORT_ALIASES, IMPORT_REFERENCES, IMPORTED,
    ImportError, Params as _,
};
use store::catalogue::products;
use store::people::clients;
use store::support::tickets;
use store::system::imports;

use crate::people;
use crate::registry::{Adding, Registry};
use crate::wire::bad_parameter;

/// What a file holds.
pub(super) struct Kind<'a> {
    word: String,
    adding: Adding<'a>,
}

/// Refusals that name no field, by how they begin.
const SPOKEN: [(&str, &str); 4] = [
    ("Server", "serverid"),
    ("Payment", "paymentmethod"),
    ("A user", "email"),
    ("The domain", "domain"),
];

impl<'a> Kind<'a> {
    /// By its word in the list, or by the action that adds one.
    pub(super) fn of(registry: &'a Registry, text: &str) -> Result<Self> {
        let text = text.trim();
        let listed = IMPORTED.iter().find(|(word, _, action)| {
            word.eq_ignore_ascii_case(text) || action.eq_ignore_ascii_case(text)
        });
        let action = listed.map_or(text, |(_, _, action)| action);
        let adding = registry.adding(action);
        let adding = adding.filter(|adding| adding.is_plain() || adding.name() == AddClient::NAME);
        let adding = adding.ok_or_else(|| {
            let words = IMPORTED.map(|(word, ..)| word).join(", ");
            invalid("kind", format!("Invalid kind: the name of an action that adds, or of {words}"))
        })?;
        let word = listed
            .map_or_else(|| adding.name().to_ascii_lowercase(), |(word, ..)| (*word).to_owned());
        Ok(Self { word, adding })
    }

    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// The action that adds one by hand, which must be permitted.
    pub(super) fn action(&self) -> &'static str {
        self.adding.name()
    }

    fn has(&self, name: &str) -> bool {
        self.adding.params().iter().any(|param| param.name == name)
    }

    /// Whether it is a parameter, a member of one (`pricing[1]`), or one of a numbered group
    /// (`itemamount2`).
    fn knows(&self, column: &str) -> bool {
        let base = column.split('[').next().unwrap_or_default();
        let member = base.trim_end_matches(|c: char| c.is_ascii_digit());
        let grouped = self.adding.params().iter().any(|param| {
            let rest = member.strip_prefix(param.name);
            rest.is_some_and(|rest| param.group.iter().any(|member| member.name == rest))
        });
        grouped || self.has(base)
    }

    /// The parameter that other systems call otherwise.
    fn alias(&self, column: &str) -> Option<&'static str> {
        let known = IMPORT_ALIASES.iter().find(|(name, _)| *name == column);
        known.map(|(_, parameter)| *parameter).filter(|name| !self.has(column) && self.has(name))
    }

    /// The parameter that a column stands for, and under what word its things are imported.
    fn reference(&self, column: &str) -> Option<(&'static str, &'static str)> {
        let (_, parameters, word) = IMPORT_REFERENCES.iter().find(|(name, ..)| *name == column)?;
        let parameter = parameters.iter().find(|parameter| self.has(parameter))?;
        Some((parameter, word))
    }

    /// Columns that nothing is known of: none of their rows would be what was meant.
    pub(super) fn unknown(&self, columns: &[String]) -> Vec<ImportError> {
        let known = |column: &str| {
            column == "externalid"
                || self.knows(column)
                || self.alias(column).is_some()
                || self.reference(column).is_some()
        };
        let unknown = columns.iter().filter(|column| !known(column));
        let error = |column: &String| ImportError {
            row: 1_i64.into(),
            column: column.clone().into(),
            message: format!("There is no column {column} of {}", self.word).into(),
        };
        unknown.map(error).collect()
    }

    /// The parameter and its value for a cell.
    pub(super) async fn cell(
        &self,
        act: &mut Act,
        column: &str,
        cell: &str,
    ) -> Result<(String, String)> {
        let reference = self.reference(column).filter(|_| !self.has(column));
        let Some((parameter, word)) = reference else {
            let value = match column {
                "currency" | "currencyid" => currency(act, column, cell).await?,
                _ => cell.to_owned(),
            };
            return Ok((self.alias(column).unwrap_or(column).to_owned(), value));
        };
        let id = match imports::find(&mut act.conn, word, cell).await? {
            Some(id) => id,
            None if word == "clients" => client(act, cell).await?,
            None if word == "products" => product(act, cell).await?,
            None => {
                let why = format!("No {column} was imported as {cell}");
                return Err(invalid(column.to_owned(), why));
            }
        };
        Ok((parameter.to_owned(), id.to_string()))
    }

    /// A refusal, with the column at fault.
    pub(super) fn error(&self, refusal: &Refusal) -> ImportError {
        let said = &refusal.said;
        let spoken = || {
            let found = SPOKEN.iter().find(|(begins, _)| said.starts_with(begins));
            found.map(|(_, name)| *name).filter(|name| self.has(name))
        };
        let column = refusal.field.as_deref().or_else(spoken).unwrap_or_default();
        ImportError { row: 0_i64.into(), column: column.into(), message: said.to_string().into() }
    }

    /// An answer of another system leaves its ticket as that was imported: closed, for one.
    async fn as_it_stands(&self, act: &mut Act, form: &mut Form) -> Result<()> {
        let ticket = form.text("ticketid").and_then(|id| id.parse().ok()).map(TicketId);
        let Some(ticket) = ticket else { return Ok(()) };
        if let Some(row) = tickets::by_id(&mut act.conn, ticket).await? {
            form.insert("status", row.status).map_err(Fault::broken)?;
        }
        Ok(())
    }

    /// Adds one; gives its number.
    pub(super) async fn add(&self, act: &mut Act, mut form: Form) -> Result<i64> {
        if self.action() != AddClient::NAME {
            // Nobody is told anew what was written long ago.
            if self.has("noemail") && form.text("noemail").is_none() {
                form.insert("noemail", "1".to_owned()).map_err(Fault::broken)?;
            }
            if self.action() == AddTicketReply::NAME && form.text("status").is_none() {
                self.as_it_stands(act, &mut form).await?;
            }
            return self.adding.add(act, form).await;
        }
        // Nobody is welcomed anew.
        let call = AddClient::decode(&mut form).map_err(|error| bad_parameter(&error))?;
        people::add_client::unannounced(act, call).await
    }
}

/// A currency by its code, which other systems write; a number is taken as it is.
async fn currency(act: &mut Act, column: &str, cell: &str) -> Result<String> {
    if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(cell.to_owned());
    }
    let currencies = act.currencies().await?;
    let row = currencies.by_code(&cell.to_ascii_uppercase());
    let row = row.ok_or_else(|| invalid(column.to_owned(), format!("No currency is {cell}")))?;
    Ok(row.id.0.to_string())
}

/// A client by the e-mail address.
async fn client(act: &mut Act, text: &str) -> Result<i64> {
    let found = clients::by_email(&mut act.conn, text).await?;
    found.map(|row| row.id.0).ok_or_else(|| {
        invalid("client", format!("No client was imported as {text}, nor has this address"))
    })
}

/// A product by its name.
async fn product(act: &mut Act, text: &str) -> Result<i64> {
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
