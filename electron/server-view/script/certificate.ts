import { chain } from './chain.ts';
import { piece } from './piece.ts';

/** The secure connection: whether that machine trusts the certificate of the Identity Service, and why not. */
export const certificate = {
  powerShell: {
    unknown: piece`$tls = @{ ok = $null; reason = 'skipped'; detail = $null; durationMs = $null; protocol = $null; trusted = $null; chain = @() }`,
    look: piece`
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
        ${chain.powerShell.asResult}
      }
    `,
  },
  sh: {
    unknown: piece`tls_ok=null; tls_reason='no-tool'; tls_words=''; tls_ms=''; trusted=null; protocol=''; chain=''; verify=''`,
    functions: piece`
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
    `,
    look: piece`
      silent_tls=no
      if [ "$code" = 28 ] && ! reached "$secure_time"; then silent_tls=yes; fi
      ${chain.sh.look}
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
    `,
  },
};
