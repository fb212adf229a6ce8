import { describe, expect, it } from 'vitest';
import { classifyHealthReply } from '../../../electron/checks/health-reply.ts';
import { readableReply } from '../../../electron/checks/reply/readable.ts';
import type { HttpExchange } from '../../../electron/net/index.ts';
import { outcomeOf, replied } from './exchanges.ts';

const proxy = { name: 'http://proxy:8080', request: 'GET http://crm.test/ HTTP/1.1', reply: null };

/** A reply that came over a proxy: passed on by it, or through its tunnel. */
function over(
  way: 'forwarded' | 'tunnel' | 'socks',
  status: number,
  headers: Record<string, string>,
  body = '',
): HttpExchange {
  const exchange = replied({ status, headers, body });
  const url = way === 'tunnel' ? 'https://crm.test/' : 'http://crm.test/';
  const name = way === 'socks' ? 'socks5://proxy:1080' : proxy.name;
  return { ...exchange, request: { ...exchange.request, url }, proxy: { ...proxy, name } };
}

const squid = (error: string): Record<string, string> => ({ 'X-Squid-Error': `${error} 111` });
const tinyproxy = { Server: 'tinyproxy/1.11.1' };

describe('a reply that a proxy passed on', () => {
  it.each([
    [503, squid('ERR_CONNECT_FAIL'), 'unreachable', 'proxy-target-failed'],
    [502, squid('ERR_DNS_FAIL'), 'unreachable', 'proxy-target-failed'],
    [500, tinyproxy, 'unreachable', 'proxy-target-failed'],
    [504, { 'Proxy-Status': 'edge; error=connection_timeout' }, 'unreachable', 'proxy-target-failed'],
    [403, squid('ERR_ACCESS_DENIED'), 'proxy-error', 'proxy-not-allowed'],
    [401, tinyproxy, 'proxy-error', 'proxy-login-refused'],
    [400, tinyproxy, 'proxy-error', 'proxy-error'],
  ] as const)('%i with the mark of the proxy %j is %s', (status, headers, outcome, remediation) => {
    const exchange = over('forwarded', status, headers);
    const judged = classifyHealthReply(outcomeOf(exchange));
    expect([judged.outcome, judged.remediation]).toEqual([outcome, remediation]);
    const finding = remediation === 'proxy-error' ? 'proxy-in-the-way' : remediation;
    expect(readableReply(outcomeOf(exchange), 'The server').problem?.finding).toBe(finding);
  });

  it.each([500, 502, 503, 504, 403])('%i without a mark is the server’s, with the doubt said', (status) => {
    const judged = classifyHealthReply(outcomeOf(over('forwarded', status, { Via: '1.1 proxy' }, '<html>error')));
    expect(judged.outcome).toBe(status === 403 ? 'login-required' : 'web-server-error');
    expect(judged.summary).toContain('nothing in it tells which of the two wrote it');
  });

  it('a missing address without a mark is the server’s, with the doubt said', () => {
    const outcome = outcomeOf(over('forwarded', 404, {}, '<html>404'));
    expect(classifyHealthReply(outcome)).toMatchObject({
      outcome: 'endpoint-missing',
      summary: expect.stringContaining('which of the two wrote it'),
    });
    const gateway = outcomeOf(over('forwarded', 504, {}, '<html>504'));
    expect(readableReply(gateway, 'The server').problem).toMatchObject({
      finding: 'gateway-no-answer',
      sentence: expect.stringContaining('which of the two wrote it'),
    });
  });

  it.each(['tunnel', 'socks'] as const)('leaves no doubt where the proxy cannot read it: %s', (way) => {
    const judged = classifyHealthReply(outcomeOf(over(way, 503, {}, '<html>error')));
    expect(judged.outcome).toBe('web-server-error');
    expect(judged.summary).not.toContain('which of the two');
  });

  it('is not doubted where it is the documented one', () => {
    const body = JSON.stringify({
      HasProblem: true,
      IsSystemSettingsFilledIn: true,
      IsIdentityServiceAvailable: false,
      IsAccessTokenRetrievableForSystemActions: false,
      Message: 'x',
    });
    const judged = classifyHealthReply(outcomeOf(over('forwarded', 500, { Via: '1.1 proxy' }, body)));
    expect(judged.outcome).toBe('identity-service-unavailable');
    expect(judged.summary).not.toContain('proxy');
  });
});
