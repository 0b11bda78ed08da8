//! Questions of the house's own, as forms ask them: of products, of accounts and of departments.

use std::collections::BTreeMap;

use engine::Refusal;
use protocol::{CustomFieldEntry, Form, ProductField};
use serde::Serialize;

use super::language::{self, tell};

/// A question, as the template draws it.
#[derive(Debug, Serialize)]
pub(crate) struct Question {
    id: u64,
    name: String,
    about: String,
    required: bool,
    /// `text`, `password`, `link`, `dropdown`, `tickbox`, `textarea` or `date`.
    kind: String,
    /// What a dropdown offers.
    options: Vec<String>,
    /// Empty for a password, which is not shown again.
    value: String,
    /// There is a password, which stays when nothing is typed.
    kept: bool,
    /// That password is to be forgotten.
    cleared: bool,
}

/// Answers by the number of the question.
pub(crate) type Answers = BTreeMap<u64, String>;

/// The questions of a product, with what was answered.
pub(crate) fn of_product(rows: &[ProductField], answers: &Answers) -> Vec<Question> {
    let question = |row: &ProductField| {
        let id = row.id.id()?;
        // Another WHMCS does not say what a field is.
        let kind = row.r#type.as_ref().map_or_else(|| "text".to_owned(), ToString::to_string);
        let value = answers.get(&id).filter(|_| kind != "password");
        Some(Question {
            id,
            name: row.name.to_string(),
            about: row.description.to_string(),
            required: row.is_required(),
            options: row.offered().map(str::to_owned).collect(),
            value: value.cloned().unwrap_or_default(),
            kind,
            kept: false,
            cleared: false,
        })
    };
    rows.iter().filter_map(question).collect()
}

/// The questions of an account or department, with what was answered. Of a password only that
/// there is one in `kept` is told.
pub(crate) fn of_entries(
    rows: &[CustomFieldEntry],
    answers: &Answers,
    kept: &Answers,
) -> Vec<Question> {
    let question = |row: &CustomFieldEntry| {
        let id = row.fieldid.id()?;
        let is_secret = &*row.fieldtype == "password";
        let mut options: Vec<String> = row.offered().map(str::to_owned).collect();
        let value = answers.get(&id).filter(|_| !is_secret).cloned().unwrap_or_default();
        // What was chosen once stays, though it is not offered any more.
        if !value.is_empty() && kept.get(&id) == Some(&value) && !options.contains(&value) {
            options.push(value.clone());
        }
        Some(Question {
            id,
            name: row.name.to_string(),
            about: row.description.to_string(),
            required: row.required.0,
            kind: row.fieldtype.to_string(),
            options,
            value,
            kept: is_secret && kept.get(&id).is_some_and(|value| !value.is_empty()),
            cleared: is_secret && answers.get(&id).is_some_and(String::is_empty),
        })
    };
    rows.iter().filter_map(question).collect()
}

/// What a form answers to questions that were asked under `prefix`: a box that is not ticked is
/// an answer too. A password that is not typed says nothing, unless it is to be forgotten.
pub(crate) fn read(form: &Form, prefix: &str, rows: &[CustomFieldEntry]) -> Answers {
    let answer = |row: &CustomFieldEntry| {
        let id = row.fieldid.id()?;
        let name = format!("{prefix}{id}");
        let text = form.text(&name).unwrap_or_default().trim().to_owned();
        let cleared = || form.text(&format!("{name}_clear")).is_some();
        let says = !text.is_empty() || &*row.fieldtype != "password" || cleared();
        says.then_some((id, text))
    };
    rows.iter().filter_map(answer).collect()
}

/// The questions that must be answered and were not, now or before.
pub(crate) fn unanswered(rows: &[CustomFieldEntry], answers: &Answers, kept: &Answers) -> Vec<u64> {
    let is_missing = |row: &&CustomFieldEntry| {
        let Some(id) = row.fieldid.id() else { return false };
        let said = answers.get(&id).or_else(|| kept.get(&id));
        row.required.0 && said.is_none_or(String::is_empty)
    };
    rows.iter().filter(is_missing).filter_map(|row| row.fieldid.id()).collect()
}

/// The number of the question that a refusal is about, and what to say beside it.
pub(crate) fn refused(refusal: &Refusal) -> Option<(u64, String)> {
    let digits = refusal.field.as_deref()?.strip_prefix("customfields[")?.strip_suffix(']')?;
    // The sentence names what the company called the field, and is in no catalogue.
    let said = match language::current().code {
        "en" => refusal.said.clone().into_owned(),
        _ => tell("answer-fits-not"),
    };
    Some((digits.parse().ok()?, said))
}
