# Refusals: what happened, what was kept, what to do.
failed-title = This could not be shown
error-invalid = A field is to be corrected.
error-forbidden = Your role does not allow this.
error-not-found = Not found, or followed by somebody else.
error-conflict = Somebody changed it meanwhile. Nothing is lost: read it again, then redo.
error-locked = This ticket is closed: nothing changes any more, unless the client or the administration reopens it.
error-transition = The status of the ticket does not allow it.
error-too-late = The delay to do it is over.
error-join = These two tickets cannot be joined this way.
error-unauthenticated = The session is over: log in again, your drafts are kept.
error-wrong-password = Unknown login or password.
error-wrong-password-left = { $left ->
    [0] Unknown login or password. No try left before a pause.
    [one] Unknown login or password. One more try before a pause.
   *[other] Unknown login or password. { $left } more tries before a pause.
}
error-slow-down = Too many tries. Try again in { $delay }.
error-too-large = This file is larger than { $megabytes } MB, the office’s limit.
error-not-empty = This office exists already.
error-offline = The database does not answer. What you typed is kept; try again in a moment.
error-too-old = The database is newer than this program. Update this workstation.
error-broken = A fault of the program, in its log: { $detail }
problem-empty = To be filled in.
problem-too-long = Too long.
problem-in-future = Not later than now.
problem-out-of-range = Out of range.
problem-unknown = Unknown.
problem-taken = Taken already.
problem-one-required = At least one is needed: contact, company or equipment.
problem-weak = Too short or too simple: ten characters at least, and not the login.
reach-unknown-host = No machine has this name on the network.
reach-refused = No PostgreSQL listens at this port.
reach-silent = The server does not answer: stopped, or a firewall.
reach-certificate = The server’s certificate does not prove who it is: nothing was sent.
reach-authority = This file of an authority cannot be read.
reach-plain = The server does not encrypt: TLS is to be switched on there.
reach-retired = This account was retired.
reach-not-admitted = The server does not admit this workstation (pg_hba.conf).
reach-no-database = No database of this name on this server.
reach-not-prepared = This database is no office yet: “guichet init” prepares it.
reach-old-server = PostgreSQL too old: version 15 or later is needed.
reach-no-rights = This login has no account in this office.
reach-busy = The server is too busy; try again.
reach-old-schema = The database is older than this program: “guichet init” brings it up to date.
reach-not-ours = This database is another program’s.
reach-storage = The database cannot be written: room, rights or disk. What you typed is kept.
