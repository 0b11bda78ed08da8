//! Reading an answer: response, refusal, or what it is instead.

use std::sync::Arc;

use protocol::answer::{AnswerError, parse_with};

use crate::any::ReadBody;
use crate::{RawAnswer, RemoteError, flights::Kept, redact::Redactor};

/// How a real server's answer can begin (2.1, 2.12, 2.13), without blanks.
const BEGINNINGS: &[&[u8]] = &[br#"{"result""#, br#"{"status""#, br#"{"message""#];

/// How to read answers.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) redactor: Redactor,
    pub(crate) tolerate_pollution: bool,
}

/// How an answer becomes what is kept of it.
#[derive(Clone, Copy)]
pub(crate) enum ReadAs {
    /// As it is.
    Raw,
    /// As the response that this reads from the JSON of a success.
    Response(ReadBody),
}

impl ReadAs {
    /// Reads an answer; the refusals about the login come with status 4xx and JSON (2.2).
    pub(crate) fn read(self, answer: &RawAnswer, reading: &Reading) -> Result<Kept, RemoteError> {
        let Self::Response(read) = self else { return Ok(Arc::new(answer.clone())) };
        let body = json_part(answer, reading)?;
        match parse_with(body, read) {
            Ok(_) if answer.status >= 400 => Err(status_error(answer, reading)),
            Ok(response) => Ok(response),
            Err(AnswerError::Refused { message }) => Err(refused(&message, answer.status, reading)),
            Err(_) if answer.status >= 400 => Err(status_error(answer, reading)),
            Err(AnswerError::Truncated) => Err(RemoteError::Truncated),
            Err(AnswerError::NotJson { .. }) => Err(not_json(answer, reading)),
            Err(AnswerError::Unexpected { path, why }) => {
                Err(RemoteError::Decode { path, why: reading.redactor.message(&why) })
            }
        }
    }
}

/// The body from its first brace; text before it is an error unless tolerated.
fn json_part<'a>(answer: &'a RawAnswer, reading: &Reading) -> Result<&'a [u8], RemoteError> {
    let body = answer.body.as_ref();
    let blank = |byte: &u8| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte);
    let start = body.iter().position(|byte| !blank(byte)).unwrap_or(body.len());
    let body = &body[start..];
    if body.first() == Some(&b'{') {
        return Ok(body);
    }
    let find = |mark: &&[u8]| body.windows(mark.len()).position(|window| window == *mark);
    match BEGINNINGS.iter().filter_map(find).min() {
        None if answer.status >= 400 => {
            Err(nvp_refusal(body, answer.status, reading)
                .unwrap_or_else(|| not_json(answer, reading)))
        }
        None => Err(not_json(answer, reading)),
        Some(place) if reading.tolerate_pollution => Ok(&body[place..]),
        Some(place) => {
            Err(RemoteError::Polluted { excerpt: reading.redactor.excerpt(&body[..place]) })
        }
    }
}

/// Refusals about the login were once name-value pairs, whatever form was asked for (2.16).
fn nvp_refusal(body: &[u8], status: u16, reading: &Reading) -> Option<RemoteError> {
    let body = std::str::from_utf8(body).ok()?;
    let pairs: Vec<_> = body.split(';').filter_map(|pair| pair.trim().split_once('=')).collect();
    let value = |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    (value("result") == Some("error")).then_some(())?;
    Some(refused(value("message")?, status, reading))
}

fn refused(message: &str, status: u16, reading: &Reading) -> RemoteError {
    RemoteError::Refused { message: reading.redactor.message(message), status }
}

fn not_json(answer: &RawAnswer, reading: &Reading) -> RemoteError {
    let excerpt = reading.redactor.excerpt(&answer.body);
    RemoteError::NotJson { status: answer.status, excerpt }
}

/// A failing status with JSON that gives no reason.
fn status_error(answer: &RawAnswer, reading: &Reading) -> RemoteError {
    let excerpt = reading.redactor.excerpt(&answer.body);
    RemoteError::Server { status: answer.status, excerpt }
}
