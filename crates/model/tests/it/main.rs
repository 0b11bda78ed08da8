//! Stories that use the rules together, as the engine does.

#[cfg(test)]
mod days;
#[cfg(test)]
mod e_invoices;
#[cfg(test)]
mod year;
