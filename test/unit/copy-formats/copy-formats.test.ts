import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { markerOf } from '../../../shared/client/masked-text.ts';
import {
  asCurl,
  asHttpFile,
  asPostman,
  healthChecksAsPostman,
  type MaskedRequest,
} from '../../../shared/copy-formats/index.ts';

interface Arrived {
  method: string | undefined;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let origin: string;
let arrived: Arrived[] = [];

beforeAll(async () => {
  server = createServer((incoming, response) => {
    void text(incoming).then((body) => {
      const { method, url = '', headers } = incoming;
      arrived.push({ method, url: new URL(url, origin), headers, body });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

const secret = markerOf('client_secret', 1);
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
const user = 'client \' " $HOME `id` ü';

function request(given: Partial<MaskedRequest> = {}): MaskedRequest {
  return {
    method: 'POST',
    url: `${origin}/connect/token?tenant=a'b%20[1]`,
    headers: Object.entries({
      Host: '127.0.0.1',
      'Content-Length': '1',
      ...form,
      'X-Note': `it's $HOME "quoted" \\n \`id\``,
    }),
    body: `grant_type=client_credentials&client_id=a%24b&scope=a%20'b&client_secret=${secret}`,
    credentials: 'body',
    user,
    ...given,
  };
}

/** Every character that a shell, curl, a form or Base64 could take for something else. */
const secrets = [
  'plain',
  `it's "quoted" and \\back\\`,
  '$HOME `id` $(id) ${x} !! %41 +&=?#;/:@',
  'first\nsecond\r\nthird\ttab',
  ' space around ',
  'Größe 🔑 ключ',
  '@/etc/passwd',
  'x'.repeat(200),
];

/** Runs a text as a script of this shell, as somebody does who pastes it. */
const run = (shell: string, script: string, variables: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(shell, ['-c', script], { env: { ...process.env, ...variables } }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr, { cause: error }));
    });
  });

async function sent(given: Partial<MaskedRequest>, variables: Record<string, string>, shell = 'sh'): Promise<Arrived> {
  arrived = [];
  await run(shell, asCurl(request(given), 'sh'), variables);
  const [only] = arrived;
  if (only === undefined || arrived.length !== 1) throw new Error(`${arrived.length} requests arrived`);
  return only;
}

const basicOf = ({ headers }: Arrived): string =>
  Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString('utf8');
const formDecoded = (words: string): string => decodeURIComponent(words.replaceAll('+', ' '));

describe('as a command of curl', () => {
  it.each(secrets)('sends the secret %j unharmed in the body, with all else as it was', async (value) => {
    const { method, url, headers, body } = await sent({}, { CLIENT_SECRET: value });
    expect(method).toBe('POST');
    expect(url.search).toBe(`?tenant=a%27b%20[1]`);
    expect(headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'x-note': `it's $HOME "quoted" \\n \`id\``,
    });
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'a$b',
      scope: "a 'b",
      client_secret: value,
    });
  });

  it.each(secrets.slice(1, 6))(
    'sends the secret %j unharmed in a Basic header, raw and form-encoded',
    async (value) => {
      const headers = [...Object.entries(form), ['Authorization', `Basic ${markerOf('authorization', 2)}`] as const];
      const given = { headers, body: 'grant_type=client_credentials' };
      const variables = { CLIENT_SECRET: value };
      expect(basicOf(await sent({ ...given, credentials: 'basic-raw' }, variables))).toBe(`${user}:${value}`);
      const encoded = basicOf(await sent({ ...given, credentials: 'basic' }, variables));
      expect(encoded.split(':').map(formDecoded)).toEqual([user, value]);
    },
  );

  it('sends the secret in the query, and a token in a header', async () => {
    const value = secrets.join('');
    const url = `${origin}/token?client_id=a&client_secret=${secret}&x=1`;
    const query = await sent(
      { method: 'GET', url, headers: [], body: null, credentials: 'query' },
      { CLIENT_SECRET: value },
      'bash',
    );
    expect(query.url.searchParams.get('client_secret')).toBe(value);
    expect(query.url.searchParams.get('x')).toBe('1');
    const used = await sent(
      { method: 'GET', headers: [['Authorization', `Bearer ${markerOf('token', 1)}`]], body: null, credentials: null },
      { ACCESS_TOKEN: `a"b\\c$d'e` },
    );
    expect(used.headers.authorization).toBe(`Bearer a"b\\c$d'e`);
    expect(used.body).toBe('');
  });

  it('keeps several secrets apart, each under the name of its parameter', async () => {
    const body = `refresh_token=${markerOf('token', 1)}&client_secret=${secret}`;
    const { body: came } = await sent({ body }, { REFRESH_TOKEN: 'r&r', CLIENT_SECRET: 's=s' });
    expect(Object.fromEntries(new URLSearchParams(came))).toEqual({ refresh_token: 'r&r', client_secret: 's=s' });
    expect(asCurl(request({ body }), 'sh')).toContain('# Set first: REFRESH_TOKEN, CLIENT_SECRET');
  });

  it('says no secret among the arguments of a process', async () => {
    const script = asCurl(request(), 'sh').replace(/^curl /m, 'printf "%s\\n" ');
    expect(await run('sh', script, { CLIENT_SECRET: 'canarySecret' })).not.toContain('canarySecret');
  });

  it('quotes for PowerShell', () => {
    const headers = [...Object.entries(form), ['Authorization', `Basic ${markerOf('authorization', 2)}`] as const];
    expect(
      asCurl(request({ headers, body: `a='"$x\`&client_secret=${secret}`, credentials: 'basic' }), 'powershell'),
    ).toBe(
      [
        '# Set first: $env:CLIENT_SECRET',
        '@"',
        `header = "Authorization: Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes([uri]::EscapeDataString('client '' " $HOME \`id\` ü') + ':' + [uri]::EscapeDataString($env:CLIENT_SECRET))))"`,
        `data-raw = "a='\\"\`$x\`\`&client_secret=$([uri]::EscapeDataString($env:CLIENT_SECRET))"`,
        `"@ | curl.exe --include --globoff --request 'POST' '${origin}/connect/token?tenant=a''b%20[1]' \``,
        "  --header 'Content-Type: application/x-www-form-urlencoded' `",
        "  --header 'Accept: application/json' `",
        '  --config -',
        '',
      ].join('\n'),
    );
    const plain = request({ headers: Object.entries(form), body: 'a=1', credentials: 'none' });
    expect(asCurl(plain, 'powershell')).toMatch(/^curl\.exe [^]*--data-raw 'a=1'\n$/);
  });
});

/** What every collection of version 2.1 has to hold (Postman's schema of collections). */
const collectionSchema = z.strictObject({
  info: z.strictObject({
    name: z.string(),
    description: z.string(),
    schema: z.literal('https://schema.getpostman.com/json/collection/v2.1.0/collection.json'),
  }),
  item: z.array(
    z.strictObject({
      name: z.string(),
      event: z
        .array(
          z.strictObject({
            listen: z.enum(['prerequest', 'test']),
            script: z.strictObject({ type: z.literal('text/javascript'), exec: z.array(z.string()) }),
          }),
        )
        .optional(),
      request: z.strictObject({
        method: z.enum(['GET', 'POST']),
        auth: z.looseObject({ type: z.enum(['noauth', 'basic', 'bearer']) }),
        header: z.array(z.strictObject({ key: z.string(), value: z.string() })),
        url: z.string(),
        body: z
          .discriminatedUnion('mode', [
            z.strictObject({
              mode: z.literal('urlencoded'),
              urlencoded: z.array(z.strictObject({ key: z.string(), value: z.string(), type: z.literal('text') })),
            }),
            z.strictObject({ mode: z.literal('raw'), raw: z.string() }),
          ])
          .optional(),
      }),
    }),
  ),
});
const environmentSchema = z.strictObject({
  name: z.string(),
  values: z.array(
    z.strictObject({
      key: z.string(),
      value: z.string(),
      type: z.enum(['default', 'secret']),
      enabled: z.literal(true),
    }),
  ),
  _postman_variable_scope: z.literal('environment'),
});
type Item = z.infer<typeof collectionSchema>['item'][number];

/** Does with an item what Postman does before it sends it: runs its scripts, then puts the variables in. */
function prepared(item: Item, variables: Record<string, string>) {
  const known = new Map(Object.entries(variables));
  const pm = {
    variables: { get: (name: string) => known.get(name), set: (name: string, words: string) => known.set(name, words) },
  };
  for (const { listen, script } of item.event ?? []) {
    if (listen === 'prerequest') vm.runInNewContext(`(() => {${script.exec.join('\n')}})()`, { pm, btoa });
  }
  const put = (words: string) => words.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => known.get(name) ?? whole);
  const { url, header, body } = item.request;
  return {
    url: put(url),
    headers: Object.fromEntries(header.map(({ key, value }) => [key.toLowerCase(), put(value)])),
    form:
      body?.mode === 'urlencoded'
        ? Object.fromEntries(body.urlencoded.map((each) => [each.key, put(each.value)]))
        : null,
    auth: JSON.parse(put(JSON.stringify(item.request.auth))) as unknown,
  };
}

function postman(given: Partial<MaskedRequest>) {
  const files = asPostman('Practice', [{ title: 'Token', asksForToken: true, request: request(given) }]);
  const { collection, environment } = JSON.parse(JSON.stringify(files)) as typeof files;
  const [item] = collectionSchema.parse(collection).item;
  if (item === undefined) throw new Error('The collection is empty');
  return { item, environment: environmentSchema.parse(environment) };
}

describe('as a collection of Postman', () => {
  const value = secrets.join('');

  it('sends the form with the secret as a variable, and keeps the token', () => {
    const { item, environment } = postman({});
    expect(environment.values).toEqual([{ key: 'client_secret', value: '', type: 'secret', enabled: true }]);
    expect(prepared(item, { client_secret: value }).form).toEqual({
      grant_type: 'client_credentials',
      client_id: 'a$b',
      scope: "a 'b",
      client_secret: value,
    });
    const kept = new Map<string, string>();
    const reply = { access_token: 'a', refresh_token: 'r' };
    const chain = { to: { have: { property: () => true } } };
    vm.runInNewContext(item.event?.find(({ listen }) => listen === 'test')?.script.exec.join('\n') ?? '', {
      pm: {
        test: (_title: string, body: () => void) => body(),
        expect: () => chain,
        response: { json: () => reply },
        environment: { set: (name: string, words: string) => kept.set(name, words) },
      },
    });
    expect(Object.fromEntries(kept)).toEqual(reply);
  });

  it('sends Basic form-encoded by a script, and raw by its own', () => {
    const headers = [...Object.entries(form), ['Authorization', `Basic ${markerOf('authorization', 2)}`] as const];
    const encoded = prepared(postman({ headers, credentials: 'basic' }).item, { client_secret: value });
    const basic = Buffer.from(encoded.headers['authorization']?.replace('Basic ', '') ?? '', 'base64').toString('utf8');
    expect(basic.split(':').map(formDecoded)).toEqual([user, value]);
    const raw = prepared(postman({ headers, credentials: 'basic-raw' }).item, { client_secret: 'secret' });
    expect(raw.headers).not.toHaveProperty('authorization');
    expect(raw.auth).toMatchObject({ type: 'basic', basic: [{ value: user }, { value: 'secret' }] });
  });

  it('sends the query encoded, and a token as Bearer', () => {
    const url = `${origin}/token?client_secret=${secret}`;
    const query = prepared(postman({ method: 'GET', url, headers: [], body: null }).item, { client_secret: value });
    expect(new URL(query.url).searchParams.get('client_secret')?.replaceAll('\r\n', '\n')).toBe(
      value.replaceAll('\r\n', '\n'),
    );
    const headers = [['Authorization', `Bearer ${markerOf('token', 1)}`]] as const;
    const used = prepared(postman({ method: 'GET', headers, body: null, credentials: null }).item, {
      access_token: 'abc',
    });
    expect(used.auth).toMatchObject({ type: 'bearer', bearer: [{ key: 'token', value: 'abc' }] });
  });
});

describe('the health checks of an environment', () => {
  const environment = {
    name: 'Production CRM',
    creatioUrl: 'https://crm.example.com/sales/',
    platform: 'net-framework',
    identityServiceUrl: 'https://identity.example.com:8090/',
    clientId: 'a"client',
  } as const;
  const urls = (given: Parameters<typeof healthChecksAsPostman>[0]): string[] => {
    const { collection, environment: values } = healthChecksAsPostman(given);
    environmentSchema.parse(values);
    const known = Object.fromEntries(values.values.map(({ key, value }) => [key, value]));
    return collectionSchema.parse(JSON.parse(JSON.stringify(collection))).item.map((item) => prepared(item, known).url);
  };

  it('ask Creatio, its Identity Service and OData in the order in which they depend on each other', () => {
    expect(urls(environment)).toEqual([
      'https://crm.example.com/sales/0/api/HealthCheck/Ping',
      'https://crm.example.com/sales/0/api/OAuthHealthCheck',
      'https://identity.example.com:8090/.well-known/openid-configuration',
      'https://identity.example.com:8090/connect/token',
      'https://crm.example.com/sales/0/odata/Contact?$top=1',
    ]);
    expect(urls({ ...environment, platform: 'net' })[1]).toBe('https://crm.example.com/sales/api/OAuthHealthCheck');
    expect(urls({ ...environment, identityServiceUrl: null })).toHaveLength(2);
    expect(urls({ ...environment, clientId: null })).toHaveLength(3);
  });

  it('fail where the health check sees a problem', () => {
    const item = healthChecksAsPostman(environment).collection.item[1];
    const failedTests = (status: number, reply: object): string[] => {
      const failed: string[] = [];
      vm.runInNewContext(item?.event?.[0]?.script.exec.join('\n') ?? '', {
        pm: {
          test: (title: string, body: () => void) => {
            try {
              body();
            } catch {
              failed.push(title);
            }
          },
          response: { json: () => reply, to: { have: { status: (wanted: number) => expect(status).toBe(wanted) } } },
          expect: (seen: unknown) => ({ to: { eql: (wanted: unknown) => expect(seen).toBe(wanted) } }),
        },
      });
      return failed;
    };
    const healthy = {
      HasProblem: false,
      IsSystemSettingsFilledIn: true,
      IsIdentityServiceAvailable: true,
      IsAccessTokenRetrievableForSystemActions: true,
    };
    expect(failedTests(200, healthy)).toEqual([]);
    expect(failedTests(500, { ...healthy, HasProblem: true, IsIdentityServiceAvailable: false })).toEqual([
      'The health check answers 200',
      'It sees no problem',
      'The Identity Service is available',
    ]);
  });
});

describe('as an HTTP file', () => {
  it('declares its variables, each with how it is spelt, and holds the request as it was', () => {
    const headers = [...Object.entries(form), ['Authorization', `Basic ${markerOf('authorization', 2)}`] as const];
    expect(
      asHttpFile(request({ headers, credentials: 'basic', body: `refresh_token=${markerOf('token', 3)}` }), 'A\ntoken'),
    ).toBe(
      [
        '# the client id, a colon and the secret, each form-encoded, then all of it in Base64',
        '@client_secret_basic =',
        '# form-encoded',
        '@refresh_token_encoded =',
        '',
        '### A token',
        `POST ${origin}/connect/token?tenant=a'b%20[1]`,
        'Content-Type: application/x-www-form-urlencoded',
        'Accept: application/json',
        'Authorization: Basic {{client_secret_basic}}',
        '',
        'refresh_token={{refresh_token_encoded}}',
        '',
      ].join('\n'),
    );
  });
});
