import { piece } from './piece.ts';

/** The discovery document, and with it the time of the Identity Service. */
export const discovery = {
  powerShell: {
    unknown: piece`$discovery = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; status = $null; contentType = $null; issuer = $null; start = $null; unverified = $false; proxy = $null }`,
    look: piece`
      # --- the discovery document
      $text = $null
      $watch.Restart()
      if (($tls.trusted -eq $false) -and ($null -ne $stream)) {
        # Over the connection that was made although it is not trusted, to see whether the service is there at all.
        $discovery.unverified = $true
        $discovery.proxy = $false
        $discovery.ok = $false
        try {
          $target = New-Object System.Uri($document)
          $request = 'GET ' + $target.PathAndQuery + " HTTP/1.0" + [char]13 + [char]10 + 'Host: ' + $target.Authority + [char]13 + [char]10 + 'Accept: application/json' + [char]13 + [char]10 + 'Connection: close' + [char]13 + [char]10 + [char]13 + [char]10
          $bytes = [System.Text.Encoding]::ASCII.GetBytes($request)
          $stream.Write($bytes, 0, $bytes.Length)
          $buffer = New-Object byte[] 65536
          $filled = 0
          while ($filled -lt $buffer.Length) {
            $count = $stream.Read($buffer, $filled, $buffer.Length - $filled)
            if ($count -le 0) { break }
            $filled += $count
          }
          $reply = [System.Text.Encoding]::UTF8.GetString($buffer, 0, $filled)
          if ($reply -match '^HTTP/\d\.\d (\d{3})') { $discovery.status = [int]$matches[1] }
          if ($reply -match '(?im)^Content-Type:\s*([^\r\n]*)') { $discovery.contentType = & $short $matches[1] 200 }
          if ($reply -match '(?im)^Date:\s*([^\r\n]*)') { $clock.serverDate = & $short $matches[1] 60 }
          $text = $reply -replace '^(?s:.*?)\r\n\r\n', ''
          $discovery.reason = 'no-reply'
          if ($null -ne $discovery.status) { $discovery.reason = 'http-status' }
        } catch {
          $discovery.reason = 'no-reply'
          $discovery.detail = & $short $_.Exception.GetBaseException().Message 500
        }
        $discovery.durationMs = [int]$watch.ElapsedMilliseconds
      } elseif (($tls.ok -ne $false) -or ($tcp.ok -ne $true)) {
        $versionsBefore = [System.Net.ServicePointManager]::SecurityProtocol
        $response = $null
        try {
          if ("$versionsBefore" -ne 'SystemDefault') {
            [System.Net.ServicePointManager]::SecurityProtocol = $versionsBefore -bor [System.Net.SecurityProtocolType]::Tls12
          }
          $request = [System.Net.HttpWebRequest][System.Net.WebRequest]::Create($document)
          $request.Method = 'GET'
          $request.Accept = 'application/json'
          $request.UserAgent = 'creatio-oauth-server-view'
          $request.AllowAutoRedirect = $false
          $request.KeepAlive = $false
          $request.Timeout = 20000
          $request.ReadWriteTimeout = 20000
          $discovery.proxy = $false
          if ($null -ne $request.Proxy) { $discovery.proxy = -not $request.Proxy.IsBypassed($request.RequestUri) }
          if ($discovery.proxy -or ($tcp.ok -eq $true)) {
            try {
              $response = $request.GetResponse()
            } catch {
              $failure = $_.Exception
              while (($null -ne $failure) -and -not ($failure -is [System.Net.WebException])) { $failure = $failure.InnerException }
              if ($null -eq $failure) { throw }
              $response = $failure.Response
              $discovery.ok = $false
              $discovery.detail = & $short $failure.GetBaseException().Message 500
              switch ("$($failure.Status)") {
                'ProxyNameResolutionFailure' { $discovery.reason = 'proxy-not-found' }
                'RequestProhibitedByProxy' { $discovery.reason = 'proxy-refused' }
                'ConnectFailure' { $discovery.reason = 'no-reply' }
                'Timeout' { $discovery.reason = 'silent' }
                'TrustFailure' { $discovery.reason = 'untrusted' }
                'SecureChannelFailure' { $discovery.reason = 'handshake-failed' }
                'ConnectionClosed' { $discovery.reason = 'no-reply' }
                'KeepAliveFailure' { $discovery.reason = 'reset' }
                'ReceiveFailure' { $discovery.reason = 'reset' }
                'SendFailure' { $discovery.reason = 'reset' }
                default { $discovery.reason = 'other' }
              }
              if ($discovery.proxy -and ("$($failure.Status)" -eq 'ConnectFailure')) { $discovery.reason = 'proxy-refused' }
            }
            if ($null -ne $response) {
              $discovery.ok = $false
              $discovery.reason = 'http-status'
              $discovery.status = [int]$response.StatusCode
              if ($discovery.status -eq 407) { $discovery.reason = 'proxy-login-wanted' }
              $discovery.contentType = & $short $response.ContentType 200
              $clock.serverDate = & $short $response.Headers['Date'] 60
              $reader = New-Object System.IO.StreamReader($response.GetResponseStream(), [System.Text.Encoding]::UTF8)
              $letters = New-Object char[] 65536
              $filled = $reader.ReadBlock($letters, 0, $letters.Length)
              $text = New-Object string($letters, 0, $filled)
            }
          } else {
            $discovery.proxy = $false
          }
        } catch {
          $discovery.ok = $false
          $discovery.reason = 'other'
          $discovery.detail = & $short $_.Exception.GetBaseException().Message 500
        } finally {
          if ($null -ne $response) { $response.Close() }
          [System.Net.ServicePointManager]::SecurityProtocol = $versionsBefore
        }
        if ($null -ne $discovery.ok) { $discovery.durationMs = [int]$watch.ElapsedMilliseconds }
      }
      if ($null -ne $text) {
        $discovery.start = & $short $text 300
        if ($text -match '"issuer"\s*:\s*"([^"]*)"') { $discovery.issuer = & $short $matches[1] 500 }
        if ($discovery.status -eq 200) {
          $discovery.reason = 'other'
          if ($null -ne $discovery.issuer) {
            $discovery.ok = $true
            $discovery.reason = $null
            $discovery.detail = $null
          }
        }
      }
    `,
    lookByCommands: piece`
      try {
        $reply = Invoke-WebRequest -UseBasicParsing -Uri $document -TimeoutSec 20 -MaximumRedirection 0
        $discovery.ok = $false
        $discovery.reason = 'other'
        $discovery.status = [int]$reply.StatusCode
        $discovery.start = & $short $reply.Content 300
        $clock.serverDate = & $short $reply.Headers['Date'] 60
        if ("$($reply.Content)" -match '"issuer"\s*:\s*"([^"]*)"') {
          $discovery.issuer = & $short $matches[1] 500
          $discovery.ok = $true
          $discovery.reason = $null
        }
        if ($secure) {
          $tls.ok = $true
          $tls.trusted = $true
          $tls.reason = $null
        }
      } catch {
        $discovery.ok = $false
        $discovery.reason = 'other'
        $discovery.detail = & $short $_.Exception.Message 500
        if ("$($_.Exception.Response.StatusCode.value__)" -match '^\d{3}$') {
          $discovery.status = [int]$matches[0]
          $discovery.reason = 'http-status'
          if ($secure) {
            $tls.ok = $true
            $tls.trusted = $true
            $tls.reason = $null
          }
        } elseif ("$($_.Exception.Status)" -eq 'TrustFailure') {
          $discovery.ok = $null
          $discovery.reason = 'skipped'
          $tls.ok = $false
          $tls.trusted = $false
          $tls.reason = 'untrusted'
          $tls.detail = $discovery.detail
          $discovery.detail = $null
        }
      }
    `,
  },
  sh: {
    unknown: piece`
      found_ok=null; found_reason='no-tool'; found_words=''; found_ms=''; unverified=false; through_proxy=null
      status=''; content_type=''; issuer=''; start=''; server_date=''; remote=''; code=''; words=''
    `,
    lookWithoutTrust: piece`
      found_reason='skipped'
      if [ "$trusted" = false ]; then
        # Only to see whether the service is there at all; nothing is sent but the request for its public document.
        understand "$(ask --noproxy '*' -k)"
        unverified=true
      fi
    `,
    lookThroughProxy: piece`
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
    `,
    judge: piece`
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
    `,
  },
};
