-- Row by row, what each may read and write (R8, R12). A table has either policies for what staff do, or no grant at all.
-- A policy without its own `with check` asks the same of the new row. What a grant leaves out, no policy gives.

do $$
declare
    old record;
begin
    for old in select policyname, tablename from pg_policies where schemaname = current_schema() loop
        execute format('drop policy %I on %I', old.policyname, old.tablename);
    end loop;
end $$;

alter table ticket enable row level security;
create policy seen on ticket for select using ({sees ticket});
create policy opened on ticket for insert with check (
    (select works_here()) and version = 1 and status = 'unassigned' and closed_at is null and merged_into is null and binned_at is null
    and ((select my_role()) = 'job' or created_by_staff_id = (select my_id()))
);

alter table ticket_staff enable row level security;
create policy seen on ticket_staff for select using (staff_id = (select my_id()) or (select sees_all()) or may_see(ticket_id));
create policy added on ticket_staff for insert with check (may_act(ticket_id));
create policy changed on ticket_staff for update using (may_act(ticket_id));
create policy removed on ticket_staff for delete using (may_act(ticket_id));

alter table ticket_observer enable row level security;
create policy seen on ticket_observer for select using ((select sees_all()) or may_see(ticket_id));
create policy added on ticket_observer for insert with check (may_act(ticket_id));
create policy removed on ticket_observer for delete using (may_act(ticket_id));

alter table ticket_equipment enable row level security;
create policy seen on ticket_equipment for select using ((select sees_all()) or may_see(ticket_id));
create policy added on ticket_equipment for insert with check (may_act(ticket_id));
create policy removed on ticket_equipment for delete using (may_act(ticket_id));

alter table ticket_link enable row level security;
create policy seen on ticket_link for select using ((select sees_all()) or may_see(from_id) or may_see(to_id));
create policy added on ticket_link for insert with check (may_act(from_id));
create policy removed on ticket_link for delete using (may_act(from_id));

alter table intervention enable row level security;
create policy seen on intervention for select using ((select sees_all()) or may_see(ticket_id));
create policy added on intervention for insert with check (may_act(ticket_id));
create policy changed on intervention for update using (may_bill(ticket_id));

alter table step enable row level security;
create policy seen on step for select using ((select sees_all()) or may_see(ticket_id));
create policy added on step for insert with check (
    ((select my_role()) = 'job' or by_staff_id = (select my_id()))
    and case
        when (select my_role()) = 'receptionist' then
            may_message(ticket_id) and not public and minutes = 0 and kind = 'information' and by_contact_id is null
        else may_act(ticket_id)
    end
);
create policy changed on step for update
    using (may_act(ticket_id) or (by_staff_id = (select my_id()) and may_message(ticket_id)));

-- A file hangs on nothing until its sender names its ticket; whoever leaves a message on a card still knows the file they sent.
alter table attachment enable row level security;
create policy seen on attachment for select using (
    (select sees_all())
    or case when ticket_id is null then by_staff_id = (select my_id()) else may_see(ticket_id) end
    or (by_staff_id = (select my_id()) and (select my_role()) = 'receptionist')
);
create policy added on attachment for insert with check (
    (select my_role()) = 'job' or (by_staff_id = (select my_id()) and (ticket_id is null or may_act(ticket_id)))
);
create policy changed on attachment for update
    using (case when ticket_id is null then by_staff_id = (select my_id()) or (select sees_all()) else may_act(ticket_id) end)
    with check (may_message(ticket_id));
create policy swept on attachment for delete using ((select my_role()) = 'job' and ticket_id is null);

alter table blob enable row level security;
create policy seen on blob for select using (exists (select 1 from attachment a where a.hash = blob.hash));
create policy added on blob for insert with check ((select works_here()) and hash = encode(sha256(bytes), 'hex') and size = length(bytes));
create policy swept on blob for delete using ((select my_role()) = 'job');

-- Calls already made: one's own; the office's jobs forget replies after a day and the rest after a month.
alter table request enable row level security;
create policy own on request using (staff_id = (select my_id()));
create policy swept on request using ((select my_role()) = 'job');

-- The history: read with its ticket, written in one's own name alone.
alter table event enable row level security;
create policy seen on event for select using (
    (select sees_all())
    or (ticket_id is not null and may_see(ticket_id))
    or (actor_id = (select my_id()) and at > office_now() - interval '10 minutes')
);
create policy added on event for insert with check (
    case when (select my_role()) = 'job' then true
        else actor_kind = 'staff' and actor_id = (select my_id())
            and (ticket_id is null or may_message(ticket_id) or may_bill(ticket_id))
    end
);

alter table notice enable row level security;
create policy seen on notice for select using (
    (staff_id = (select my_id()) or (staff_id is null and (select my_role()) in ('technician', 'supervisor')) or (select my_role()) = 'job')
    and may_see(ticket_id)
);
create policy added on notice for insert with check (
    ((select my_role()) = 'job' or by_staff_id = (select my_id())) and may_message(ticket_id)
);

-- Who is in front of a ticket: told to who sees it, in one's own name alone.
alter table presence enable row level security;
create policy seen on presence for select using (staff_id = (select my_id()) or may_see(ticket_id));
create policy added on presence for insert with check (staff_id = (select my_id()) and may_see(ticket_id));
create policy changed on presence for update using (staff_id = (select my_id())) with check (staff_id = (select my_id()) and may_see(ticket_id));
create policy removed on presence for delete using (staff_id = (select my_id()));

do $$
declare
    kept text;
begin
    -- What is one's own.
    foreach kept in array array['notice_read', 'draft', 'preference', 'saved_view'] loop
        execute format('alter table %I enable row level security', kept);
        execute format('create policy own on %I using (staff_id = (select my_id()))', kept);
    end loop;
    -- The directory: everybody who works here reads and completes it.
    foreach kept in array array['company', 'contact', 'equipment', 'place', 'lookup'] loop
        execute format('alter table %I enable row level security', kept);
        execute format('create policy kept on %I using ((select works_here()))', kept);
    end loop;
    -- The catalogue: everybody reads it, whoever sees all the tickets steers it.
    foreach kept in array array['record', 'category'] loop
        execute format('alter table %I enable row level security', kept);
        execute format('create policy read on %I for select using ((select works_here()))', kept);
        execute format('create policy added on %I for insert with check ((select sees_all()))', kept);
        execute format('create policy changed on %I for update using ((select sees_all()))', kept);
    end loop;
end $$;

-- Accounts and settings: the administrators'. The server reads both before it knows who knocks.
alter table staff enable row level security;
create policy read on staff for select using ((select works_here()) or (select is_server()));
create policy added on staff for insert with check ((select my_role()) = 'administrator');
create policy changed on staff for update using ((select my_role()) = 'administrator');
alter table staff_record enable row level security;
create policy read on staff_record for select using ((select works_here()));
create policy added on staff_record for insert with check ((select my_role()) = 'administrator');
create policy removed on staff_record for delete using ((select my_role()) = 'administrator');
alter table setting enable row level security;
create policy read on setting for select using ((select works_here()) or (select is_server()));
create policy added on setting for insert with check ((select my_role()) in ('administrator', 'job'));
create policy changed on setting for update using ((select my_role()) in ('administrator', 'job'));

-- The ledger: whoever sees all the tickets reads it whole, others the messages of the tickets they see; the jobs write it.
alter table mail enable row level security;
create policy seen on mail for select using ((select sees_all()) or (ticket_id is not null and may_see(ticket_id)));
create policy added on mail for insert with check ((select my_role()) = 'job');
create policy changed on mail for update using ((select sees_all()));
alter table mail_raw enable row level security;
create policy seen on mail_raw for select using (exists (select 1 from mail m where m.raw_hash = mail_raw.hash));
create policy added on mail_raw for insert with check ((select my_role()) = 'job' and hash = encode(sha256(bytes), 'hex') and size = length(bytes));
alter table mailbox enable row level security;
create policy read on mailbox for select using ((select sees_all()));
create policy added on mailbox for insert with check ((select my_role()) in ('administrator', 'job'));
create policy changed on mailbox for update using ((select my_role()) in ('administrator', 'job'));
alter table exclusion enable row level security;
create policy read on exclusion for select using ((select sees_all()));
create policy added on exclusion for insert with check ((select sees_all()));
create policy changed on exclusion for update using ((select sees_all()));
alter table mail_folder enable row level security;
create policy read on mail_folder for select using ((select sees_all()));
create policy added on mail_folder for insert with check ((select my_role()) = 'job');
create policy changed on mail_folder for update using ((select my_role()) = 'job');
-- The outbox: whoever acts on a ticket says to whom it is told, and may take that back; words and addresses are the jobs'.
alter table outbox enable row level security;
create policy seen on outbox for select using ((select sees_all()) or may_see(ticket_id));
create policy added on outbox for insert with check (
    (select my_role()) = 'job' or (may_message(ticket_id) and state = 'waiting' and address is null and message_id is null)
);
create policy withdrawn on outbox for update
    using ((select my_role()) = 'job' or (state = 'waiting' and tries = 0 and may_message(ticket_id)))
    with check ((select my_role()) = 'job' or (state = 'withdrawn' and address is null and message_id is null));
alter table undelivered enable row level security;
create policy read on undelivered for select using ((select works_here()));
create policy added on undelivered for insert with check ((select my_role()) = 'job');
create policy changed on undelivered for update using ((select my_role()) = 'job');
-- A password of a mailbox is set by an administrator and read by the jobs alone; the key of the tokens is the jobs'.
alter table mailbox_secret enable row level security;
create policy read on mailbox_secret for select using ((select my_role()) in ('administrator', 'job'));
create policy added on mailbox_secret for insert with check ((select my_role()) in ('administrator', 'job'));
create policy changed on mailbox_secret for update using ((select my_role()) in ('administrator', 'job'));
alter table office_key enable row level security;
create policy jobs on office_key using ((select my_role()) = 'job');

-- What the door of the server needs: on a workstation PostgreSQL itself asks for the password.
alter table password enable row level security;
create policy door on password using ((select is_server()));
alter table session enable row level security;
create policy door on session using ((select is_server()));

-- Figures that choose plans: of what everybody sees, and of oneself. Codes below {pool} are the pool's.
alter table list_statistic enable row level security;
create policy read on list_statistic for select using (
    (select sees_all()) or (facet < {pool} and (select works_here())) or (key = (select my_id()) and dimension in ('on', 'assignee', 'logger'))
);
create policy added on list_statistic for insert with check ((select my_role()) = 'job');
create policy removed on list_statistic for delete using ((select my_role()) = 'job');
