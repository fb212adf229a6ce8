import { expect, it } from 'vitest';
import { renderSession } from '../../../electron/reports/render.ts';
import { reportFormats } from '../../../shared/report-format.ts';
import { sessionSchema, type Session } from '../../../shared/wizard.ts';
import { fullReport } from './full-report.ts';

const canary = 'canary-77a1c0';
const report = fullReport({ host: 'crm.corp.example.com', address: '10.0.0.5', computer: 'ADMIN-PC7', text: '' });

function sessionWith(note: string): Session {
  const happened = { at: '2026-11-20T10:00:00.000Z', by: { user: 'ann', machine: 'ADMIN-PC7' } };
  const { verdict, outcome, emptySettings } = report;
  const sight = {
    verdict,
    outcome,
    emptySettings,
    headline: 'This computer cannot connect to Creatio at crm.corp.example.com.',
    remediation: 'unreachable',
    results: report.checks.map(({ id, title, status, summary, remediation }) => ({
      id,
      title,
      status,
      summary,
      remediation,
    })),
  };
  if (report.remediation === null) throw new Error('The report has a remediation.');
  return sessionSchema.parse({
    schemaVersion: 1,
    id: '3f0f2f6e-6a52-4a0c-9b7e-0f4d1c2b3a49',
    profileId: 'p',
    profileName: 'Sales (crm.corp.example.com)',
    from: 'finding',
    sight,
    events: [
      { kind: 'entered', ...happened, entry: report.remediation, key: 'unreachable', why: 'begin', said: 'It began.' },
      { kind: 'marked', ...happened, step: 0, did: 'done', note },
      {
        kind: 'checked',
        ...happened,
        asked: ['creatio.tcp'],
        sight,
        result: 'still-wrong',
        said: 'It is still wrong.',
      },
      {
        kind: 'looked',
        ...happened,
        machine: 'Appserver',
        sight: {
          ...sight,
          results: sight.results.map((result) => ({
            ...result,
            summary: 'Appserver connects.',
            seenFrom: 'Appserver',
          })),
        },
        said: 'Appserver reaches it.',
      },
      { kind: 'ended', ...happened, how: 'stopped', said: 'The session was ended early.' },
    ],
  });
}

it.each(reportFormats)('%s tells a whole session, without a secret that was typed into a note', (format) => {
  const text = renderSession(sessionWith(`Seen. client_secret=${canary} <b>bold</b>`), format);
  for (const part of [
    'Something is in the way.',
    'It is still wrong.',
    'Appserver reaches it.',
    'The session was ended early.',
    'ann',
    'Seen.',
  ]) {
    if (format !== 'text' || part !== 'Something is in the way.') expect(text).toContain(part);
  }
  if (format !== 'json') expect(text).toContain('2026-11-20 10:00:00 UTC');
  expect(text).not.toContain(canary);
  if (format === 'html' || format === 'markdown') expect(text).not.toContain('<b>');
  expect(text.endsWith('\n')).toBe(true);
});

it.each(reportFormats)('%s has stand-ins for the hosts of a session', (format) => {
  const text = renderSession(sessionWith('It was WIN-4F6GH7 at 10.0.0.5, says admin-pc7.'), format, {
    replaceHosts: true,
  });
  for (const original of ['crm.corp', 'example.com', '10.0.0.5', 'admin-pc7', 'appserver'])
    expect(text.toLowerCase()).not.toContain(original);
  expect(text).toContain('host-1');
  if (format === 'json') expect(sessionSchema.parse(JSON.parse(text))).toBeDefined();
});
