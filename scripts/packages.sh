# SPDX-License-Identifier: GPL-3.0-or-later
# Every Debian 12 package this project needs, in one place. Sourced.

packages_build=(
  g++ cmake ninja-build mold pkg-config git ca-certificates
  qt6-base-dev qt6-svg-dev libgl-dev nlohmann-json3-dev libboost-dev libexpected-dev libvalijson-dev
  libarchive-dev liblz4-dev libsqlitecpp-dev libsqlite3-dev libsodium-dev libssl-dev libpcre2-dev zlib1g-dev libicu-dev
  libyaml-cpp-dev libqcustomplot-dev qtkeychain-qt6-dev
)
# What a window needs at run time beside the libraries above.
packages_run=(libqt6svg6 fonts-dejavu-core)
packages_wayland=(qt6-wayland) # where there is no X server beside it
# An engine of our own, for a machine that has none.
packages_podman=(podman runc crun containernetworking-plugins iptables slirp4netns uidmap fuse-overlayfs)
packages_test=(
  docker.io podman runc crun containernetworking-plugins iptables iproute2 procps curl busybox-static util-linux
  fonts-dejavu-core libqt6svg6 desktop-file-utils appstream sqlite3 openssl
)
# Unpacked below build/packages, not installed: what it would start at boot and open to the network is not wanted.
packages_unpacked=(docker-registry)
# scripts/fuzz: libFuzzer comes with clang.
packages_fuzz=(clang-14 libclang-rt-14-dev)
