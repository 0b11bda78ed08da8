//! What every derive needs: the fields of a struct with their names, types and first doc line.

use proc_macro2::TokenStream;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Lit, Meta, Type, ext::IdentExt};

/// One field as the derives see it.
pub(crate) struct Field {
    /// The Rust name, possibly raw (`r#type`).
    pub(crate) ident: syn::Ident,
    /// The name on the wire: a `serde(rename)`, else the Rust name without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    /// The doc comment in one line.
    pub(crate) doc: String,
    /// True for `serde(flatten)`.
    pub(crate) flattened: bool,
    /// What stands in `param(…)`.
    pub(crate) param: Param,
}

/// The `param(…)` attribute of a field.
#[derive(Default)]
pub(crate) struct Param {
    /// `alias = "…"`: an older name that is read too.
    pub(crate) alias: Option<String>,
    /// `missing = "…"`: the vendor's words when it was not sent.
    pub(crate) missing: Option<String>,
    /// `malformed = "…"`: the vendor's words when it cannot be read; `refused` sets both.
    pub(crate) malformed: Option<String>,
    /// `required`: documented as required, though a call without it is answered by the handler.
    pub(crate) required: bool,
    /// `empty`: an empty text is a value, not the lack of one.
    pub(crate) empty: bool,
}

/// Parses the item, runs one derive and turns its error into a compiler error.
pub(crate) fn expand(
    input: proc_macro::TokenStream,
    derive: fn(&DeriveInput) -> syn::Result<TokenStream>,
) -> proc_macro::TokenStream {
    syn::parse(input)
        .and_then(|item: DeriveInput| derive(&item))
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// The named fields of a struct, in order; a unit struct has none.
pub(crate) fn fields(item: &DeriveInput) -> syn::Result<Vec<Field>> {
    let Data::Struct(data) = &item.data else {
        return Err(syn::Error::new_spanned(&item.ident, "only structs can be derived"));
    };
    match &data.fields {
        Fields::Unit => Ok(Vec::new()),
        Fields::Named(named) => named.named.iter().map(field).collect(),
        Fields::Unnamed(_) => {
            Err(syn::Error::new_spanned(&item.ident, "only named fields can be derived"))
        }
    }
}

fn field(field: &syn::Field) -> syn::Result<Field> {
    let Some(ident) = field.ident.clone() else {
        return Err(syn::Error::new_spanned(field, "the field needs a name"));
    };
    let mut name = ident.unraw().to_string();
    let mut flattened = false;
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = meta.value()?.parse::<syn::LitStr>()?.value();
            } else if meta.path.is_ident("flatten") {
                flattened = true;
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        })?;
    }
    let param = param(&field.attrs)?;
    Ok(Field { ident, name, ty: field.ty.clone(), doc: doc(&field.attrs), flattened, param })
}

fn param(attributes: &[Attribute]) -> syn::Result<Param> {
    let mut param = Param::default();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("param")) {
        attribute.parse_nested_meta(|meta| {
            let text = || meta.value()?.parse::<syn::LitStr>().map(|text| Some(text.value()));
            if meta.path.is_ident("alias") {
                param.alias = text()?;
            } else if meta.path.is_ident("missing") {
                param.missing = text()?;
            } else if meta.path.is_ident("malformed") {
                param.malformed = text()?;
            } else if meta.path.is_ident("refused") {
                param.missing = text()?;
                param.malformed.clone_from(&param.missing);
            } else if meta.path.is_ident("required") {
                param.required = true;
            } else if meta.path.is_ident("empty") {
                param.empty = true;
            } else {
                return Err(meta.error("this is not known"));
            }
            Ok(())
        })?;
    }
    Ok(param)
}

/// The first paragraph of an item's doc comment, joined into one line.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(literal) = &pair.value else { return None };
        let Lit::Str(text) = &literal.lit else { return None };
        Some(text.value().trim().to_owned())
    });
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}
