import type { ScriptTarget } from './target.ts';

/** A text between single quotes, which is all that POSIX sh needs to take it as it stands. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** How long one attempt to connect may take, and one whole request. */
export interface ShellLimits {
  connectSeconds: number;
  seconds: number;
}
const usualLimits: ShellLimits = { connectSeconds: 8, seconds: 15 };

/**
 * The script for Linux and other systems with a POSIX shell. It wants curl; with openssl it tells the whole chain, with
 * getent or nslookup all addresses. It reads only and prints one line of JSON in ASCII.
 */
export const shellScript = (
  target: ScriptTarget,
  { connectSeconds, seconds }: ShellLimits = usualLimits,
): string => `#!/bin/sh
# Looks at the Identity Service of Creatio from this machine: name, connection, certificate, discovery, clock.
# Run it on the Creatio server, best as the user under which Creatio runs. It changes nothing and sends no credentials.
# It prints one line; paste that line into the console, or save it and open the file there.
(
address=${quoted(target.address)}
document=${quoted(target.document)}
host=${quoted(target.hostname)}
port=${quoted(String(target.port))}
secure=${quoted(target.secure ? 'yes' : 'no')}
connect_seconds=${connectSeconds}
seconds=${seconds}
host_is_address=${quoted(target.isAddress ? 'yes' : 'no')}
${body})
`;

const body = String.raw`
set -f
LC_ALL=C
export LC_ALL

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

# Asks for the discovery document; the options come first. Headers, body, the words of curl, then our two lines.
ask() {
  {
    curl -q -g -sS -i --connect-timeout "$connect_seconds" -m "$seconds" "$@" -H 'Accept: application/json' \
      -w '\nCURL %{http_code} %{time_namelookup} %{time_connect} %{time_appconnect} %{time_total} %{remote_ip}\n' \
      "$document" 2>&1 </dev/null
    printf '\nEXIT %s\n' "$?"
  } | tr -d '\000\015' | tail -c 131072
}

# Reads an answer of ask into variables.
understand() {
  answer=$1
  code=$(printf '%s\n' "$answer" | sed -n 's/^EXIT //p' | tail -n 1)
  words=$(printf '%s\n' "$answer" | sed -n 's/^.*\(curl: ([0-9]*) .*\)$/\1/p' | tail -n 1 | cut -c 1-500)
  # shellcheck disable=SC2046
  set -- $(printf '%s\n' "$answer" | sed -n 's/^CURL //p' | tail -n 1)
  status=$1
  lookup_ms=$(milliseconds "$2")
  connect_ms=$(milliseconds "$3")
  secure_ms=$(milliseconds "$4")
  connect_time=$3
  secure_time=$4
  total_ms=$(milliseconds "$5")
  remote=$6
  if [ "$status" = 000 ]; then status=''; fi
  head_lines=''
  rest=$(printf '%s\n' "$answer" | sed '/^CURL [0-9]/d; /^EXIT [0-9]*$/d; /^curl: ([0-9]*) /d')
  # A proxy answers for itself first.
  turns=0
  while [ "$turns" -lt 4 ]; do
    case $rest in
      HTTP/*)
        head_lines=$(printf '%s\n' "$rest" | sed '/^$/q')
        rest=$(printf '%s\n' "$rest" | sed '1,/^$/d')
        ;;
    esac
    turns=$((turns + 1))
  done
  content=$(printf '%s\n' "$rest" | tr '\n' ' ' | sed 's/^ *//; s/ *$//')
  content_type=$(printf '%s\n' "$head_lines" | sed -n 's/^[Cc][Oo][Nn][Tt][Ee][Nn][Tt]-[Tt][Yy][Pp][Ee]: *//p' | head -n 1 | cut -c 1-200)
  server_date=$(printf '%s\n' "$head_lines" | sed -n 's/^[Dd][Aa][Tt][Ee]: *//p' | head -n 1 | cut -c 1-60)
  issuer=$(printf '%s\n' "$content" | sed -n 's/.*"issuer" *: *"\([^"]*\)".*/\1/p' | cut -c 1-500)
  start=$(printf '%s\n' "$content" | cut -c 1-300)
}

# The reason of a certificate that is not trusted, from the words of curl and the number that openssl gives.
distrust() {
  case $1 in
    *'not yet valid'*) printf 'not-yet-valid' ;;
    *expired*) printf 'expired' ;;
    *'does not match'* | *'no alternative certificate'* | *'not match'*) printf 'wrong-name' ;;
    *'self signed certificate in'* | *'self-signed certificate in'*) printf 'untrusted' ;;
    *'self signed'* | *'self-signed'*) printf 'self-signed' ;;
    *)
      case $verify in
        9) printf 'not-yet-valid' ;;
        10) printf 'expired' ;;
        18) printf 'self-signed' ;;
        62 | 64) printf 'wrong-name' ;;
        *) printf 'untrusted' ;;
      esac
      ;;
  esac
}

# The reason why a secure connection was not made, from the words of curl.
handshake() {
  case $1 in
    *'wrong version number'* | *'unknown protocol'* | *'packet length'* | *'record overflow'*) printf 'plain-http' ;;
    *'protocol version'* | *'unsupported protocol'* | *'no protocols available'* | *'legacy renegotiation'*) printf 'protocol-too-old' ;;
    *'certificate required'* | *'bad certificate'* | *'handshake failure'*'ertificate'*) printf 'client-certificate-wanted' ;;
    *'onnection reset'* | *SYSCALL* | *'unexpected eof'*) printf 'reset' ;;
    *) printf 'handshake-failed' ;;
  esac
}

# One certificate of the chain as JSON.
certificate() {
  about=$(printf '%s\n' "$1" | openssl x509 -noout -subject -issuer -dates -fingerprint -sha256 2>/dev/null)
  printf '{"subject":'
  string "$(printf '%s\n' "$about" | sed -n 's/^subject= *//p' | head -n 1 | cut -c 1-500)"
  printf ',"issuer":'
  string "$(printf '%s\n' "$about" | sed -n 's/^issuer= *//p' | head -n 1 | cut -c 1-500)"
  printf ',"validFrom":'
  string "$(printf '%s\n' "$about" | sed -n 's/^notBefore=//p' | head -n 1)"
  printf ',"validTo":'
  string "$(printf '%s\n' "$about" | sed -n 's/^notAfter=//p' | head -n 1)"
  printf ',"fingerprint256":'
  string "$(printf '%s\n' "$about" | sed -n 's/^.*Fingerprint=//p' | head -n 1)"
  printf '}'
}

# The chain that openssl was sent, as JSON.
chain_of() {
  printf '%s\n' "$1" | {
    pem=''
    comma=''
    count=0
    while IFS= read -r line; do
      case $line in
        *'BEGIN CERTIFICATE'*) pem=$line ;;
        *'END CERTIFICATE'*)
          count=$((count + 1))
          if [ "$count" -le 6 ]; then
            printf '%s' "$comma"
            certificate "$pem
$line"
            comma=','
          fi
          pem=''
          ;;
        *)
          if [ -n "$pem" ]; then
            pem="$pem
$line"
          fi
          ;;
      esac
    done
  }
}

# Without openssl, the words of curl tell the server's own certificate.
leaf_of() {
  subject=$(printf '%s\n' "$1" | sed -n 's/^\* *subject: *//p' | head -n 1 | cut -c 1-500)
  if [ -z "$subject" ]; then return; fi
  printf '{"subject":'
  string "$subject"
  printf ',"issuer":'
  string "$(printf '%s\n' "$1" | sed -n 's/^\* *issuer: *//p' | head -n 1 | cut -c 1-500)"
  printf ',"validFrom":'
  string "$(printf '%s\n' "$1" | sed -n 's/^\* *start date: *//p' | head -n 1 | cut -c 1-60)"
  printf ',"validTo":'
  string "$(printf '%s\n' "$1" | sed -n 's/^\* *expire date: *//p' | head -n 1 | cut -c 1-60)"
  printf ',"fingerprint256":null}'
}

# The common fields of a part: ok, reason, words, duration.
part() {
  printf '"ok":%s,"reason":' "$1"
  string "$2"
  printf ',"detail":'
  string "$3"
  printf ',"durationMs":'
  number "$4"
}

# --- the name
names=''
name_ok=null
name_reason='no-tool'
name_words=''
if [ "$host_is_address" = yes ]; then
  name_ok=true
  name_reason='not-needed'
  names=$host
elif has getent; then
  names=$(getent ahosts "$host" 2>/dev/null | sed 's/[[:space:]].*$//' | sort -u | head -n 16)
  if [ -n "$names" ]; then name_ok=true; name_reason=''; else name_ok=false; name_reason='not-found'; fi
elif has nslookup; then
  found=$(nslookup "$host" 2>&1 </dev/null)
  names=$(printf '%s\n' "$found" | sed '1,/^Name/d' | sed -n 's/^Address[ 0-9]*: *\([0-9a-fA-F.:]*\).*$/\1/p' | sort -u | head -n 16)
  if [ -n "$names" ]; then
    name_ok=true
    name_reason=''
  else
    name_ok=false
    name_reason='not-found'
    name_words=$(printf '%s\n' "$found" | tail -n 2 | tr '\n' ' ' | cut -c 1-300)
    case $found in *'timed out'* | *'no servers could be reached'* | *SERVFAIL*) name_reason='lookup-failed' ;; esac
  fi
fi

# --- the way, the certificate and the document, directly first
connected=null; connected_reason='no-tool'; connected_words=''; connected_ms=''; name_ms=''
tls_ok=null; tls_reason='no-tool'; tls_words=''; tls_ms=''; trusted=null; protocol=''; chain=''; verify=''
found_ok=null; found_reason='no-tool'; found_words=''; found_ms=''; unverified=false; through_proxy=null
status=''; content_type=''; issuer=''; start=''; server_date=''; remote=''; code=''; words=''

if [ "$secure" = no ]; then tls_reason='not-needed'; fi

if has curl; then
  understand "$(ask --noproxy '*')"
  name_ms=$lookup_ms
  if [ "$name_ok" = null ]; then
    if [ "$code" = 6 ]; then
      name_ok=false; name_reason='not-found'; name_words=$words
    else
      name_ok=true; name_reason=''; names=$remote
    fi
  elif [ "$code" = 6 ] && [ "$name_ok" = true ]; then
    name_ok=false; name_reason='lookup-failed'; name_words=$words
  fi

  if [ "$name_ok" = false ]; then
    connected_reason='skipped'
    if [ "$secure" = yes ]; then tls_reason='skipped'; fi
    found_reason='skipped'
  else
    # Words without a connection: curl tells no time for one.
    case $code in
      7)
        connected=false
        connected_words=$words
        case $words in
          *refused*) connected_reason='refused' ;;
          *'No route'* | *unreachable*) connected_reason='unreachable' ;;
          *'imed out'*) connected_reason='silent' ;;
          *) if [ -n "$total_ms" ] && [ "$total_ms" -ge 3000 ]; then connected_reason='silent'; else connected_reason='refused'; fi ;;
        esac
        ;;
      28)
        # It tells the address of the other side once there is a connection, the time in some versions only later.
        if [ -n "$remote" ] || reached "$connect_time"; then
          connected=true; connected_reason=''
        else
          connected=false; connected_reason='silent'; connected_words=$words
        fi
        ;;
      *) connected=true; connected_reason='' ;;
    esac
    connected_ms=$(difference "$connect_ms" "$lookup_ms")
    if [ "$connected" = false ]; then
      connected_ms=$(difference "$total_ms" "$lookup_ms")
      if [ "$secure" = yes ]; then tls_reason='skipped'; fi
      found_reason='skipped'
    else
      connected_to=$remote

      if [ "$secure" = yes ]; then
        silent_tls=no
        if [ "$code" = 28 ] && ! reached "$secure_time"; then silent_tls=yes; fi
        if [ "$silent_tls" = no ] && has openssl; then
          limited=''
          if has timeout; then limited="timeout $seconds"; fi
          case $host in *:*) at="[$host]:$port" ;; *) at="$host:$port" ;; esac
          if [ "$host_is_address" = yes ]; then set --; else set -- -servername "$host"; fi
          shown=$($limited openssl s_client -connect "$at" "$@" -showcerts </dev/null 2>/dev/null | tr -d '\000\015')
          protocol=$(printf '%s\n' "$shown" | sed -n 's/^New, \([A-Z]*v[0-9.]*\),.*/\1/p' | head -n 1)
          version=$(printf '%s\n' "$shown" | sed -n 's/^ *Protocol *: *\([A-Za-z0-9.]*\).*/\1/p' | head -n 1)
          if [ -n "$version" ]; then protocol=$version; fi
          verify=$(printf '%s\n' "$shown" | sed -n 's/^.*Verify return code: \([0-9]*\).*/\1/p' | tail -n 1)
          chain=$(chain_of "$shown")
          if [ -z "$chain" ]; then protocol=''; fi
        fi
        if [ "$silent_tls" = no ] && [ -z "$chain" ]; then
          told=$(curl -q -g -sS -v -k --noproxy '*' --connect-timeout "$connect_seconds" -m "$seconds" -o /dev/null "$document" 2>&1 </dev/null | tr -d '\000\015')
          chain=$(leaf_of "$told")
          protocol=$(printf '%s\n' "$told" | sed -n 's/^\* *SSL connection using \([A-Za-z0-9.]*\).*/\1/p' | head -n 1)
        fi
        case $code in
          51 | 60 | 83)
            tls_ok=false; trusted=false; tls_words=$words; tls_reason=$(distrust "$words")
            ;;
          35 | 4 | 53 | 54 | 58 | 59 | 66 | 77 | 80)
            tls_ok=false; tls_words=$words; tls_reason=$(handshake "$words")
            if [ "$code" = 77 ]; then tls_reason='other'; fi
            ;;
          28)
            if [ "$silent_tls" = yes ]; then
              tls_ok=false; tls_reason='silent'; tls_words=$words
            else
              tls_ok=true; tls_reason=''; trusted=true
            fi
            ;;
          56)
            case $words in
              *'lert'*'ertificate'* | *'certificate required'*)
                tls_ok=false; trusted=true; tls_reason='client-certificate-wanted'; tls_words=$words ;;
              *) tls_ok=true; tls_reason=''; trusted=true ;;
            esac
            ;;
          *) tls_ok=true; tls_reason=''; trusted=true ;;
        esac
        tls_ms=$(difference "$secure_ms" "$connect_ms")
        if ! reached "$secure_time"; then tls_ms=$(difference "$total_ms" "$connect_ms"); fi
      fi

      if [ "$tls_ok" = false ]; then
        found_reason='skipped'
        if [ "$trusted" = false ]; then
          # Only to see whether the service is there at all; nothing is sent but the request for its public document.
          understand "$(ask --noproxy '*' -k)"
          unverified=true
        fi
      fi
    fi
  fi

  # Creatio may go through a proxy; so does curl where the environment names one for this address.
  proxies="$https_proxy$HTTPS_PROXY$ALL_PROXY$all_proxy"
  if [ "$secure" = no ]; then proxies="$http_proxy$ALL_PROXY$all_proxy"; fi
  through_proxy=false
  if [ -n "$proxies" ] && { [ "$tls_ok" != false ] || [ "$connected" != true ]; }; then
    direct=$remote
    understand "$(ask)"
    if [ "$remote" != "$direct" ] || [ "$code" = 5 ] || [ "$code" = 97 ]; then
      through_proxy=true
      unverified=false
    fi
  fi

  if [ "$tls_ok" = false ] && [ "$unverified" = false ] && [ "$through_proxy" = false ]; then
    :
  elif [ "$connected" != true ] && [ "$through_proxy" = false ]; then
    :
  else
    found_ms=$(difference "$total_ms" "$secure_ms")
    if [ "$secure" = no ]; then found_ms=$(difference "$total_ms" "$connect_ms"); fi
    found_words=$words
    found_ok=false
    case $code in
      5) found_reason='proxy-not-found' ;;
      97) found_reason='proxy-refused' ;;
      7)
        if [ "$through_proxy" = true ]; then found_reason='proxy-refused'; else found_reason='no-reply'; fi ;;
      28) found_reason='silent' ;;
      52) found_reason='no-reply' ;;
      56)
        found_reason='reset'
        case $words in *'from proxy after CONNECT'* | *'CONNECT tunnel failed'*) found_reason='proxy-refused' ;; esac
        case $words in *'407'*) found_reason='proxy-login-wanted' ;; esac ;;
      51 | 60) found_reason='untrusted' ;;
      35) found_reason='handshake-failed' ;;
      0)
        found_reason='http-status'
        if [ "$status" = 407 ]; then found_reason='proxy-login-wanted'; fi
        if [ "$status" = 200 ]; then
          found_reason='other'
          if [ -n "$issuer" ]; then found_ok=true; found_reason=''; fi
          if [ -z "$head_lines" ]; then found_reason='too-large'; fi
        fi ;;
      *) found_reason='other' ;;
    esac
  fi
  if [ "$found_ok" = null ]; then
    status=''; content_type=''; issuer=''; start=''; server_date=''; unverified=false
  fi
fi

machine=$(uname -n 2>/dev/null | cut -c 1-200)
system=''
if [ -r /etc/os-release ]; then system=$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"' | head -n 1 | cut -c 1-200); fi
if [ -z "$system" ]; then system=$(uname -sr 2>/dev/null | cut -c 1-200); fi

printf '\n'
line=$(
  printf '{"%s":1,"tool":{"name":"creatio-oauth-server-view","shell":"sh"}' schemaVersion
  printf ',"machine":{"name":'
  string "$(printf '%s' "$machine" | sed 's/^$/unknown/')"
  printf ',"os":'
  string "$(printf '%s\n' "$system" | sed 's/^$/unknown/')"
  printf '},"time":"%s","address":' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  string "$address"
  printf ',"dns":{'
  part "$name_ok" "$name_reason" "$name_words" "$name_ms"
  printf ',"addresses":['
  comma=''
  for each in $names; do
    printf '%s' "$comma"
    string "$each"
    comma=','
  done
  printf ']},"tcp":{'
  part "$connected" "$connected_reason" "$connected_words" "$connected_ms"
  printf ',"address":'
  string "$connected_to"
  printf '},"tls":{'
  part "$tls_ok" "$tls_reason" "$tls_words" "$tls_ms"
  printf ',"protocol":'
  string "$protocol"
  printf ',"trusted":%s,"chain":[%s]},"discovery":{' "$trusted" "$chain"
  part "$found_ok" "$found_reason" "$found_words" "$found_ms"
  printf ',"status":'
  number "$status"
  printf ',"contentType":'
  string "$content_type"
  printf ',"issuer":'
  string "$issuer"
  printf ',"start":'
  string "$start"
  printf ',"unverified":%s,"proxy":%s},"clock":{"serverDate":' "$unverified" "$through_proxy"
  string "$server_date"
  printf '}}'
)
printf '%s\n' "$line"
`;
