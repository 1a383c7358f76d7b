//! The graph of crates, reduced to what the rules ask.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

use crate::project::root;

/// The crates of the workspace and everything they are built from.
#[derive(Default)]
pub struct Graph {
    pub members: Vec<Member>,
    /// The members that plain cargo commands build.
    pub default_members: Vec<String>,
    /// What each crate, ours or not, is directly built from.
    pub built_from: BTreeMap<String, BTreeSet<String>>,
}

/// A crate of the workspace.
pub struct Member {
    pub name: String,
    pub needs: Vec<Need>,
}

/// A line of a member's dependencies.
#[derive(Default)]
pub struct Need {
    pub name: String,
    pub is_for_tests: bool,
    pub is_optional: bool,
}

impl Graph {
    /// The graph as cargo resolves it.
    pub fn of_project() -> Result<Self> {
        let metadata = MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .exec()?;
        Ok(Self::of(&metadata))
    }

    fn of(metadata: &Metadata) -> Self {
        let name_of = |id| metadata[id].name.to_string();
        let default_members = metadata.workspace_default_packages();
        let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
        let built_from = nodes.map(|node| {
            let below = node.dependencies.iter().map(name_of).collect();
            (name_of(&node.id), below)
        });
        Self {
            members: metadata
                .workspace_packages()
                .into_iter()
                .map(Member::of)
                .collect(),
            default_members: default_members
                .iter()
                .map(|package| package.name.to_string())
                .collect(),
            built_from: built_from.collect(),
        }
    }

    /// Everything a crate is built from, at any depth.
    pub fn below<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(next) = waiting.pop() {
            for child in self.built_from.get(next).into_iter().flatten() {
                if seen.insert(child.as_str()) {
                    waiting.push(child);
                }
            }
        }
        seen
    }
}

impl Member {
    fn of(package: &Package) -> Self {
        let needs = package.dependencies.iter().map(|dependency| Need {
            name: dependency.name.clone(),
            is_for_tests: dependency.kind == DependencyKind::Development,
            is_optional: dependency.optional,
        });
        Self {
            name: package.name.to_string(),
            needs: needs.collect(),
        }
    }

    /// A made-up crate with plain dependencies.
    #[cfg(test)]
    pub fn needing(name: &str, needs: &[&str]) -> Self {
        let needs = needs.iter().map(|need| Need {
            name: (*need).to_owned(),
            ..Need::default()
        });
        Self {
            name: name.to_owned(),
            needs: needs.collect(),
        }
    }
}
