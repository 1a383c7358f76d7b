//! The store's contracts: what each of its functions promises, on SQLite and on PostgreSQL.

mod both;
mod chance;
mod lists;
mod naive;
mod office;
mod searches;
