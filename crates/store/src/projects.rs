//! Projects, tasks and timers.
