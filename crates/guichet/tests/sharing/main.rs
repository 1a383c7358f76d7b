//! An office that several workstations share: how its database is prepared, followed and moved to, by the program as people run it.

mod desk;
mod init;
mod moving;
