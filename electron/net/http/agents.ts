import { Agent, type ClientRequestArgs } from 'node:http';
import { PassThrough, type Duplex } from 'node:stream';

/** Makes the connection for one request. */
export type Connect = () => Promise<Duplex>;

/** The options of a request through a {@link ConnectingAgent}. */
export interface ConnectingRequest extends ClientRequestArgs {
  connect: Connect;
}

/** An agent whose requests bring their own way to connect; it keeps the connections and hands them out again. */
export class ConnectingAgent extends Agent {
  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    if (callback === undefined || !isConnecting(options)) throw new Error('A request brings its own way to connect');
    options.connect().then(
      (stream) => callback(null, stream),
      // The agent does not look at the stream when there is an error.
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), new PassThrough()),
    );
    return undefined;
  }
}

const isConnecting = (options: ClientRequestArgs): options is ConnectingRequest =>
  'connect' in options && typeof options.connect === 'function';

/** Connections are kept apart by scheme: an agent itself tells them apart by host and port only. */
export interface Agents {
  for(url: URL, reuse: boolean): ConnectingAgent;
  /** Closes every connection. */
  destroy(): void;
}

export function createAgents(): Agents {
  const plain = new ConnectingAgent({ keepAlive: true });
  const secure = new ConnectingAgent({ keepAlive: true });
  const single = new ConnectingAgent({ keepAlive: false });
  return {
    for: (url, reuse) => (!reuse ? single : url.protocol === 'https:' ? secure : plain),
    destroy() {
      for (const agent of [plain, secure, single]) agent.destroy();
    },
  };
}
