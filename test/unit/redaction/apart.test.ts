import { expect, it } from 'vitest';
import {
  contextBytes,
  createPseudonyms,
  cutOf,
  prepareRedaction,
  redactText,
  replaceIn,
  searchBlock,
  type BlockEnd,
} from '../../../electron/redaction/index.ts';
import { contexts, knownSpellings, secrets } from './contexts.ts';

const [secret = ''] = secrets.slice(2);
const redaction = prepareRedaction({ secrets: [secret] });
const line = '2026-11-21 10:00:00,123 [7] INFO Supervisor Common Execute - nothing happened here today\r\n';
const filler = Buffer.from(line.repeat(200));
const block = 12_288;

/** Searches each block by itself, and again only where a value reaches into it from the one before, as bundles do. */
function apart(bytes: Buffer): { output: Buffer; again: number } {
  const pseudonyms = createPseudonyms();
  const output: Buffer[] = [];
  let again = 0;
  let position = 0;
  let from = 0;
  let before: BlockEnd | null = null;
  for (let last = false; !last;) {
    const part = bytes.subarray(position, position + from + block);
    last = position + part.length === bytes.length;
    const cut = cutOf(part, from);
    const request = { bytes: part, position, from, last };
    let searched = searchBlock(redaction, request);
    if (before !== null) {
      again += 1;
      searched = searchBlock(redaction, request, before);
    }
    output.push(replaceIn(searched.stretch, pseudonyms));
    const { end } = searched;
    before = end.open !== null || end.position !== position + cut ? end : null;
    const kept = Math.max(0, cut - contextBytes);
    position += kept;
    from = cut - kept;
  }
  return { output: Buffer.concat(output), again };
}

it('gives the same for blocks that are searched apart as for the whole', () => {
  let again = 0;
  for (const [number, { spell, text }] of [...contexts, ...knownSpellings].entries()) {
    const body = Buffer.from(text(spell(secret)));
    const behind = Buffer.from(`\r\n${line.repeat(120)}`);
    const redacted = Buffer.from(redactText(`\n${Buffer.concat([body, behind]).toString()}`, redaction));
    for (let offset = number % 7; offset <= body.length; offset += 7) {
      const start = filler.subarray(0, block - 4096 - offset - 1);
      const { output, again: more } = apart(Buffer.concat([start, Buffer.from('\n'), body, behind]));
      again += more;
      if (!output.equals(Buffer.concat([start, redacted]))) {
        expect.unreachable(`offset ${offset}: ${output.subarray(start.length, start.length + 400).toString()}`);
      }
    }
  }
  expect(again).toBeGreaterThan(0);
});

it('follows a value that is longer than many blocks', () => {
  const text = `${line}Password="${'x'.repeat(5 * block)}";Pooling=true\r\n${line.repeat(200)}`;
  const { output, again } = apart(Buffer.from(text));
  expect(output.toString()).toBe(redactText(text, redaction));
  expect(again).toBeGreaterThan(3);
});

it('looks at what stands between the name of one field and a value far behind it', () => {
  const statement = `UPDATE x SET "TextValue" = 'canary-Aa1Bb2Cc3' WHERE "Code" = 'SmtpPassword'`;
  const cookies = `"cookies":[{"name":"a","value":"canary-Dd4Ee5"},{"name":"b","value":"canary-Dd4Ee5"}]`;
  expect(redactText(`${statement}\r\n${cookies}\r\n{"password"=>"canary-Ff6"}`, redaction)).toBe(
    `UPDATE x SET "TextValue" = '***' WHERE "Code" = 'SmtpPassword'\r\n"cookies":[{"name":"a","value":"***"},{"name":"b","value":"***"}]\r\n{"password"=>"***"}`,
  );
  const element = `<setting key="SmtpPassword" kind="x">canary-Gg7 <a secret="canary-Hh8" code="1"/>`;
  expect(redactText(element, redaction)).not.toContain('canary');
  expect(redactText(`Code = 'SmtpPassword' is set => nothing more`, redaction)).toBe(
    `Code = 'SmtpPassword' is set => nothing more`,
  );
});

it('hides each value of a list, however many and whether or not some are empty', () => {
  const list = (values: readonly string[]) => JSON.stringify({ passwords: values });
  expect(redactText(list(['', 'canary-1', '', 'canary-2']), redaction)).toBe(list(['', '***', '', '***']));
  const many = Array.from({ length: 20_000 }, (_, number) => `canary-${number}`);
  expect(redactText(list(many), redaction)).toBe(list(many.map(() => '***')));
});

it('replaces personal data between the secrets of one statement', () => {
  expect(
    redactText(
      "INSERT INTO SysUser (Name, Password, Email, ApiKey, Host, Secret) VALUES ('a', 'canary-1', 'joe@contoso.com', 'canary-2', '10.1.2.3', 'canary-3')",
      redaction,
    ),
  ).toBe(
    "INSERT INTO SysUser (Name, Password, Email, ApiKey, Host, Secret) VALUES ('a', '***', 'email-1', '***', 'ip-1-1', '***')",
  );
});

it('takes no secret for a call because a bracket and a quote stand behind its first letter', () => {
  expect(redactText("X-Api-Key: a(':@;|@((/]=[$[)", redaction)).toBe('X-Api-Key: ***');
  expect(redactText('apiKey = config["ApiKey"]', redaction)).toBe('apiKey = config["ApiKey"]');
});

it('follows what goes over many lines also where a field has taken its first line', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----';
  const assertion = '<saml2:Assertion ID="x">\n<saml2:NameID>canary</saml2:NameID>\n</saml2:Assertion>';
  const places = [
    `ClientSecret: ${key}\nnext`,
    `PRIVATE_KEY=${key}\nnext`,
    `Data Source=.;Password=${key}\nnext`,
    `Authorization: Bearer ${assertion}\nnext`,
    `assertion=${assertion}\nnext`,
  ];
  for (const text of places) {
    const redacted = redactText(text, redaction);
    expect(redacted).not.toMatch(/MII|hki|canary/);
    expect(redacted).toMatch(/\nnext$/);
  }
  expect(redactText('"ClientSecret": "-----BEGIN PRIVATE KEY-----",\n"x": 1\n', redaction)).toBe(
    '"ClientSecret": "***",\n"x": 1\n',
  );
});
