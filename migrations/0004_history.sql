-- The append-only history (R39), from which `guichet check` rebuilds every entity.
create table event (
    id uuid primary key,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('staff', 'contact', 'job')),
    actor_id uuid,
    request_id uuid not null,
    call text not null,
    entity text not null,
    entity_id uuid not null,
    ticket_id uuid,
    version bigint not null,
    changes jsonb not null
);
create index event_by_ticket on event (ticket_id, at);
create index event_by_entity on event (entity_id, version);
create index event_by_time on event (at);

-- What concerns one person, or everybody who treats tickets when there is no person.
create table notice (
    id uuid primary key,
    staff_id uuid references staff (id),
    kind text not null check (kind in ('assigned', 'unassigned', 'answer', 'reopened', 'mention')),
    ticket_id uuid not null references ticket (id),
    by_staff_id uuid references staff (id),
    by_contact_id uuid references contact (id),
    at timestamptz not null
);
create index notice_by_staff on notice (staff_id, id);

create table notice_read (
    staff_id uuid not null references staff (id),
    notice_id uuid not null references notice (id),
    primary key (staff_id, notice_id)
);

-- What somebody is typing, kept outside the ticket.
create table draft (
    staff_id uuid not null references staff (id),
    key text not null,
    body jsonb not null,
    saved_at timestamptz not null,
    primary key (staff_id, key)
);

-- Approximate figures that only choose the plan of a list: how many tickets per facet, company, category, staff.
create table list_statistic (
    dimension text not null,
    key uuid,
    facet smallint not null,
    tickets bigint not null
);
create index list_statistic_by_key on list_statistic (dimension, key);
