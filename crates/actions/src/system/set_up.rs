//! `GetSetUp`, `SetUpCompany` and `TestMailServer`: our own.

use engine::people::passwords;
use engine::system::mail_server::{self, NewMailServer};
use engine::system::set_up::{self, FirstProduct, FirstStaff, NewCompany};
use engine::system::settings;
use engine::{Act, Cx, Result, not_found};
use protocol::wire::Secret;
use protocol::{
    GetSetUp, GetSetUpResponse, KnownCompany, SetUpCompany, SetUpCompanyResponse, TestMailServer,
    TestMailServerResponse,
};

use crate::Registry;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetSetUp| Box::pin(get_set_up(cx, call)))
        .prepared(
            |cx, call: SetUpCompany| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(set_up_company(act, call)),
        )
        .flow(|cx, call: TestMailServer| Box::pin(test_mail_server(cx, call)))
}

async fn get_set_up(cx: &Cx, call: GetSetUp) -> Result<GetSetUpResponse> {
    let opens = match &call.token {
        Some(token) => set_up::opens(&cx.engine, token).await?,
        None => false,
    };
    let company = if opens { company(cx).await? } else { None };
    Ok(GetSetUpResponse {
        company,
        open: set_up::is_open(&cx.engine).await?.into(),
        opens: opens.into(),
        mailsettings: mail_server::is_a_setting(&cx.engine).into(),
    })
}

/// What the settings say of a company that was moved in.
async fn company(cx: &Cx) -> Result<Option<KnownCompany>> {
    let Some(currency) = set_up::moved_in(&cx.engine).await? else { return Ok(None) };
    let said = cx.engine.settings().await?;
    let text = |name| said.text(name).into();
    Ok(Some(KnownCompany {
        companyname: text(settings::COMPANY_NAME),
        companyemail: text(settings::COMPANY_EMAIL),
        address: text(settings::COMPANY_ADDRESS),
        country: text(settings::COMPANY_COUNTRY),
        currencycode: currency.into(),
        timezone: text(settings::TIME_ZONE),
    }))
}

/// Hashes the password, but not for everybody; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: SetUpCompany) -> Result<SetUpCompany> {
    if !set_up::opens(&cx.engine, &call.token).await? {
        return Err(not_found("This link is too old, or was used"));
    }
    let personal = [&*call.adminusername, &call.email, &call.firstname, &call.lastname];
    passwords::good_enough(&call.password2, &personal)?;
    let form = passwords::staff_form(&call.password2);
    call.password2 = passwords::hash(&cx.engine, &form).await?.into();
    Ok(call)
}

async fn set_up_company(act: &mut Act, call: SetUpCompany) -> Result<SetUpCompanyResponse> {
    let or_empty = Option::<String>::unwrap_or_default;
    let product = call.productname.filter(|name| !name.trim().is_empty()).map(|name| {
        let (group, price) = (or_empty(call.productgroup), or_empty(call.productprice));
        FirstProduct { group, name, description: or_empty(call.productdescription), price }
    });
    let company = NewCompany {
        name: call.companyname,
        email: call.companyemail,
        address: or_empty(call.address),
        country: call.country,
        time_zone: call.timezone,
        address_of_pages: or_empty(call.systemurl),
        currency: call.currencycode,
        prefix: or_empty(call.currencyprefix),
        suffix: or_empty(call.currencysuffix),
        mail: server(call.smtphost, call.smtpport, call.smtpsecurity, call.smtpuser, call.smtppass),
        bank_account: or_empty(call.bankaccount),
        product,
    };
    let first = FirstStaff {
        username: call.adminusername,
        email: call.email,
        first_name: call.firstname,
        last_name: call.lastname,
        password_hash: call.password2.into_revealed(),
    };
    let made = set_up::found(act, &call.token, company, first).await?;
    Ok(SetUpCompanyResponse { adminid: made.0.into() })
}

async fn test_mail_server(cx: &Cx, call: TestMailServer) -> Result<TestMailServerResponse> {
    let server =
        server(call.smtphost, call.smtpport, call.smtpsecurity, call.smtpuser, call.smtppass);
    mail_server::try_out(&cx.engine, server.as_ref(), call.to.trim()).await?;
    Ok(TestMailServerResponse {})
}

/// The server of a form; `None` when it names none.
fn server(
    host: Option<String>,
    port: Option<String>,
    security: Option<String>,
    user: Option<String>,
    password: Option<Secret>,
) -> Option<NewMailServer> {
    let host = host.filter(|host| !host.trim().is_empty())?;
    Some(NewMailServer {
        host,
        port: port.unwrap_or_default(),
        security: security.unwrap_or_default(),
        user: user.unwrap_or_default(),
        password: password.map(Secret::into_revealed).unwrap_or_default().into(),
    })
}
