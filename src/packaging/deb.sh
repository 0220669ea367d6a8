#!/usr/bin/env bash
# Makes a Debian source package and the package built from it.
#
#     src/packaging/deb.sh DIR VERSION     `make deb`: in out/deb
#
# What is packed is the tree as it lies here, without book and tests.  Nothing
# is signed.
set -euo pipefail
folder=$1
version=$2
cd "$(dirname "$0")/../.."

for tool in dpkg-buildpackage dh fakeroot; do
    if ! command -v $tool >/dev/null; then
        echo "deb.sh: no $tool: apt-get install dpkg-dev debhelper fakeroot" >&2
        exit 1
    fi
done
stated=$(dpkg-parsechangelog -l src/packaging/debian/changelog -S Version)
if [ "$stated" != "$version" ]; then
    echo "deb.sh: src/packaging/debian/changelog is of $stated: write an entry for $version" >&2
    exit 1
fi

source=$folder/bouwsteen-$version
rm -rf "$folder"
mkdir -p "$source"
cp -a Makefile README.md LICENSE src fonts styles "$source"
mv "$source/src/packaging/debian" "$source/debian"
cd "$source"
dpkg-buildpackage --no-sign --jobs="${JOBS:-2}"
