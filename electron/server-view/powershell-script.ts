import type { ScriptTarget } from './target.ts';

/** A text between single quotes; PowerShell takes typographic ones for the same, and none of those is ASCII. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * The script for Windows. It keeps to what Windows PowerShell 5.1 has, and to the language that is left where an
 * administrator constrains it: there it asks the system's own commands, which tell less. It reads only and prints one line
 * of JSON in ASCII.
 */
export const powerShellScript = (target: ScriptTarget): string =>
  `# Looks at the Identity Service of Creatio from this machine: name, connection, certificate, discovery, clock.
# Run it on the Creatio server. It changes nothing and sends no credentials.
# It prints one line; paste that line into the console, or save it and open the file there.
& {
  $address = ${quoted(target.address)}
  $document = ${quoted(target.document)}
  $hostName = ${quoted(target.hostname)}
  $port = ${target.port}
  $secure = ${target.secure ? '$true' : '$false'}
  $hostIsAddress = ${target.isAddress ? '$true' : '$false'}
${body}}
`.replaceAll('\n', '\r\n');

const body = String.raw`
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue'
  $wait = 8000

  # Every part says whether it succeeded, why not in one of the known words, and what the system said about it.
  $dns = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; addresses = @() }
  $tcp = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; address = $null }
  $tls = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; protocol = $null; trusted = $null; chain = @() }
  $discovery = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; status = $null; contentType = $null; issuer = $null; start = $null; unverified = $false; proxy = $null }
  $clock = @{ serverDate = $null }
  if (-not $secure) { $tls.reason = 'not-needed' }
  $free = "$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage'

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

  $lookFreely = {
    $watch = New-Object System.Diagnostics.Stopwatch
    $addresses = @()

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

    # --- the certificate, as this machine judges it
    $stream = $null
    if ($secure -and ($null -ne $client)) {
      $seen = @{ errors = ''; states = @(); chain = @() }
      $judge = {
        param($from, $certificate, $chain, $errors)
        $seen.errors = "$errors"
        if ($null -ne $chain) {
          $seen.states = @($chain.ChainStatus | ForEach-Object { "$($_.Status)" })
          $seen.chain = @($chain.ChainElements | Select-Object -First 8 | ForEach-Object {
            @{
              subject = "$($_.Certificate.Subject)"
              issuer = "$($_.Certificate.Issuer)"
              validFrom = $_.Certificate.NotBefore.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
              validTo = $_.Certificate.NotAfter.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
              raw = $_.Certificate.RawData
            }
          })
        }
        # The handshake goes on so that all of it is seen; what was found is judged afterwards.
        $true
      }.GetNewClosure()
      $watch.Restart()
      try {
        $network = $client.GetStream()
        $network.ReadTimeout = $wait
        $network.WriteTimeout = $wait
        $stream = New-Object System.Net.Security.SslStream($network, $false, ([System.Net.Security.RemoteCertificateValidationCallback]$judge))
        $versions = [System.Security.Authentication.SslProtocols]::Tls12
        try { $versions = $versions -bor [System.Security.Authentication.SslProtocols]'Tls13' } catch { $tls.detail = $null }
        try {
          $stream.AuthenticateAsClient($hostName, $null, $versions, $false)
        } catch {
          # Older systems name TLS 1.3 without having it.
          if (-not ($_.Exception.GetBaseException() -is [System.ComponentModel.Win32Exception])) { throw }
          $client.Close()
          $client = New-Object System.Net.Sockets.TcpClient
          $client.Connect($hostName, $port)
          $network = $client.GetStream()
          $network.ReadTimeout = $wait
          $network.WriteTimeout = $wait
          $stream = New-Object System.Net.Security.SslStream($network, $false, ([System.Net.Security.RemoteCertificateValidationCallback]$judge))
          $stream.AuthenticateAsClient($hostName, $null, [System.Security.Authentication.SslProtocols]::Tls12, $false)
        }
        $tls.protocol = "$($stream.SslProtocol)"
        $tls.ok = $true
        $tls.reason = $null
        $tls.trusted = $true
        if ($seen.errors -ne 'None') {
          $tls.ok = $false
          $tls.trusted = $false
          $tls.reason = 'untrusted'
          if ($seen.errors -match 'NameMismatch') { $tls.reason = 'wrong-name' }
          if ($seen.chain.Count -eq 1) {
            if ($seen.chain[0].subject -eq $seen.chain[0].issuer) { $tls.reason = 'self-signed' }
          }
          if ($seen.states -contains 'NotTimeValid') {
            $tls.reason = 'expired'
            if ($seen.chain[0].validFrom -gt [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)) { $tls.reason = 'not-yet-valid' }
          }
          $tls.detail = & $short ("$($seen.errors): " + ($seen.states -join ', ')) 500
        }
      } catch {
        $base = $_.Exception.GetBaseException()
        $tls.ok = $false
        $tls.reason = 'handshake-failed'
        if ($base -is [System.Net.Sockets.SocketException]) { $tls.reason = & $reasonOfSocket $base.SocketErrorCode }
        elseif ("$($base.NativeErrorCode)" -eq '-2146893048') { $tls.reason = 'plain-http' }
        elseif ("$($base.NativeErrorCode)" -eq '-2146893007') { $tls.reason = 'protocol-too-old' }
        elseif ($base -is [System.IO.IOException]) { $tls.reason = 'reset' }
        $tls.detail = & $short $base.Message 500
        $stream = $null
        if (($tls.reason -eq 'reset') -or ($tls.reason -eq 'handshake-failed')) {
          # A service without TLS answers a request in plain HTTP.
          try {
            $client.Close()
            $client = New-Object System.Net.Sockets.TcpClient
            $client.Connect($hostName, $port)
            $network = $client.GetStream()
            $network.ReadTimeout = 3000
            $bytes = [System.Text.Encoding]::ASCII.GetBytes('HEAD / HTTP/1.0' + [char]13 + [char]10 + [char]13 + [char]10)
            $network.Write($bytes, 0, $bytes.Length)
            $buffer = New-Object byte[] 5
            $filled = $network.Read($buffer, 0, 5)
            if ([System.Text.Encoding]::ASCII.GetString($buffer, 0, $filled) -eq 'HTTP/') { $tls.reason = 'plain-http' }
          } catch { $stream = $null }
        }
      }
      $tls.durationMs = [int]$watch.ElapsedMilliseconds
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
    }

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
    if ($null -ne $stream) { $stream.Dispose() }
    if ($null -ne $client) { $client.Close() }
  }

  # Where the language is constrained, no method may be called: what the commands of the system tell is taken instead.
  $lookByCommands = {
    $dns.reason = 'no-tool'
    $tcp.reason = 'no-tool'
    if ($secure) { $tls.reason = 'no-tool' }
    $discovery.reason = 'no-tool'
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
    if ($dns.ok) {
      try {
        $tried = Test-NetConnection -ComputerName $hostName -Port $port -WarningAction SilentlyContinue
        $tcp.ok = [bool]$tried.TcpTestSucceeded
        $tcp.address = "$($tried.RemoteAddress)"
        $tcp.reason = $null
        if (-not $tcp.ok) { $tcp.reason = 'other' }
      } catch {
        $tcp.detail = & $short $_.Exception.Message 500
      }
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
    }
  }

  try {
    if ($free) { & $lookFreely } else { & $lookByCommands }
  } catch {
    if ($null -eq $discovery.detail) { $discovery.detail = & $short $_.Exception.Message 500 }
  }

  # --- one line of JSON, in ASCII
  $os = 'Windows'
  try { $os = "$((Get-CimInstance -ClassName Win32_OperatingSystem).Caption)" } catch { $os = 'Windows' }
  $now = (Get-Date -Date (Get-Date) -Format 's') + 'Z'
  if ($free) {
    $now = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
  } else {
    try { $now = (Get-CimInstance -ClassName Win32_UTCTime | ForEach-Object { '{0:0000}-{1:00}-{2:00}T{3:00}:{4:00}:{5:00}Z' -f $_.Year, $_.Month, $_.Day, $_.Hour, $_.Minute, $_.Second }) } catch { $os = "$os" }
  }
  if (-not $os) { $os = 'Windows' }
  $machine = & $short $env:COMPUTERNAME 200
  if (-not $machine) { $machine = 'unknown' }
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
`;
