#!/bin/sh
# Grasp: lets VS Code ask about code by AI before a commit. A pre-commit hook calls this in a terminal of VS Code, whose
# window has named a folder of its own in GRASP_WINDOW. A request and its answer are files in there; N is this process:
#   here       the window asks at the moment; holds the number of its process
#   ask.N      the request: the form's version, the tree to be committed, editor or terminal, the folder of the commit
#   taken.N    the window has the request, and looks whether there is something to ask
#   go.N       the answer: the commit goes on
#   wait.N     the answer: somebody is asked; how many lines, how many seconds to wait, how many if somebody writes
#   writing.N  somebody writes; changes every few seconds
# It prints one line at most. Whatever happens, it ends with 0 and the commit goes on, unless the person ends git itself.
window=${GRASP_WINDOW:-}
request=
trap leave EXIT
trap leave HUP TERM
# Git has ended too, and the shell that runs the hook should know why this one has.
trap 'clear_away; trap - INT EXIT; kill -INT $$' INT
# Nobody may read any more what is printed.
trap '' PIPE
LC_ALL=C

leave() {
  trap - EXIT
  clear_away
  exit 0
}

# The request goes first: a window that finds it gone takes back what it answers after that.
clear_away() {
  [ -z "$request" ] || rm -f -- "$request" "$window/.ask.$$" "$window/wait.$$" "$window/writing.$$" "$window/go.$$"
}

# The commit need not wait until all is cleared away. What is left where that fails, as in a terminal that closes, the
# window clears away.
go_on() {
  clear_away >/dev/null 3>&- &
  request=
  exit 0
}

[ -n "$window" ] && [ -f "$window/here" ] || exit 0

# Set by whoever is no person: build machines, GRASP_OFF by choice, and agents in the shells that they run commands in.
# What they only set in terminals that people use too is left out, such as CURSOR_TRACE_ID.
[ -z "${CI:-}${GRASP_OFF:-}\
${AI_AGENT:-}${AGENT:-}\
${AMP_CURRENT_THREAD_ID:-}\
${ANTIGRAVITY_AGENT:-}\
${AUGMENT_AGENT:-}\
${CLAUDECODE:-}\
${CLINE_ACTIVE:-}\
${CODEX_CI:-}${CODEX_SANDBOX:-}${CODEX_THREAD_ID:-}\
${COPILOT_AGENT:-}${COPILOT_CLI:-}\
${CRUSH:-}\
${CURSOR_AGENT:-}\
${GEMINI_CLI:-}\
${GOOSE_TERMINAL:-}\
${IFLOW_CLI:-}\
${OPENCODE:-}\
${PI_CODING_AGENT:-}\
${QWEN_CODE:-}\
${ROO_ACTIVE:-}\
${TRAE_AI_SHELL_ID:-}\
${WINDSURF_CASCADE_TERMINAL:-}" ] || exit 0

# VS Code's git names its first argument there, and a commit has an option before its name. Others need a terminal.
where=editor
case ${VSCODE_GIT_COMMAND:-} in
  commit | -c) ;;
  *) [ -t 2 ] && where=terminal || exit 0 ;;
esac

# From here on only the one line goes to whoever commits.
true 3>&2 || exit 0
exec 3>&2 2>/dev/null

# Of a part of what has changed git makes another index, and holds the lock of the usual one meanwhile.
case ${GIT_INDEX_FILE:-} in
  index) git_dir=. ;;
  */index) git_dir=${GIT_INDEX_FILE%/*} ;;
  *) exit 0 ;;
esac
[ -e "$git_dir/HEAD" ] || exit 0
# Git leaves REBASE_HEAD behind when a rebase has ended, so that one tells nothing.
for state in MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD rebase-merge rebase-apply; do
  [ ! -e "$git_dir/$state" ] || exit 0
done
# A merge that runs this hook too, as the one of git's samples does, has no MERGE_HEAD yet.
case ${GIT_REFLOG_ACTION:-} in
  merge* | pull* | rebase* | cherry-pick* | revert* | am | am[!a-z]*) exit 0 ;;
esac

# A window that was killed has left its mark. The shell of Windows can not see processes that are none of its own.
read -r window_process <"$window/here"
case $window_process in '' | *[!0-9]*) exit 0 ;; esac
sees_process=
if kill -0 "$window_process"; then sees_process=1; else [ -n "${MSYSTEM:-}" ] || exit 0; fi

tree=$(git write-tree) || exit 0
umask 077
request=$window/ask.$$
printf '1\n%s\n%s\n%s' "$tree" "$where" "$PWD" >"$window/.ask.$$" && mv -f -- "$window/.ask.$$" "$request" || exit 0

# Whether there is somebody who could answer. A window that can not write an answer takes the request away.
is_there() {
  [ -f "$window/here" ] && [ -f "$request" ] && { [ -z "$sees_process" ] || kill -0 "$window_process"; }
}

# Sleeps for a part of a second and so many milliseconds, which are the same, or a whole second where there are no parts.
# Time is counted in sleeps: a computer that slept itself has not waited, and a clock that is set makes no difference.
slept=0
sleeps_parts=1
pause() {
  if [ -n "$sleeps_parts" ] && sleep "$1"; then
    slept=$((slept + $2))
  else
    sleeps_parts=
    sleep 1 || exit 0
    slept=$((slept + 1000))
  fi
}

# Most answers come within some milliseconds. A window that has taken the request may need longer to look at what is much.
until [ -e "$window/go.$$" ] || [ -e "$window/wait.$$" ]; do
  is_there && [ "$slept" -lt 3000 ] && { [ "$slept" -lt 1000 ] || [ -e "$window/taken.$$" ]; } || exit 0
  if [ "$slept" -lt 40 ]; then
    pause 0.002 2
  elif [ "$slept" -lt 100 ]; then
    pause 0.005 5
  elif [ "$slept" -lt 500 ]; then
    pause 0.02 20
  else
    pause 0.05 50
  fi
done
[ ! -e "$window/go.$$" ] || go_on

read -r lines seconds most <"$window/wait.$$"
case $lines in '' | 0* | *[!0-9]* | ???????*) exit 0 ;; esac
for number in "$seconds" "$most"; do
  case $number in [1-9] | [1-9][0-9] | [12][0-9][0-9] | 300) ;; *) exit 0 ;; esac
done

are="lines by AI are"
[ "$lines" -gt 1 ] || are="line by AI is"
printf '%s\n' "Grasp: $lines $are being asked about in VS Code. \"Commit now\" there goes on, and so does waiting $seconds s.\
 Ctrl+C ends the commit; a message given by -m goes with it." >&3

slept=0
changed=0
written=
until [ -e "$window/go.$$" ]; do
  is_there || exit 0
  now=
  [ ! -e "$window/writing.$$" ] || read -r now <"$window/writing.$$"
  if [ -n "$now" ] && [ "$now" != "$written" ]; then
    written=$now
    changed=$slept
  fi
  # What does not change any more is of a window that hangs.
  limit=$seconds
  if [ -n "$written" ] && [ $((slept - changed)) -lt 15000 ] && [ "$most" -gt "$seconds" ]; then limit=$most; fi
  [ "$slept" -lt $((limit * 1000)) ] || exit 0
  pause 0.1 100
done
exit 0
