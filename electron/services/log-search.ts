import { filesPerPage, logKindTitles, type TellingSearch } from '../../shared/logs.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { FoundLine, TellingLinesFound } from '../logs/index.ts';

/** Every secret of an environment that can be read. Where the keychain is locked, the rules still hide what looks like one. */
export async function secretsOf(
  { id, furtherClients }: Pick<Profile, 'id' | 'furtherClients'>,
  readSecret: (id: string, name: SecretName) => Promise<string | null>,
): Promise<string[]> {
  const names: SecretName[] = [
    'client-secret',
    'proxy-password',
    'client-certificate-passphrase',
    ...furtherClients.map((client) => `further-client:${client.id}` as const),
  ];
  const secrets: string[] = [];
  for (const name of names) {
    const secret = await readSecret(id, name).catch(() => null);
    if (secret !== null) secrets.push(secret);
  }
  return secrets;
}

/** What a search found, as the page sees it: redacted and in brief. */
export async function toldOf(found: TellingLinesFound, secrets: readonly string[]): Promise<TellingSearch> {
  // Rules are made ready when they are first needed.
  const { prepareRedaction, redactText } = await import('../redaction/index.ts');
  const redaction = prepareRedaction({ secrets });
  return {
    hits: found.hits.map((hit) => ({
      line: hit.line.id,
      fileId: hit.file.id,
      fileName: hit.file.name,
      source: logKindTitles[hit.file.kind],
      at: hit.at === null ? null : new Date(hit.at).toISOString(),
      excerpt: excerptOf(hit, redactText(hit.text, redaction)),
    })),
    counts: [...found.counts].map(([line, count]) => ({ line, count })),
    filesRead: found.filesRead,
    bytesRead: found.bytesRead,
    problems: found.problems.slice(0, filesPerPage).map(({ file, why }) => ({ name: file.name, why })),
  };
}

const excerptLength = 500;
const beforeHit = 150;

/** Around the text that was looked for, far from where a long line is cut: a secret that is cut there is not recognised. */
function excerptOf({ line }: FoundLine, redacted: string): string {
  const text = redacted.toLowerCase();
  const at = Math.max(0, ...line.texts.map((each) => text.indexOf(each.toLowerCase())));
  const from = at < 2 * beforeHit ? 0 : at - beforeHit;
  return redacted.slice(from, from + excerptLength).trim();
}
