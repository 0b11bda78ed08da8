//! `AddUser`, `UpdateUser`, `GetUsers`, and our own `ChangePassword`, `ChangeEmail`,
//! `WithdrawEmailChange` and `ConfirmPassword`.

use engine::people::users::{self, NewUser, UserChanges};
use engine::people::{
    banned_emails, new_address, passwords, person::check_address, sign_in, verification,
};
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, not_found};
use model::ids::UserId;
use model::people::email::fold;
use protocol::wire::Secret;
use protocol::{
    AddUser, AddUserResponse, ChangeEmail, ChangeEmailResponse, ChangePassword,
    ChangePasswordResponse, ConfirmPassword, ConfirmPasswordResponse, GetUsers, GetUsersResponse,
    UpdateUser, UpdateUserResponse, User, UserClient, WithdrawEmailChange,
    WithdrawEmailChangeResponse,
};
use store::people::user_clients::{self, UserClientRow};
use store::people::users::{self as rows, UserRow};

use super::get_clients::descending;
use super::own_user;
use crate::Registry;
use crate::wire::{id, moment, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .prepared(
            |cx, call: AddUser| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(add_user(act, call)),
        )
        .prepared(
            |cx, call: ChangeEmail| Box::pin(prepare_address(cx, call)),
            |act, call| Box::pin(change_email(act, call)),
        )
        .prepared(
            |cx, call: ChangePassword| Box::pin(prepare_change(cx, call)),
            |act, call| Box::pin(change_password(act, call)),
        )
        .prepared(
            |cx, call: UpdateUser| Box::pin(prepare_update(cx, call)),
            |act, call| Box::pin(update_user(act, call)),
        )
        .write(|act, call: WithdrawEmailChange| Box::pin(withdraw_email_change(act, call)))
        .read(|cx, call: ConfirmPassword| Box::pin(confirm_password(cx, call)))
        .read(|cx, call: GetUsers| Box::pin(get_users(cx, call)))
}

/// Hashes the password; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: AddUser) -> Result<AddUser> {
    check_address(call.email.trim())?;
    banned_emails::admit(cx, &call.email).await?;
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

async fn prepare_update(cx: &Cx, call: UpdateUser) -> Result<UpdateUser> {
    if let Some(email) = &call.email {
        banned_emails::admit(cx, email).await?;
    }
    Ok(call)
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
    let only = call.userid.map(id);
    let (found, total) = rows::list(&mut conn, only, search.as_deref(), down, start, limit).await?;
    let ids: Vec<UserId> = found.iter().map(|row| row.id).collect();
    let ties = user_clients::of_users(&mut conn, &ids).await?;
    let users: Vec<User> = found.into_iter().map(|row| listed(row, &ties, &settings)).collect();
    Ok(GetUsersResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: users.len().into(),
        users: users.into(),
    })
}

fn listed(row: UserRow, ties: &[UserClientRow], settings: &Settings) -> User {
    // The ties come in the order of the users' numbers.
    let from = ties.partition_point(|tie| tie.user_id < row.id);
    let own = ties.iter().skip(from).take_while(|tie| tie.user_id == row.id);
    User {
        id: row.id.0.into(),
        firstname: row.first_name.into(),
        lastname: row.last_name.into(),
        email: row.email.into(),
        datecreated: moment(settings, Some(row.created_at)),
        validationdata: "".into(),
        clients: own
            .map(|tie| UserClient { id: tie.client_id.0.into(), isOwner: tie.is_owner.into() })
            .collect(),
    }
}

/// Whose sign-in is changed, after the present password; staff may leave that out.
async fn confirmed(cx: &Cx, user: u64, given: Option<&Secret>) -> Result<UserRow> {
    let user = own_user(&cx.caller, user)?;
    let row = rows::by_id(&mut cx.read().await?, user).await?;
    let row = row.ok_or_else(|| not_found("User Not Found"))?;
    if !cx.caller.actor.is_office() || given.is_some() {
        sign_in::confirm(cx, &row, given.map(Secret::reveal).unwrap_or_default()).await?;
    }
    Ok(row)
}

async fn prepare_address(cx: &Cx, call: ChangeEmail) -> Result<ChangeEmail> {
    check_address(call.email.trim())?;
    confirmed(cx, call.user_id, call.currentpassword.as_ref()).await?;
    banned_emails::admit(cx, &call.email).await?;
    Ok(call)
}

/// Whoever gave the present password is the user itself, before another server of ours, too.
async fn change_email(act: &mut Act, call: ChangeEmail) -> Result<ChangeEmailResponse> {
    let user = id(call.user_id);
    if call.currentpassword.is_some() || !act.caller.actor.is_office() {
        let waits = new_address::ask(act, user, &call.email).await?;
        return Ok(ChangeEmailResponse { waits: waits.into() });
    }
    let changes = UserChanges { email: Some(call.email), ..UserChanges::default() };
    users::update(act, user, changes).await?;
    verification::request(act, user).await?;
    Ok(ChangeEmailResponse { waits: false.into() })
}

async fn withdraw_email_change(
    act: &mut Act,
    call: WithdrawEmailChange,
) -> Result<WithdrawEmailChangeResponse> {
    new_address::withdraw(act, own_user(&act.caller, call.user_id)?).await?;
    Ok(WithdrawEmailChangeResponse::default())
}

/// Checks the present password and hashes the new one; from here on `password2` is the hash.
async fn prepare_change(cx: &Cx, mut call: ChangePassword) -> Result<ChangePassword> {
    let row = confirmed(cx, call.user_id, call.currentpassword.as_ref()).await?;
    passwords::good_enough(&call.password2, &[&row.first_name, &row.last_name, &row.email])?;
    call.password2 = passwords::hash(&cx.engine, &call.password2).await?.into();
    Ok(call)
}

async fn change_password(act: &mut Act, call: ChangePassword) -> Result<ChangePasswordResponse> {
    users::set_password(act, id(call.user_id), call.password2.into_revealed()).await?;
    Ok(ChangePasswordResponse::default())
}

async fn confirm_password(cx: &Cx, call: ConfirmPassword) -> Result<ConfirmPasswordResponse> {
    confirmed(cx, call.user_id, Some(&call.currentpassword)).await?;
    Ok(ConfirmPasswordResponse::default())
}
