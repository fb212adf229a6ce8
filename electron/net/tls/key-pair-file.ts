import type { X509Certificate } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';

/** Why a PFX cannot be used here. `old-encryption` is the matter of this console alone: Windows still reads such files. */
export type PfxProblem = 'wrong-password' | 'old-encryption' | 'no-key' | 'damaged';
export type OpenedPfx = { certificate: X509Certificate; problem: null } | { certificate: null; problem: PfxProblem };

/** Opens a PFX (PKCS #12) and gives the certificate whose private key it holds. Connects to nothing. Never throws. */
export function openPfx(pfx: Buffer, password: string | null): OpenedPfx {
  try {
    const secureContext = createSecureContext({ pfx, ...(password === null ? {} : { passphrase: password }), ca: [] });
    // A socket that leads nowhere tells which certificate it would present.
    const nowhere = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
    const socket = new TLSSocket(nowhere, { isServer: true, secureContext });
    const certificate = socket.getX509Certificate();
    socket.destroy();
    return certificate === undefined ? { certificate: null, problem: 'no-key' } : { certificate, problem: null };
  } catch (error) {
    return { certificate: null, problem: problemOf(error) };
  }
}

/** The words of OpenSSL and of BoringSSL; neither gives a code for all of them. */
function problemOf(error: unknown): PfxProblem {
  const words = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : '';
  if (/mac verify|INCORRECT_PASSWORD/i.test(words)) return 'wrong-password';
  if (/unsupported/i.test(words)) return 'old-encryption';
  return /private key|null parameter/i.test(words) ? 'no-key' : 'damaged';
}
