#!/bin/sh
# Grasp: notes which file an agent has just edited. The agent's own hook calls this with the agent's name and tells
# what it did on standard input, as JSON. One line goes into the folder "spool" beside this file; Grasp reads it there.
# Kept: agent, session, tool, time, path, git's hash of the file, and the text that was replaced and its replacement where
# the line stays short. Never kept: prompts, whole files, output of commands. Says nothing, and ends with 0 whatever happens.
agent=$1
spool=${0%/*}/spool
exec >/dev/null 2>&1
# Where there is no input there is nothing to note.
true 3<&0 || exit 0
exec 3<&0
umask 077
LC_ALL=C
export LC_ALL
unset GIT_DIR GIT_WORK_TREE GIT_OBJECT_DIRECTORY

note() {
  [ -d "$spool" ] || return
  now=$(date +%s)
  day=$((now / 86400))
  # Nothing stays longer than 7 days, also when nobody reads it any more. Names begin with the day.
  for old in "$spool"/*; do
    name=${old##*/}
    name=${name%%.*}
    case $name in '' | *[!0-9]*) continue ;; esac
    [ "$name" -gt $((day - 7)) ] || rm -f "$old"
  done
  file=$spool/$day.jsonl
  [ ! -h "$file" ] || return
  # A window may take the file away in between.
  size=$(wc -c <"$file") || size=0
  # 7 days of this, and of what windows put back, are less than 10 MB.
  [ "$size" -lt 700000 ] || return
  head -c 262144 | awk -v agent="$agent" "$program" | {
    set --
    while IFS= read -r real && IFS= read -r start && IFS= read -r edits; do
      [ -f "$real" ] || real=
      set -- "$@" "$real" "$start" "$edits"
    done
    blobs="$(hashes "$@")$line_feed"
    while [ $# -gt 0 ]; do
      blob=
      [ -z "$1" ] || blob=${blobs%%"$line_feed"*} blobs=${blobs#*"$line_feed"}
      # A line that a full disk has torn must not take this one with it.
      printf '\n%s,"time":%s000,"call":%s,"edits":[%s],"blob":"%s"}\n' "$2" "$now" "$$" "$3" "$blob" >>"$file"
      shift 3
    done
  }
}

# Git's hashes of the first of every three arguments, one a line, from one process; of none where that is empty.
hashes() {
  count=$#
  while [ "$count" -gt 0 ]; do
    count=$((count - 3))
    if [ -z "$1" ]; then shift 3; else
      real=$1
      shift 3
      set -- "$@" "$real"
    fi
  done
  # Outside of any repository, whose settings are not to be read, and without filters.
  [ $# -eq 0 ] || (cd / && git hash-object --no-filters -- "$@")
}
line_feed='
'

# JSON is taken apart at its quotes; texts stay escaped as they were, so that what is kept is JSON again.
program='
BEGIN { RS = "\001"; split("Edit Write NotebookEdit replace write_file apply_patch create edit afterFileEdit", names, " ")
  for (i in names) edits_files[names[i]] = 1 }
NR == 1 { read_json($0, 0); tell() }

# Escapes are hidden first, at the same length, so that every quote that is left begins or ends a text.
function read_json(json, depth,   hidden, piece, count, i, at, text) {
  hidden = json
  gsub(/\\\\/, "..", hidden)
  gsub(/\\"/, "..", hidden)
  count = split(hidden, piece, "\"")
  at = 1
  for (i = 1; i < count && !is_over; i++) {
    if (i % 2) depth = read_marks(piece[i], depth)
    else {
      text = substr(json, at, length(piece[i]))
      if (depth > 0 && awaits_name[depth]) name[depth] = text
      else value(text, depth)
    }
    at += length(piece[i]) + 1
  }
}

function read_marks(marks, depth,   i, mark) {
  gsub(/[^][{}:,]/, "", marks)
  if (length(marks) > 1000) is_over = 1
  for (i = 1; i <= length(marks) && !is_over; i++) {
    mark = substr(marks, i, 1)
    if (mark == "{" || mark == "[") {
      if (++depth > 40) is_over = 1
      is_object[depth] = awaits_name[depth] = (mark == "{")
      name[depth] = ""
    } else if (mark == "}" || mark == "]") {
      if (depth > 0) depth--
      # What follows is what the tool answered.
      if (depth == 1 && name[1] == "tool_input" && tool != "" && session != "") is_over = 1
    } else if (mark == ":") awaits_name[depth] = 0
    else awaits_name[depth] = is_object[depth]
  }
  return depth
}

function value(text, depth,   key, top) {
  key = name[depth]; top = name[1]
  if (depth == 1) {
    if (key == "session_id" || key == "sessionId") session = text
    else if (key == "conversation_id") conversation = text
    else if (key == "tool_name" || key == "toolName") tool = text
    else if (key == "hook_event_name") event = text
    else if (key == "cwd") cwd = text
    else if (key == "cursor_version") agent = "cursor"
    else if (key == "file_path") path = text
    else if (key == "toolArgs") read_json(unescaped(text), 1)
  } else if (depth == 2 && (top == "tool_input" || top == "toolArgs")) {
    if (key == "file_path" || key == "notebook_path" || key == "path") path = text
    else if (key == "command") patch = text
    else edit(key, text)
  } else if (depth == 3 && top == "edits") edit(key, text)
}

function edit(key, text) {
  if (key == "old_string" || key == "old_str") { removed = text; halves++ }
  else if (key == "new_string" || key == "new_str") { inserted = text; halves++ }
  else return
  if (halves % 2) return
  if (length(edits) + length(removed) + length(inserted) > 3000) is_long = 1
  if (!is_long) edits = edits (edits == "" ? "" : ",") "{\"removed\":\"" removed "\",\"inserted\":\"" inserted "\"}"
}

function unescaped(text) {
  gsub(/\\\\/, "\002", text); gsub(/\\"/, "\"", text); gsub(/\\\//, "/", text); gsub(/\\[nrtbf]/, " ", text)
  gsub("\002", "\\", text)
  return text
}

function tell(   lines, count, i, told) {
  if (tool == "") tool = event
  if (!(tool in edits_files)) return
  if (session == "") session = conversation
  if (tool != "apply_patch") { tell_of(path, is_long ? "" : edits); return }
  gsub(/\\\\/, "\002", patch)
  count = split(patch, lines, /\\n/)
  for (i = 1; i <= count && told < 50; i++) {
    if (sub(/^\*\*\* (Add|Update|Delete) File: /, "", lines[i])) { tell_of(path, ""); path = lines[i]; told++ }
    else if (sub(/^\*\*\* Move to: /, "", lines[i])) { tell_of(path, ""); path = lines[i]; told++ }
  }
  tell_of(path, "")
}

function tell_of(path, edits,   real) {
  sub(/(\\r| )*$/, "", path)
  if (path == "" || index(path, "\002")) return
  if (path !~ /^\//) { if (cwd !~ /^\//) return; path = cwd "/" path }
  if (length(path) > 2000 || length(session) > 200) return
  if (length(path) + length(edits) > 3300) edits = ""
  real = path
  gsub(/\\\\/, "\002", real); gsub(/\\"/, "\"", real); gsub(/\\\//, "/", real)
  # Other escapes stand for what no shell should guess: the file goes without a hash.
  if (real ~ /\\/) real = ""
  gsub("\002", "\\", real)
  print real
  print "{\"v\":1,\"agent\":\"" agent "\",\"session\":\"" session "\",\"tool\":\"" tool "\",\"path\":\"" path "\""
  print edits
}
'

{ note; cat; } <&3 &
work=$!
# For input that never ends.
{ sleep 5; kill -9 "$work"; } 3<&- &
guard=$!
wait "$work"
kill "$guard"
exit 0
