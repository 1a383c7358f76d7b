-- A ticket. Criticality and priority are ranks, 1 the gravest; facet is the code of the five small columns.
create table ticket (
    id uuid primary key,
    number bigint not null unique,
    version bigint not null,
    status text not null check (status in ('unassigned', 'awaiting_intake', 'in_progress', 'awaiting_reply', 'resolved', 'rejected')),
    stage text not null,
    criticality smallint not null check (criticality between 1 and 4),
    priority smallint not null check (priority between 1 and 6),
    channel text not null,
    facet smallint not null,
    is_open boolean not null,
    label text not null,
    description text not null,
    contact_id uuid references contact (id),
    reporter_id uuid references contact (id),
    reporter_staff_id uuid references staff (id),
    company_id uuid references company (id),
    equipment_id uuid references equipment (id),
    place_id uuid references place (id),
    category_id uuid references category (id),
    task_id uuid references record (id),
    contract_id uuid references record (id),
    assignee_id uuid references staff (id),
    created_by_staff_id uuid references staff (id),
    created_by_contact_id uuid references contact (id),
    reported_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    due_at timestamptz not null,
    due_by uuid references staff (id),
    closed_at timestamptz,
    closed_by uuid references staff (id),
    closed_from text,
    closed_from_stage text,
    closed_from_assignee uuid references staff (id),
    reason text,
    withdrawals integer not null,
    merged_into uuid references ticket (id),
    binned_at timestamptz,
    check (updated_at >= created_at),
    check (due_at >= created_at),
    check (reported_at <= created_at),
    check (contact_id is not null or company_id is not null or equipment_id is not null),
    check ((status = 'unassigned' and assignee_id is null)
        or (status in ('awaiting_intake', 'in_progress', 'awaiting_reply', 'resolved') and assignee_id is not null)
        or status = 'rejected'),
    check ((status in ('unassigned', 'awaiting_intake') and stage = 'opening')
        or (status = 'in_progress' and stage in ('examination', 'correction'))
        or (status = 'awaiting_reply' and stage in ('waiting', 'disagreement'))
        or (status = 'resolved' and stage = 'resolved')
        or (status = 'rejected' and stage in ('rejected', 'cancelled')))
);

-- Walks: one per order, whole, open only, and the pool every technician sees.
create index ticket_due on ticket (due_at, id);
create index ticket_due_open on ticket (due_at, id) where is_open;
create index ticket_due_pool on ticket (due_at, id) where status in ('unassigned', 'awaiting_intake');
create index ticket_priority on ticket (priority, created_at, id);
create index ticket_priority_open on ticket (priority, created_at, id) where is_open;
create index ticket_priority_pool on ticket (priority, created_at, id) where status in ('unassigned', 'awaiting_intake');
create index ticket_updated on ticket (updated_at, id);
create index ticket_updated_open on ticket (updated_at, id) where is_open;
create index ticket_updated_pool on ticket (updated_at, id) where status in ('unassigned', 'awaiting_intake');
create index ticket_number_open on ticket (number) where is_open;
create index ticket_number_pool on ticket (number) where status in ('unassigned', 'awaiting_intake');
-- Drivers: what makes a list small.
create index ticket_by_company on ticket (company_id, facet);
create index ticket_by_category on ticket (category_id, facet);
create index ticket_by_contact on ticket (contact_id);
create index ticket_by_equipment on ticket (equipment_id);
create index ticket_by_created on ticket (created_at, id);
create index ticket_by_facet on ticket (facet);
create index ticket_by_logger on ticket (created_by_staff_id, number) where is_open;

-- Staff on a ticket, each once with everything they are to it; facet follows the ticket's.
create table ticket_staff (
    ticket_id uuid not null references ticket (id),
    staff_id uuid not null references staff (id),
    assignee boolean not null,
    technician boolean not null,
    executor boolean not null,
    facet smallint not null,
    primary key (ticket_id, staff_id)
);
create index ticket_staff_by_staff on ticket_staff (staff_id, facet, ticket_id);

create table ticket_observer (
    ticket_id uuid not null references ticket (id),
    contact_id uuid not null references contact (id),
    primary key (ticket_id, contact_id)
);

create table ticket_equipment (
    ticket_id uuid not null references ticket (id),
    equipment_id uuid not null references equipment (id),
    primary key (ticket_id, equipment_id)
);

create table ticket_link (
    from_id uuid not null references ticket (id),
    kind text not null check (kind in ('duplicate_of', 'blocked_by', 'follows')),
    to_id uuid not null references ticket (id),
    primary key (from_id, kind, to_id),
    check (from_id <> to_id)
);
create index ticket_link_by_target on ticket_link (to_id);

create table intervention (
    id uuid primary key,
    number bigint not null unique,
    version bigint not null,
    ticket_id uuid references ticket (id),
    assignee_id uuid not null references staff (id),
    status text not null check (status in ('to_plan', 'planned', 'started', 'done', 'to_invoice', 'invoiced', 'cancelled')),
    kind_id uuid references record (id),
    product_id uuid references record (id),
    billable boolean not null,
    without_planning boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index intervention_by_ticket on intervention (ticket_id);
-- At most one that is not over (R15).
create unique index intervention_under_way on intervention (ticket_id) where status in ('to_plan', 'planned', 'started');

create table step (
    id uuid primary key,
    ticket_id uuid not null references ticket (id),
    origin_number bigint not null,
    kind text not null,
    body text not null,
    body_before text,
    done_at timestamptz not null,
    created_at timestamptz not null,
    edited_at timestamptz,
    executor_id uuid references staff (id),
    by_staff_id uuid references staff (id),
    by_contact_id uuid references contact (id),
    minutes integer not null check (minutes between 0 and 1440),
    public boolean not null,
    after_closing boolean not null,
    intervention_id uuid references intervention (id)
);
create index step_by_ticket on step (ticket_id, created_at);
create index step_by_executor on step (executor_id, done_at);

-- The bytes of files, once each, by their SHA-256.
create table blob (
    hash text primary key,
    size bigint not null,
    bytes bytea not null,
    thumbnail bytea
);

create table attachment (
    id uuid primary key,
    ticket_id uuid references ticket (id),
    step_id uuid references step (id),
    hash text not null references blob (hash),
    name text not null,
    media_type text not null,
    size bigint not null,
    public boolean not null,
    by_staff_id uuid references staff (id),
    by_contact_id uuid references contact (id),
    created_at timestamptz not null
);
create index attachment_by_ticket on attachment (ticket_id);
create index attachment_by_hash on attachment (hash);
