import { formParameters } from '../explanation/form.ts';
import { filled, templateOf, type MaskedRequest, type Piece, type Template } from './template.ts';

/** The schema of Postman's collections, version 2.1. */
const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

type Variable = Exclude<Piece, { text: string }>;
type Script = { listen: 'prerequest' | 'test'; script: { type: 'text/javascript'; exec: string[] } };
type Value = { key: string; value: string; type: 'string' };
type Auth = { type: 'noauth' } | { type: 'basic'; basic: Value[] } | { type: 'bearer'; bearer: Value[] };

export interface PostmanItem {
  name: string;
  event?: Script[];
  request: {
    method: string;
    auth: Auth;
    header: { key: string; value: string }[];
    /** As a text, since Postman does not take an object apart that has nothing but `raw`. */
    url: string;
    body?:
      { mode: 'urlencoded'; urlencoded: { key: string; value: string; type: 'text' }[] } | { mode: 'raw'; raw: string };
    description?: string;
  };
}

export interface PostmanCollection {
  info: { name: string; description: string; schema: typeof schema };
  item: PostmanItem[];
}

export interface PostmanEnvironment {
  name: string;
  values: { key: string; value: string; type: 'default' | 'secret'; enabled: true }[];
  _postman_variable_scope: 'environment';
}

/** A file of Postman's own: a collection with what is asked, and an environment with what differs from place to place. */
export interface PostmanFiles {
  collection: PostmanCollection;
  environment: PostmanEnvironment;
}

const text = (each: string): string => each;
const reference = ({ variable }: Variable): string => `{{${variable}}}`;
const value = (key: string, words: string): Value => ({ key, value: words, type: 'string' });

/** A script of Postman that runs at this point. */
export const script = (listen: Script['listen'], ...exec: string[]): Script => ({
  listen,
  script: { type: 'text/javascript', exec },
});

/** Keeps the tokens of a reply in the environment, so that the next request has them. */
const keepTokens = script(
  'test',
  "pm.test('A token came', () => pm.expect(pm.response.json()).to.have.property('access_token'));",
  'const reply = pm.response.json();',
  "for (const name of ['access_token', 'refresh_token']) {",
  '  if (reply[name]) pm.environment.set(name, reply[name]);',
  '}',
);

/** Requests as a collection, with an environment in which the secrets are without a value. */
export function asPostman(
  name: string,
  requests: readonly { title: string; asksForToken: boolean; request: MaskedRequest }[],
): PostmanFiles {
  const templates = requests.map(({ request }) => templateOf(request));
  return {
    collection: collectionOf(
      name,
      requests.map(({ title, asksForToken }, index) => item(title, templates[index], asksForToken)),
    ),
    environment: environmentOf(
      name,
      [...new Set(templates.flatMap(({ variables }) => variables))].map((key) => [key, null]),
    ),
  };
}

/** A collection of items, which are run in this order. */
export const collectionOf = (name: string, items: readonly PostmanItem[]): PostmanCollection => ({
  info: { name, description: 'Made by OAuth Console for Creatio. It holds no secret.', schema },
  item: [...items],
});

/** An environment; a variable without a value is a secret that is entered in Postman. */
export const environmentOf = (
  name: string,
  variables: readonly (readonly [key: string, value: string | null])[],
): PostmanEnvironment => ({
  name,
  values: variables.map(([key, known]) => ({
    key,
    value: known ?? '',
    type: known === null ? 'secret' : 'default',
    enabled: true,
  })),
  _postman_variable_scope: 'environment',
});

function item(name: string, template: Template | undefined, asksForToken: boolean): PostmanItem {
  if (template === undefined) throw new Error('A request without a template');
  const { method, url, headers, body } = template;
  const authorization = authOf(headers.find(([header]) => /^authorization$/i.test(header))?.[1] ?? []);
  const events = [...authorization.events, ...encodedInUrl(url), ...(asksForToken ? [keepTokens] : [])];
  return {
    name,
    ...(events.length === 0 ? {} : { event: events }),
    request: {
      method,
      auth: authorization.auth,
      header: headers
        .filter(([header]) => authorization.auth.type === 'noauth' || !/^authorization$/i.test(header))
        .map(([key, pieces]) => ({
          key,
          value: /^authorization$/i.test(key) ? authorization.header : filled(pieces, text, reference),
        })),
      url: filled(url, text, (variable) => `{{${variable.variable}_encoded}}`),
      ...(body === null ? {} : { body: bodyOf(body, headers) }),
    },
  };
}

/** Postman sends a query as it is written, so a script encodes what stands in it. */
const encodedInUrl = (url: readonly Piece[]): Script[] =>
  url.flatMap((piece) =>
    'variable' in piece
      ? [
          script(
            'prerequest',
            `pm.variables.set('${piece.variable}_encoded', encodeURIComponent(pm.variables.get('${piece.variable}') ?? ''));`,
          ),
        ]
      : [],
  );

function authOf(pieces: readonly Piece[]): { auth: Auth; events: Script[]; header: string } {
  const variable = pieces.find((piece): piece is Variable => 'variable' in piece);
  const none = { auth: { type: 'noauth' } as const, events: [], header: filled(pieces, text, reference) };
  if (variable === undefined) return none;
  switch (variable.spelling) {
    case 'basic-raw':
      return {
        ...none,
        auth: { type: 'basic', basic: [value('username', variable.user), value('password', reference(variable))] },
      };
    case 'basic':
      // Postman's own Basic authentication does not form-encode first (RFC 6749, section 2.3.1).
      return {
        ...none,
        events: [
          script(
            'prerequest',
            `const encode = (words) => encodeURIComponent(words).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16));`,
            `const secret = pm.variables.get('${variable.variable}') ?? '';`,
            `pm.variables.set('basic_credentials', btoa(encode(${JSON.stringify(variable.user)}) + ':' + encode(secret)));`,
          ),
        ],
        header: 'Basic {{basic_credentials}}',
      };
    default:
      return { ...none, auth: { type: 'bearer', bearer: [value('token', reference(variable))] } };
  }
}

/** Postman encodes the fields of a form by itself. */
function bodyOf(body: readonly Piece[], headers: Template['headers']): NonNullable<PostmanItem['request']['body']> {
  const isForm = headers.some(
    ([name, pieces]) => /^content-type$/i.test(name) && /x-www-form-urlencoded/i.test(filled(pieces, text, () => '')),
  );
  if (!isForm) return { mode: 'raw', raw: filled(body, text, reference) };
  // A reference survives the decoding of the form, since braces and letters stay as they are.
  const form = formParameters(filled(body, text, reference));
  return { mode: 'urlencoded', urlencoded: form.map(([key, words]) => ({ key, value: words, type: 'text' })) };
}
