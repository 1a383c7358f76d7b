//! The store's contracts: what each of its functions promises, on SQLite and on PostgreSQL.

mod accidents;
mod accounts;
mod again;
mod attachments;
mod both;
mod chance;
mod copying;
mod desk;
mod every_call;
mod finding;
mod guards;
mod histories;
mod lists;
mod logins;
mod naive;
mod office;
mod openings;
mod plans;
mod policies;
mod rights;
mod rows;
mod schema;
mod searches;
mod shared;
mod together;
mod tricks;
