-- Who is at the other end of a connection. On a workstation the login says it, and nothing else is believed; the server's
-- own login names the person of each transaction (`app.person`), or `job` for what it does by itself.
-- A person's role is the database's name, a dot and their login; capitals, which no login has, name the office's own roles.
-- In plpgsql, which plans a statement once a connection: functions of plain SQL are planned again at every call, and these are
-- asked several times by each statement.
create or replace function is_owner() returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return session_user = current_user; end $$;

create or replace function is_server() returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return session_user = current_database() || '.SERVER'; end $$;

create or replace function my_id() returns uuid
    language plpgsql stable security definer set search_path from current
    as $$
    declare
        named text;
    begin
        if is_server() then
            named := current_setting('app.person', true);
            if named is null or named in ('', 'job') then
                return null;
            end if;
            return (select s.id from staff s where s.active and s.id = cast(named as uuid));
        end if;
        named := substr(session_user, length(current_database()) + 2);
        return (
            select s.id from staff s
            where s.active and s.login = named and session_user = current_database() || '.' || s.login
        );
    end $$;

create or replace function my_role() returns text
    language plpgsql stable security definer set search_path from current
    as $$
    declare
        me constant uuid := my_id();
    begin
        if me is null and is_server() and current_setting('app.person', true) = 'job' then
            return 'job';
        end if;
        return (select s.role from staff s where s.id = me);
    end $$;

-- The office's time: the server's, whatever the clocks of the workstations say.
create or replace function office_now() returns timestamptz
    language plpgsql stable security definer set search_path from current
    as $$ begin return now(); end $$;

-- Everybody whom R8 shows every ticket.
create or replace function sees_all() returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return is_owner() or coalesce(my_role() in ('supervisor', 'administrator', 'job'), false); end $$;

-- Who answers the telephone or treats tickets: anybody the office still employs, and its own jobs.
create or replace function works_here() returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return is_owner() or my_role() is not null; end $$;
