# The pairs of bench/tls. Arguments: the repository, the benchmark, the number of pairs, arguments of the benchmark.
# shellcheck shell=sh
set -eu
root=$1
benchmark=${2:-overhead}
pairs=${3:-7}
case $benchmark in
    overhead) set -- 1; figure="seconds of a sweep" row=1 column=2 ;;
    capacity) if [ $# -gt 3 ]; then shift 3; else set --; fi; figure="CPU seconds of the silos" row= column=5 ;;
    *) echo "bench/tls: name overhead or capacity, not '$benchmark'" >&2; exit 1 ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$root/experiments" cert node bench.example --out "$folder" >/dev/null

# Runs the benchmark and appends its figure to a file: a cell of the last row, or of the row with this number.
measure() {
    mode=$1
    shift
    (
        if [ "$mode" = tls ]; then
            EXPERIMENTS_TLS_AUTHORITY=$folder/authority.pem
            EXPERIMENTS_TLS_CERTIFICATE=$folder/bench.example.pem
            EXPERIMENTS_TLS_KEY=$folder/bench.example.key
            export EXPERIMENTS_TLS_AUTHORITY EXPERIMENTS_TLS_CERTIFICATE EXPERIMENTS_TLS_KEY
        fi
        "$root/bench/$benchmark" "$@"
    ) >"$folder/output"
    value=$(sed 's/│/|/g' "$folder/output" | awk -F '|' -v row="$row" -v column="$column" '
        NF > column { cell = $2; gsub(/ /, "", cell); if (row == "" || cell == row) value = $(column + 1) }
        END { gsub(/[ ,s]/, "", value); print value }')
    case $value in
        ''|*[!0-9.]*) echo "bench/tls: no figure in the output of bench/$benchmark" >&2; cat "$folder/output" >&2; exit 1 ;;
    esac
    echo "$value" >>"$folder/$mode"
}

median() { sort -n "$folder/$1" | awk '{ all[NR] = $1 } END { print all[int(NR / 2) + 1] }'; }

pair=1
while [ "$pair" -le "$pairs" ]; do
    # The first of a pair may be slower or faster for reasons of its own.
    if [ $((pair % 2)) = 1 ]; then measure plain "$@"; measure tls "$@"; else measure tls "$@"; measure plain "$@"; fi
    echo "pair $pair: $(tail -n 1 "$folder/plain") without TLS, $(tail -n 1 "$folder/tls") with TLS"
    pair=$((pair + 1))
done
awk -v plain="$(median plain)" -v tls="$(median tls)" -v figure="$figure" 'BEGIN {
    printf "%s, median: %s without TLS, %s with TLS: %+.1f %%\n", figure, plain, tls, (tls / plain - 1) * 100 }'
