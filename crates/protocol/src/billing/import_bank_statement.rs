//! `ImportBankStatement`: its parameters and response.

use serde::{Deserialize, Serialize};

use super::get_bank_lines::BankLines;
use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Flag, Num, Wrap},
};

/// Keeps the lines of a bank statement, each once, and books those that surely pay an invoice.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ImportBankStatement {
    /// The file, in base64: at most 8 MiB and 5000 lines.
    pub data: String,
    /// `camt.053`, `mt940` or `csv`; told from the file if absent.
    pub format: Option<String>,
    /// Of CSV: what its columns are called, as `date=Booked on;amount=Amount`. Ours are `date`,
    /// `amount`, `currency`, `payer`, `payeraccount`, `reference` and `bankid`, which are also the
    /// names that are looked for where nothing is said.
    pub columns: Option<String>,
    /// Of CSV: how days are written: `YYYY-MM-DD` (if absent), `DD.MM.YYYY`, `DD/MM/YYYY` or
    /// `MM/DD/YYYY`.
    pub dateformat: Option<String>,
    /// Of CSV: what stands before the cents: `.` (if absent) or `,`.
    pub decimalmark: Option<String>,
    /// Of CSV: the currency of lines that say none.
    pub currency: Option<String>,
    /// Of CSV: the own account.
    pub account: Option<String>,
    /// Do not tell clients that their payment arrived.
    pub noemail: Flag,
    /// Says what would be, and keeps nothing.
    pub dryrun: Flag,
}

impl Action for ImportBankStatement {
    const NAME: &'static str = "ImportBankStatement";
    const ACCESS: Access = Access::Write;
    type Response = ImportBankStatementResponse;
}

/// The response of `ImportBankStatement`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportBankStatementResponse {
    /// Lines of the file.
    pub lines: Num,
    /// Lines that were not kept before.
    pub added: Num,
    /// Lines that were kept before.
    pub known: Num,
    /// New ones that pay an invoice.
    pub booked: Num,
    /// New ones that wait for the staff.
    pub open: Num,
    /// New ones that are ignored: money that left.
    pub ignored: Num,
    /// Whether all this was kept, not only tried.
    pub kept: Bool,
    /// The new ones, as they are now.
    pub banklines: Wrap<BankLines>,
}
