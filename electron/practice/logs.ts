/** Where the practice servers tell what they do, as Creatio and its Identity Service do. Never a secret or a token. */
export interface PracticeLogs {
  creatioRequest(method: string, path: string, status: number): void;
  creatioOAuth(level: 'DEBUG' | 'ERROR', method: string, message: string): void;
  identityService(level: 'info' | 'fail', category: string, message: string): void;
  /** Waits until everything is written. */
  close(): Promise<void>;
}

/** For a practice environment that writes none. */
export const noLogs: PracticeLogs = {
  creatioRequest() {},
  creatioOAuth() {},
  identityService() {},
  close: () => Promise.resolve(),
};
