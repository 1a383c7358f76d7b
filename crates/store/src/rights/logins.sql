-- Accounts are roles of the server: made, renamed and retired with their row, at once and on open connections too.

-- Whether this office was prepared for several workstations; an office without its roles is its owner's alone.
create or replace function is_shared() returns boolean
    language plpgsql stable security definer set search_path from current
    as $$ begin return exists (select 1 from pg_roles where rolname = current_database() || '.STAFF'); end $$;

create or replace function staff_logins() returns trigger
    language plpgsql security definer set search_path from current
    as $$
    declare
        wanted constant text := current_database() || '.' || new.login;
        had text;
    begin
        if not is_shared() then
            return null;
        end if;
        if length(wanted) > 63 then
            raise exception 'guichet: the login % is too long for the server: shorten it', new.login using errcode = 'check_violation';
        end if;
        if tg_op = 'UPDATE' then
            had := current_database() || '.' || old.login;
        end if;
        if not exists (select 1 from pg_roles where rolname = coalesce(had, wanted)) then
            execute format('create role %I in role %I', wanted, current_database() || '.STAFF');
            execute format('grant %I to %I', wanted, current_user);
        elsif had <> wanted then
            execute format('alter role %I rename to %I', had, wanted);
        end if;
        execute format('alter role %I %s', wanted, case when new.active then 'login' else 'nologin' end);
        if not new.active then
            perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = wanted and a.pid <> pg_backend_pid();
        end if;
        return null;
    end $$;
create or replace trigger staff_logins after insert or update of login, active on staff for each row execute function staff_logins();

-- Refuses whoever may not touch what an account is known by: it is one's own, an administrator's, or the office's own doing.
create or replace function need_account(person uuid) returns void
    language plpgsql stable security definer set search_path from current
    as $$
    begin
        if not is_owner() and coalesce(my_role(), '') not in ('administrator', 'job') and my_id() is distinct from person then
            raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
        end if;
    end $$;

-- Keeps a password: a SCRAM verifier, so that the server never reads the words themselves. One's own, or anybody's for an administrator.
create or replace function set_login(asked text, verifier text) returns void
    language plpgsql volatile security definer set search_path from current
    as $$
    begin
        if not is_shared() then
            return;
        end if;
        if verifier not like 'SCRAM-SHA-256$%' then
            raise exception 'guichet: not a verifier' using errcode = 'check_violation';
        end if;
        if not exists (select 1 from staff s where s.login = asked) then
            raise exception 'guichet: there is no such account' using errcode = 'check_violation';
        end if;
        perform need_account((select s.id from staff s where s.login = asked));
        execute format('alter role %I password %L', current_database() || '.' || asked, verifier);
    end $$;

-- The hash by which the server's door knows a password: one's own, anybody's for an administrator.
create or replace function keep_hash(person uuid, hash text) returns void
    language plpgsql volatile security definer set search_path from current
    as $$
    declare
        their_own text;
    begin
        perform need_account(person);
        insert into password (staff_id, hash, failures) values (person, keep_hash.hash, 0)
            on conflict (staff_id) do update set hash = excluded.hash, failures = 0, failed_at = null;
        -- Whoever got hold of the old password loses what they opened with it; one's own window ends its others itself.
        select current_database() || '.' || s.login into their_own from staff s where s.id = person;
        if session_user is distinct from their_own then
            perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = their_own;
        end if;
    end $$;

create or replace function end_sessions(person uuid, but_this text) returns void
    language plpgsql volatile security definer set search_path from current
    as $$
    begin
        perform need_account(person);
        delete from session where staff_id = person and token_hash <> but_this;
    end $$;
