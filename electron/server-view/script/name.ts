import { piece } from './piece.ts';

/** The name: the addresses that it has on that machine. */
export const name = {
  powerShell: {
    unknown: piece`$dns = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; addresses = @() }`,
    look: piece`
      # --- the name
      $watch.Start()
      try {
        if ($hostIsAddress) {
          $addresses = @([System.Net.IPAddress]::Parse($hostName))
          $dns.reason = 'not-needed'
        } else {
          $addresses = @([System.Net.Dns]::GetHostAddresses($hostName))
          $dns.reason = $null
        }
        $dns.ok = $true
        $dns.addresses = @($addresses | Select-Object -First 16 | ForEach-Object { $_.ToString() })
      } catch {
        $base = $_.Exception.GetBaseException()
        $dns.ok = $false
        $dns.reason = 'lookup-failed'
        if ($base -is [System.Net.Sockets.SocketException]) { $dns.reason = & $reasonOfSocket $base.SocketErrorCode }
        $dns.detail = & $short $base.Message 500
      }
      $dns.durationMs = [int]$watch.ElapsedMilliseconds
    `,
    lookByCommands: piece`
      try {
        if ($hostIsAddress) {
          $dns.addresses = @($hostName)
          $dns.reason = 'not-needed'
        } else {
          $dns.addresses = @(Resolve-DnsName -Name $hostName -ErrorAction Stop | Where-Object { $_.IPAddress } | Select-Object -First 16 | ForEach-Object { "$($_.IPAddress)" })
          $dns.reason = $null
        }
        $dns.ok = $true
      } catch {
        $dns.detail = & $short $_.Exception.Message 500
        $dns.ok = $false
        $dns.reason = 'lookup-failed'
        if ("$($_.FullyQualifiedErrorId)" -match 'DNS_ERROR_RCODE_NAME_ERROR') { $dns.reason = 'not-found' }
      }
    `,
  },
  sh: {
    look: piece`
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
    `,
    /** Where neither getent nor nslookup is there, and where curl finds less than they do. */
    lookByCurl: piece`
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
    `,
  },
};
