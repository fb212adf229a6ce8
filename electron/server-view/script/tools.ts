import { piece } from './piece.ts';

/** What the parts of a script share: texts, numbers and times, and what a failure of the system means. */
export const tools = {
  powerShell: piece`
    # A text without control characters, no longer than it may be.
    $short = {
      param($text, $longest)
      $line = "$text" -replace '[\x00-\x1f\x7f]+', ' '
      if ($line -match ('^.{' + $longest + '}')) { $line = $matches[0] }
      $line
    }

    # What a failure of the system means, in one of the known words.
    $reasonOfSocket = {
      param($code)
      switch ("$code") {
        'HostNotFound' { 'not-found' }
        'NoData' { 'not-found' }
        'TryAgain' { 'lookup-failed' }
        'NoRecovery' { 'lookup-failed' }
        'ConnectionRefused' { 'refused' }
        'TimedOut' { 'silent' }
        'HostUnreachable' { 'unreachable' }
        'NetworkUnreachable' { 'unreachable' }
        'HostDown' { 'unreachable' }
        'ConnectionReset' { 'reset' }
        'ConnectionAborted' { 'reset' }
        default { 'other' }
      }
    }
  `,
  sh: piece`
    has() { command -v "$1" >/dev/null 2>&1; }

    # A JSON string in ASCII, or null for nothing. Bytes that are not ASCII are written as the code points of their values.
    string() {
      if [ -z "$1" ]; then
        printf 'null'
      elif [ -n "$(printf '%s' "$1" | tr -d '\011\012\015\040-\176')" ]; then
        if has od; then
          printf '"%s"' "$(printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n\t' | sed 's/\(..\)/\\u00\1/g')"
        else
          printf '"%s"' "$(printf '%s' "$1" | tr -cd '\040-\176' | sed 's/\\/\\\\/g; s/"/\\"/g')"
        fi
      else
        printf '"%s"' "$(printf '%s' "$1" | tr '\011\012\015' '   ' | sed 's/\\/\\\\/g; s/"/\\"/g')"
      fi
    }

    # A number, or null for anything else.
    number() {
      case $1 in
        '' | *[!0-9]*) printf 'null' ;;
        *) printf '%s' "$1" ;;
      esac
    }

    # Seconds with a fraction, as curl tells them, in milliseconds.
    milliseconds() { printf '%s\n' "$1" | sed -n 's/^\([0-9]*\)[.,]\([0-9][0-9][0-9]\).*$/\1\2/p' | sed 's/^0*\([0-9]\)/\1/'; }

    # Whether curl came so far that it could stop a time; on the same machine it may take less than a millisecond.
    reached() { [ -n "$(printf '%s' "$1" | tr -d '0.,')" ]; }

    # What is left of the first where the second is taken away; at least 0.
    difference() {
      if [ -n "$1" ] && [ -n "$2" ] && [ "$1" -ge "$2" ]; then printf '%s' "$(($1 - $2))"; else printf '%s' "$1"; fi
    }
  `,
};
