import { bareHost } from '../resolve.ts';
import type { NetworkFailure, ProxySettings } from '../types.ts';
import { localBypass, parseBypass, type Bypass } from './bypass.ts';
import { environmentBypass, environmentProxy, type Variables } from './environment.ts';
import { parsePacResult } from './pac-result.ts';
import { routeOver, type Route } from './route.ts';
import { parseProxy, type ProxyCredentials, type ProxyServer } from './server.ts';

/** How long the system's answer holds: the user may change the settings or the network at any time. */
const systemAnswerMs = 30_000;
/** How long the system is waited for; it may have to fetch a script first. */
const systemLimitMs = 10_000;

/** Decides how each host is reached. */
export interface Routes {
  /** Decided once for each origin. A promise only where the system has to be asked. Never rejects. */
  of(url: URL): Route | Promise<Route>;
  /** Passwords of proxies; whoever shows what a proxy says masks them. */
  readonly secrets: readonly string[];
}

/** Decides about one address; `port` is always given. */
type Decide = (url: URL, host: string, port: number) => Route | Promise<Route>;
type DecideAtOnce = (...where: Parameters<Decide>) => Route;

/** The routes of one network, each decided once for its origin. */
export function createRoutes(settings: ProxySettings): Routes {
  const decide = deciderOf(settings);
  const decided = new Map<string, { route: Route | Promise<Route>; until: number }>();
  return {
    of(url) {
      const known = decided.get(url.origin);
      if (known !== undefined && performance.now() < known.until) return known.route;
      const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
      const route = decide(url, bareHost(url.hostname), port);
      decided.set(url.origin, {
        route,
        until: route instanceof Promise ? performance.now() + systemAnswerMs : Infinity,
      });
      return route;
    },
    secrets: secretsOf(settings),
  };
}

function deciderOf(settings: ProxySettings): Decide {
  switch (settings.mode) {
    case 'none':
      return always(routeOver([null], 'this environment uses no proxy'));
    case 'manual':
      return manual(settings);
    case 'environment':
      return byVariables(settings.variables ?? process.env);
    case 'system':
      return settings.resolveProxy === undefined
        ? exceptLocal(byVariables(settings.variables ?? process.env))
        : bySystem(settings.resolveProxy);
  }
}

const always =
  (route: Route): Decide =>
  () =>
    route;

type ManualSettings = Extract<ProxySettings, { mode: 'manual' }>;

const credentialsOf = ({ username, password }: ManualSettings): ProxyCredentials | null =>
  username === null && password === null ? null : { username: username ?? '', password: password ?? '' };

function manual(settings: ManualSettings): Decide {
  const credentials = credentialsOf(settings);
  const server = settings.url === null ? null : parseProxy(settings.url, credentials);
  if (server === null) {
    const because = 'the environment is set to a proxy of its own, but names no address of one';
    return always(
      routeOver([], because, unusable(`${sentence(because)} Enter it in the settings of the environment.`)),
    );
  }
  const bypass = parseBypass(settings.bypass);
  const problem = unreadable(bypass, 'the bypass list of this environment');
  const { passwordProblem = null } = settings;
  const throughProxy =
    passwordProblem === null
      ? routeOver([server], 'from the settings of this environment', problem)
      : routeOver(
          [],
          'the password for the proxy of this environment could not be read',
          unusable(`The password for the proxy could not be read. ${passwordProblem}`),
        );
  return (_url, host, port) =>
    bypass.has(host, port)
      ? routeOver([null], `${host} is on the bypass list of this environment`, problem)
      : throughProxy;
}

function byVariables(variables: Variables): DecideAtOnce {
  const { variable: listName, entries } = environmentBypass(variables);
  const bypass = parseBypass(entries);
  return (url, host, port) => {
    const found = environmentProxy(url.protocol === 'https:' ? 'https' : 'http', variables);
    if (found === null) return routeOver([null], 'no environment variable names a proxy');
    if (found.server === null) {
      const because = `the environment variable ${found.variable} does not hold the address of a proxy`;
      const hint = 'It is passed over. The console knows proxies of the kinds http, https, socks4 and socks5.';
      return routeOver([null], because, unusable(`${sentence(because)} ${hint}`));
    }
    const problem = unreadable(bypass, `the environment variable ${listName}`);
    return bypass.has(host, port)
      ? routeOver([null], `${host} is on the bypass list in the environment variable ${listName}`, problem)
      : routeOver([found.server], `from the environment variable ${found.variable}`, problem);
  };
}

const exceptLocal =
  (decide: DecideAtOnce): Decide =>
  (url, host, port) => {
    const route = decide(url, host, port);
    const isPlain = route.problem === null && route.ways.every((way) => way === null);
    return isPlain || !localBypass().has(host, port)
      ? route
      : routeOver([null], `${host} is an address of this computer or its own link`);
  };

const bySystem =
  (resolveProxy: (url: string) => Promise<string>): Decide =>
  async (url) => {
    const problem = (because: string): Route =>
      routeOver([null], because, unusable(`${sentence(because)} The console goes the direct way, as browsers do.`));
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<null>((settle) => {
      timer = setTimeout(() => settle(null), systemLimitMs);
    });
    try {
      const answer = await Promise.race([resolveProxy(`${url.origin}/`), limit]);
      if (answer === null) return problem('the system did not say which proxy to use; its script may not be reachable');
      const ways = parsePacResult(answer);
      if (ways.length === 0) return problem('the system named no kind of proxy that the console knows');
      return routeOver(ways, 'from the proxy settings of the system');
    } catch {
      return problem('the system could not say which proxy to use; its script may be faulty');
    } finally {
      clearTimeout(timer);
    }
  };

/** What must not be shown of what a proxy is told. */
function secretsOf(settings: ProxySettings): string[] {
  if (settings.mode === 'manual')
    return secretOf(settings.url === null ? null : parseProxy(settings.url, credentialsOf(settings)));
  if (settings.mode === 'none' || (settings.mode === 'system' && settings.resolveProxy !== undefined)) return [];
  const variables = settings.variables ?? process.env;
  return (['http', 'https'] as const).flatMap((scheme) => {
    return secretOf(environmentProxy(scheme, variables)?.server ?? null);
  });
}

/** The password; of a user name without one, the name, since it is a token then. */
function secretOf(server: ProxyServer | null): string[] {
  const credentials = server?.credentials() ?? null;
  return credentials === null ? [] : [credentials.password || credentials.username];
}

function unreadable({ unreadable: words }: Bypass, where: string): NetworkFailure | null {
  if (words.length === 0) return null;
  const list = words.map((word) => `"${word}"`).join(', ');
  return unusable(`${sentence(`${where} holds ${list}, which is no host, address or network`)} It is passed over.`);
}

/** Why a route without ways leads nowhere. */
export const unusableRoute = (route: Route): NetworkFailure => route.problem ?? unusable(sentence(route.because));

const unusable = (message: string): NetworkFailure => ({
  layer: 'proxy',
  finding: 'proxy-settings-unusable',
  message,
  code: null,
});

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
