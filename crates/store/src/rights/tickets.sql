-- What somebody may do with a ticket (R8, R12), asked by the policies and the triggers. These functions run as the owner of
-- the tables, so that they see every row, and answer for whoever is connected.

-- The tickets this transaction was allowed to change: what belongs to the same change may follow, although a hand-over has
-- already taken the ticket out of its author's hands. Nobody but these functions writes here.
create unlogged table if not exists acting (tx xid8 not null, ticket_id uuid not null, primary key (tx, ticket_id));

create or replace function is_acting(asked uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return exists (select 1 from acting a where a.tx = pg_current_xact_id_if_assigned() and a.ticket_id = asked); end $$;

create or replace function begin_acting(asked uuid) returns void
    language plpgsql volatile security definer set search_path from current
    as $$
    begin
        delete from acting a where a.ctid in (
            select old.ctid from acting old where old.tx < pg_snapshot_xmin(pg_current_snapshot()) limit 20 for update skip locked
        );
        insert into acting (tx, ticket_id) values (pg_current_xact_id(), asked) on conflict do nothing;
    end $$;

-- Only the triggers call it, which run as its owner.
revoke execute on function begin_acting(uuid) from public;

-- Assignee, other technician or executor of a step.
create or replace function is_on(asked uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return exists (
            select 1 from ticket_staff s
            where s.ticket_id = asked and s.staff_id = my_id() and (s.assignee or s.technician or s.executor)
        );
    end $$;

create or replace function may_see(asked uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return exists (select 1 from ticket t where t.id = asked and ({sees t})) or is_acting(asked); end $$;

-- Facts, people, files and links of a ticket that is open; steps too, for whoever treats tickets. The office's jobs
-- keep a client's late words on a closed one.
create or replace function may_act(asked uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return is_owner() or is_acting(asked) or coalesce(my_role() = 'job', false) or exists (
            select 1 from ticket t
            where t.id = asked and t.is_open and case my_role()
                when 'technician' then t.binned_at is null and is_on(asked)
                when 'receptionist' then t.binned_at is null
                    and (t.status = 'unassigned' or (t.status = 'awaiting_intake' and t.created_by_staff_id = my_id()))
                else sees_all()
            end
        );
    end $$;

-- An internal message on any card: the receptionists'.
create or replace function may_message(asked uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return may_act(asked) or (coalesce(my_role() = 'receptionist', false)
            and exists (select 1 from ticket t where t.id = asked and t.is_open and t.binned_at is null));
    end $$;

-- Whether somebody is on a ticket, for whoever may write to them there.
create or replace function on_ticket(asked uuid, person uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return (may_see(asked) or may_message(asked)) and exists (
            select 1 from ticket_staff s
            where s.ticket_id = asked and s.staff_id = person and (s.assignee or s.technician or s.executor)
        );
    end $$;

-- What an intervention is billed by stays open when its ticket closes (R6).
create or replace function may_bill(asked uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return may_act(asked) or exists (
            select 1 from ticket t
            where t.id = asked and not t.is_open
                and (sees_all() or (coalesce(my_role() = 'technician', false) and is_on(asked)))
        );
    end $$;

-- Whether the last change of a ticket is one's own, and recent: whoever handed it over by mistake takes it back.
create or replace function changed_last(asked uuid, at_version bigint) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return exists (
            select 1 from event e
            where e.entity_id = asked and e.version = at_version and e.entity = 'ticket' and e.actor_id = my_id()
                and e.at > office_now() - interval '10 minutes'
        );
    end $$;

-- The ticket of this number at the other end of a link of one's own, which may have left one's sight since.
create or replace function linked_id(from_ticket uuid, asked bigint) returns uuid
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return (
            select l.to_id from ticket_link l join ticket t on t.id = l.to_id
            where l.from_id = from_ticket and t.number = asked and may_act(from_ticket)
            limit 1
        );
    end $$;

-- Whether a change puts back what one's own last change moved, and so undoes it.
create or replace function puts_back(at_version bigint, changed ticket) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return exists (
            select 1 from event e
            where e.entity_id = changed.id and e.version = at_version and e.entity = 'ticket' and e.actor_id = my_id()
                and e.at > office_now() - interval '10 minutes'
                and not exists (
                    select 1 from jsonb_array_elements(e.changes) c
                    where c ->> 0 in ('status', 'stage', 'assignee_id')
                        and c -> 1 is distinct from to_jsonb(changed) -> (c ->> 0)
                )
        );
    end $$;

-- The rows an update may reach at all; the trigger says what may become of them.
create or replace function may_reach(asked uuid, at_version bigint) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return may_see(asked) or may_message(asked) or changed_last(asked, at_version); end $$;

-- The one place where a ticket is changed. Updating the table itself would apply its SELECT policy to the new row, and so
-- refuse every hand-over; the view runs as its owner, and the trigger below asks what R12 allows.
create or replace view ticket_change as select t.* from ticket t where may_reach(t.id, t.version);

-- What one has just changed is read once more to be undone, even if it has left one's sight.
create or replace view my_change as select t.* from ticket t where changed_last(t.id, t.version);

create or replace function ticket_rights() returns trigger
    language plpgsql security definer set search_path from current
    as $$
    declare
        role constant text := my_role();
        me constant uuid := my_id();
        leads constant boolean := sees_all();
        was_open constant boolean := old.is_open;
        on_it boolean;
        same ticket := old;
        facts boolean;
        moves boolean;
        binned boolean;
        withdrawn boolean;
        allowed boolean;
    begin
        if is_owner() then
            return new;
        end if;
        same.version := new.version;
        same.updated_at := new.updated_at;
        if same is not distinct from new then
            if not may_message(old.id) and not changed_last(old.id, old.version) then
                raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
            end if;
            if may_act(old.id) then
                perform begin_acting(old.id);
            end if;
            return new;
        end if;
        facts := {facts};
        moves := new.status is distinct from old.status or new.stage is distinct from old.stage
            or new.assignee_id is distinct from old.assignee_id or new.closed_at is distinct from old.closed_at
            or new.closed_by is distinct from old.closed_by or new.reason is distinct from old.reason
            or new.merged_into is distinct from old.merged_into or new.withdrawals is distinct from old.withdrawals;
        binned := new.binned_at is distinct from old.binned_at;
        on_it := is_on(old.id);
        -- Taking back one's own closing, at once; or undoing a merge.
        withdrawn := new.withdrawals = old.withdrawals + 1
            and ((old.closed_by = me and old.closed_at > office_now() - interval '1 minute') or old.merged_into is not null);
        allowed := role is not null
            -- A merge is a change of both.
            and (new.merged_into is null or new.merged_into is not distinct from old.merged_into or may_act(new.merged_into))
            and case
            when new.id <> old.id or new.number <> old.number or new.created_at <> old.created_at
                or new.created_by_staff_id is distinct from old.created_by_staff_id
                or new.created_by_contact_id is distinct from old.created_by_contact_id then false
            when role in ('administrator', 'job') then true
            when role = 'supervisor' then was_open or not new.is_open or withdrawn
            when role = 'technician' then
                not binned and old.binned_at is null
                and (not facts or (was_open and on_it) or changed_last(old.id, old.version))
                and (not moves or case
                    when puts_back(old.version, new) then was_open or withdrawn
                    when not was_open then on_it and withdrawn
                    when old.status in ('unassigned', 'awaiting_intake') and new.status = 'in_progress' and new.assignee_id = me
                        then true
                    when new.assignee_id is not distinct from coalesce(old.assignee_id, case when new.is_open then null else me end)
                        then on_it
                    when new.assignee_id is null and not new.is_open then on_it
                    else coalesce(old.assignee_id = me, false) and new.is_open
                end)
            when role = 'receptionist' then
                not moves and not binned and old.binned_at is null
                and (old.status = 'unassigned' or (old.status = 'awaiting_intake' and old.created_by_staff_id = me))
            else false
        end;
        -- What cannot be answered is refused.
        if allowed is not true then
            raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
        end if;
        perform begin_acting(old.id);
        return new;
    end $$;
create or replace trigger ticket_rights before update on ticket for each row execute function ticket_rights();

create or replace function ticket_opened() returns trigger
    language plpgsql security definer set search_path from current
    as $$ begin perform begin_acting(new.id); return null; end $$;
create or replace trigger ticket_opened after insert on ticket for each row when (not is_owner()) execute function ticket_opened();

-- Words are their author's: moving a step with its ticket is not rewriting it.
create or replace function step_rights() returns trigger
    language plpgsql security definer set search_path from current
    as $$
    begin
        if not is_owner() and old.by_staff_id is distinct from my_id() and (new.body <> old.body or new.minutes <> old.minutes
            or new.public <> old.public or new.kind <> old.kind or new.done_at <> old.done_at
            or new.executor_id is distinct from old.executor_id or new.by_staff_id is distinct from old.by_staff_id
            or new.by_contact_id is distinct from old.by_contact_id) then
            raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end $$;
create or replace trigger step_rights before update on step for each row execute function step_rights();

create or replace function technicians_see_cards() returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return coalesce((select cast(value ->> 'technicians_see_cards' as boolean) from setting where name = 'office'), false); end $$;

-- On a ticket of the same contact, company or machine.
create or replace function works_for(contact uuid, company uuid, equipment uuid) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        return exists (
            select 1 from ticket_staff s join ticket t on t.id = s.ticket_id
            where s.staff_id = my_id() and (s.assignee or s.technician or s.executor) and t.binned_at is null
                and (t.contact_id = contact or t.company_id = company or t.equipment_id = equipment)
        );
    end $$;

-- The card of R8: never a description, a step or a file.
create or replace view card as
    select t.id, t.number, t.version, t.label, t.status, t.is_open, t.created_at, t.updated_at, t.closed_at, t.assignee_id,
        t.created_by_staff_id, t.contact_id, t.company_id, t.equipment_id, t.merged_into, t.binned_at
    from ticket t
    where (select sees_all())
        or (t.binned_at is null and case (select my_role())
            when 'receptionist' then true
            when 'technician' then t.status in ('unassigned', 'awaiting_intake') or is_on(t.id)
                or ((select technicians_see_cards()) and works_for(t.contact_id, t.company_id, t.equipment_id))
            else false
        end);
