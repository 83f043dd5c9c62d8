#!/usr/bin/env bash
# Installs what is missing where it can, builds, and runs every test: contracts, .NET, processes, browser.
#
#   ./test.sh            everything
#   ./test.sh PART...    only these: contracts, or test projects like Traceability.Ledger.Tests
#
# The last line is the sum over all suites. With CI=true a test fails where a missing program would let it be skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
export HARDHAT_DISABLE_TELEMETRY_PROMPT=true NO_COLOR=1
# A build server that outlives the run would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1
# Servers that live for seconds are not worth measuring for a better compilation.
export DOTNET_TieredPGO=0

readonly oldest_node=20
readonly longest_suite=12m
readonly reports=artifacts/test-reports
readonly contracts_log=$reports/contracts.log

passed=0 failed=0 skipped=0 scratch=
trap finish EXIT

finish() {
  local status=$?
  trap - EXIT
  # What stopped the run before it could be counted is a failure too.
  if ((status != 0 && failed == 0)); then failed=1; fi
  if ((status == 0 && failed > 0)); then status=1; fi
  if [[ -n $scratch ]]; then rm -rf "$scratch"; fi
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  exit "$status"
}

say() { printf '\n== %s\n' "$*"; }

count() {
  printf '%s: %d passed, %d failed, %d skipped, %d s\n' "$1" "$2" "$3" "$4" "$5"
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
}

# A whole suite that cannot run here.
leave_out() {
  printf '%s\n' "$2"
  if [[ ${CI:-} == true ]]; then count "$1" 0 1 0 0; else count "$1" 0 0 1 0; fi
}

has_postgresql() { command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; }

has_chinese_font() { command -v fc-list >/dev/null && [[ -n $(fc-list :lang=zh file) ]]; }

install_missing() {
  local packages=()
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  command -v chromium >/dev/null || packages+=(chromium)
  command -v zbarimg >/dev/null || packages+=(zbar-tools)
  has_postgresql || packages+=(postgresql)
  has_chinese_font || packages+=(fontconfig fonts-noto-cjk)
  if ((${#packages[@]} == 0)); then return; fi

  say "Missing: ${packages[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "There is no apt-get here: install them as this system does it. What needs them is skipped."
  elif ((EUID != 0)); then
    echo "Only root may install them: apt-get install ${packages[*]}. What needs them is skipped."
  elif ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; }; then
    echo "apt-get could not install them. What needs them is skipped."
  fi
}

# Hundreds of databases are made and thrown away: in memory, where there is enough of it, that takes a fifth of the time.
work_in_memory() {
  local free
  if [[ -n ${TMPDIR:-} || ! -w /dev/shm ]]; then return; fi
  free=$(df --output=avail -k /dev/shm | tail -n 1)
  if ((free < 4 * 1024 * 1024)); then return; fi
  scratch=$(mktemp -d /dev/shm/traceability-tests-XXXXXX)
  # PostgreSQL's own account has to get through.
  chmod 755 "$scratch"
  export TMPDIR=$scratch
}

# One compiler for all projects, under a name of its own and ended with the build.
build() {
  local compiler=traceability-$$ log=$reports/build.log status=0
  dotnet build Traceability.sln -warnaserror -v quiet -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >"$log" 2>&1 || status=$?
  cat "$log"
  pkill -f -- "-pipename:$compiler" || true
  return "$status"
}

why_no_contracts() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "Node.js and npm are not installed: no contract tests, no development chain."
  elif (($(node -p 'process.versions.node.split(".")[0]') < oldest_node)); then
    echo "Node.js $(node --version) is too old, $oldest_node or newer is needed: no contract tests, no development chain."
  elif [[ ! node_modules/.package-lock.json -nt package-lock.json ]] && ! npm ci >&2; then
    echo "npm ci failed: no contract tests, no development chain."
  fi
}

# The number before a word of Mocha's summary, 0 where there is none.
mocha() { sed -nE "s/^ +([0-9]+) $1( .*)?$/\1/p" "$2" | tail -n 1 | grep . || echo 0; }

# Beside the build: neither keeps both cores busy.
begin_contracts() {
  no_contracts=$(why_no_contracts)
  if [[ -n $no_contracts ]]; then return; fi
  npm test >"$contracts_log" 2>&1 &
  contracts=$!
}

end_contracts() {
  say "contracts"
  if [[ -n $no_contracts ]]; then
    leave_out contracts "$no_contracts"
    return
  fi

  local status=0 bad
  wait "$contracts" || status=$?
  cat "$contracts_log"
  bad=$(mocha failing "$contracts_log")
  if ((status != 0 && bad == 0)); then bad=1; fi
  count contracts "$(mocha passing "$contracts_log")" "$bad" "$(mocha pending "$contracts_log")" "$SECONDS"
}

# An attribute of the report's assembly element.
attribute() { sed -nE "s/.*<assembly [^>]*\b$1=\"([0-9]+)\".*/\1/p" "$2" | head -n 1 | grep . || echo 0; }

test_project() {
  rm -f "$reports/$1.xml"
  dotnet test --project "tests/$1" --no-build --timeout "$longest_suite" \
    --results-directory "$reports" --report-xunit-xml --report-xunit-xml-filename "$1.xml"
}

# What the suite's report says; one that wrote none failed.
count_project() {
  local name=$1 status=$2 start=$3 report=$reports/$1.xml bad
  if [[ ! -f $report ]]; then
    count "$name" 0 1 0 $((SECONDS - start))
    return
  fi

  bad=$(($(attribute failed "$report") + $(attribute errors "$report")))
  if ((status != 0 && bad == 0)); then bad=1; fi
  count "$name" "$(attribute passed "$report")" "$bad" "$(attribute skipped "$report")" $((SECONDS - start))
}

run_project() {
  local start=$SECONDS status=0
  say "$1"
  test_project "$1" || status=$?
  count_project "$1" "$status" "$start"
}

# Beside each other, for each waits now and then; each is shown when its turn comes.
run_together() {
  local name start=$SECONDS status
  if (($# > 1)); then echo "Beside each other: $*"; fi
  local -A running=()
  for name in "$@"; do
    test_project "$name" >"$reports/$name.log" 2>&1 &
    running[$name]=$!
  done
  for name in "$@"; do
    status=0
    wait "${running[$name]}" || status=$?
    say "$name"
    cat "$reports/$name.log"
    count_project "$name" "$status" "$start"
  done
}

projects() {
  local file name
  for file in tests/*.Tests/*.csproj tests/Traceability.EndToEnd/*.csproj; do
    name=$(basename "$file" .csproj)
    echo "$name"
  done
}

mapfile -t all < <(projects)
parts=("$@")
if ((${#parts[@]} == 0)); then parts=(contracts "${all[@]}"); fi
for part in "${parts[@]}"; do
  if [[ $part != contracts && " ${all[*]} " != *" $part "* ]]; then
    echo "There is no part $part. Parts: contracts ${all[*]}" >&2
    exit 64
  fi
done

command -v dotnet >/dev/null || { echo "dotnet is not installed: the .NET SDK that global.json names is needed." >&2; exit 1; }
mkdir -p "$reports"
install_missing
work_in_memory

if [[ " ${parts[*]} " == *" contracts "* ]]; then begin_contracts; fi
if [[ "${parts[*]}" != contracts ]]; then
  say "build"
  build
fi

if [[ " ${parts[*]} " == *" contracts "* ]]; then end_contracts; fi
if [[ "${parts[*]}" != contracts ]]; then
  together=() alone=()
  for part in "${parts[@]}"; do
    case $part in
      contracts) ;;
      *.EndToEnd) alone+=("$part") ;;
      *) together+=("$part") ;;
    esac
  done
  run_together "${together[@]}"
  for part in "${alone[@]}"; do run_project "$part"; done
fi
