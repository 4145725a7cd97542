# Functions shared by the commands in this folder, which source this file first. Removes --record from the arguments.
# shellcheck shell=sh
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
command=bench/$(basename "$0")
page=$root/docs/benchmarks.md

record=
for argument; do
    shift
    if [ "$argument" = --record ]; then record=1; else set -- "$@" "$argument"; fi
done

# Runs its arguments as a command. With --record, the output replaces the command's section of docs/benchmarks.md.
bench() {
    [ -n "$record" ] || exec "$@"
    grep -qF "<!-- $command -->" "$page" || { echo "$command: $page has no section for it" >&2; exit 1; }
    output=$(mktemp)
    trap 'rm -f "$output" "$output".*' EXIT
    { "$@" || echo $? >"$output.status"; } | tee "$output"
    if [ -e "$output.status" ]; then
        echo "$command: it failed, so nothing was recorded" >&2
        exit "$(cat "$output.status")"
    fi
    section >"$output.section"
    # Replaces everything between the two marks.
    awk -v begin="<!-- $command -->" -v end="<!-- end of $command -->" -v section="$output.section" '
        $0 == end { inside = 0 }
        !inside { print }
        $0 == begin { inside = 1; while ((getline line < section) > 0) print line }
    ' "$page" >"$output.page"
    cat "$output.page" >"$page"
    echo "recorded in docs/benchmarks.md" >&2
}

section() {
    commit=$(git -C "$root" rev-parse --short=10 HEAD 2>/dev/null || echo unknown)
    [ -z "$(git -C "$root" status --porcelain -- src bench 2>/dev/null)" ] || commit="$commit with changes"
    printf '%s, commit %s, %s\n\n```text\n' "$(date -u +%F)" "$commit" "$(machine)"
    sed -e 's/[[:space:]]*$//' "$output" | awk 'NF { for (; blank > 0; blank--) print ""; print; begun = 1; next } begun { blank++ }'
    printf '```\n'
}

machine() {
    cores=$(getconf _NPROCESSORS_ONLN)
    if [ -r /proc/cpuinfo ]; then
        model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
        memory=$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo)
        system=$(. /etc/os-release && echo "$PRETTY_NAME")
        echo "${model:-$(uname -m)}, $cores cores, $memory, $system"
    else
        echo "$(uname -srm), $cores cores"
    fi
}
