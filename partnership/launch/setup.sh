#!/bin/sh
# Makes .venv/ hold what requirements.txt locks. Does nothing, and needs no network, when it already does:
# the copy of the lock inside .venv/ says what is installed.
set -eu

lock=requirements.txt
py=.venv/bin/python

if cmp -s "$lock" ".venv/$lock" && "$py" -c '' 2>/dev/null; then exit 0; fi

found=
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$name; break; fi
done
if [ -z "$found" ]; then
  echo 'The portal needs Python 3.11 or newer, and none was found.' >&2
  exit 1
fi

echo "Installing the locked packages into .venv/ with $("$found" --version); the first time takes a minute or two."
if "$found" -m venv --clear .venv >/dev/null 2>&1; then
  set -- "$py" -m pip
elif "$found" -m venv --clear --without-pip .venv 2>/dev/null && "$found" -m pip --version >/dev/null 2>&1; then
  set -- "$found" -m pip --python "$py"
else
  echo 'No virtual environment could be made in .venv/: the disk is full, or Python lacks venv (Debian: python3-venv).' >&2
  exit 1
fi
if ! "$@" install -qq --disable-pip-version-check --require-hashes --only-binary :all: --requirement "$lock"; then
  echo 'The locked packages could not be installed; the lines above say why.' >&2
  exit 1
fi
cp "$lock" ".venv/$lock"
