import { createRequire } from 'node:module';
import { application } from '../application.ts';
import { readRequest, type KeychainReply, type KeychainRequest, type KeychainValue } from './messages.ts';

type Library = typeof import('keytar');

/** Under which name the system's keychain lists every entry of this product. */
const serviceName = application.name;

/** The way to the process that asks. */
export interface Port {
  onMessage(listener: (message: unknown) => void): void;
  send(reply: KeychainReply): void;
}

/**
 * Carries out calls to the system's keychain, in a process of its own: the library's calls cannot be cancelled, a hung one
 * keeps its process from ending, and some end it (a search in a locked keyring). The library is loaded at the first call.
 */
export function serveKeychain(port: Port): void {
  let library: Library | null = null;
  const load = (): Library => {
    // By require, because an old Electron imports nothing out of an archive.
    const loaded: Library = library ?? createRequire(__filename)('keytar');
    library = loaded;
    return loaded;
  };
  port.onMessage((message) => {
    const request = readRequest(message);
    if (request !== null) void answer(request, load).then((reply) => port.send(reply));
  });
}

async function answer(request: KeychainRequest, load: () => Library): Promise<KeychainReply> {
  const { id } = request;
  let library: Library;
  try {
    library = load();
  } catch (error) {
    return { id, ok: false, libraryMissing: true, message: wordsOf(error) };
  }
  try {
    return { id, ok: true, value: await carryOut(request, library) };
  } catch (error) {
    return { id, ok: false, libraryMissing: false, message: wordsOf(error) };
  }
}

async function carryOut(request: KeychainRequest, library: Library): Promise<KeychainValue> {
  switch (request.operation) {
    case 'get':
      return library.getPassword(serviceName, request.account);
    case 'set':
      await library.setPassword(serviceName, request.account, request.value);
      return null;
    case 'delete':
      return library.deletePassword(serviceName, request.account);
    case 'accounts':
      return (await library.findCredentials(serviceName)).map(({ account }) => account);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
