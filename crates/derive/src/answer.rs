//! `#[derive(Answer)]`: tells the fields of a response, for the documents and the samples.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, GenericArgument, PathArguments, Type};

use crate::shared::{Field, doc, fields};

/// How the struct of a whole answer is named. What is only a part of one needs no code to be read
/// and written by itself, and there are hundreds of parts.
const RESPONSE: &str = "Response";

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &item.ident;
    let about = doc(&item.attrs);
    let fields = fields(item)?;
    let idents: Vec<_> = fields.iter().map(|f| &f.ident).collect();
    let infos = fields.iter().map(info);
    let rows = rows(name, &fields);
    let doors = name.to_string().ends_with(RESPONSE).then(|| doors(name));
    Ok(quote! {
        impl ::protocol::Answer for #name {
            const KIND: &'static str = "object";
            const IS_OBJECT: bool = true;
            const DOC: &'static str = #about;
            const FIELDS: &'static [::protocol::FieldInfo] = &[#(#infos,)*];
        }
        #doors
        #rows
        #[cfg(any(test, feature = "sample"))]
        impl ::protocol::sample::Sample for #name {
            fn sample(dice: &mut ::protocol::sample::Dice) -> Self {
                let _ = &dice;
                Self { #(#idents: ::protocol::sample::Sample::sample(dice),)* }
            }
        }
    })
}

/// How a response is read and written as a whole.
fn doors(name: &syn::Ident) -> TokenStream {
    quote! {
        impl ::protocol::FromJson for #name {
            #[inline(never)]
            fn from_json(body: &[u8]) -> ::core::result::Result<Self, ::protocol::JsonError> {
                ::protocol::answer::read(body)
            }
        }
        impl ::protocol::ToJson for #name {
            #[inline(never)]
            fn write_json(
                &self,
                out: &mut ::std::vec::Vec<u8>,
            ) -> ::core::result::Result<(), ::protocol::JsonError> {
                ::protocol::answer::write(out, self)
            }
        }
    }
}

fn info(field: &Field) -> TokenStream {
    let Field { name, ty, doc, flattened, .. } = field;
    quote! {
        ::protocol::FieldInfo {
            name: #name,
            kind: <#ty as ::protocol::Answer>::KIND,
            doc: #doc,
            flattened: #flattened,
            fields: <#ty as ::protocol::Answer>::FIELDS,
        }
    }
}

/// A struct whose only field is `Many<Row>` is a wrap: it can be collected from rows.
fn rows(name: &syn::Ident, fields: &[Field]) -> TokenStream {
    let [field] = fields else { return TokenStream::new() };
    let Some(row) = many(&field.ty) else { return TokenStream::new() };
    let ident = &field.ident;
    quote! {
        impl ::protocol::wire::Rows for #name {
            type Row = #row;
            fn from_rows(rows: ::std::vec::Vec<#row>) -> Self {
                Self { #ident: rows.into() }
            }
            fn rows(&self) -> &[#row] {
                &self.#ident
            }
        }
    }
}

fn many(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == "Many")?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(row)) => Some(row),
        _ => None,
    }
}
