# Runs a program in a session of its own and ends that whole session when standard input closes: when the guard is dropped, and also
# when the test process is killed, which runs no destructor. Some programs (Chromium) start children in process groups of their own,
# so only the session holds them all. The folder of the log goes too. Usage: setsid sh -c THIS LOG PROGRAM [ARGUMENT…]
log=$0
session=$$

# Only built-ins inside: a child process would find itself in the list. The name of a process may hold spaces and brackets; after its
# last bracket come state, parent, group and session.
sweep() {
    signal=$1
    left=0
    for stat in /proc/[0-9]*/stat; do
        read -r line <"$stat" || continue
        pid=${line%% *}
        set -- ${line##*) }
        if [ "$4" = "$session" ] && [ "$1" != Z ] && [ "$pid" != "$watcher" ]; then
            left=1
            kill "-$signal" "$pid"
        fi
    done
}

exec 3<&0
(
    read -r watcher _ </proc/self/stat
    read -r _ <&3
    tries=0
    sweep TERM
    while [ "$left" = 1 ] && [ "$tries" -lt 20 ]; do
        tries=$((tries + 1))
        sleep 0.05
        sweep 0
    done
    sweep KILL
    rm -rf "${log%/*}"
) >/dev/null 2>&1 &
exec "$@" </dev/null >>"$log" 2>&1 3<&-
