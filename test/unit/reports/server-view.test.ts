import { expect, it } from 'vitest';
import { reportsAsHtml } from '../../../electron/reports/html/index.ts';
import { reportAsMarkdown } from '../../../electron/reports/markdown.ts';
import { withoutHostNames } from '../../../electron/reports/stand-ins/index.ts';
import { renderReport } from '../../../electron/reports/render.ts';
import { reportFormats } from '../../../shared/report-format.ts';
import { reportAsText } from '../../../electron/reports/text.ts';
import { viewOf } from '../../../electron/server-view/index.ts';
import { findRemediation } from '../../../shared/remediation/index.ts';
import type { Report } from '../../../shared/report.ts';
import { untrustedLook } from '../server-view/look.ts';
import { fullReport } from './full-report.ts';

const report: Report = {
  ...fullReport({ host: 'crm.example.com', address: '192.0.2.1', computer: 'ADMIN-PC', text: 'text' }),
  serverView: viewOf({
    look: { ...untrustedLook(), machine: { name: 'WEB-FRONT<b>01', os: 'Windows' } },
    receivedAt: '2026-11-21T10:05:00.000Z',
    creatio: { outcome: 'identity-service-unavailable', checks: [] },
    address: null,
    hostName: 'ADMIN-PC',
    findEntry: (id) => findRemediation(id, { platform: 'auto' }),
  }),
};

it('stands in every format, and never as markup', () => {
  for (const text of [reportAsText(report), reportAsMarkdown(report), reportsAsHtml([report])]) {
    expect(text).toContain('rom the Creatio server WEB-FRONT');
    expect(text).toContain('does not trust the certificate of');
    expect(text).toContain('Discovery of the Identity Service');
  }
  expect(reportsAsHtml([report])).toContain('CN=Company Root');
  expect([reportAsMarkdown(report), reportsAsHtml([report])].join()).not.toContain('<b>');
});

it('holds no secret that was pasted with it', () => {
  const [first] = report.serverView?.results ?? [];
  if (report.serverView === undefined || first === undefined) throw new Error('The server saw something.');
  const results = [{ ...first, summary: 'It said client_secret=canary-31d7 to us.' }];
  const leaking = { ...report, serverView: { ...report.serverView, results } };
  for (const format of reportFormats) expect(renderReport(leaking, format)).not.toContain('canary-31d7');
});

it('loses its names and addresses where hosts get stand-ins', () => {
  const named = {
    ...report,
    serverView: report.serverView && { ...report.serverView, machine: { name: 'BERLIN7', os: 'Windows' } },
  };
  const changed = withoutHostNames(named);
  expect(changed.serverView?.script).toBe('powershell');
  expect(changed.serverView?.results.map(({ remediation }) => remediation)).toEqual(
    report.serverView?.results.map(({ remediation }) => remediation),
  );
  const text = JSON.stringify(changed);
  for (const name of ['BERLIN7', 'identity.example.com', '192.0.2.7']) expect(text).not.toContain(name);
});
