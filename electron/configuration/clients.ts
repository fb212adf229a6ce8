import { longestCredential } from '../oauth/token-request.ts';
import type { Environment, ExamineContext } from './context.ts';
import { fail, pass, warn, type Found } from './finding.ts';
import { memberOf, parseJson, textOf, type JsonNode } from './json.ts';

/** Creatio Academy, "Deploy the Identity Service": what the client of Creatio is given. */
const documentedIdLength = 16;
const documentedSecretLength = 32;
const documentedGrants = ['implicit', 'client_credentials'];
const documentedScopes = [
  'register_own_resource',
  'get_resource_list',
  'get_client_info',
  'find_clients',
  'remove_client',
  'update_client',
  'add_registrar_client',
  'IdentityServerApi',
];
/** A lost token works until it runs out; the documents advise a few hours at most. */
const longestLifetimeSeconds = 6 * 3_600;

/** Examines `Clients`, which is JSON within a JSON text. */
export function examineClients(node: JsonNode | null, context: ExamineContext): Found[] {
  if (node === null)
    return [fail('configuration-clients', 'Clients is missing, so the Identity Service has no client for Creatio.')];
  const { line } = node;
  const list = node.kind === 'string' ? parseJson(node.value) : { node, problem: null };
  if (list.problem !== null) {
    const { line: inner, column, message } = list.problem;
    const where = inner === 1 ? `at its character ${column}` : `in its line ${inner}, character ${column}`;
    return [fail('configuration-clients', `The JSON within the text of Clients is broken ${where}. ${message}`, line)];
  }
  const found: Found[] = [];
  if (node.kind !== 'string') {
    found.push(
      fail(
        'configuration-clients',
        'Clients is written as JSON itself. It has to be a text that holds JSON, with its quotation marks escaped.',
        line,
      ),
    );
  }
  const items = list.node.kind === 'array' ? list.node.items : list.node.kind === 'object' ? [list.node] : [];
  if (list.node.kind !== 'array')
    found.push(fail('configuration-clients', 'The JSON within Clients is no list.', line));
  else if (items.length === 0) found.push(fail('configuration-clients', 'The list in Clients is empty.', line));
  const clients = items.map((item, index) => ({
    ...clientOf(item),
    name: items.length === 1 ? 'The client' : `Client ${index + 1}`,
  }));
  for (const client of clients) for (const secret of client.secrets) context.keepSecret(secret);
  return [
    ...found,
    ...clients.flatMap((client) => examineClient(client).map((each) => ({ ...each, line }))),
    ...compare(clients, context.environment).map((each) => ({ ...each, line })),
  ];
}

interface Client {
  name: string;
  clientId: string | null;
  secrets: string[];
  grants: string[] | null;
  scopes: string[] | null;
  lifetime: JsonNode | null;
}

function clientOf(node: JsonNode): Omit<Client, 'name'> {
  return {
    clientId: textOf(memberOf(node, 'ClientId')),
    secrets: textsOf(memberOf(node, 'Secrets')) ?? textsOf(memberOf(node, 'ClientSecrets')) ?? [],
    grants: wordsOf(memberOf(node, 'AllowedGrantTypes')),
    scopes: wordsOf(memberOf(node, 'AllowedScopes')),
    lifetime: memberOf(node, 'AccessTokenLifetime'),
  };
}

/** Texts of a list, also where each is an object with a `Value`, or of one text; null where there is nothing of the kind. */
function textsOf(node: JsonNode | null): string[] | null {
  const single = textOf(node);
  if (single !== null) return [single];
  if (node?.kind !== 'array') return null;
  return node.items.flatMap((item) => textOf(item) ?? textOf(memberOf(item, 'Value')) ?? []);
}

/** The same, where one text holds all of them, separated by spaces or commas. */
function wordsOf(node: JsonNode | null): string[] | null {
  const single = textOf(node);
  return single === null ? textsOf(node) : single.split(/[\s,]+/).filter((each) => each !== '');
}

function examineClient(client: Client): Found[] {
  const { name } = client;
  return [
    ...examineId(client),
    ...(client.secrets.length === 0 ? [fail('configuration-client-values', `${name} has no secret.`)] : []),
    ...client.secrets.flatMap((secret) => examineSecret(name, secret)),
    ...missing(name, 'grant type', client.grants, documentedGrants, 'client_credentials'),
    ...missing(name, 'scope', client.scopes, documentedScopes, 'IdentityServerApi'),
    ...examineLifetime(client),
  ];
}

function examineId({ name, clientId }: Client): Found[] {
  if (clientId === null || clientId === '') return [fail('configuration-client-values', `${name} has no ClientId.`)];
  return lengthOf(`The ClientId of ${inSentence(name)}`, clientId, documentedIdLength);
}

const examineSecret = (name: string, secret: string): Found[] =>
  secret === ''
    ? [fail('configuration-client-values', `A secret of ${inSentence(name)} is empty.`)]
    : lengthOf(`The secret of ${inSentence(name)}`, secret, documentedSecretLength);

const inSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function lengthOf(subject: string, value: string, documented: number): Found[] {
  const { length } = value;
  if (length > longestCredential) {
    return [
      fail(
        'configuration-client-values',
        `${subject} has ${length} characters; the Identity Service refuses more than ${longestCredential}.`,
      ),
    ];
  }
  if (value.trim() !== value || /\p{Cc}/u.test(value)) {
    return [
      fail(
        'configuration-client-values',
        `${subject} has ${length} characters and begins or ends with a space, or holds a control character.`,
      ),
    ];
  }
  return length === documented
    ? [pass(`${subject} has ${documented} characters, as documented.`)]
    : [warn('configuration-client-values', `${subject} has ${length} characters; the documents give ${documented}.`)];
}

/** @param needed without this one nothing works; the others are only documented */
function missing(
  name: string,
  what: string,
  has: string[] | null,
  documented: readonly string[],
  needed: string,
): Found[] {
  const absent = documented.filter((each) => has?.includes(each) !== true);
  if (absent.length === 0) return [pass(`${name} has every documented ${what}.`)];
  const summary = `${name} lacks the ${what}${absent.length === 1 ? '' : 's'} ${absent.join(', ')}.`;
  return [
    absent.includes(needed)
      ? fail('configuration-client-values', summary)
      : warn('configuration-client-values', summary),
  ];
}

function examineLifetime({ name, lifetime }: Client): Found[] {
  if (lifetime === null) return [];
  const seconds = lifetime.kind === 'number' ? lifetime.value : Number(textOf(lifetime) ?? Number.NaN);
  if (!Number.isInteger(seconds) || seconds <= 0) {
    return [fail('configuration-client-values', `AccessTokenLifetime of ${inSentence(name)} is no number of seconds.`)];
  }
  return seconds > longestLifetimeSeconds
    ? [
        warn(
          'configuration-client-values',
          `Tokens of ${inSentence(name)} are valid for ${seconds} seconds. A lost token works until then; 3600 is documented.`,
        ),
      ]
    : [];
}

/** The clients of the environment beside those of the file. Secrets are compared, and only the result is told. */
function compare(clients: readonly Client[], { clients: known }: Environment): Found[] {
  return known.map((one, index) => {
    const whose = index === 0 ? 'of this environment' : 'of a further client of this environment';
    const inFile = clients.filter(({ clientId }) => clientId === one.clientId);
    if (inFile.length === 0) {
      const alike = clients.some(
        ({ clientId }) => clientId?.trim().toLowerCase() === one.clientId.trim().toLowerCase(),
      );
      return warn(
        'configuration-client-differs',
        alike
          ? `The client id ${whose} differs from the one in Clients in upper and lower case or in spaces, which count.`
          : `No client in Clients has the client id ${whose}. That is right for an application that was registered in Creatio, which is kept in the database alone.`,
      );
    }
    if (one.problem !== null)
      return { ...pass(''), status: 'skip', summary: `The secret ${whose} could not be compared. ${one.problem}` };
    if (one.secret === null) {
      return {
        ...pass(''),
        status: 'skip',
        summary: `The client id ${whose} is in Clients. Its secret was not compared, because none is stored here.`,
      };
    }
    const secrets = inFile.flatMap((client) => client.secrets);
    if (secrets.includes(one.secret)) return pass(`The client id and the secret ${whose} are the same as in Clients.`);
    const lengths = secrets.map(({ length }) => length).join(' and ') || 'no';
    return warn(
      'configuration-client-differs',
      `The client id ${whose} is in Clients, but the secret is another one: ${lengths} characters in the file, ${one.secret.length} here.`,
    );
  });
}
