import * as fc from 'fast-check';
import { profileDefaults, type Profile } from '../../../shared/profile.ts';

/** A stored environment for a test. */
export const stored = (part: Partial<Profile> = {}): Profile => ({
  id: 'a',
  name: 'Production CRM',
  creatioUrl: 'https://crm.example.com',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 15,
  ...profileDefaults,
  ...part,
});

const withoutControls = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength }).map((text) => text.replaceAll(/\p{Cc}/gu, '').trim());
const named = (maxLength: number) => withoutControls(maxLength).map((text) => text || 'x');
const id = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);
const file = named(40);
const moment = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any environment that can be stored. */
export const anyProfile: fc.Arbitrary<Profile> = fc.record({
  id,
  name: named(30),
  creatioUrl: fc.webUrl({ validSchemes: ['http', 'https'] }),
  platform: fc.constantFrom('auto', 'net-framework', 'net'),
  identityServiceUrl: fc.option(fc.webUrl({ validSchemes: ['http', 'https'] })),
  clientId: fc.option(withoutControls(40)),
  timeLimitSeconds: fc.integer({ min: 1, max: 600 }),
  group: fc.option(named(20)),
  production: fc.boolean(),
  creatioVersion: fc.option(fc.constantFrom('8', '8.1.2', '8.3.1.1234')),
  logFolders: fc.record({ creatio: fc.option(file), identityService: fc.option(file) }),
  notes: withoutControls(60).map((text) => `${text}\n\t${text}`),
  caseNumber: fc.option(withoutControls(20)),
  trust: fc.record({
    authorityFile: fc.option(file),
    acceptedCertificates: fc.array(
      fc.record({
        server: fc.constantFrom('crm.example.com:443', '[::1]:8090'),
        fingerprint256: fc.constant(Array.from({ length: 32 }, () => 'A0').join(':')),
        subject: withoutControls(30),
        acceptedAt: moment,
      }),
      { maxLength: 2 },
    ),
    clientCertificate: fc.option(
      fc.oneof(
        fc.record({ format: fc.constant('pfx' as const), file }),
        fc.record({ format: fc.constant('pem' as const), certificateFile: file, keyFile: file }),
      ),
    ),
  }),
  proxy: fc.record({
    mode: fc.constantFrom('none', 'manual', 'environment', 'system'),
    url: fc.option(fc.constantFrom('http://proxy.example.com:3128', 'socks5://127.0.0.1:1080')),
    username: fc.option(withoutControls(20)),
    bypass: fc.array(named(20), { maxLength: 3 }),
  }),
  furtherClients: fc.array(fc.record({ id, name: named(20), clientId: named(20) }), { maxLength: 2 }),
  secrets: fc.constant([]),
  savedRequests: fc.array(
    fc.record({
      id: fc.uuid({ version: 4 }),
      name: named(20),
      savedAt: moment,
      request: fc.record({ clientId: withoutControls(20), resources: fc.array(named(10), { maxLength: 2 }) }),
    }),
    { maxLength: 2 },
  ),
});

/** Several of them, as a store can hold them: no id and no name twice. */
export const anyProfiles = (maxLength: number) =>
  fc
    .uniqueArray(anyProfile, { maxLength, minLength: 1, selector: ({ name }) => name.toLowerCase() })
    .map((profiles) => profiles.map((profile, index) => ({ ...profile, id: `${profile.id}-${index}` })))
    .filter((profiles) => profiles.every(({ name }) => !/^practice( environment)?$/i.test(name)));
