//! `#[derive(Row)]`: each field is the column of its name.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "Row is for structs"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(input, "Row is for structs with named fields"));
    };
    let name = &input.ident;
    let idents: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let columns: Vec<_> =
        idents.iter().map(|ident| ident.to_string().trim_start_matches("r#").to_owned()).collect();
    let positions = 0..idents.len();
    Ok(quote! {
        impl ::store::Row for #name {
            const COLUMNS: &'static [&'static str] = &[#(#columns),*];
            fn read(row: &::store::RowRef<'_>, at: &[usize]) -> ::store::Result<Self> {
                Ok(Self { #(#idents: row.get(at[#positions], #columns)?),* })
            }
        }
    })
}
