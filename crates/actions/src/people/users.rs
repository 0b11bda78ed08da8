//! `AddUser`, `UpdateUser`, `GetUsers`.

use engine::people::passwords;
use engine::people::users::{self, NewUser, UserChanges};
use engine::{Act, Cx, Result, invalid};
use model::ids::UserId;
use model::people::email::{fold, is_address};
use protocol::{
    AddUser, AddUserResponse, GetUsers, GetUsersResponse, UpdateUser, UpdateUserResponse, User,
    UserClient,
};
use store::people::{user_clients, users as rows};

use super::get_clients::descending;
use crate::Registry;
use crate::wire::{id, moment, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .prepared(
            |cx, call: AddUser| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(add_user(act, call)),
        )
        .write(|act, call: UpdateUser| Box::pin(update_user(act, call)))
        .read(|cx, call: GetUsers| Box::pin(get_users(cx, call)))
}

/// Hashes the password; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: AddUser) -> Result<AddUser> {
    if !is_address(call.email.trim()) {
        return Err(invalid("email", "The email address entered is not valid"));
    }
    if !cx.caller.actor.is_office() {
        let personal = [call.firstname.as_str(), &call.lastname, &call.email];
        passwords::good_enough(&call.password2, &personal)?;
    }
    call.password2 = passwords::hash(&cx.engine, &call.password2).await?.into();
    Ok(call)
}

async fn add_user(act: &mut Act, call: AddUser) -> Result<AddUserResponse> {
    let new = NewUser {
        first_name: call.firstname,
        last_name: call.lastname,
        email: call.email,
        password_hash: call.password2.into_revealed(),
        language: call.language.unwrap_or_default(),
    };
    Ok(AddUserResponse { user_id: users::create(act, new).await?.0.into() })
}

async fn update_user(act: &mut Act, call: UpdateUser) -> Result<UpdateUserResponse> {
    let user: UserId = id(call.user_id);
    let changes = UserChanges {
        first_name: call.firstname,
        last_name: call.lastname,
        email: call.email,
        language: call.language,
    };
    users::update(act, user, changes).await?;
    Ok(UpdateUserResponse { user_id: user.0.into() })
}

async fn get_users(cx: &Cx, call: GetUsers) -> Result<GetUsersResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let search = call.search.as_deref().map(fold).filter(|text| !text.is_empty());
    let down = descending(call.sorting.as_deref());
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let (found, total) = rows::list(&mut conn, search.as_deref(), down, start, limit).await?;
    let mut users = Vec::with_capacity(found.len());
    for row in found {
        let ties = user_clients::of_user(&mut conn, row.id).await?;
        users.push(User {
            id: row.id.0.into(),
            firstname: row.first_name.into(),
            lastname: row.last_name.into(),
            email: row.email.into(),
            datecreated: moment(&settings, Some(row.created_at)),
            validationdata: "".into(),
            clients: ties
                .into_iter()
                .map(|tie| UserClient { id: tie.client_id.0.into(), isOwner: tie.is_owner.into() })
                .collect(),
        });
    }
    Ok(GetUsersResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: users.len().into(),
        users: users.into(),
    })
}
