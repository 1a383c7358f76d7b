//! guichet-api
