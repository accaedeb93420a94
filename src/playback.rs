//! The cursor in time: playing, rate, seek, step. Pure.
