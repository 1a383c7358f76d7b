//! The courier before a real mail server: a Dovecot that each test starts for itself, and another that sends.

mod breaking;
mod collecting;
mod loops;
mod mailbox;
mod opening;
mod reading;
mod relay;
mod sending;
mod sorting;
mod waiting;
