//! Stand-ins for the world.
