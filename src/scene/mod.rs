//! What to draw, as plain data in abstract units.
