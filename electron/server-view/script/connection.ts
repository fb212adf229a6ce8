import { piece } from './piece.ts';

/** The connection: whether a port of that name takes one. */
export const connection = {
  powerShell: {
    unknown: piece`$tcp = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; address = $null }`,
    look: piece`
      # --- the connection: the first address that takes one
      $client = $null
      foreach ($each in @($addresses | Select-Object -First 6)) {
        $watch.Restart()
        $attempt = New-Object System.Net.Sockets.TcpClient($each.AddressFamily)
        try {
          $pending = $attempt.BeginConnect($each, $port, $null, $null)
          if ($pending.AsyncWaitHandle.WaitOne($wait)) {
            $attempt.EndConnect($pending)
            $client = $attempt
            $tcp.ok = $true
            $tcp.reason = $null
            $tcp.detail = $null
          } else {
            $tcp.ok = $false
            $tcp.reason = 'silent'
          }
        } catch {
          $base = $_.Exception.GetBaseException()
          $tcp.ok = $false
          $tcp.reason = 'other'
          if ($base -is [System.Net.Sockets.SocketException]) { $tcp.reason = & $reasonOfSocket $base.SocketErrorCode }
          $tcp.detail = & $short $base.Message 500
        }
        $tcp.address = $each.ToString()
        $tcp.durationMs = [int]$watch.ElapsedMilliseconds
        if ($null -ne $client) { break }
        $attempt.Close()
      }
    `,
    lookByCommands: piece`
      try {
        $tried = Test-NetConnection -ComputerName $hostName -Port $port -WarningAction SilentlyContinue
        $tcp.ok = [bool]$tried.TcpTestSucceeded
        $tcp.address = "$($tried.RemoteAddress)"
        $tcp.reason = $null
        if (-not $tcp.ok) { $tcp.reason = 'other' }
      } catch {
        $tcp.detail = & $short $_.Exception.Message 500
      }
    `,
  },
  sh: {
    unknown: piece`connected=null; connected_reason='no-tool'; connected_words=''; connected_ms=''; name_ms=''`,
    look: piece`
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
    `,
  },
};
