import { piece } from './piece.ts';

/** The machine on which a script runs: its name, its system, and its time. */
export const machine = {
  powerShell: piece`
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
  `,
  sh: piece`
    machine=$(uname -n 2>/dev/null | cut -c 1-200)
    system=''
    if [ -r /etc/os-release ]; then system=$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"' | head -n 1 | cut -c 1-200); fi
    if [ -z "$system" ]; then system=$(uname -sr 2>/dev/null | cut -c 1-200); fi
  `,
};
