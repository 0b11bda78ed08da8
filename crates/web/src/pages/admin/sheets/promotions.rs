//! A promotion: what a code takes off, from what, and for whom.

use protocol::{AddPromotion, DeletePromotion, GetPromotions, UpdatePromotion};

use super::prices::CYCLES;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, choices, fields, part};

pub(super) struct Promotion;

impl Thing for Promotion {
    type Add = AddPromotion;
    type Update = UpdatePromotion;
    type Delete = DeletePromotion;
    const PATH: &'static str = "/admin/promotions";
    const LIST: &'static str = "Promotions";
    const WORD: &'static str = "promotion";
    const KEY: &'static str = "promotionid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let rows = desk.call(GetPromotions::default()).await?.promotions.0.promotion.0;
        Ok(rows.into_iter().find(|row| row.id.id() == Some(id)).map(|row| {
            let mut found = fields(&row);
            for day in ["startdate", "expirationdate"] {
                found.entry(day.to_owned()).and_modify(|text| {
                    if text.starts_with("0000") {
                        text.clear();
                    }
                });
            }
            found
        }))
    }

    async fn parts(desk: &Desk, id: Option<u64>) -> Vec<Part> {
        let things = pick::things(desk).await;
        let kinds = ["Percentage", "Fixed Amount", "Price Override", "Free Setup"];
        let mut first = Vec::new();
        if id.is_none() {
            first.push(Input::text("code", "Code").required());
            first.push(Input::choose("type", "Kind", pick::words(&kinds)));
        }
        first.extend([
            Input::number("value", "Value")
                .hint("Per cent for a percentage, else an amount in the company's own currency"),
            Input::switch("recurring", "Also on renewals"),
            Input::number("recurfor", "On so many of them").hint("0: on all"),
            Input::date("startdate", "From"),
            Input::date("expirationdate", "Until"),
            Input::number("maxuses", "Uses at most").hint("0: any number"),
            Input::area("notes", "Notes", 2),
        ]);
        let which = part(
            "For what and whom",
            [
                Input::several("appliesto", "For", things.clone())
                    .hint("None chosen: for everything"),
                Input::several("requires", "Only together with", things),
                Input::switch("requiresexisting", "That may also be had already"),
                Input::several("cycles", "Only for these cycles", choices(&CYCLES))
                    .hint("None chosen: for all"),
                Input::switch("applyonce", "Once for each order"),
                Input::switch("newsignups", "Only for new clients"),
                Input::switch("existingclient", "Only for clients who have something"),
                Input::switch("onceperclient", "Once for each client"),
                Input::switch("lifetimepromo", "Stays when the product changes"),
                Input::switch("upgrades", "For upgrades"),
            ],
        );
        vec![part("Promotion", first), which]
    }
}
