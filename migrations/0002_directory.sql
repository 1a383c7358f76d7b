-- The directory (R13). `sort_name` is the folded name, so that both engines sort alike.
create table company (
    id uuid primary key,
    version bigint not null,
    code text not null,
    name text not null,
    sort_name text not null,
    phone text not null,
    mail text not null,
    note text not null,
    proposed_staff_id uuid references staff (id),
    active boolean not null
);
create index company_by_name on company (sort_name, id);

create table contact (
    id uuid primary key,
    version bigint not null,
    title text not null,
    first_name text not null,
    last_name text not null,
    sort_name text not null,
    position text not null,
    segment text not null check (segment in ('client', 'prospect', 'psp', 'other')),
    company_id uuid references company (id),
    phone text not null,
    mobile text not null,
    mail text not null,
    note text not null,
    language text not null,
    power boolean not null,
    active boolean not null
);
create index contact_by_name on contact (sort_name, id);
create index contact_by_company on contact (company_id, sort_name);

create table place (
    id uuid primary key,
    version bigint not null,
    name text not null,
    sort_name text not null,
    address text not null,
    access text not null,
    time_zone text not null,
    latitude double precision,
    longitude double precision,
    company_id uuid references company (id),
    contact_id uuid references contact (id),
    active boolean not null
);
create index place_by_name on place (sort_name, id);
create index place_by_company on place (company_id);
create index place_by_contact on place (contact_id);

create table equipment (
    id uuid primary key,
    version bigint not null,
    name text not null,
    sort_name text not null,
    model text not null,
    serial text not null,
    company_id uuid references company (id),
    contact_id uuid references contact (id),
    place_id uuid references place (id),
    location text not null,
    active boolean not null
);
create index equipment_by_name on equipment (sort_name, id);
create index equipment_by_company on equipment (company_id, sort_name);
create index equipment_by_contact on equipment (contact_id);

-- Projects, tasks, contracts, products, kinds of intervention, teams, skills: bare records.
create table record (
    id uuid primary key,
    version bigint not null,
    kind text not null check (kind in ('project', 'task', 'contract', 'product', 'kind', 'team', 'skill')),
    code text not null,
    label text not null,
    sort_name text not null,
    company_id uuid references company (id),
    parent_id uuid references record (id),
    starts_on date,
    ends_on date,
    active boolean not null
);
create index record_by_kind on record (kind, sort_name);
create index record_by_company on record (company_id, kind);

create table category (
    id uuid primary key,
    version bigint not null,
    name text not null,
    sort_name text not null,
    parent_id uuid references category (id),
    proposed_team_id uuid references record (id),
    proposed_staff_id uuid references staff (id),
    active boolean not null
);

create table staff_record (
    staff_id uuid not null references staff (id),
    record_id uuid not null references record (id),
    primary key (staff_id, record_id)
);

-- The words by which somebody at the reception finds a contact, a company or a machine.
create table lookup (
    word text not null,
    kind text not null check (kind in ('contact', 'company', 'equipment', 'place')),
    id uuid not null,
    primary key (word, kind, id)
);
create index lookup_by_id on lookup (id);
