import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportsAsHtml } from '../../../electron/reports/html/index.ts';
import { renderReport } from '../../../electron/reports/render.ts';
import { reportFormats } from '../../../shared/report-format.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import { fullReport } from './full-report.ts';

const outside = { host: 'crm.example.com', address: '10.0.0.5', computer: 'ADMIN-PC', text: 'Seen.' };
const canary = 'canary-9c41e7';

/** A report as if secrets had got into it unmasked. */
function leakingReport(): Report {
  const token = `eyJhbGciOiJub25lIn0.${Buffer.from(canary).toString('base64url')}.c2ln`;
  const report = fullReport({
    ...outside,
    text: `client_secret=${canary}-1&x=1 {"access_token":"${canary}-2"} Authorization: Bearer ${canary}-3`,
  });
  return {
    ...report,
    profile: { ...report.profile, creatioUrl: `https://user:${canary}-4@crm.example.com` },
    checks: report.checks.map((check) => ({
      ...check,
      evidence: check.evidence.map((each) =>
        each.kind === 'exchange'
          ? {
              ...each,
              request: {
                ...each.request,
                headers: [['Authorization', `Basic ${canary}-5`]],
                body: `password=${canary}-6`,
              },
              response: each.response && { ...each.response, body: token },
            }
          : each,
      ),
    })),
  };
}

it.each(reportFormats)('%s tells the answer, every check, what to do, and what is muted', (format) => {
  const text = renderReport(fullReport(outside), format);
  for (const part of [
    'This computer cannot connect to Creatio at crm.example.com:8443.',
    'Name resolution of Creatio',
    'The certificate of crm.example.com expired.',
    'Something is in the way.',
    'https://academy.creatio.com/docs',
    'muted',
    '1.0.0',
  ]) {
    expect(text).toContain(part);
  }
  expect(text.endsWith('\n')).toBe(true);
});

it.each(reportFormats)('%s holds no secret, even where one had got into the report', (format) => {
  for (const replaceHosts of [false, true]) {
    const text = renderReport(leakingReport(), format, { replaceHosts });
    expect(text).not.toContain(canary);
    expect(text).not.toContain(Buffer.from(canary).toString('base64url'));
  }
});

it('gives JSON that is a report', () => {
  const report = fullReport(outside);
  expect(reportSchema.parse(JSON.parse(renderReport(report, 'json')))).toEqual(report);
});

describe('the page', () => {
  const hostile = `</title></style></pre><script>alert(1)</script><img src=x onerror=alert(1)> " ' & \u202E\u0000\u0007`;
  const page = reportsAsHtml([fullReport({ ...outside, text: hostile, computer: `<b>${hostile}` })]);

  it('takes everything from outside for text', () => {
    expect(page).not.toMatch(/<script|<img|<b>|\u202E|[^\P{Cc}\n]/u);
    expect(page.match(/<\/title>|<\/style>/g)).toEqual(['</title>', '</style>']);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('[U+202E]');
  });

  it('needs nothing else, and forbids it', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain('content="default-src &#39;none&#39;;');
    expect(page).toContain(`sha256-${hash}`);
    expect(page).not.toMatch(/<link|<iframe|<object|<form|<base|@import|url\(|<[^>]*\son\w+=/i);
    const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !address?.startsWith('#'))).toEqual(['https://academy.creatio.com/docs']);
  });

  it('links to no address but of the web', () => {
    const report = fullReport(outside);
    const [source] = report.remediation?.sources ?? [];
    const sources = [{ title: 'Trap', url: 'javascript:alert(1)', versions: source?.versions ?? '' }];
    expect(
      reportsAsHtml([{ ...report, remediation: report.remediation && { ...report.remediation, sources } }]),
    ).not.toContain('javascript:');
  });

  it('gives each part of several reports an id of its own', () => {
    const both = reportsAsHtml([fullReport(outside), fullReport(outside)]);
    const ids = [...both.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('Markdown', () => {
  it('takes everything from outside for text', () => {
    const hostile =
      '[a](javascript:x) ![b](http://e.example/p.png) <script> | **bold** `code` ``` \n# Heading\n1. list @team';
    const text = renderReport(fullReport({ ...outside, text: hostile }), 'markdown');
    const outsideOfBlocks = text.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
    expect(outsideOfBlocks).not.toMatch(/(?<!\\)\[a\]|(?<!\\)!\[b|<script|(?<!\\)\*\*bold|^# Heading|^1\. list|@team/m);
    for (const row of outsideOfBlocks.split('\n').filter((line) => line.startsWith('| '))) {
      expect([2, 4]).toContain(row.split(/(?<!\\)\|/).length - 2);
    }
  });
});
