//! `#[derive(Params)]`: reads a request from a form and writes it as pairs, field by field.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, GenericArgument, PathArguments, Type};

use crate::shared::{Field, Param, doc, fields};

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &item.ident;
    let about = doc(&item.attrs);
    let fields = fields(item)?;
    let idents: Vec<_> = fields.iter().map(|f| &f.ident).collect();
    let names: Vec<_> = fields.iter().map(|f| &f.name).collect();
    let types: Vec<_> = fields.iter().map(|f| &f.ty).collect();
    let docs: Vec<_> = fields.iter().map(|f| &f.doc).collect();
    let required: Vec<_> = fields.iter().map(|f| f.param.required).collect();
    let kinds: Vec<_> = fields.iter().map(|f| kind(&f.ty)).collect();
    let takes = fields.iter().map(take);
    Ok(quote! {
        impl ::protocol::Params for #name {
            const DOC: &'static str = #about;
            const PARAMS: &'static [::protocol::ParamInfo] = &[#(
                ::protocol::ParamInfo {
                    name: #names,
                    required: #required || <#types as ::protocol::wire::Field>::REQUIRED,
                    kind: #kinds,
                    doc: #docs,
                    group: <#types as ::protocol::wire::Field>::GROUP,
                },
            )*];
            fn decode(form: &mut ::protocol::Form)
                -> ::core::result::Result<Self, ::protocol::ParamError> {
                let _ = &form;
                ::core::result::Result::Ok(Self {
                    #(#idents: #takes,)*
                })
            }
            fn encode(&self, out: &mut ::protocol::Pairs) {
                let _ = &out;
                #(::protocol::wire::Field::put(&self.#idents, #names, out);)*
            }
        }
        #[cfg(any(test, feature = "sample"))]
        impl ::protocol::sample::Sample for #name {
            fn sample(dice: &mut ::protocol::sample::Dice) -> Self {
                let _ = &dice;
                Self { #(#idents: ::protocol::sample::Sample::sample(dice),)* }
            }
        }
    })
}

/// Takes a field out of the form; its older name counts when the name itself was not sent.
fn take(field: &Field) -> TokenStream {
    let name = &field.name;
    let Param { alias, missing, malformed, empty, .. } = &field.param;
    if *empty {
        return quote! { ::protocol::wire::even_empty(form, #name)? };
    }
    let alias = alias.as_ref().map(|alias| {
        quote! {
            if let ::core::option::Option::Some(node) = form.take(#alias) {
                form.put_if_absent(#name, node);
            }
        }
    });
    let words = (missing.is_some() || malformed.is_some()).then(|| {
        let (missing, malformed) = (words(missing.as_ref()), words(malformed.as_ref()));
        quote!(.map_err(|error| error.worded(#missing, #malformed)))
    });
    quote!({ #alias ::protocol::wire::Field::take(form, #name) #words ? })
}

fn words(words: Option<&String>) -> TokenStream {
    match words {
        Some(words) => quote!(::core::option::Option::Some(#words)),
        None => quote!(::core::option::Option::None),
    }
}

/// The word the generated documents use for a parameter's type.
fn kind(ty: &Type) -> String {
    let Type::Path(path) = ty else { return "string".into() };
    let Some(segment) = path.path.segments.last() else { return "string".into() };
    let mut inner = Vec::new();
    if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
        for argument in &arguments.args {
            if let GenericArgument::Type(ty) = argument {
                inner.push(kind(ty));
            }
        }
    }
    let first = inner.first().cloned().unwrap_or_default();
    match segment.ident.to_string().as_str() {
        "u8" | "u16" | "u32" | "u64" | "i32" | "i64" => "int".into(),
        "Option" | "Change" => first,
        "Secret" => "secret".into(),
        "Flag" => "flag".into(),
        "OnOffFlag" => "on or off".into(),
        "Amount" => "amount".into(),
        "WireDate" | "LocalDate" => "date".into(),
        "WireDateTime" => "date and time".into(),
        "List" => format!("list of {first}"),
        "Csv" => format!("comma-separated {first}"),
        "Keyed" => format!("map of {first}"),
        "Group" => "group".into(),
        "Numbered" => "numbered group".into(),
        "PhpSerialized" => "base64 of PHP serialize()".into(),
        "Json64" => "base64 of JSON".into(),
        _ => "string".into(),
    }
}
