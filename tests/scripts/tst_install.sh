#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tst_install.sh BUILD: what `cmake --install` puts into place is whole and valid. Prints its results as Qt Test does.
set -Eeuo pipefail
build=$1
passed=0 failed=0 skipped=0
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

check() { # NAME COMMAND...
  local output
  if output=$("${@:2}" 2>&1); then passed=$((passed + 1)); echo "PASS   : install: $1"; else
    failed=$((failed + 1)); printf 'FAIL!  : install: %s: %s\n' "$1" "$output"; fi
}
check_with() { # TOOL NAME COMMAND...: skipped where the tool is not installed
  if command -v "$1" > /dev/null; then check "${@:2}"; else
    skipped=$((skipped + 1)); echo "SKIP   : install: $2: $1 is not installed"; fi
}

share=$root/usr/share id=org.longshore.Longshore
check "cmake --install" env DESTDIR="$root" cmake --install "$build" --prefix /usr
check "the program" test -x "$root/usr/bin/longshore"
for file in Dockerfile job.json text-splitter component_config/configSchema.json data/in/tables/comments.csv; do
  check "demo/$file" test -s "$share/longshore/demo/$file"
done
check "the icon" grep -q '<svg' "$share/icons/hicolor/scalable/apps/$id.svg"
check_with desktop-file-validate "menu entry" desktop-file-validate "$share/applications/$id.desktop"
check_with appstreamcli "software-centre entry" appstreamcli validate --no-net "$share/metainfo/$id.metainfo.xml"
echo "Totals: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
