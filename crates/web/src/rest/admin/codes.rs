//! Codes of the currencies of clients, each asked for once in a request.

use std::collections::BTreeMap;

use engine::{Caller, Door};
use protocol::{GetClientsDetails, GetCurrencies};

use crate::App;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::session::StaffSession;

/// Codes by client, and by currency where there is no client.
#[derive(Debug, Default)]
pub(super) struct Codes {
    of_clients: BTreeMap<i64, String>,
    by_id: BTreeMap<i64, String>,
}

impl Codes {
    /// The code of a client's currency.
    pub(super) async fn of(
        &mut self,
        app: &App,
        session: &StaffSession,
        client: i64,
    ) -> Result<String, Problem> {
        if let Some(code) = self.of_clients.get(&client) {
            return Ok(code.clone());
        }
        let clientid = Some(key(client));
        let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
        let code = session.call(app, call).await?.client.currency_code.0;
        self.of_clients.insert(client, code.clone());
        Ok(code)
    }

    /// Finds out what [`Codes::known`] will be asked.
    pub(super) async fn learn(
        &mut self,
        app: &App,
        session: &StaffSession,
        client: i64,
        currency: i64,
    ) -> Result<(), Problem> {
        if currency == 0 && client > 0 {
            return self.of(app, session, client).await.map(drop);
        }
        if self.by_id.is_empty() {
            // Everybody may see the currencies, whatever the role.
            let rows = app.whmcs().call(&Caller::system(Door::Rest), GetCurrencies {}).await?;
            let rows = rows.currencies.0.currency.into_iter();
            self.by_id = rows.map(|row| (row.id.0, row.code.0)).collect();
        }
        Ok(())
    }

    /// The code of a currency, or of the client's where none is named.
    pub(super) fn known(&self, client: i64, currency: i64) -> &str {
        let code = self.by_id.get(&currency).filter(|_| currency != 0);
        code.or_else(|| self.of_clients.get(&client)).map_or("", String::as_str)
    }
}
