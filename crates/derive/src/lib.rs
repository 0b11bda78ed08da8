//! The derives of the house: thin entry points, one file per derive.

mod answer;
mod params;
mod row;
mod shared;

use proc_macro::TokenStream;

/// Implements `protocol::Params` (and `Sample` for tests) by walking the fields of a struct.
#[proc_macro_derive(Params, attributes(param))]
pub fn params(input: TokenStream) -> TokenStream {
    shared::expand(input, params::derive)
}

/// Implements `protocol::Answer` (and `Sample` for tests) by walking the fields of a struct.
#[proc_macro_derive(Answer, attributes(serde))]
pub fn answer(input: TokenStream) -> TokenStream {
    shared::expand(input, answer::derive)
}

/// Implements `store::Row`: each field is the column of its name.
#[proc_macro_derive(Row)]
pub fn row(input: TokenStream) -> TokenStream {
    shared::expand(input, row::derive)
}
