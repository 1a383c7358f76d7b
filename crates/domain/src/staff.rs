//! A member of the staff and their account.

use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::{
    ContactId, Language, Role, Segment, SkillId, StaffId, TeamId, directory::Contact, text,
};

/// Shortest password, in characters.
pub const SHORTEST_PASSWORD: usize = 10;

/// A member of the staff; the password is not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// Grows by one at each change.
    pub version: i64,
    /// What they type to log in.
    pub login: String,
    /// Their first name.
    pub first_name: String,
    /// Their last name.
    pub last_name: String,
    /// What they may do.
    pub role: Role,
    /// Their mail.
    pub mail: String,
    /// Their phone.
    pub phone: String,
    /// Their language.
    pub language: Language,
    /// Their PSP contact.
    pub contact_id: Option<ContactId>,
    /// Whether they still work here.
    pub active: bool,
}

/// The teams and skills of somebody, in the order of their ids, as their history keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The teams they are in.
    pub teams: Vec<TeamId>,
    /// What they know.
    pub skills: Vec<SkillId>,
}

impl Membership {
    /// These teams and skills, each once.
    pub fn new(mut teams: Vec<TeamId>, mut skills: Vec<SkillId>) -> Self {
        teams.sort();
        teams.dedup();
        skills.sort();
        skills.dedup();
        Self { teams, skills }
    }
}

impl Staff {
    /// The account cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.login = login(&self.login)?;
        self.first_name = text::line("first_name", &self.first_name)?;
        self.last_name = text::line("last_name", &self.last_name)?;
        self.mail = text::optional_line("mail", &self.mail)?;
        self.phone = text::optional_line("phone", &self.phone)?;
        Ok(self)
    }

    /// An administrator who still works here.
    pub fn may_administer(&self) -> bool {
        self.active && self.role == Role::Administrator
    }

    /// Their contact among partners and services (R12), new: its version is 0.
    pub fn psp_contact(&self, id: ContactId) -> Contact {
        Contact {
            id,
            version: 0,
            title: String::new(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            position: String::new(),
            segment: Segment::Psp,
            company_id: None,
            phone: self.phone.clone(),
            mobile: String::new(),
            mail: self.mail.clone(),
            note: String::new(),
            language: self.language,
            power: false,
            active: true,
        }
    }

    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// A login: lower-case letters, digits, dots and hyphens, 2 to 40 of them.
pub fn login(typed: &str) -> Result<String, Refusal> {
    let login = typed.trim().to_lowercase();
    let fits = (2..=40).contains(&login.len());
    let clean = login
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    if login.is_empty() {
        return Err(Refusal::invalid("login", Problem::Empty));
    }
    if !fits || !clean {
        return Err(Refusal::invalid("login", Problem::OutOfRange));
    }
    Ok(login)
}

/// A new password: ten characters or more, and not the login.
pub fn password(typed: &str, login: &str) -> Result<(), Refusal> {
    if typed.chars().count() < SHORTEST_PASSWORD || typed.eq_ignore_ascii_case(login) {
        return Err(Refusal::invalid("password", Problem::Weak));
    }
    if typed.len() > 1024 {
        return Err(Refusal::invalid("password", Problem::TooLong));
    }
    Ok(())
}
