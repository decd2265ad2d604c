#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-engine leaves nothing behind: no folder, mount, cgroup, interface or process, however it ends. Prints its results
# as Qt Test does, so that scripts/test counts them alike.
set -Eeuo pipefail
with_engine=$(dirname "$(readlink -f "$0")")/../support/with-engine
passed=0 failed=0 skipped=0
finish() { echo "Totals: $passed passed, $failed failed, $skipped skipped"; [ "$failed" = 0 ]; }
if [ "$(id -u)" != 0 ]; then
  echo "SKIP   : with-engine: a private engine needs root"
  skipped=1; finish; exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs beside the engine: starts a container that stays, tells its id, then does what it is told.
cat > "$work/inside" <<'INSIDE'
set -Eeuo pipefail
call() { curl -sS --fail-with-body --unix-socket "${DOCKER_HOST#unix://}" "http://engine/v1.41$@"; }
cp /bin/busybox .
printf 'FROM scratch\nCOPY busybox /busybox\nENTRYPOINT ["/busybox","sleep","600"]\n' > Dockerfile
tar -c busybox Dockerfile | call '/build?t=longshore-test/sleep:1' -H 'Content-Type: application/x-tar' --data-binary @- > build.log
call '/containers/create' -H 'Content-Type: application/json' \
  -d '{"Image":"longshore-test/sleep:1","HostConfig":{"NetworkMode":"bridge"}}' > create.log
id=$(grep -oE '[0-9a-f]{64}' create.log | head -1)
call "/containers/$id/start" -X POST
printf '%s %s\n' "$(dirname "${DOCKER_HOST#unix://}")" "$id" > started.new
mv started.new started
exec "$@"
INSIDE

# residue DIR ID: what is still there of an engine, one a line.
residue() {
  [ ! -e "$1" ] || echo "folder $1"
  grep -F -e "$1" -e "$2" /proc/self/mountinfo || true
  find /sys/fs/cgroup -maxdepth 6 -type d \( -name "*${1##*/}*" -o -name "*$2*" \) 2>/dev/null || true
  pgrep -af -- "$1|$2" || true
  diff "$work/links" <(interfaces) || true
}
interfaces() { find /sys/class/net -mindepth 1 -printf '%f\n' | sort; }
report() { # NAME PROBLEMS
  if [ -z "$2" ]; then passed=$((passed + 1)); echo "PASS   : with-engine: $1"; else
    failed=$((failed + 1)); printf 'FAIL!  : with-engine: %s: %s\n' "$1" "$2"; fi
}
start() { # KIND COMMAND...: in the background, until the container runs
  rm -f "$work/started"
  (cd "$work" && exec "$with_engine" -k "$1" -- bash "$work/inside" "${@:2}") < /dev/null > "$work/log" 2>&1 &
  outer=$!
  until [ -e "$work/started" ] || ! kill -0 "$outer" 2>/dev/null; do sleep 0.1; done
  read -r dir id < "$work/started" || { report "$kind starts" "$(tail -n 5 "$work/log" "$work"/*.log)"; return 1; }
}
# ended CODE NAME: waits for the end, then reports NAME. CODE "any" stands for kill -9, after which the next run sweeps.
ended() {
  local code=0 wrong=''
  wait "$outer" 2>/dev/null || code=$?
  [ "$1" = any ] || [ "$code" = "$1" ] || wrong="exit $code, not $1; "
  [ "$1" != any ] || "$with_engine" -k "$kind" -- true < /dev/null > "$work/log" 2>&1 || wrong='the next run failed; '
  report "$2" "$wrong$(residue "$dir" "$id")"
}

interfaces > "$work/links"
for kind in docker podman; do
  start "$kind" bash -c 'exit 7' || continue
  ended 7 "$kind, the command ends"
  start "$kind" bash -c 'dir=${LONGSHORE_TEST_ENGINE_SIGNAL%/*}
    old=$(cat "$dir/engine.pid")
    echo KILL > "$LONGSHORE_TEST_ENGINE_SIGNAL"
    until [ "$(cat "$dir/engine.pid")" != "$old" ] && [ "$(curl -s --unix-socket "$dir/engine.sock" http://engine/_ping)" = OK ]; do sleep 0.1; done
    exit 7' || continue
  ended 7 "$kind, the engine is killed and comes back"
  start "$kind" sleep 600 || continue
  kill -TERM "$outer"
  ended 143 "$kind, TERM"
  start "$kind" sleep 600 || continue
  kill -KILL "$outer"
  ended any "$kind, kill -9 and the next run"
done
finish
