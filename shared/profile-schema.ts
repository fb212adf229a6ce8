import * as z from 'zod/mini';
import { _default as withDefault } from 'zod/mini';
import { platformChoices, settingDefaults, proxyModes } from './profile.ts';

/** Control characters would reach the terminal and the page; none belongs in these fields. */
const withoutControls = /^\P{Cc}*$/u;
/** Notes have lines. */
const withoutControlsButLines = /^(?:\P{Cc}|[\n\t])*$/u;

const idSchema = z.string().check(z.minLength(1), z.maxLength(100));
const text = (maxLength: number) => z.string().check(z.maxLength(maxLength), z.regex(withoutControls));
const nameSchema = text(200).check(z.trim(), z.minLength(1));
const urlSchema = z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000), z.regex(withoutControls));
const pathSchema = text(4_000).check(z.minLength(1));
const momentSchema = z.iso.datetime();

const secretOwnerSchema = z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/));

/**
 * Names a secret of an environment: that of its client, of one of its further clients, of its proxy, the passphrase of its
 * client certificate, or the secret and the refresh token of a request that is saved in the test client.
 */
export const secretNameSchema = z.union([
  z.enum(['client-secret', 'proxy-password', 'client-certificate-passphrase']),
  z.templateLiteral(['further-client:', secretOwnerSchema]),
  z.templateLiteral(['request-secret:', secretOwnerSchema]),
  z.templateLiteral(['refresh-token:', secretOwnerSchema]),
]);
export type SecretName = z.infer<typeof secretNameSchema>;

/** A server's certificate that is accepted although it is not trusted, as long as it stays the same. */
const acceptedCertificateSchema = z.strictObject({
  /** Host and port of the server, for example `crm.example.com:443`. */
  server: text(300),
  /** SHA-256 of the certificate, as hexadecimal bytes separated by colons, upper case. */
  fingerprint256: z.string().check(z.regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/)),
  /** What the certificate says whose it is, for people. */
  subject: text(2_000),
  acceptedAt: momentSchema,
});

const clientCertificateSchema = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('pfx'), file: pathSchema }),
  z.strictObject({ format: z.literal('pem'), certificateFile: pathSchema, keyFile: pathSchema }),
]);

/** Whom an environment trusts besides the system's and the bundled roots, and what it shows of itself. */
const trustSchema = z.strictObject({
  /** A file with certificates of further authorities (PEM). */
  authorityFile: z.nullable(pathSchema),
  acceptedCertificates: z.array(acceptedCertificateSchema).check(z.maxLength(50)),
  clientCertificate: z.nullable(clientCertificateSchema),
});

export const proxySchema = z.strictObject({
  mode: z.enum(proxyModes),
  /** Of mode `manual`: the proxy's address (http, https or socks5) without credentials; kept while another mode is chosen. */
  url: z.nullable(z.url({ protocol: /^(?:https?|socks5)$/ }).check(z.maxLength(2_000), z.regex(withoutControls))),
  username: z.nullable(text(200)),
  /** Hosts that are reached directly, in the notation of `NO_PROXY`. */
  bypass: z.array(text(300).check(z.minLength(1))).check(z.maxLength(200)),
});

/** A further OAuth client of the environment. */
const furtherClientSchema = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/)),
  name: nameSchema,
  clientId: text(200).check(z.minLength(1)),
});

/** The fields that an administrator fills in. Fields without a value in a file or a request have a default. */
const settingsShape = {
  name: nameSchema,
  /** Base address of Creatio, without `/0` and without a trailing slash. */
  creatioUrl: urlSchema,
  platform: z.enum(platformChoices),
  /** Base address of the Identity Service without a trailing slash; null when it is not known. */
  identityServiceUrl: z.nullable(urlSchema),
  clientId: z.nullable(text(200)),
  /** Time limit of one check, in seconds. */
  timeLimitSeconds: z.int().check(z.minimum(1), z.maximum(600)),
  /** The heading under which the list shows it; null for none. */
  group: withDefault(z.nullable(nameSchema), settingDefaults.group),
  /** A production environment asks before anything that writes to it or sends a token elsewhere. */
  production: withDefault(z.boolean(), settingDefaults.production),
  /** For example `8.3.1`; null when it is not known. */
  creatioVersion: withDefault(
    z.nullable(z.string().check(z.regex(/^\d{1,3}(?:\.\d{1,6}){0,3}$/))),
    settingDefaults.creatioVersion,
  ),
  logFolders: withDefault(
    z.strictObject({ creatio: z.nullable(pathSchema), identityService: z.nullable(pathSchema) }),
    settingDefaults.logFolders,
  ),
  notes: withDefault(z.string().check(z.maxLength(20_000), z.regex(withoutControlsButLines)), settingDefaults.notes),
  /** Of a case with Creatio support. */
  caseNumber: withDefault(z.nullable(text(100)), settingDefaults.caseNumber),
  trust: withDefault(trustSchema, settingDefaults.trust),
  proxy: withDefault(proxySchema, settingDefaults.proxy),
  furtherClients: withDefault(z.array(furtherClientSchema).check(z.maxLength(50)), settingDefaults.furtherClients),
};

/** A request that is kept for the test client, which alone reads what is in it. It never holds a secret. */
const keptRequestSchema = z.strictObject({
  id: z.uuid(),
  name: nameSchema,
  savedAt: momentSchema,
  request: z.record(z.string(), z.unknown()),
});

/** What the page sends to add (`id` absent) or change an environment. */
export const profileInputSchema = z.strictObject({ id: z.optional(idSchema), ...settingsShape });

/** An environment: a Creatio with its Identity Service. It never holds a secret. */
export const profileSchema = z.strictObject({
  id: idSchema,
  ...settingsShape,
  /** Which secrets the keychain holds for it, and since when. */
  secrets: withDefault(z.array(z.strictObject({ name: secretNameSchema, setAt: momentSchema })), []),
  savedRequests: z.optional(z.array(keptRequestSchema).check(z.maxLength(200))),
});
