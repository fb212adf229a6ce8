import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../electron/reports/render.ts';
import { withoutHostNames } from '../../../electron/reports/stand-ins/index.ts';
import { reportFormats } from '../../../shared/report-format.ts';
import { fullReport } from './full-report.ts';

const outside = {
  host: 'crm.corp.example.com',
  address: '10.11.12.13',
  computer: 'ADMIN-PC7',
  text: 'Seen.',
};
const everything = (report: ReturnType<typeof fullReport>): string =>
  [JSON.stringify(report), ...reportFormats.map((format) => renderReport(report, format, { replaceHosts: true }))].join(
    '\n',
  );

describe('stand-ins for hosts', () => {
  it('take the place of names and addresses everywhere, the same for the same host', () => {
    const report = withoutHostNames(fullReport(outside));
    const text = JSON.stringify(report);
    for (const original of ['crm.corp', 'example.com', '10.11.12.13', 'ADMIN-PC7']) {
      expect(text.toLowerCase()).not.toContain(original.toLowerCase());
    }
    const [, host] = /^https:\/\/(host-\d+):8443\/crm$/.exec(report.profile.creatioUrl) ?? [];
    expect(host).toBeDefined();
    expect(report.headline).toBe(`This computer cannot connect to Creatio at ${host}:8443. Seen.`);
    expect(report.profile.name).toBe(`Sales Seen. (${host})`);
    const [dns, tls, health] = report.checks;
    expect(dns?.summary).toBe(`${host} leads to ip-1. Seen.`);
    expect(tls?.evidence[0]).toMatchObject({
      server: `${host}:8443`,
      chain: [{ subject: `CN=${host}, O=Example`, subjectAlternativeNames: [host, `*.${host}`, 'ip-1'] }],
    });
    expect(health?.evidence[0]).toMatchObject({
      remoteAddress: 'ip-1',
      request: {
        headers: [
          ['host', `${host}:8443`],
          ['x-text', 'Seen.'],
        ],
      },
    });
    expect(report.host.name).toMatch(/^host-\d+$/);
    expect(report.notes.at(-1)).toContain('stand-ins');
  });

  it('leave what is no host as it is', () => {
    const report = withoutHostNames(fullReport(outside));
    const text = JSON.stringify(report);
    for (const kept of [
      'System.Net.Http.HttpRequestException',
      'appsettings.json',
      'https://academy.creatio.com/docs',
      '"creatio.health"',
      '2026-11-20T10:00:00.000Z',
      'AA:BB',
      'OAuth Console for Creatio',
    ]) {
      expect(text).toContain(kept);
    }
  });

  it.each([
    ['a name of one label', 'identity', 'http://identity:8090'],
    ['a name of Windows', 'WIN-4F6GH7', 'http://win-4f6gh7/0'],
    ['a domain beyond ASCII', 'bücher.example', 'https://xn--bcher-kva.example'],
    ['an IPv6 address', '2001:db8::12', 'https://[2001:DB8:0:0::12]:443'],
  ])('know %s in other spellings', (_what, name, url) => {
    const base = fullReport({ ...outside, text: `See ${name}:80 and ${url}.` });
    const text = JSON.stringify(withoutHostNames(base)).toLowerCase();
    expect(text).not.toContain(`${name.toLowerCase()}:80`);
    expect(text).not.toContain(url.toLowerCase());
  });

  it('keep the words of our sentences where a host is called like one of them', () => {
    const base = fullReport({ ...outside, host: 'creatio', text: 'Creatio answers.' });
    const report = withoutHostNames(base);
    expect(report.headline).toMatch(/^This computer cannot connect to Creatio at host-\d+:8443\. Creatio answers\.$/);
    expect(report.profile.creatioUrl).toMatch(/^https:\/\/host-\d+:8443/);
  });

  it('take the domain of a directory for a name, and the short name of a machine', () => {
    const base = fullReport({
      ...outside,
      host: 'crm-web07.corp.example',
      text: 'CN=x, DC=corp, DC=example on CRM-WEB07',
    });
    const text = JSON.stringify(withoutHostNames(base)).toLowerCase();
    expect(text).not.toContain('dc=corp');
    expect(text).not.toContain('crm-web07');
  });

  it('are never the name of a real host', () => {
    const report = withoutHostNames(fullReport({ ...outside, computer: 'host-1' }));
    expect(JSON.stringify(report)).not.toMatch(/host-1\b/);
  });

  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{1,12}[a-z0-9])$/);
  const host = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('com', 'local', 'corp', 'io', 'internal'))
    .map(([labels, last]) => [...labels, last].join('.'));
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  const computer = fc.stringMatching(/^[A-Z]{3,8}-[A-Z0-9]{3,6}$/);
  it('leave no original name or address in any format, wherever it stands', () => {
    fc.assert(
      fc.property(host, address, computer, fc.string({ maxLength: 40 }), (name, ip, machine, text) => {
        fc.pre(name !== 'academy.creatio.com' && !ip.startsWith('::') && !text.includes(ip));
        const report = withoutHostNames(fullReport({ host: name, address: ip, computer: machine, text }));
        const all = everything(report).toLowerCase();
        expect(all).not.toContain(name);
        expect(all).not.toContain(machine.toLowerCase());
        expect(all).not.toMatch(
          new RegExp(String.raw`(?<![\d.:a-f])${ip.toLowerCase().replaceAll('.', String.raw`\.`)}(?![\d.:a-f])`),
        );
      }),
      { numRuns: 60 },
    );
  });
});
