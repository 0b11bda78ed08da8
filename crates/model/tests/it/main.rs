//! Stories that use the rules together, as the engine does.

mod year;
