//! What templates say: `t("id")`, words of the wire, and the switch of the language.

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, HtmlEscape, Value, context};

use super::language::{self, LANGUAGES, current};

/// Around the place of a piece of HTML while a text is put together.
const OPEN: char = '\u{f0001}';
const CLOSE: char = '\u{f0002}';

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_function("t", message);
    environment.add_function("language", spoken);
    environment.add_function("languages", switch);
    environment.add_function("home", home);
    environment.add_filter("word", |text: &str, kind: &str| language::word(kind, text));
    environment.add_filter("number", |text: &Value| current().number(&text.to_string()));
}

/// `t("years", count=3)`. A message that is nowhere is a mistake of the template. Values that are
/// HTML already stay so, and the text around them is escaped.
fn message(id: &str, values: Kwargs) -> Result<Value, Error> {
    let mut args = FluentArgs::new();
    let mut pieces: Vec<String> = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        args.set(name.to_owned(), argument(&value, &mut pieces));
    }
    let wrong = |why: String| Error::new(ErrorKind::InvalidOperation, why);
    let text = language::find(id, Some(&args))
        .map_err(|why| wrong(format!("message {id}: {why}")))?
        .ok_or_else(|| wrong(format!("there is no message {id}")))?;
    if pieces.is_empty() {
        return Ok(text.into());
    }
    let mut html = HtmlEscape(&text).to_string();
    for (place, piece) in pieces.iter().enumerate() {
        html = html.replace(&format!("{OPEN}{place}{CLOSE}"), piece);
    }
    Ok(Value::from_safe_string(html))
}

fn argument(value: &Value, pieces: &mut Vec<String>) -> FluentValue<'static> {
    if value.is_safe() {
        pieces.push(value.to_string());
        return format!("{OPEN}{}{CLOSE}", pieces.len() - 1).into();
    }
    match (value.kind(), value.as_i64()) {
        (ValueKind::Number, Some(number)) => number.into(),
        _ => value.to_string().into(),
    }
}

/// The language of the page.
fn spoken() -> Value {
    let language = current();
    let dir = if language.rtl { "rtl" } else { "ltr" };
    context! { code => language.code, dir => dir, name => language.name }
}

/// Where the area of this page begins.
fn home() -> &'static str {
    if language::is_office(&language::target()) { "/admin" } else { "/" }
}

/// Every language, with the address of this page in it.
fn switch() -> Value {
    let target = language::target();
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let rows = LANGUAGES.iter().map(|each| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        let old = form_urlencoded::parse(query.as_bytes());
        pairs.extend_pairs(old.filter(|(name, _)| name != "language"));
        pairs.append_pair("language", each.code);
        let is_current = each.code == current().code;
        let path = format!("{path}?{}", pairs.finish());
        context! { code => each.code, name => each.name, path => path, current => is_current }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use crate::pages::language::speaking;
    use minijinja::{AutoEscape, Environment};

    fn check(code: &str, template: &str, expected: &str) {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        super::add_to(&mut environment);
        let text = speaking(code, || environment.render_str(template, ()));
        assert_eq!(text.unwrap(), expected, "{code} {template}");
    }

    #[test]
    fn messages_are_escaped_but_pieces_of_html_stay() {
        check("de", "{{ t('save') }}", "Speichern");
        check("en", "{{ t('page-of', page=1200, last=2000) }}", "Page 1,200 of 2,000");
        check("en", "{{ t('page-of', page='<i>', last='&') }}", "Page &lt;i&gt; of &amp;");
        check("en", "{{ t('page-of', page='<i>'|safe, last='&') }}", "Page <i> of &amp;");
        check("ar", "{{ language().dir }} {{ languages()|length }}", "rtl 7");
        check("de", "{{ 'Unpaid'|word('status') }}", "Offen");
        check("de", "{{ 12345|number }}", "12.345");
    }
}
