#!/usr/bin/env bash
# Brings a Debian or Ubuntu machine to where the Makefile can work: `prepare.sh python`, `browser`, `postgres`, `login`
# or `spark`.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() { echo "$1" >&2; exit 1; }

apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=300 update -qq >&2 || true
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@" </dev/null >&2
}

find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  return 1
}

prepare_python() {
  local python
  python=$(find_python) || { apt_install python3 python3-venv && python=$(find_python); } ||
    stop "Python 3.11 or later is needed: install it (sudo apt-get install python3 python3-venv) and try again."
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install python3-venv python3-pip ||
      stop "Python lacks the venv module: install it (sudo apt-get install python3-venv) and try again."
  fi
  [ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
  echo "Installing the locked packages into .venv ..."
  # The lock is whole: with dependencies left to pip, it looks for extras beyond it once a newer version is published.
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --require-hashes \
    -r requirements.lock
  # The commands of this project itself; everything it needs is installed above, so nothing is fetched.
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
}

prepare_browser() {
  has_chromium && return
  apt_install chromium fonts-dejavu-core || true
  has_chromium ||
    stop "Chromium is needed for this: install it (sudo apt-get install chromium) and try again."
}

has_chromium() { chromium --version >/dev/null 2>&1 </dev/null; }

prepare_postgres() {
  has_postgres && return
  apt_install postgresql || true
  has_postgres || stop "PostgreSQL is needed for this: install it (sudo apt-get install postgresql) and try again."
}

# The programs of a server lie outside PATH on Debian; psql alone, which is on it, is only a client.
has_postgres() { compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null; }

prepare_login() {
  command -v npm >/dev/null || apt_install nodejs npm || true
  command -v npm >/dev/null || stop "Node.js is needed for this: install it (sudo apt-get install nodejs npm) and try again."
  [ -d tests/login/node_modules/oidc-provider ] ||
    npm install --prefix tests/login --no-package-lock --no-audit --no-fund --silent </dev/null
}

# Spark and what it needs lie apart, in .venv-spark, and see the packages of .venv: a municipality needs none of it.
prepare_spark() {
  if ! has_java; then
    apt_install openjdk-17-jre-headless || true
    has_java || stop "Java 17 or later is needed: install it (sudo apt-get install openjdk-17-jre-headless) and try again."
  fi
  [ -x .venv-spark/bin/python ] || .venv/bin/python -m venv --without-pip --clear .venv-spark
  echo "Installing Spark into .venv-spark ..."
  .venv/bin/python -m pip --python .venv-spark/bin/python install -qq --disable-pip-version-check --no-input --no-deps \
    --require-hashes -r requirements-spark.lock
  .venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
    >"$(.venv-spark/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kvalitetstavle.pth"
}

has_java() { java -version 2>&1 </dev/null | grep -qE 'version "(1[7-9]|[2-9][0-9])'; }

case "${1:-}" in
  python) prepare_python ;;
  browser) prepare_browser ;;
  postgres) prepare_postgres ;;
  login) prepare_login ;;
  spark) prepare_spark ;;
  *) stop "usage: scripts/prepare.sh python|browser|postgres|login|spark" ;;
esac
