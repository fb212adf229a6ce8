import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { onAbort } from '../abort.ts';
import { place } from '../failures.ts';
import type { NetworkFailure } from '../types.ts';
import { proxyFailure, type Target } from './failures.ts';
import type { ProxyServer } from './server.ts';

/** How long the greeting may stay without an answer, to which a SOCKS server replies at once. */
const greetingMs = 3_000;
/** Longer user names and passwords cannot be written down (RFC 1929, section 2). */
const longestBytes = 255;

/** Why a SOCKS server led to nothing: said by the server, or not said at all. */
export type SocksOutcome = { failure: NetworkFailure } | { broken: 'closed' | 'silent' | 'nonsense' } | null;

/**
 * Asks a SOCKS server, over a connection to it, to connect to a host by its name: in version 5 (RFC 1928, RFC 1929), or in
 * version 4 with its extension 4A for names. Null when the connection now leads to the host; otherwise it is closed. Rejects
 * only with the signal's reason.
 */
export async function askSocks(
  socket: Socket,
  proxy: ProxyServer,
  target: Target,
  limitMs: number,
  signal: AbortSignal,
): Promise<SocksOutcome> {
  const { username, password } = proxy.credentials() ?? { username: '', password: '' };
  if ([username, password].some((text) => Buffer.byteLength(text) > longestBytes)) {
    socket.destroy();
    const message = `The user name or the password for the proxy ${proxy.name} is longer than the ${longestBytes} bytes that SOCKS allows.`;
    return { failure: proxyFailure('proxy-settings-unusable', message) };
  }
  const close = (): void => void socket.destroy();
  const stopListening = onAbort(signal, close);
  let keptSilent = false;
  const greeting = setTimeout(
    () => {
      keptSilent = socket.bytesRead === 0;
      if (keptSilent) close();
    },
    Math.min(greetingMs, limitMs),
  );
  try {
    await SocksClient.createConnection({
      command: 'connect',
      proxy: {
        host: proxy.hostname,
        port: proxy.port,
        type: proxy.kind === 'socks4' ? 4 : 5,
        ...(username === '' && password === '' ? {} : { userId: username, password }),
      },
      destination: { host: target.hostname, port: target.port },
      timeout: limitMs,
      existing_socket: socket,
    });
    socket.on('error', () => undefined);
    return null;
  } catch (error) {
    signal.throwIfAborted();
    // The library's error carries the password along, so only its words are used, and it goes no further.
    const words = error instanceof Error ? error.message : '';
    return keptSilent ? { broken: 'silent' } : outcomeOf(words, proxy, target);
  } finally {
    clearTimeout(greeting);
    stopListening();
  }
}

function outcomeOf(words: string, proxy: ProxyServer, target: Target): SocksOutcome {
  const reply = /rejected connection - \(?(\w+)/.exec(words)?.[1];
  // Version 4 has four replies; what gives another one speaks something else.
  if (reply === 'undefined') return { broken: 'nonsense' };
  if (reply !== undefined) return { failure: rejection(reply, proxy, target) };
  if (/no accepted authentication/.test(words)) {
    return proxy.credentials() === null
      ? { failure: proxyFailure('proxy-login-wanted', `The proxy ${proxy.name} wants a user name and a password.`) }
      : {
          failure: proxyFailure(
            'proxy-login-refused',
            `The proxy ${proxy.name} accepts neither a user name with a password nor a connection without.`,
          ),
        };
  }
  if (/Authentication failed/.test(words)) {
    const message = `The proxy ${proxy.name} does not accept the user name and password it was given.`;
    return { failure: proxyFailure('proxy-login-refused', message) };
  }
  if (/timed out/.test(words)) return { broken: 'silent' };
  if (/invalid/i.test(words)) return { broken: 'nonsense' };
  return { broken: 'closed' };
}

/** The replies of RFC 1928, section 6, and of version 4, as the library names them. */
function rejection(reply: string, proxy: ProxyServer, { hostname, port }: Target): NetworkFailure {
  const at = place(hostname, port);
  const words: Readonly<Record<string, string>> = {
    NetworkUnreachable: `it has no route to the network of ${at}`,
    HostUnreachable: `it cannot find or reach ${at}`,
    ConnectionRefused: `${at}, refused its connection`,
    TTLExpired: `${at}, is too far away or gave it no answer`,
    Failure: `it failed to connect to ${at}, and does not say why`,
    Failed: `it did not connect to ${at}, and does not say whether it could not or may not`,
  };
  const reason = words[reply];
  if (reason !== undefined) {
    return proxyFailure('proxy-target-failed', `The proxy ${proxy.name} was asked to connect, but ${reason}.`, reply);
  }
  const why = reasonsNotTo[reply] ?? 'it does not support such connections';
  return proxyFailure('proxy-not-allowed', `The proxy ${proxy.name} does not connect to ${at}: ${why}.`, reply);
}

const reasonsNotTo: Readonly<Record<string, string>> = {
  NotAllowed: 'its rules do not allow it',
  Rejected: 'it wants to ask a service on this computer (identd) who the user is, and cannot',
  RejectedIdent: 'it wants to know the user of this computer, and was told another one',
};
