import { piece } from './piece.ts';

/** The one line that a script prints; `look.ts` describes it. */
export const line = {
  powerShell: piece`
    $look = [ordered]@{
      schemaVersion = 1
      tool = [ordered]@{ name = 'creatio-oauth-server-view'; shell = 'powershell' }
      machine = [ordered]@{ name = $machine; os = (& $short $os 200) }
      time = "$now"
      address = $address
      dns = $dns
      tcp = $tcp
      tls = $tls
      discovery = $discovery
      clock = $clock
    }
    $json = ConvertTo-Json -InputObject $look -Depth 6 -Compress
    if ($free) {
      $escape = [System.Text.RegularExpressions.MatchEvaluator]{ param($match) '\u{0:x4}' -f [int][char]$match.Value }
      $json = [System.Text.RegularExpressions.Regex]::Replace($json, '[^\x20-\x7e]', $escape)
    } else {
      $json = $json -replace '[^\x20-\x7e]', '?'
    }
    ''
    $json
  `,
  sh: {
    functions: piece`
      # The common fields of a part: ok, reason, words, duration.
      part() {
        printf '"ok":%s,"reason":' "$1"
        string "$2"
        printf ',"detail":'
        string "$3"
        printf ',"durationMs":'
        number "$4"
      }
    `,
    print: piece`
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
    `,
  },
};
