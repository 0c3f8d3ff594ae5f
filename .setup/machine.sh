# shellcheck shell=bash
# What a machine must have before Segue can be built and tested on it, and how it gets that.
# ./demo and ./check source this file and call set_up_machine; nothing here runs by itself.

# One line per package:  package | for whom | how to see that it is there | why.
# "all" is for building and showing Segue, "check" only for its tests. What is looked for is the
# thing itself and not the package, so a newer one that came some other way counts as well.
NEEDS=(
  "ca-certificates    |all  |file /etc/ssl/certs/ca-certificates.crt           |lets npm trust its registry"
  "g++                |all  |command g++                                       |compiles the core natively"
  "cmake              |all  |command cmake                                     |describes the builds"
  "ninja-build        |all  |command ninja                                     |runs the builds"
  "emscripten         |all  |command em++                                      |compiles the core to WebAssembly"
  "libboost1.81-dev   |all  |boost                                             |Boost: JSON, and deflate unpacked"
  "libhwy-dev         |all  |header hwy/highway.h                              |Highway: SIMD kernels from one source"
  "libeigen3-dev      |all  |header eigen3/Eigen/Core                          |Eigen: linear algebra"
  "libcli11-dev       |all  |header CLI/CLI.hpp                                |parses the command line"
  "catch2             |all  |header catch2/catch.hpp                           |runs the C++ tests"
  "unicode-data       |all  |file /usr/share/unicode/UnicodeData.txt           |the tables for lower-casing"
  "nodejs             |all  |node                                              |runs the page's tools, and WASM tests"
  "npm                |all  |command npm                                       |fetches the page's libraries"
  "chromium           |check|command chromium                                  |the browser for the page's tests"
  "fonts-dejavu-core  |check|file /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf|text in the browser's screenshots"
  "clang-format       |check|command clang-format                              |verifies the formatting"
  "shellcheck         |check|command shellcheck                                |verifies the shell scripts"
)

# The oldest that will do.
oldest_boost=107500 # 1.75, the first with Boost.JSON
oldest_node=18

# Where a package goes that can't be installed beside one that is already there (see unpack_boost).
unpacked=build/packages

say() { printf '%s\n' "$*"; }

# One line, then the end.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Field number $2 of a line of a table, without the blanks around it.
field() {
  local line=$1 number=$2 value
  while ((--number > 0)); do line=${line#*|}; done
  value=${line%%|*}
  value=${value#"${value%%[! ]*}"}
  printf '%s' "${value%"${value##*[! ]}"}"
}

machine_name() (
  PRETTY_NAME="an unknown system"
  # shellcheck source=/dev/null
  [[ ! -r $1 ]] || . "$1"
  printf '%s' "$PRETTY_NAME"
)

# Whether the file (/etc/os-release, or a test's) describes a system that we know how to set up.
machine_is_known() {
  # shellcheck source=/dev/null
  [[ -r $1 ]] && (unset ID VERSION_ID && . "$1" && [[ ${ID-} == debian && ${VERSION_ID-} == 12 ]])
}

node_is_new_enough() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  ((${version%%.*} >= oldest_node))
}

# Prints the folder that holds a new enough boost/, or fails.
boost_include() {
  local folder version
  for folder in /usr/local/include /usr/include "$PWD/$unpacked/usr/include"; do
    [[ -r $folder/boost/version.hpp && -r $folder/boost/json/src.hpp ]] || continue
    version=$(sed -n 's/^#define BOOST_VERSION \([0-9]*\).*/\1/p' "$folder/boost/version.hpp")
    if ((${version:-0} >= oldest_boost)); then
      printf '%s\n' "$folder"
      return
    fi
  done
  return 1
}

# Whether a need is met; takes the third field of its line.
is_there() {
  local kind=${1%% *} thing=${1#* }
  case $kind in
    command) command -v "$thing" >/dev/null ;;
    header) [[ -e /usr/include/$thing ]] ;; # where core/CMakeLists.txt takes it from
    file) [[ -e $thing ]] ;;
    node) node_is_new_enough ;;
    boost) boost_include >/dev/null ;;
    *) die "a need of unknown kind: $1" ;;
  esac
}

# Prints the lines of NEEDS that a machine lacks for "all" or, everything, for "check".
missing_needs() {
  local need
  for need in "${NEEDS[@]}"; do
    [[ $1 == check || $(field "$need" 2) == all ]] || continue
    is_there "$(field "$need" 3)" || printf '%s\n' "$need"
  done
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo "$@"
  fi
}

# A package server may fail for a moment, so whatever downloads gets three tries. What a command
# prints goes to the log, of which the end is shown when the last try has failed.
try_thrice() {
  local log=$1 pause
  shift
  for pause in 5 20 0; do
    if "$@" >>"$log" 2>&1; then return; fi
    ((pause)) || break
    say "that failed; trying again in $pause seconds"
    sleep "$pause"
  done
  tail -n 15 "$log" >&2
  return 1
}

# A lock that another apt holds is waited for. sudo clears the environment, hence env.
apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get --yes --quiet \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o APT::Update::Error-Mode=any "$@"
}

apt_install() { apt_get install --no-remove --no-install-recommends "$@"; }

# Debian's libboost1.81-dev and libboost1.74-dev exclude each other, and we remove nothing: beside
# the older one, the newer one's headers are unpacked into the build tree instead of installed.
unpack_boost() {
  local package=$1
  mkdir -p "$unpacked"
  (cd "$unpacked" && rm -f ./"$package"_*.deb && apt-get download "$package") || return 1
  dpkg-deb --extract "$unpacked/$package"_*.deb "$unpacked"
}

set_up_machine() {
  local purpose=$1 os_release=${2:-/etc/os-release} log=build/set-up.log
  local needs=() packages=() need package
  mapfile -t needs < <(missing_needs "$purpose")
  if ((${#needs[@]} == 0)); then
    say "set-up: everything is here, nothing to install"
    return
  fi
  for need in "${needs[@]}"; do packages+=("$(field "$need" 1)"); done

  if ! machine_is_known "$os_release"; then
    die "$(machine_name "$os_release") is not a machine that this script can set up (it knows Debian 12);" \
      "install these or their like, then run it again: ${packages[*]}"
  fi
  command -v apt-get >/dev/null || die "apt-get, which the set-up needs, is not on this machine"
  ((EUID == 0)) || command -v sudo >/dev/null ||
    die "installing packages takes root: run this as root, or have root install sudo"
  # An older node from elsewhere would stay first in the path, whatever Debian adds.
  if command -v node >/dev/null && ! node_is_new_enough; then
    die "$(command -v node) is older than Node $oldest_node: put a newer one first in the PATH"
  fi

  mkdir -p build
  : >"$log"
  for need in "${needs[@]}"; do
    say "set-up: installing $(field "$need" 1): $(field "$need" 4)"
  done
  try_thrice "$log" apt_get update || die "apt-get update failed (all of it is in $log)"
  packages=()
  for need in "${needs[@]}"; do
    package=$(field "$need" 1)
    if [[ $(field "$need" 3) == boost ]] && ! apt_install --simulate "$package" >>"$log" 2>&1; then
      say "set-up: another Boost excludes $package; its headers go into $unpacked, nothing is removed"
      try_thrice "$log" unpack_boost "$package" || die "$package can't be had (all of it is in $log)"
    else
      packages+=("$package")
    fi
  done
  if ((${#packages[@]} > 0)); then
    try_thrice "$log" apt_install "${packages[@]}" ||
      die "apt-get could not install ${packages[*]} (all of it is in $log)"
  fi

  hash -r
  mapfile -t needs < <(missing_needs "$purpose")
  if ((${#needs[@]} > 0)); then
    die "$(field "${needs[0]}" 1) was installed, yet this is still not to be found: $(field "${needs[0]}" 3)"
  fi
}
