-- Who is at the other end of a connection. On a workstation the login says it, and nothing else is believed; the server's
-- own login names the person of each transaction (`app.person`), or `job` for what it does by itself.
-- A person's role is the database's name, a dot and their login; capitals, which no login has, name the office's own roles.
create or replace function is_owner() returns boolean
    language sql stable security definer set search_path from current
    as $$ select session_user = current_user $$;

create or replace function is_server() returns boolean
    language sql stable security definer set search_path from current
    as $$ select session_user = current_database() || '.SERVER' $$;

create or replace function my_id() returns uuid
    language sql stable security definer set search_path from current
    as $$
        select s.id from staff s
        where s.active and case
            when is_server() then cast(s.id as text) = current_setting('app.person', true)
            else session_user = current_database() || '.' || s.login
        end
    $$;

create or replace function my_role() returns text
    language sql stable security definer set search_path from current
    as $$
        select case
            when is_server() and current_setting('app.person', true) = 'job' then 'job'
            else (select s.role from staff s where s.id = my_id())
        end
    $$;

-- The office's time: the server's, whatever the clocks of the workstations say.
create or replace function office_now() returns timestamptz
    language sql stable security definer set search_path from current
    as $$ select now() $$;

-- Everybody whom R8 shows every ticket.
create or replace function sees_all() returns boolean
    language sql stable security definer set search_path from current
    as $$ select is_owner() or coalesce(my_role() in ('supervisor', 'administrator', 'job'), false) $$;

-- Who answers the telephone or treats tickets: anybody the office still employs, and its own jobs.
create or replace function works_here() returns boolean
    language sql stable security definer set search_path from current
    as $$ select is_owner() or my_role() is not null $$;
