import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { dateInWords } from '../../shared/date.ts';
import { parseVersion } from '../../shared/remediation/index.ts';
import { openPfx, type PfxProblem } from '../net/index.ts';
import { examineAddresses } from './addresses.ts';
import { examineClients } from './clients.ts';
import type { ExamineContext } from './context.ts';
import { readRegularFile, type ReadFile } from './files.ts';
import { fail, pass, shown, skip, warn, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';

const dayMs = 86_400_000;
const expiresSoonDays = 30;

/** Examines `appsettings.json` of an Identity Service, but for its certificate. */
export function examineSettings(settings: JsonNode, context: ExamineContext): Found[] {
  return [
    ...examineDatabase(settings, context),
    ...examineClients(memberOf(settings, 'Clients'), context),
    ...examineLogLevel(settings),
    ...examineScheme(settings, context),
    ...examineAddresses(settings, context.environment.identityServiceUrl, 'the Identity Service'),
  ];
}

const connectionNames = ['DatabaseConnectionString', 'MsSqlConnection', 'PostgresConnection'];

function examineDatabase(settings: JsonNode, context: ExamineContext): Found[] {
  const provider = memberOf(settings, 'DbProvider');
  const connections = connectionNames.flatMap((name) => {
    const node = memberOf(settings, name) ?? memberOf(settings, 'ConnectionStrings', name);
    const value = textOf(node);
    return node === null || value === null ? [] : [{ name, value, line: node.line }];
  });
  for (const { value } of connections) keepConnectionSecrets(value, context);
  const kind = providerOf(textOf(provider));
  return [
    examineProvider(provider, kind),
    ...(connections.some(({ value }) => value.trim() !== '')
      ? connections.flatMap((connection) => examineConnection(connection, kind))
      : [
          fail(
            'configuration-database',
            `There is no connection string: ${connectionNames.join(', ')} are missing or empty.`,
          ),
        ]),
  ];
}

type Provider = 'mssql' | 'postgres' | null;

function providerOf(text: string | null): Provider {
  if (/^mssql(?:server)?$/i.test(text ?? '')) return 'mssql';
  return /^postgres$/i.test(text ?? '') ? 'postgres' : null;
}

function examineProvider(node: JsonNode | null, kind: Provider): Found {
  const value = textOf(node);
  if (node === null || value === null || value === '') {
    return fail(
      'configuration-database',
      'DbProvider is missing. The documented values are MsSqlServer and Postgres.',
      node?.line ?? null,
    );
  }
  if (kind === null) {
    return fail(
      'configuration-database',
      `DbProvider is ${shown(value)}, which is not known. The documented values are MsSqlServer and Postgres.`,
      node.line,
    );
  }
  return value === 'MsSqlServer' || value === 'Postgres'
    ? pass(`DbProvider is ${value}, as documented.`, node.line)
    : warn(
        'configuration-database',
        `DbProvider is ${shown(value)}. It was seen to work, but the documented value is ${kind === 'mssql' ? 'MsSqlServer' : 'Postgres'}.`,
        node.line,
      );
}

function examineConnection(
  { name, value, line }: { name: string; value: string; line: number },
  kind: Provider,
): Found[] {
  if (value.trim() === '') return [];
  const keys = new Set(partsOf(value).map(([key]) => key));
  if (!keys.has('server') && !keys.has('host') && !keys.has('data source') && !keys.has('address')) {
    return [fail('configuration-database', `${name} names no server.`, line)];
  }
  const forMsSql = ['data source', 'initial catalog', 'integrated security', 'trusted_connection'].some((key) =>
    keys.has(key),
  );
  const forPostgres = keys.has('host') || keys.has('port');
  if (kind === 'postgres' && forMsSql && !forPostgres) {
    return [
      fail(
        'configuration-database',
        `${name} is written for Microsoft SQL Server, while DbProvider is Postgres.`,
        line,
      ),
    ];
  }
  if (kind === 'mssql' && forPostgres && !forMsSql) {
    return [
      fail(
        'configuration-database',
        `${name} is written for PostgreSQL, while DbProvider is Microsoft SQL Server.`,
        line,
      ),
    ];
  }
  return [pass(`${name} names a server. Whether it accepts the account was not tried.`, line)];
}

/** Names and values of a connection string. */
export const partsOf = (connection: string): [key: string, value: string][] =>
  connection.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 1 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()]];
  });

/** Nothing of a connection string is ever told; its passwords are masked besides. */
export function keepConnectionSecrets(connection: string, context: ExamineContext): void {
  for (const [key, value] of partsOf(connection)) {
    if (/pass|pwd|secret|user|uid/.test(key) && value.length >= 4) context.keepSecret(value);
  }
  if (connection.length >= 8) context.keepSecret(connection);
}

function examineLogLevel(settings: JsonNode): Found[] {
  const node = memberOf(settings, 'Logging', 'LogLevel', 'Default');
  const level = textOf(node);
  if (node === null || level === null) {
    return [skip('Logging:LogLevel:Default is not set, so the usual level holds. For a test it is set to Debug.')];
  }
  switch (level.toLowerCase()) {
    case 'trace':
      return [
        warn(
          'configuration-log-level',
          'The log level is Trace, which writes whole tokens into the log. Set it to Debug.',
          node.line,
        ),
      ];
    case 'none':
      return [
        warn('configuration-log-level', 'The log level is None, so nothing is logged, not even errors.', node.line),
      ];
    case 'debug':
      return [pass('The log level is Debug, as documented for a test. Set it back afterwards.', node.line)];
    case 'information':
    case 'warning':
    case 'error':
    case 'critical':
      return [pass(`The log level is ${level}. For a test it is set to Debug.`, node.line)];
    default:
      return [
        warn('configuration-log-level', `The log level is ${shown(level)}, which is not one of .NET.`, node.line),
      ];
  }
}

/** From 8.3.1 on discovery names https addresses unless this is switched off. */
function examineScheme(settings: JsonNode, { environment }: ExamineContext): Found[] {
  const node = memberOf(settings, 'ForceHttpsSchemeInRequests');
  const isOff = node?.kind === 'boolean' ? !node.value : textOf(node)?.toLowerCase() === 'false';
  if (environment.identityServiceUrl?.startsWith('http://') !== true) return [];
  if (node === null || isOff) return [];
  return [
    warn(
      'configuration-address-differs',
      'ForceHttpsSchemeInRequests is on, so the Identity Service names https addresses, while this environment reaches it by http.',
      node.line,
    ),
  ];
}

/** Finds, opens and examines the file with the key that signs tokens. */
export async function examineCertificate(
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
      `The certificate in the PFX expires in ${days} ${days === 1 ? 'day' : 'days'}, on ${dateInWords(to)}.`,
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

/** Whether one version comes before another. */
export function isBefore(version: readonly number[], other: readonly number[]): boolean {
  for (let index = 0; index < Math.max(version.length, other.length); index += 1) {
    const difference = (version[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
