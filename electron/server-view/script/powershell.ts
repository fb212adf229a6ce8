import { certificate } from './certificate.ts';
import { connection } from './connection.ts';
import { discovery } from './discovery.ts';
import { line } from './line.ts';
import { machine } from './machine.ts';
import { name } from './name.ts';
import { piece } from './piece.ts';
import type { ScriptTarget } from './target.ts';
import { tools } from './tools.ts';

/** A text between single quotes; PowerShell takes typographic ones for the same, and none of those is ASCII. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * The script for Windows. It keeps to what Windows PowerShell 5.1 has, and to the language that is left where an
 * administrator constrains it: there it asks the system's own commands, which tell less. It reads only and prints one line
 * of JSON in ASCII.
 */
export const powerShellScript = (target: ScriptTarget): string => `${scriptFor(target)}\n`.replaceAll('\n', '\r\n');

const scriptFor = (target: ScriptTarget): string => piece`
  # Looks at the Identity Service of Creatio from this machine: name, connection, certificate, discovery, clock.
  # Run it on the Creatio server. It changes nothing and sends no credentials.
  # It prints one line; paste that line into the console, or save it and open the file there.
  & {
    $address = ${quoted(target.address)}
    $document = ${quoted(target.document)}
    $hostName = ${quoted(target.hostname)}
    $port = ${String(target.port)}
    $secure = ${target.secure ? '$true' : '$false'}
    $hostIsAddress = ${target.isAddress ? '$true' : '$false'}

    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $wait = 8000

    # Every part says whether it succeeded, why not in one of the known words, and what the system said about it.
    ${name.powerShell.unknown}
    ${connection.powerShell.unknown}
    ${certificate.powerShell.unknown}
    ${discovery.powerShell.unknown}
    $clock = @{ serverDate = $null }
    if (-not $secure) { $tls.reason = 'not-needed' }
    $free = "$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage'

    ${tools.powerShell}

    $lookFreely = {
      $watch = New-Object System.Diagnostics.Stopwatch
      $addresses = @()

      ${name.powerShell.look}

      ${connection.powerShell.look}

      ${certificate.powerShell.look}

      ${discovery.powerShell.look}
      if ($null -ne $stream) { $stream.Dispose() }
      if ($null -ne $client) { $client.Close() }
    }

    # Where the language is constrained, no method may be called: what the commands of the system tell is taken instead.
    $lookByCommands = {
      $dns.reason = 'no-tool'
      $tcp.reason = 'no-tool'
      if ($secure) { $tls.reason = 'no-tool' }
      $discovery.reason = 'no-tool'
      ${name.powerShell.lookByCommands}
      if ($dns.ok) {
        ${connection.powerShell.lookByCommands}
        ${discovery.powerShell.lookByCommands}
      }
    }

    try {
      if ($free) { & $lookFreely } else { & $lookByCommands }
    } catch {
      if ($null -eq $discovery.detail) { $discovery.detail = & $short $_.Exception.Message 500 }
    }

    # --- one line of JSON, in ASCII
    ${machine.powerShell}
    ${line.powerShell}
  }
`;
