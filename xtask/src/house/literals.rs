//! The string literals of Rust sources, read by Rust's own lexer: comments and their examples are not among them.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Every string literal as it is written, quotes included, in order.
pub fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(tokens(source), &mut |trees, index| {
        if let TokenTree::Literal(literal) = &trees[index] {
            found.push(literal.to_string());
        }
    });
    found.retain(|literal| literal.ends_with(['"', '#']));
    found
}

/// The first argument of each call of a macro, where it is a plain string.
pub fn first_arguments(source: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(tokens(source), &mut |trees, index| {
        if let [
            TokenTree::Ident(ident),
            TokenTree::Punct(bang),
            TokenTree::Group(group),
            ..,
        ] = &trees[index..]
            && ident == name
            && bang.as_char() == '!'
            && let Some(TokenTree::Literal(first)) = group.stream().into_iter().next()
        {
            found.push(content(&first.to_string()).to_owned());
        }
    });
    found
}

/// What is between the quotes.
pub fn content(literal: &str) -> &str {
    let start = literal.find('"').map_or(0, |quote| quote + 1);
    let end = literal.rfind('"').unwrap_or(literal.len());
    literal.get(start..end).unwrap_or_default()
}

/// A source that does not parse yields nothing here: the compiler says it better.
fn tokens(source: &str) -> TokenStream {
    TokenStream::from_str(source).unwrap_or_default()
}

fn walk(stream: TokenStream, visit: &mut impl FnMut(&[TokenTree], usize)) {
    let trees: Vec<_> = stream.into_iter().collect();
    for (index, tree) in trees.iter().enumerate() {
        visit(&trees, index);
        if let TokenTree::Group(group) = tree
            && !is_documentation(group)
        {
            walk(group.stream(), visit);
        }
    }
}

/// The lexer turns `/// text` into `#[doc = "text"]`.
fn is_documentation(group: &proc_macro2::Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(ident)) if ident == "doc")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r##"
        //! Not "this".
        /// Nor t!("that").
        fn greet() { let _ = 'c'; show(t!("hello", name = r#"Ann "A""#)); } // "no"
    "##;

    #[test]
    fn strings_are_found_and_comments_are_not() {
        assert_eq!(literals(SOURCE), ["\"hello\"", "r#\"Ann \"A\"\"#"]);
        assert_eq!(content("r#\"Ann \"A\"\"#"), "Ann \"A\"");
    }

    #[test]
    fn a_macro_is_read_by_its_first_argument() {
        assert_eq!(first_arguments(SOURCE, "t"), ["hello"]);
    }
}
