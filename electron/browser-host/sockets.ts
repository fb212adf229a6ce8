import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import type { CallReceiver } from '../ipc/index.ts';

type CallListener = Parameters<CallReceiver<WebSocket>['handle']>[1];

/** Stands in for `ipcMain` and `webContents.send`: every open page is a WebSocket. */
export interface Sockets {
  readonly receiver: CallReceiver<WebSocket>;
  isOpenPage(socket: WebSocket): boolean;
  send(channel: string, message: unknown): void;
  /** Takes over a request whose right to be here was checked already. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

const callSchema = z.strictObject({
  id: z.number().int(),
  channel: z.string().max(100),
  values: z.array(z.unknown()).max(2),
});

/** The largest call carries a file of environments, in base64. */
const messageLimitBytes = 24 * 1024 * 1024;
const policyViolation = 1008;

/** The contract over WebSockets, in the place of Electron's `ipcMain`. A message that is no call ends its connection. */
export function createSockets(): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: messageLimitBytes });
  const listeners = new Map<string, CallListener>();

  async function answer(socket: WebSocket, text: string): Promise<void> {
    const call = callSchema.safeParse(parseJson(text));
    const listener = call.success ? listeners.get(call.data.channel) : undefined;
    if (!call.success || listener === undefined) {
      socket.close(policyViolation);
      return;
    }
    const value = await listener(socket, ...call.data.values);
    socket.send(JSON.stringify({ id: call.data.id, value }));
  }
  server.on('connection', (socket) => {
    // Without a listener a message that is too large would end the whole process; ws closes the connection by itself.
    socket.on('error', () => {});
    socket.on('message', (data) => void answer(socket, String(data)));
  });
  return {
    receiver: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    isOpenPage: (socket) => server.clients.has(socket) && socket.readyState === WebSocket.OPEN,
    send(channel, message) {
      const text = JSON.stringify({ channel, message });
      for (const socket of server.clients) if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (page) => server.emit('connection', page, request)),
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
