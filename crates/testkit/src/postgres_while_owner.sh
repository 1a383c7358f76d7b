# Runs one PostgreSQL cluster for as long as a process lives, then leaves nothing behind. The owner is the test run, not a test: tests
# come and go while the cluster is shared. A process is its id and the moment it started, since ids are used again.
# Usage: setsid sh -c THIS FOLDER OWNER STARTED PROGRAM [ARGUMENT…]
folder=$0
owner=$1
started=$2
shift 2

owner_lives() {
    read -r line <"/proc/$owner/stat" || return 1
    set -- ${line##*) }
    [ "$1" != Z ] && [ "${20}" = "$started" ]
}

serve() {
    "$@" </dev/null >>"$folder/log" 2>&1 &
    server=$!
}

serve "$@"
while owner_lives; do
    if ! kill -0 "$server"; then
        # Whoever stops it to see it come back has left word.
        [ -e "$folder/restart" ] || break
        rm "$folder/restart"
        serve "$@"
    fi
    sleep 0.3
done 2>/dev/null
# Immediate shutdown: nothing in here is worth a checkpoint.
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
