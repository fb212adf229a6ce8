import { certificate } from './certificate.ts';
import { chain } from './chain.ts';
import { connection } from './connection.ts';
import { discovery } from './discovery.ts';
import { line } from './line.ts';
import { machine } from './machine.ts';
import { name } from './name.ts';
import { piece } from './piece.ts';
import { request } from './request.ts';
import type { ScriptTarget } from './target.ts';
import { tools } from './tools.ts';

/** A text between single quotes, which is all that POSIX sh needs to take it as it stands. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** How long one attempt to connect may take, and one whole request. */
export interface ShellLimits {
  connectSeconds: number;
  seconds: number;
}
const usualLimits: ShellLimits = { connectSeconds: 8, seconds: 15 };

/**
 * The script for Linux and other systems with a POSIX shell. It wants curl; with openssl it tells the whole chain, with
 * getent or nslookup all addresses. It reads only and prints one line of JSON in ASCII.
 */
export const shellScript = (target: ScriptTarget, limits: ShellLimits = usualLimits): string =>
  `${scriptFor(target, limits)}\n`;

const scriptFor = (target: ScriptTarget, { connectSeconds, seconds }: ShellLimits): string => piece`
  #!/bin/sh
  # Looks at the Identity Service of Creatio from this machine: name, connection, certificate, discovery, clock.
  # Run it on the Creatio server, best as the user under which Creatio runs. It changes nothing and sends no credentials.
  # It prints one line; paste that line into the console, or save it and open the file there.
  (
  address=${quoted(target.address)}
  document=${quoted(target.document)}
  host=${quoted(target.hostname)}
  port=${quoted(String(target.port))}
  secure=${quoted(target.secure ? 'yes' : 'no')}
  connect_seconds=${String(connectSeconds)}
  seconds=${String(seconds)}
  host_is_address=${quoted(target.isAddress ? 'yes' : 'no')}

  set -f
  LC_ALL=C
  export LC_ALL

  ${tools.sh}

  ${request.sh.functions}

  ${certificate.sh.functions}

  ${chain.sh.functions}

  ${line.sh.functions}

  ${name.sh.look}

  # --- the way, the certificate and the document, directly first
  ${connection.sh.unknown}
  ${certificate.sh.unknown}
  ${discovery.sh.unknown}

  if [ "$secure" = no ]; then tls_reason='not-needed'; fi

  if has curl; then
    understand "$(ask --noproxy '*')"
    ${name.sh.lookByCurl}

    if [ "$name_ok" = false ]; then
      connected_reason='skipped'
      if [ "$secure" = yes ]; then tls_reason='skipped'; fi
      found_reason='skipped'
    else
      ${connection.sh.look}
      if [ "$connected" = false ]; then
        connected_ms=$(difference "$total_ms" "$lookup_ms")
        if [ "$secure" = yes ]; then tls_reason='skipped'; fi
        found_reason='skipped'
      else
        connected_to=$remote

        if [ "$secure" = yes ]; then
          ${certificate.sh.look}
        fi

        if [ "$tls_ok" = false ]; then
          ${discovery.sh.lookWithoutTrust}
        fi
      fi
    fi

    ${discovery.sh.lookThroughProxy}

    ${discovery.sh.judge}
  fi

  ${machine.sh}

  ${line.sh.print}
  )
`;
