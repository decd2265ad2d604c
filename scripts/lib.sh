# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by scripts/*. Sourced.

say() { printf '%s\n' "$*" >&2; }
die() { local code=$1; shift; say "$*"; exit "$code"; }

is_root() { [ "$(id -u)" = 0 ]; }
as_root() { if is_root; then "$@"; else sudo "$@"; fi; }
# With a terminal sudo may ask for the password, once; without one it must do without.
can_be_root() {
  is_root || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; }
}

# missing PACKAGE...: those that are not installed, one a line.
missing() {
  local have
  # dpkg-query fails when it knows nothing of one of them, which is no failure here.
  have=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | awk '$1 == "ii" {print $2}') || true
  comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$have" | sort -u)
}

# install PACKAGE...: installs what is missing, and says exactly what.
install() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    die 64 "This script installs packages on Debian 12 only. Elsewhere install the equivalents of:
  $*
then: cmake --preset release && cmake --build --preset release"
  fi
  local need
  mapfile -t need < <(missing "$@")
  [ ${#need[@]} -gt 0 ] || return 0
  say "Installing: ${need[*]}"
  if ! is_root && ! command -v sudo >/dev/null; then
    die 64 "Neither root nor sudo. As root: apt-get install --no-install-recommends ${need[*]}"
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 update -q >/dev/null || die 69 "apt-get update failed"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -qq -y --no-install-recommends "${need[@]}" >/dev/null ||
    die 69 "apt-get could not install: ${need[*]}"
}

# unpack PACKAGE...: their files below build/packages/PACKAGE, without installing them.
unpack() {
  local package work
  for package; do
    [ ! -d "build/packages/$package" ] || continue
    say "Unpacking: $package"
    work=$(mktemp -d)
    # The lists may be older than the mirror.
    (cd "$work" && { apt-get -q download "$package" >/dev/null 2>&1 ||
      { as_root apt-get -q update >/dev/null && apt-get -q download "$package" >/dev/null; }; }) || die 69 "apt-get could not download: $package"
    mkdir -p build/packages
    dpkg-deb -x "$work/$package"_*.deb "$work/files"
    mv "$work/files" "build/packages/$package"
    rm -r "$work"
  done
}

# build PRESET [TARGET...]: configures when needed, builds what changed.
build() {
  local preset=$1; shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
  if [ $# -gt 0 ]; then cmake --build --preset "$preset" --target "$@" >&2; else cmake --build --preset "$preset" >&2; fi
}
