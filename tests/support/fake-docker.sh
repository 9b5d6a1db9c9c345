#!/bin/sh
# A stand-in for docker: it notes every call, and for containers it starts the reference server.
set -u

fail() {
  printf 'Some progress\n%s\n' "$1" >&2
  exit 1
}

# The port of the first argument that names a container or a project.
port_in() {
  printf '%s\n' "$@" | sed -n 's/^zitadel-conformance-\([0-9]*\).*/\1/p' | head -n 1
}

is_alive() {
  [ -s "$FAKE_DOCKER/$1.pid" ] && kill -0 "$(cat "$FAKE_DOCKER/$1.pid")" 2>/dev/null
}

up() {
  [ "$FAKE_DOCKER_FAULT" != "refuses $ZITADEL_IMAGE_TAG" ] || fail 'Error response from daemon: manifest unknown'
  profile="zitadel-${ZITADEL_IMAGE_TAG#v}"
  cd "$FAKE_DOCKER_ROOT" || exit 1
  "$FAKE_DOCKER_NODE" scripts/run.mjs reference --port "$VENDOR_PORT" --profile "$profile" \
    </dev/null >"$FAKE_DOCKER/$VENDOR_PORT.out" 2>&1 &
  echo $! >"$FAKE_DOCKER/$VENDOR_PORT.pid"
  [ "$FAKE_DOCKER_FAULT" != ends ] || kill $!
}

down() {
  of=$(port_in "$@")
  if is_alive "$of"; then
    [ "$FAKE_DOCKER_FAULT" != stays ] || fail 'Error response from daemon: still in use'
    kill "$(cat "$FAKE_DOCKER/$of.pid")"
  fi
  rm -f "$FAKE_DOCKER/$of.pid"
}

# The server's token is there as soon as it has printed it.
copy() {
  token=$(sed -n 's/.*ZITADEL_ADMIN_TOKEN=\([^ ]*\).*/\1/p' "$FAKE_DOCKER/$(port_in "$1").out")
  [ -n "$token" ] || fail 'Could not find the file /token/admin.pat'
  echo "$token" >"$2"
}

inspect() {
  if is_alive "$(port_in "$@")"; then echo true; else echo false; fi
}

{
  printf '%s\t%s' "${ZITADEL_IMAGE_TAG-}" "${VENDOR_PORT-}"
  printf '\t%s' "$@"
  echo
} >>"$FAKE_DOCKER/calls.tsv"

case "$1 $*" in
  cp\ *) copy "$2" "$3" ;;
  inspect\ *) inspect "$@" ;;
  ps\ *) [ "$FAKE_DOCKER_FAULT" != sleeps ] || fail 'Cannot connect to the Docker daemon.' ;;
  logs\ *) printf 'msg=starting\nmsg=no database\n' >&2 ;;
  *\ up\ *) up ;;
  *\ down\ *) down "$@" ;;
esac
