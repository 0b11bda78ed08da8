//! What another Hostler tells its office, and clients and guests are not to see.
//!
//! It answers our credential, so it leaves nothing out; what is for the staff it marks.

use std::sync::Arc;

use engine::{Actor, Caller};
use protocol::wire::Many;
use protocol::{
    GetBundlesResponse, GetClientsProductsResponse, GetProductsResponse,
    GetSupportDepartmentsResponse as Departments, GetTicketResponse,
};
use remote::AnyAnswer;

/// The answer as this caller may see it.
pub(super) fn from(caller: &Caller, said: AnyAnswer) -> AnyAnswer {
    if caller.actor.is_office() {
        return said;
    }
    let is_guest = !matches!(caller.actor, Actor::Client { .. });
    let said = edited(said, products)
        .or_else(|said| edited(said, services))
        .or_else(|said| edited(said, ticket))
        .or_else(|said| edited(said, bundles))
        .or_else(|said| edited(said, |answer: &mut Departments| departments(answer, is_guest)));
    match said {
        Ok(said) | Err(said) => said,
    }
}

/// Changes an answer of this type; gives back one of another.
fn edited<T: Clone + Send + Sync + 'static>(
    said: AnyAnswer,
    edit: impl FnOnce(&mut T),
) -> Result<AnyAnswer, AnyAnswer> {
    let mut answer = Arc::unwrap_or_clone(said.downcast::<T>()?);
    edit(&mut answer);
    Ok(Arc::new(answer))
}

/// Keeps the open rows; gives how many are kept.
fn keep<T>(rows: &mut Many<T>, is_open: impl Fn(&T) -> bool) -> usize {
    rows.0.retain(|row| is_open(row));
    rows.0.len()
}

fn products(answer: &mut GetProductsResponse) {
    let is_open = |row: &protocol::Product| row.hidden.is_none_or(|hidden| !hidden.0);
    answer.totalresults = keep(&mut answer.products.0.product, is_open).into();
    answer.numreturned = answer.totalresults;
}

fn bundles(answer: &mut GetBundlesResponse) {
    keep(&mut answer.bundles.0.bundle, |row| row.sold.0 && !row.hidden.0);
}

fn departments(answer: &mut Departments, is_guest: bool) {
    let is_open = |row: &protocol::SupportDepartment| {
        let is_hidden = row.hidden.is_some_and(|hidden| hidden.0);
        !(is_hidden || is_guest && row.clientsonly.is_some_and(|only| only.0))
    };
    answer.totalresults = keep(&mut answer.departments.0.department, is_open).into();
}

fn services(answer: &mut GetClientsProductsResponse) {
    for service in &mut answer.products.0.product.0 {
        let fields = &mut service.customfields.0.customfield;
        keep(fields, |field| field.adminonly.is_none_or(|only| !only.0));
    }
}

fn ticket(answer: &mut GetTicketResponse) {
    if let Some(fields) = &mut answer.customfields {
        keep(&mut fields.0.customfield, |field| field.adminonly.is_none_or(|only| !only.0));
    }
}

#[cfg(test)]
mod tests {
    use protocol::wire::Many;
    use protocol::{ClientService, GetClientsProductsResponse, ServiceField};

    use super::services;

    #[test]
    fn fields_of_the_staff_are_left_out() {
        let field = |name: &str, adminonly: Option<bool>| ServiceField {
            name: name.into(),
            adminonly: adminonly.map(Into::into),
            ..ServiceField::default()
        };
        let mut service = ClientService::default();
        let fields = vec![field("Rack", Some(true)), field("Host", Some(false)), field("OS", None)];
        service.customfields.0.customfield = Many(fields);
        let mut answer = GetClientsProductsResponse::default();
        answer.products.0.product = Many(vec![service]);
        services(&mut answer);
        let fields = &answer.products.0.product.0[0].customfields.0.customfield.0;
        let names: Vec<String> = fields.iter().map(|field| field.name.to_string()).collect();
        assert_eq!(names, ["Host", "OS"]);
    }
}
