import { piece } from './piece.ts';

/** How the shell script asks: one request by curl tells of the name, the connection, the certificate and the document. */
export const request = {
  sh: {
    functions: piece`
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
    `,
  },
};
