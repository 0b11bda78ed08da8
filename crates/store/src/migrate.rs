//! Migrations: forward only, in order, once each, under a lock.

use crate::{Db, Result, StoreError, args, dialect};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its place; also what the database remembers.
    pub version: i64,
    /// A title for the operator.
    pub name: &'static str,
    /// Portable SQL with the tokens of `dialect`.
    pub(crate) sql: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*]
    };
}

/// Every step, oldest first.
pub const MIGRATIONS: &[Migration] = migrations![
    1 "0001_system",
    2 "0002_people",
    3 "0003_catalogue",
    4 "0004_ordering",
    5 "0005_billing",
    6 "0006_hosting",
    7 "0007_domains",
    8 "0008_support",
    10 "0010_people_more",
    11 "0011_billing_more",
    12 "0012_hosting_more",
    13 "0013_system_more",
    14 "0014_support_more",
    15 "0015_domains_more",
    16 "0016_projects",
    17 "0017_support_mails",
    18 "0018_automation",
    20 "0020_bans",
    21 "0021_security_questions",
    22 "0022_resolution_and_links",
    23 "0023_web_hooks",
    24 "0024_two_factor",
    25 "0025_search_reports",
    27 "0027_tasks",
    28 "0028_content",
    29 "0029_downloads",
    30 "0030_office",
    31 "0031_office_mail",
    33 "0033_set_up",
    36 "0036_data_keys",
    38 "0038_inbound_mail",
    41 "0041_product_days",
    42 "0042_imports",
    43 "0043_bundles",
    44 "0044_notices",
    45 "0045_pending_names",
    46 "0046_addon_services",
    47 "0047_refund_requests",
    48 "0048_commissions_in_part",
    49 "0049_files_and_proofs",
    50 "0050_module_calls",
    53 "0053_staff_preferences",
    54 "0054_affiliate_payouts",
    55 "0055_calendar",
    56 "0056_search_more",
    57 "0057_sign_in",
    58 "0058_file_stores",
    59 "0059_transaction_days",
    60 "0060_ticket_pages",
    64 "0064_vat_checks",
    67 "0067_name_lookups",
    68 "0068_campaign_links",
    69 "0069_ticket_tags",
    70 "0070_staff_two_factor",
    71 "0071_passkeys",
    72 "0072_server_readings",
    73 "0073_link_search",
    74 "0074_invites_once",
    76 "0076_ticket_readers",
    77 "0077_card_fingerprints",
    78 "0078_sealed_fields",
    80 "0080_automation_pauses",
    81 "0081_service_usage_days",
    85 "0085_kept_methods",
    86 "0086_kept_counts",
    87 "0087_mails_once",
    88 "0088_ids_once",
    89 "0089_domain_addon_prices",
    90 "0090_domain_addon_terms",
    92 "0092_own_fields",
    93 "0093_link_mails",
    94 "0094_house_mails",
    95 "0095_billing_day",
    96 "0096_order_states",
    97 "0097_gateway_differences",
    98 "0098_tax_basis",
    99 "0099_bank_lines",
    100 "0100_bank_matching",
    101 "0101_premium_names",
    103 "0103_mail_keys",
    106 "0106_list_orders",
    107 "0107_sessions",
    108 "0108_security_mails",
    109 "0109_document_rates",
    110 "0110_vat_tries",
    111 "0111_transfer_code_mail",
    112 "0112_audit_stamps",
    113 "0113_activity_of_users",
    114 "0114_premium_restorations",
    115 "0115_campaign_progress",
    116 "0116_modules_waiting",
    117 "0117_withdrawn_payments",
    118 "0118_any_case",
    119 "0119_credit_notes_of_payments",
    120 "0120_same_references",
    121 "0121_more_ids_once",
    122 "0122_waiting_addresses",
    123 "0123_buyer_countries",
    124 "0124_verification_mail",
    125 "0125_restarted_upgrades",
    126 "0126_free_upgrades",
    128 "0128_order_addresses",
    137 "0137_journal_sides",
    138 "0138_erased_clients",
    139 "0139_refund_mails",
    140 "0140_proof_mails",
    142 "0142_payment_instructions",
    143 "0143_open_sessions",
];

/// Any number; the same one for every node that migrates the same PostgreSQL database.
const LOCK: &str = "select pg_advisory_xact_lock(4861)";

/// The last step that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |step| step.version)
}

impl Db {
    /// Applies the missing steps and returns their names. `now` is Unix seconds.
    ///
    /// # Errors
    /// [`StoreError::Migration`] when the database is newer than this program; the database's
    /// error when a step fails, in which case none of the missing steps was applied.
    pub async fn migrate(&self, now: i64) -> Result<Vec<&'static str>> {
        let mut c = self.write().await?;
        let postgres = c.is_postgres();
        if postgres {
            c.batch(LOCK).await?;
        }
        let table = "create table if not exists migrations
            (version {INT} primary key, name text not null, applied_at {INT} not null){STRICT}";
        c.batch(&dialect::schema(table, postgres)).await?;
        let done: Vec<i64> =
            c.column("select version from migrations order by version", args![]).await?;
        let newest = newest();
        if let Some(unknown) = done.iter().find(|version| **version > newest) {
            return Err(StoreError::Migration(format!(
                "the database is at step {unknown}, this program knows {newest}: use a newer one"
            )));
        }
        let mut applied = Vec::new();
        for step in MIGRATIONS.iter().filter(|step| !done.contains(&step.version)) {
            c.batch(&dialect::schema(step.sql, postgres)).await?;
            let sql = "insert into migrations (version, name, applied_at) values ($1, $2, $3)";
            c.exec(sql, args![step.version, step.name, now]).await?;
            applied.push(step.name);
        }
        c.commit().await?;
        Ok(applied)
    }
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    #[test]
    fn every_file_is_a_step() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut files: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
        files.sort();
        let steps: Vec<_> = MIGRATIONS.iter().map(|step| format!("{}.sql", step.name)).collect();
        assert_eq!(files, steps);
        assert!(
            MIGRATIONS.iter().all(|step| step.name.starts_with(&format!("{:04}_", step.version)))
        );
    }
}
