interface Notice {
  textContent: string | null;
  style: { cssText: string };
  setAttribute(name: string, value: string): void;
}

/** The little of a browser's window that is needed here. */
export interface PageWindow {
  location: { host: string };
  document: { createElement(tag: 'div'): Notice; body: { prepend(notice: Notice): void } };
}

type Listener = (event: object, message: unknown) => void;
type Message = { id: number; value: unknown } | { channel: string; message: unknown };

/**
 * Stands in for the module `electron` on the page: `ipcRenderer` speaks over a WebSocket, `contextBridge` sets a frozen
 * property. Its text is sent to the browser, so it uses nothing from outside its own body.
 */
export function electronForPage(page: PageWindow) {
  const lost = {
    ok: false,
    error: {
      code: 'connection-lost',
      message:
        'This page has lost its connection to the console. Reload the page; if the console was stopped, start it again and open the address it prints.',
    },
  };
  const socket = new WebSocket(`ws://${page.location.host}/host/socket`);
  const waiting = new Map<number, (value: unknown) => void>();
  const listeners = new Map<string, Set<Listener>>();
  const unsent: string[] = [];
  let lastId = 0;
  let closed = false;

  const listenersOf = (channel: string): Set<Listener> => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known);
    return known;
  };
  socket.addEventListener('open', () => {
    for (const text of unsent.splice(0)) socket.send(text);
  });
  socket.addEventListener('message', ({ data }: { data: string }) => {
    const message: Message = JSON.parse(data);
    if ('id' in message) {
      waiting.get(message.id)?.(message.value);
      waiting.delete(message.id);
    } else {
      for (const listener of listenersOf(message.channel)) listener({}, message.message);
    }
  });
  socket.addEventListener('close', () => {
    closed = true;
    for (const resolve of waiting.values()) resolve(lost);
    waiting.clear();
    const notice = page.document.createElement('div');
    notice.setAttribute('role', 'alert');
    notice.textContent = lost.error.message;
    notice.style.cssText =
      'position:fixed;inset:0 0 auto 0;z-index:2147483647;padding:12px 16px;font:14px system-ui,sans-serif;background:Canvas;color:CanvasText;border-bottom:2px solid';
    page.document.body.prepend(notice);
  });

  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) freeze(part);
    return Object.freeze(value);
  };
  return {
    contextBridge: {
      exposeInMainWorld(name: string, value: unknown) {
        Object.defineProperty(page, name, { value: freeze(value), enumerable: true });
      },
    },
    ipcRenderer: {
      invoke(channel: string, ...values: unknown[]): Promise<unknown> {
        if (closed) return Promise.resolve(lost);
        return new Promise((resolve) => {
          const id = ++lastId;
          waiting.set(id, resolve);
          const text = JSON.stringify({ id, channel, values });
          if (socket.readyState === socket.OPEN) socket.send(text);
          else unsent.push(text);
        });
      },
      on: (channel: string, listener: Listener) => void listenersOf(channel).add(listener),
      removeListener: (channel: string, listener: Listener) => void listenersOf(channel).delete(listener),
    },
  };
}
