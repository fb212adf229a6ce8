import type { ExamineContext } from './context.ts';
import { fail, pass, shown, warn, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';

const connectionNames = ['DatabaseConnectionString', 'MsSqlConnection', 'PostgresConnection'];

/** Examines which database an Identity Service uses, and whether its connection strings are written for that one. */
export function examineDatabase(settings: JsonNode, context: ExamineContext): Found[] {
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
const partsOf = (connection: string): [key: string, value: string][] =>
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
