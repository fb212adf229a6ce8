import { piece } from './piece.ts';

/** The certificates that the Identity Service sends. */
export const chain = {
  powerShell: {
    asResult: piece`
      $tls.chain = @($seen.chain | ForEach-Object {
        $digest = [System.Security.Cryptography.SHA256]::Create().ComputeHash($_.raw)
        @{
          subject = & $short $_.subject 500
          issuer = & $short $_.issuer 500
          validFrom = $_.validFrom
          validTo = $_.validTo
          fingerprint256 = [System.BitConverter]::ToString($digest) -replace '-', ':'
        }
      })
    `,
  },
  sh: {
    functions: piece`
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
    `,
    look: piece`
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
    `,
  },
};
