//! `GetStats`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Named, Num, Text},
};

/// Counts what the dashboard shows; money is formatted text. The income is told to those only who
/// may call `GetTransactions` or `GetReport` as well; others get empty texts and lists.
///
/// <https://developers.whmcs.com/api-reference/getstats/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetStats {
    /// At most 90.
    pub timeline_days: Option<u64>,
}

impl Action for GetStats {
    const NAME: &'static str = "GetStats";
    const ACCESS: Access = Access::Read;
    type Response = GetStatsResponse;
}

/// The response of `GetStats`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetStatsResponse {
    pub income_today: Text,
    pub income_thismonth: Text,
    pub income_thisyear: Text,
    pub income_alltime: Text,
    pub orders_pending: Num,
    pub orders_today_cancelled: Num,
    pub orders_today_pending: Num,
    pub orders_today_fraud: Num,
    pub orders_today_active: Num,
    pub orders_today_total: Num,
    pub orders_yesterday_cancelled: Num,
    pub orders_yesterday_pending: Num,
    pub orders_yesterday_fraud: Num,
    pub orders_yesterday_active: Num,
    pub orders_yesterday_total: Num,
    pub orders_thismonth_total: Num,
    pub orders_thisyear_total: Num,
    pub tickets_allactive: Num,
    pub tickets_awaitingreply: Num,
    pub tickets_flaggedtickets: Num,
    pub tickets_open: Num,
    pub tickets_answered: Num,
    pub tickets_customerreply: Num,
    pub tickets_closed: Num,
    pub tickets_onhold: Num,
    pub tickets_inprogress: Num,
    pub cancellations_pending: Num,
    pub todoitems_due: Num,
    pub networkissues_open: Num,
    pub billableitems_uninvoiced: Num,
    pub quotes_valid: Num,
    pub staff_online: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline_data: Option<StatsTimeline>,
}

impl GetStatsResponse {
    /// Takes away what the company earns and spends.
    pub fn hide_income(&mut self) {
        for told in [
            &mut self.income_today,
            &mut self.income_thismonth,
            &mut self.income_thisyear,
            &mut self.income_alltime,
        ] {
            *told = Text::default();
        }
        if let Some(lines) = &mut self.timeline_data {
            lines.income = Named::default();
            lines.expenditure = Named::default();
        }
    }
}

/// One figure per day, by `2026-01-31`, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StatsTimeline {
    pub new_orders: Named<Num>,
    pub accepted_orders: Named<Num>,
    pub income: Named<Amount>,
    pub expenditure: Named<Amount>,
    pub new_tickets: Named<Num>,
}
