//! guichet-office
