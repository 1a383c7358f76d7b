//! The courier before a real mail server: a Dovecot that each test starts for itself.

mod breaking;
mod collecting;
mod mailbox;
mod opening;
mod reading;
mod relay;
mod sorting;
mod waiting;
