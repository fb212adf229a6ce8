import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { counted } from '../../shared/amounts.ts';
import { dateInWords } from '../../shared/date.ts';
import { isBefore, parseVersion } from '../../shared/remediation/index.ts';
import { expiresSoonDays } from '../../shared/tolerances.ts';
import { openPfx, type PfxProblem } from '../net/index.ts';
import type { ExamineContext } from './context.ts';
import { readRegularFile, type ReadFile } from './files.ts';
import { fail, pass, skip, warn, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';

const dayMs = 86_400_000;

/** Finds, opens and examines the file with the key that signs tokens. */
export async function examineSigningCertificate(
  settings: JsonNode,
  context: ExamineContext,
): Promise<{ name: string; file: ReadFile; found: Found[] }> {
  const node = memberOf(settings, 'X509CertificatePath');
  const configured = textOf(node);
  const line = node?.line ?? null;
  if (configured === null || configured.trim() === '') {
    const found = [
      fail(
        'configuration-certificate-missing',
        'X509CertificatePath in appsettings.json is missing or empty, so there is no key that signs tokens.',
        line,
      ),
    ];
    return { name: 'X509CertificatePath', file: { state: 'missing', reason: '' }, found };
  }
  const password = textOf(memberOf(settings, 'X509CertificatePassword'));
  if (password !== null) context.keepSecret(password);
  const { name, file, elsewhere } = await readPfx(configured, context);
  const found: Found[] = [];
  if (/\p{Cc}/u.test(configured)) {
    found.push(
      fail(
        'configuration-certificate-missing',
        'X509CertificatePath holds a control character: a backslash in it is not doubled, so that it became one together with the letter behind it.',
        line,
      ),
    );
  } else if (!isWholePath(configured)) {
    found.push(
      warn('configuration-certificate-missing', 'X509CertificatePath is no full path. The documents want one.', line),
    );
  }
  if (file.state === 'missing') {
    found.push(
      fail(
        'configuration-certificate-missing',
        context.folder.isShare || elsewhere
          ? `The file ${name} that X509CertificatePath names is not in this folder. If it lies elsewhere on that machine, look there.`
          : `The file ${name} that X509CertificatePath names is not there.`,
        line,
      ),
    );
  } else if (file.state === 'unreadable') {
    found.push(
      fail(
        'configuration-certificate-unusable',
        `The file ${name} that X509CertificatePath names cannot be read: ${file.reason}.`,
        line,
      ),
    );
  } else {
    if (elsewhere)
      found.push(
        skip(
          `X509CertificatePath names another place; the file ${name} of this folder was looked at in its stead.`,
          line,
        ),
      );
    found.push(...examinePfx(file.bytes, password, context));
  }
  return { name, file, found };
}

const isWholePath = (file: string): boolean => path.win32.isAbsolute(file) && /^(?:[a-z]:|[\\/])/i.test(file);

/**
 * Reads the file that the configuration names. A path of another machine, or one that leads to a third machine, is not
 * followed: the file of that name in the folder itself is looked at then.
 */
async function readPfx(
  configured: string,
  { folder }: ExamineContext,
): Promise<{ name: string; file: ReadFile; elsewhere: boolean }> {
  const name = path.win32.basename(configured.replaceAll(/\p{Cc}/gu, '\\')) || 'the PFX';
  const isOfThisSystem = path.isAbsolute(configured) && !/^[\\/]{2}/.test(configured) && !/\p{Cc}/u.test(configured);
  if (isOfThisSystem && !folder.isShare) {
    const file = await readRegularFile(path.normalize(configured));
    if (file.state !== 'missing') return { name, file, elsewhere: false };
  }
  const relative = !isWholePath(configured);
  return {
    name,
    file: await folder.read(relative ? configured.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '') : name),
    elsewhere: !relative,
  };
}

const problems: Readonly<Record<PfxProblem, string>> = {
  'wrong-password':
    'cannot be opened with the password in appsettings.json (X509CertificatePassword), or needs one that is not there',
  'old-encryption':
    'is encrypted by an old method that this console cannot open. Windows still can, so this need not be a fault',
  'no-key': 'holds no certificate with its private key',
  damaged: 'is no PFX (PKCS #12), or is damaged',
};

function examinePfx(bytes: Buffer, password: string | null, context: ExamineContext): Found[] {
  if (bytes.length === 0) return [fail('configuration-certificate-unusable', 'The PFX is empty.')];
  const { certificate, problem } = openPfx(bytes, password);
  if (problem === 'old-encryption') return [skip(`The PFX ${problems[problem]}.`)];
  if (certificate === null) return [fail('configuration-certificate-unusable', `The PFX ${problems[problem]}.`)];
  return [examineDates(certificate, context.now), ...examineKey(certificate, context)];
}

function examineDates(certificate: X509Certificate, now: number): Found {
  const from = Date.parse(certificate.validFrom);
  const to = Date.parse(certificate.validTo);
  const days = Math.floor((to - now) / dayMs);
  if (now > to)
    return fail('configuration-certificate-expired', `The certificate in the PFX expired on ${dateInWords(to)}.`);
  if (now < from)
    return fail(
      'configuration-certificate-expired',
      `The certificate in the PFX is not valid before ${dateInWords(from)}.`,
    );
  if (days <= expiresSoonDays) {
    return warn(
      'configuration-certificate-expired',
      `The certificate in the PFX expires in ${counted(days, 'day')}, on ${dateInWords(to)}.`,
    );
  }
  return pass(`The PFX opens, and its certificate is valid until ${dateInWords(to)}.`);
}

/** ECDSA keys work from 8.2.3 on. */
function examineKey(certificate: X509Certificate, { environment }: ExamineContext): Found[] {
  const type = certificate.publicKey.asymmetricKeyType;
  if (type === 'rsa') return [];
  if (type !== 'ec') {
    return [
      fail(
        'configuration-certificate-unusable',
        'The key in the PFX is neither RSA nor ECDSA, so tokens cannot be signed with it.',
      ),
    ];
  }
  const version = environment.creatioVersion === null ? null : parseVersion(environment.creatioVersion);
  return version !== null && isBefore(version, [8, 2, 3])
    ? [
        fail(
          'configuration-certificate-unusable',
          `The key in the PFX is an ECDSA key, which works from Creatio 8.2.3 on; this environment has ${environment.creatioVersion}.`,
        ),
      ]
    : [];
}
