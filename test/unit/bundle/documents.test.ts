import { expect, it } from 'vitest';
import { redactedDocuments, redactedLetter } from '../../../electron/bundle/documents.ts';
import { createPseudonyms, prepareRedaction, redactText } from '../../../electron/redaction/index.ts';
import { sessionSchema } from '../../../shared/wizard.ts';
import { fullReport } from '../reports/full-report.ts';

const computer = 'ADMIN-PC7';
const report = {
  ...fullReport({ host: 'crm.corp.example.com', address: '10.20.30.40', computer, text: '' }),
  muted: [
    { checkId: 'token.use' as const, reason: 'Known', by: `lee.wong on ${computer}`, at: '2026-11-20T10:00:00Z' },
  ],
};
const by = { user: 'petra.kurz', machine: 'CRM-SRV-12' };
const session = sessionSchema.parse({
  schemaVersion: 1,
  id: '3f0f2f6e-6a52-4a0c-9b7e-0f4d1c2b3a49',
  profileId: 'p',
  profileName: 'Sales',
  from: 'finding',
  sight: null,
  events: [
    {
      kind: 'entered',
      at: '2026-11-20T10:00:00.000Z',
      by,
      entry: report.remediation,
      key: 'unreachable',
      why: 'begin',
      said: `It began on ${by.machine}.`,
    },
  ],
});
const letter = {
  facts: { caseNumber: '', whatHappened: `petra.kurz saw it on ${computer.toLowerCase()}`, when: '', tried: '' },
  environment: { name: 'Sales', creatioUrl: '', identityServiceUrl: '', version: '', platform: '' },
  run: null,
  session: null,
  period: '',
  tool: '',
};

it('names nobody and no computer in what the console itself writes, also where they stand by themselves', () => {
  const pseudonyms = createPseudonyms();
  const redaction = prepareRedaction();
  const tools = { redact: (_: string, text: string) => redactText(text, redaction, pseudonyms), pseudonyms, keep: [] };
  const sources = { report, session, systemFacts: null, oauthTraces: null, letter };
  const documents = redactedDocuments(sources, tools);
  expect(documents.map(({ path }) => path)).toEqual([
    'redaction-check.txt',
    'report.html',
    'report.json',
    'session.md',
  ]);
  const all = documents.map(({ text }) => text).join('\n') + JSON.stringify(redactedLetter(sources, tools));
  for (const name of [computer, 'lee.wong', 'petra.kurz', 'CRM-SRV-12', '10.20.30.40', 'crm.corp.example.com']) {
    expect(all.toLowerCase(), name).not.toContain(name.toLowerCase());
  }
  expect(all).toContain(`The checks ran on ${pseudonyms.of('host', computer)}.`);

  const kept = redactedDocuments(sources, { ...tools, keep: ['user', 'host'] });
  expect(kept.map(({ text }) => text).join('\n')).toContain(`The checks ran on ${computer}.`);
});
