#!/usr/bin/env bash
# Tries the hook with the real pre-commit (https://pre-commit.com), in a repository made for it and thrown away:
# a bad commit is refused, a good one passes, only what changed is checked, together with what the change affects.
#
#   tests/with-pre-commit.sh PATH-OF-OMBUDLINT    with that program, at once
#   tests/with-pre-commit.sh                      as a user has it: pre-commit builds ombudlint from this repository's last commit
#
# Ends with status 77 when pre-commit or git is not there.
set -euo pipefail
program=${1:-}
project=$(cd "$(dirname "$0")/.." && pwd)
for need in pre-commit git; do
  command -v "$need" >/dev/null || { echo "skipped: there is no $need here"; exit 77; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null PRE_COMMIT_HOME=$work/cache
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

fail() { echo "FAILED: $1"; cat "$work/said"; exit 1; }
commit() { git add -A && git commit -qm "$1" >"$work/said" 2>&1; }
says() { grep -qF -- "$1" "$work/said" || fail "it does not say: $1"; }
says_not() { ! grep -qF -- "$1" "$work/said" || fail "it says: $1"; }

# The repository that gives the hook.
if [ -n "$program" ]; then
  mkdir "$work/hooks"
  git -C "$work/hooks" init -q
  cp "$project/.pre-commit-hooks.yaml" "$work/hooks"
  git -C "$work/hooks" add -A
  git -C "$work/hooks" commit -qm hooks
  mkdir "$work/bin"
  ln -s "$(cd "$(dirname "$program")" && pwd)/$(basename "$program")" "$work/bin/ombudlint"
  export PATH=$work/bin:$PATH
  hooks=$work/hooks language='        language: system'
else
  hooks=$project language=
fi

# The landlord's repository, with one document that was bad before the hook came.
mkdir "$work/papers" && cd "$work/papers"
git init -q
cp "$project/fixtures/example/complaints-policy.md" old.md
git add -A && git commit -qm "before the hook"
cat >.pre-commit-config.yaml <<EOF
repos:
  - repo: $hooks
    rev: $(git -C "$hooks" rev-parse HEAD)
    hooks:
      - id: ombudlint
$language
EOF
pre-commit install >/dev/null
commit "the hook itself" || fail "a commit without documents is refused"
if [ -z "$program" ]; then
  pre-commit install-hooks >"$work/said" 2>&1 || fail "the hook cannot be built"
  built=$(find "$PRE_COMMIT_HOME" -type f -path '*/bin/ombudlint' | head -1)
  export PATH=$(dirname "$built"):$PATH
fi

cp "$project/fixtures/compliant/stage-1-response.md" good.md
printf '# Minutes\n\nWe met on Monday and talked about bicycles.\n' >minutes.md
commit "a good letter" || fail "a good letter is refused"

cp "$project/fixtures/example/stage-1-response.md" bad.md
! commit "a bad letter" || fail "a bad letter passes"
says "bad.md:44"
says_not "old.md"
says_not "good.md"
git reset -q --hard

printf '\nThank you.\n' >>good.md
commit "another good change" || fail "a good change is refused"

# Settings say how every document is read: all are checked.
printf '# ombudlint\n' >ombudlint.toml
! commit "settings" || fail "changed settings do not check the documents they are for"
says "old.md"
git reset -q --hard

# A baseline lets the old document pass; it, the settings and own rules are among what all documents are judged by.
printf 'rulesets = ["promises.toml"]\nbaseline = "known.json"\n' >ombudlint.toml
printf 'extends = "hos-2024"\ntitle = "Our promises"\n' >promises.toml
ombudlint check --write-baseline known.json >/dev/null 2>&1
commit "known findings" || fail "a commit with a baseline of all findings is refused"
printf '\n[[promise]]\nelement = "6.2.acknowledge"\nlimit = "2 working days"\nseverity = "error"\n' >>promises.toml
! commit "a stricter promise" || fail "a new promise does not check the documents it is for"
says "promises.toml"
git reset -q --hard
printf '[project]\nname = "site"\n' >pyproject.toml
commit "nothing of ombudlint's" || fail "a file that is not ombudlint's is refused"
rm known.json
printf 'rulesets = ["promises.toml"]\n' >ombudlint.toml
! commit "the baseline goes" || fail "settings without the baseline let the old document pass"
says "old.md"
git reset -q --hard

git rm -q old.md
commit "the old policy goes" || fail "a commit that takes a document away is refused"
echo "ok: the hook does what it should with $(pre-commit --version)"
