//! What the engine stands on.

mod jobs;
