#!/usr/bin/env bash
# Checks src/LAYERS: who includes whom, and which room owns which library.
# Also: each .c includes its own header first, and no two files of the tree
# share a name.
#
#     tests/layers.sh            prints each breach as FILE:LINE: ...
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t files < <(find src -name '*.[ch]' | LC_ALL=C sort)

awk '
function fail(place, text) { print place ": " text; failures++ }

# Does a name fit a rule, where "x*" stands for all that begin with x?
function fits(rule, name) {
    if (substr(rule, length(rule)) == "*")
        return index(name, substr(rule, 1, length(rule) - 1)) == 1
    return rule == name
}

function read_rule(line,    colon, left, right, i, j, n, m, names, owners) {
    sub(/#.*/, "", line)
    if (line !~ /[^ \t]/) return
    colon = index(line, ":")
    if (!colon) { fail(FILENAME ":" FNR, "no colon"); return }
    left = substr(line, 1, colon - 1)
    right = substr(line, colon + 1)
    n = split(left, names, " ")
    m = split(right, owners, " ")
    for (i = 1; i <= n; i++) {
        if (names[i] ~ /^</) {
            foreign_count++
            foreign[foreign_count] = substr(names[i], 2, length(names[i]) - 2)
            foreign_owners[foreign_count] = " " right " "
            continue
        }
        rank[names[i]] = ++room_count
        for (j = 1; j <= m; j++) {
            may[names[i], owners[j]] = 1
            split(owners[j], part, "/")
            sub(/\.h$/, "", part[1])
            if (!(part[1] in rank) || part[1] == names[i])
                fail(FILENAME ":" FNR, names[i] " may include " owners[j] \
                     ", which does not stand above it")
        }
    }
}

function check_own(path, room, header,    target) {
    target = header
    if (header ~ /\//) sub(/\/.*/, "", target)
    else sub(/\.[a-z]+$/, "", target)
    if (target == room) return
    if (!(target in rank)) {
        fail(path ":" FNR, "\"" header "\" is in no room of src/LAYERS")
        return
    }
    if (!((room, target) in may) && !((room, header) in may))
        fail(path ":" FNR, room " may not include \"" header "\"")
}

function check_foreign(path, room, header,    i, j, n, owners, short, known) {
    short = path
    sub(/^src\//, "", short)
    for (i = 1; i <= foreign_count; i++) {
        if (!fits(foreign[i], header)) continue
        known = 1
        n = split(foreign_owners[i], owners, " ")
        for (j = 1; j <= n; j++)
            if (owners[j] == "*" || owners[j] == room || owners[j] == short)
                return
    }
    if (known) fail(path ":" FNR, room " may not include <" header ">")
    else fail(path ":" FNR, "<" header "> has no owner in src/LAYERS")
}

FILENAME == "src/LAYERS" { read_rule($0); next }

FNR == 1 {
    path = FILENAME
    room = path
    sub(/^src\//, "", room)
    if (room ~ /\//) sub(/\/.*/, "", room)
    else sub(/\.[ch]$/, "", room)
    if (!(room in rank)) fail(path ":1", "room " room " is not in src/LAYERS")
    base = path
    sub(/.*\//, "", base)
    if (base in seen) fail(path ":1", "has the same name as " seen[base])
    seen[base] = path
    own = ""
    if (path ~ /\.c$/) {
        own = path
        sub(/^src\//, "", own)
        sub(/\.c$/, ".h", own)
        if ((getline line < ("src/" own)) < 0) own = ""
        else close("src/" own)
    }
    first = 1
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
    header = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
    is_foreign = substr(header, 1, 1) == "<"
    header = substr(header, 2)
    sub(/[>"].*/, "", header)
    if (first && own != "" && header != own)
        fail(path ":" FNR, "include \"" own "\" first")
    first = 0
    if (is_foreign) check_foreign(path, room, header)
    else check_own(path, room, header)
}

END {
    if (failures) { print failures " breaches of src/LAYERS"; exit 1 }
}' src/LAYERS "${files[@]}"
