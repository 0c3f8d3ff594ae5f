# shellcheck shell=bash
# The builds that ./demo and ./check share. Sourced after machine.sh; nothing here runs by itself.

stamps=build/stamps

# Configures and builds one preset of CMakePresets.json; targets may follow. Ninja decides what is
# out of date, so calling this again costs a second.
build_preset() {
  local preset=$1 boost target options=() targets=()
  shift
  boost=$(boost_include)
  # Headers that lie where no compiler looks by itself (see unpack_boost).
  if [[ $boost != /usr/include ]]; then options+=("-DBoost_INCLUDE_DIR=$boost"); fi
  for target in "$@"; do targets+=(--target "$target"); done
  cmake --preset "$preset" "${options[@]}" && cmake --build --preset "$preset" "${targets[@]}"
}

# One number for the names and bytes of files, or of all files in folders: what a stamp records.
digest() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# Whether what was made under this name was made from what is there now.
is_current() { [[ -r $stamps/$1 && $(<"$stamps/$1") == "$2" ]]; }

record() {
  mkdir -p "$stamps"
  printf '%s\n' "$2" >"$stamps/$1"
}

# A lock file that was written where the registry lacks some of the optional packages (a mirror may
# lack those of other systems) is "not in sync" for npm 11, but not for Debian's npm 9. The second
# command takes the very same versions from it, and leaves it as it is.
fetch_page_libraries() {
  npm ci --prefix web --no-fund --no-audit || npm install --prefix web --no-save --no-fund --no-audit
}

# The page's libraries, exactly as web/package-lock.json names them. The stamp lies in node_modules,
# so that it goes when that goes.
install_page_libraries() {
  local stamp=web/node_modules/.segue-stamp wanted
  wanted="$(digest web/package.json web/package-lock.json) $(node --version)"
  if [[ -r $stamp && $(<"$stamp") == "$wanted" ]]; then return; fi
  say "set-up: fetching the page's libraries from npm"
  mkdir -p build
  : >build/npm.log
  # Playwright drives Debian's Chromium; its own can't be downloaded everywhere.
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm_config_update_notifier=false \
    try_thrice build/npm.log fetch_page_libraries ||
    die "npm could not install the page's libraries (all of it is in build/npm.log)"
  printf '%s\n' "$wanted" >"$stamp"
}
