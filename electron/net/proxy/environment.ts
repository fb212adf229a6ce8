import { parseProxy, type ProxyServer } from './server.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What the environment's variables say about a scheme: a proxy, or the name of a variable that cannot be read. */
export interface EnvironmentProxy {
  variable: string;
  /** Null when the value is no address of a proxy. */
  server: ProxyServer | null;
}

/**
 * The proxy that the environment names for http or https addresses, as curl reads it: the variable of the scheme before
 * that for all, lower case before upper case, empty ones as if they were not set. Null when it names none.
 */
export function environmentProxy(scheme: 'http' | 'https', variables: Variables): EnvironmentProxy | null {
  const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase(), 'all_proxy', 'ALL_PROXY'].filter((name) =>
    isSafe(name, variables),
  );
  const variable = names.find((name) => isSet(variables[name]));
  return variable === undefined ? null : { variable, server: parseProxy(variables[variable] ?? '') };
}

/** The hosts that the environment exempts, and which variable says so. */
export function environmentBypass(variables: Variables): { variable: string; entries: string[] } {
  const variable = ['no_proxy', 'NO_PROXY'].find((name) => isSet(variables[name])) ?? 'NO_PROXY';
  return { variable, entries: [variables[variable] ?? ''] };
}

const isSet = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

/** A web server hands the header `Proxy` of a visitor to its CGI programs under this name. */
const isSafe = (name: string, variables: Variables): boolean =>
  name !== 'HTTP_PROXY' || variables['REQUEST_METHOD'] === undefined;
