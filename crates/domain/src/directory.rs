//! The directory (R13): who the office works for, where, on what, under which terms.

use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::*;

macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    };
}

record! {
    /// A client's company.
    Company {
        /// Its id.
        id: CompanyId,
        /// Grows by one at each change.
        version: i64,
        /// A short code of the office's, may be empty.
        code: String,
        /// Its name.
        name: String,
        /// Its phone.
        phone: String,
        /// Its mail.
        mail: String,
        /// What whoever answers must know.
        note: String,
        /// The technician proposed for its tickets.
        proposed_staff_id: Option<StaffId>,
        /// Whether the office still works for it.
        active: bool,
    }
}

record! {
    /// A person.
    Contact {
        /// Their id.
        id: ContactId,
        /// Grows by one at each change.
        version: i64,
        /// `M.`, `Mme`, `Dr`…, may be empty.
        title: String,
        /// First name, may be empty.
        first_name: String,
        /// Last name.
        last_name: String,
        /// What they do, may be empty.
        position: String,
        /// What they are to the office.
        segment: Segment,
        /// Their company of today.
        company_id: Option<CompanyId>,
        /// Phone.
        phone: String,
        /// Mobile phone.
        mobile: String,
        /// Mail.
        mail: String,
        /// What whoever answers must know.
        note: String,
        /// Their language.
        language: Language,
        /// Whether they may open tickets on the portal.
        power: bool,
        /// Whether the office still works with them.
        active: bool,
    }
}

record! {
    /// A machine.
    Equipment {
        /// Its id.
        id: EquipmentId,
        /// Grows by one at each change.
        version: i64,
        /// What people call it.
        name: String,
        /// Maker and model.
        model: String,
        /// Its serial number.
        serial: String,
        /// Its owner.
        company_id: Option<CompanyId>,
        /// Its private owner, or who uses it.
        contact_id: Option<ContactId>,
        /// Where it stands.
        place_id: Option<PlaceId>,
        /// Where in that place.
        location: String,
        /// Whether it is still in use.
        active: bool,
    }
}

record! {
    /// A site of a company or a private address.
    Place {
        /// Its id.
        id: PlaceId,
        /// Grows by one at each change.
        version: i64,
        /// Its name.
        name: String,
        /// Street, postcode and town, a line each.
        address: String,
        /// How to get in.
        access: String,
        /// Its time zone, an IANA name.
        time_zone: String,
        /// Degrees north, when known.
        latitude: Option<f64>,
        /// Degrees east, when known.
        longitude: Option<f64>,
        /// Whose site it is.
        company_id: Option<CompanyId>,
        /// Whose private address it is.
        contact_id: Option<ContactId>,
        /// Whether it is still used.
        active: bool,
    }
}

record! {
    /// A category, or a sub-category when it has a parent.
    Category {
        /// Its id.
        id: CategoryId,
        /// Grows by one at each change.
        version: i64,
        /// Its name.
        name: String,
        /// The category it belongs to.
        parent_id: Option<CategoryId>,
        /// The team proposed for its tickets.
        proposed_team_id: Option<TeamId>,
        /// The technician proposed for its tickets.
        proposed_staff_id: Option<StaffId>,
        /// Whether new tickets may use it.
        active: bool,
    }
}

record! {
    /// A bare record of the trade: project, contract, product, kind of intervention, team, skill.
    Record {
        /// Its id.
        id: uuid::Uuid,
        /// Grows by one at each change.
        version: i64,
        /// A short code, may be empty.
        code: String,
        /// Its label.
        label: String,
        /// For whom: a project's or a contract's company.
        company_id: Option<CompanyId>,
        /// What it belongs to: a task's project.
        parent_id: Option<uuid::Uuid>,
        /// Its first day.
        starts_on: Option<chrono::NaiveDate>,
        /// Its last day.
        ends_on: Option<chrono::NaiveDate>,
        /// Whether it may still be chosen.
        active: bool,
    }
}

impl Company {
    /// The company cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.code = text::optional_line("code", &self.code)?;
        self.name = text::line("name", &self.name)?;
        self.phone = text::optional_line("phone", &self.phone)?;
        self.mail = text::optional_line("mail", &self.mail)?;
        self.note = text::body("note", &self.note)?;
        Ok(self)
    }
}

impl Contact {
    /// The contact cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.title = text::optional_line("title", &self.title)?;
        self.first_name = text::optional_line("first_name", &self.first_name)?;
        self.last_name = text::line("last_name", &self.last_name)?;
        self.position = text::optional_line("position", &self.position)?;
        self.phone = text::optional_line("phone", &self.phone)?;
        self.mobile = text::optional_line("mobile", &self.mobile)?;
        self.mail = text::optional_line("mail", &self.mail)?;
        self.note = text::body("note", &self.note)?;
        if !self.mail.is_empty() && !self.mail.contains('@') {
            return Err(Refusal::invalid("mail", Problem::OutOfRange));
        }
        Ok(self)
    }

    /// Title, first and last name, as one says it.
    pub fn name(&self) -> String {
        [&self.title, &self.first_name, &self.last_name]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Equipment {
    /// The machine cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::line("name", &self.name)?;
        self.model = text::optional_line("model", &self.model)?;
        self.serial = text::optional_line("serial", &self.serial)?;
        self.location = text::optional_line("location", &self.location)?;
        Ok(self)
    }
}

impl Place {
    /// The place cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::line("name", &self.name)?;
        self.address = text::body("address", &self.address)?;
        self.access = text::body("access", &self.access)?;
        self.time_zone = text::optional_line("time_zone", &self.time_zone)?;
        let within =
            |value: Option<f64>, most: f64| value.is_none_or(|degrees| degrees.abs() <= most);
        if !within(self.latitude, 90.0) {
            return Err(Refusal::invalid("latitude", Problem::OutOfRange));
        }
        if !within(self.longitude, 180.0) {
            return Err(Refusal::invalid("longitude", Problem::OutOfRange));
        }
        Ok(self)
    }
}

impl Category {
    /// The category cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::line("name", &self.name)?;
        if self.parent_id == Some(self.id) {
            return Err(Refusal::invalid("parent_id", Problem::Unknown));
        }
        Ok(self)
    }
}

impl Record {
    /// The record cleaned, or the first field that is wrong.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.code = text::optional_line("code", &self.code)?;
        self.label = text::line("label", &self.label)?;
        if self
            .starts_on
            .zip(self.ends_on)
            .is_some_and(|(start, end)| end < start)
        {
            return Err(Refusal::invalid("ends_on", Problem::OutOfRange));
        }
        Ok(self)
    }
}

/// The digits of a phone number, to compare numbers typed in any way: French `+33` is read as `0`,
/// and `00` before another country's code as `+`.
pub fn phone_digits(typed: &str) -> String {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let plus = typed
        .find(|c: char| c == '+' || c.is_ascii_digit())
        .is_some_and(|first| typed[first..].starts_with('+'));
    let abroad = digits.strip_prefix("00").or(plus.then_some(&*digits));
    match abroad.map(|number| (number, number.strip_prefix("33"))) {
        Some((_, Some(french))) if french.len() >= 9 => {
            format!("0{}", french.trim_start_matches('0'))
        }
        Some((number, _)) => number.to_owned(),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::phone_digits;

    #[test]
    fn a_phone_number_is_the_same_however_it_is_typed() {
        for typed in [
            "02 97 55 01 84",
            "+33 2 97 55 01 84",
            "0033297550184",
            "02.97.55.01.84",
            "+33 (0)2 97 55 01 84",
        ] {
            assert_eq!(phone_digits(typed), "0297550184", "{typed}");
        }
    }
}
