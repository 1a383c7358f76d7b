//! The rules of the house that no compiler keeps: `cargo xtask test house`.
//!
//! Each rule is a function from the project as it is (its files, its graph of crates) to complaints, with a test that
//! shows it complaining about a small project made up for the purpose.

mod arrows;
mod doors;
mod graph;
mod leftovers;
mod literals;
mod machines;
mod markup;
mod migrations;
mod shell;
mod sql;
mod texts;
mod tree;
mod wasm;

use anyhow::{Result, bail};

use crate::project;
use graph::Graph;
use tree::Tree;

/// Checks every rule and tells all complaints, not only the first.
pub fn check() -> Result<()> {
    let tree = Tree::of_project()?;
    let graph = Graph::of_project()?;
    let complaints: Vec<String> = [
        arrows::complaints(&graph),
        sql::complaints(&tree, &graph),
        doors::complaints(&graph),
        wasm::complaints(project::root(), &["guichet-domain", "guichet-api"])?,
        shell::complaints(&tree),
        leftovers::complaints(&tree),
        machines::complaints(&tree),
        markup::complaints(&tree),
        texts::complaints(&tree),
        migrations::complaints(&tree),
    ]
    .concat();
    for complaint in &complaints {
        println!("  {complaint}");
    }
    match complaints.len() {
        0 => Ok(()),
        count => bail!("{count} breaches of the rules of the house"),
    }
}
