# Sourced by images.sh: a file system made of Debian packages and all that they depend on, without installing anything and
# without root. Their scripts are not run; what has to be set up is said in the image's Dockerfile.
# shellcheck shell=bash

work=artifacts/images

# In every image: the directories, users, a shell, and what lets a web client trust a server.
base_packages=(base-files base-passwd dash coreutils)

has_apt() { command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; }

# apt with an empty machine in mind: an own status, so that all dependencies count as missing.
empty_apt() {
    mkdir -p "$work/debs" "$work/none/partial"
    : >"$work/status"
    apt-get -qq -y --no-install-recommends -o APT::Sandbox::User=root -o Debug::NoLocking=1 \
        -o Dir::State::status="$PWD/$work/status" -o Dir::Cache::archives="$PWD/$work/none" "${apt_lists[@]}" "$@"
}

# The package lists of this machine, or own ones where it has none or old ones.
apt_lists=()
own_lists() {
    mkdir -p "$work/lists/partial"
    apt_lists=(-o "Dir::State::lists=$PWD/$work/lists")
    empty_apt update
}

lines_of() { sed 's/ *#.*//; /^$/d' "$1"; }

# The files that make up a recipe's packages: URI, name, size and hash, a line each. A package whose name follows a minus in the
# list is left out although something depends on it.
resolve() {
    local wanted pattern
    mapfile -t wanted < <(printf '%s\n' "${base_packages[@]}" && lines_of "$1" | grep -v '^-')
    pattern=$(lines_of "$1" | sed -n "s/^-//; t found; d; :found; s/\*/[^_]*/g; s/.*/ &_/p")
    lookup() { empty_apt --print-uris install "${wanted[@]}"; }
    { lookup 2>/dev/null || { own_lists && lookup; }; } | { grep -vE "${pattern:-^$}" || [ $? -eq 1 ]; }
}

# Fetches the packages of such lines, unless they lie there already. "name_1%3a2_all.deb" is version 1:2 of "name".
download() {
    local wanted
    mapfile -t wanted < <(cut -d ' ' -f 2 | while read -r deb; do [ -f "$work/debs/$deb" ] || echo "$deb"; done \
        | sed 's/%3a/:/; s/^\([^_]*\)_\([^_]*\)_.*/\1=\2/')
    [ ${#wanted[@]} -eq 0 ] || (apt_lists=("${apt_lists[@]}") && cd "$work/debs" && quietly apt-get -qq "${apt_lists[@]}" download "${wanted[@]}")
}

# What a recipe adds that is no package: infra/images/NAME/more says its version, and copies it into a directory.
more() { if [ -x "$1/more" ]; then "$1/more" "${@:2}"; fi; }

# Debian's directories are links into /usr, which some packages still bypass.
unpack() {
    local root=$1 deb dir
    mkdir -p "$root"/usr/{bin,sbin,lib,lib64,local/bin} "$root"/etc
    for dir in bin sbin lib lib64; do ln -s "usr/$dir" "$root/$dir"; done
    while read -r deb; do
        dpkg-deb --fsys-tarfile "$work/debs/$deb" | tar -x -C "$root" --no-same-owner --keep-directory-symlink \
            --exclude './usr/share/doc/*' --exclude './usr/share/man/*' --exclude './usr/share/locale/*' \
            --exclude './usr/share/info/*' --exclude './usr/share/lintian/*' --exclude './usr/share/bug/*'
    done
    cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
    cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
}

# The packages of a recipe, which lie here, as an image of one layer. Reads the lines of resolve.
import_packages() {
    local recipe=$1 image=$2 root
    root=$work/$(basename "$recipe")
    rm -rf "$root"
    mkdir -p "$root"
    cut -d ' ' -f 2 | unpack "$root"
    more "$recipe" copy "$root"
    tar -c -C "$root" --owner=0 --group=0 --numeric-owner . \
        | docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin' - "$image" >/dev/null
    rm -rf "$root"
}
