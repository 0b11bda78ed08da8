<<<<<<< HEAD
//! The engine over both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod people;
=======
//! Stories of the engine, over both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod hosting;
mod scenery;
mod system;
>>>>>>> 827bca3 (Have modules carry out what services need, once whatever crashes)
