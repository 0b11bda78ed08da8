//! The end of a change: the next page says that it is done, or this one what is wrong.

use protocol::Action;

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};

/// What a change says.
pub(crate) type Said = Result<String, Problems>;

/// Does what a form says, with one field set whatever was sent, and says one sentence.
pub(crate) async fn run<A: Action>(
    desk: &Desk,
    posted: &Posted,
    (name, id): (&str, u64),
    said: &str,
) -> Result<Said, Fail> {
    let posted = posted.clone().with(name, id);
    Ok(tried(desk.submit::<A>(&posted).await?, said))
}

/// One sentence for what is done.
pub(crate) fn tried<T>(outcome: Tried<T>, said: &str) -> Said {
    match outcome {
        Tried::Done(_) => Ok(said.to_owned()),
        Tried::Again(problems) => Err(problems),
    }
}
