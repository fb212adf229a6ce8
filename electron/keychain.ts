import { serveKeychain, type Port } from './secrets/serve.ts';

/** The port that Electron gives a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

// What keeps secrets ends with the console. A hung call of the library would keep process.exit from ending it.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
serveKeychain(portOf(process));

function portOf(self: NodeJS.Process & { parentPort?: ParentPort }): Port {
  const { parentPort } = self;
  if (parentPort !== undefined && parentPort !== null) {
    return {
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a process, not to a window
      send: (reply) => parentPort.postMessage(reply),
    };
  }
  return { onMessage: (listener) => void self.on('message', listener), send: (reply) => void self.send?.(reply) };
}
