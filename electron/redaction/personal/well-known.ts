import type { PersonalKind } from './kinds.ts';

/** Accounts that every installation has; they tell nothing about a person. */
const users =
  /^(?:supervisor|system|sysportalconnection|anonymous|administrators?|guest|public|default|default user|all users|root|admin|sa|iusr|network ?service|local ?service|trustedinstaller|nobody|www-data|postgres|unknown|none|null|user|users|username|\(null\)|n\/a|client|service|iis apppool\\.*|nt authority\\.*|nt service\\.*|builtin\\.*|true|false|\d{1,4}|[-*.?]+|[^\w\x80-\xff]*)$/i;

/** Domains of accounts that are no domains. */
const accountDomains =
  /^(?:nt authority|nt service|iis apppool|apppool|authority|service|builtin|hk[a-z]{2}|hkey_\w+|workgroup)$/i;

/** Hosts that are the same for everybody: this computer, the vendor, name spaces and standards. */
const hosts =
  /^(?:localhost|localhost\.localdomain|host\.docker\.internal|\.|\(local\)|unknown|none|null|any|default|true|false|(?:[\w-]+\.)*(?:creatio\.com|bpmonline\.com|terrasoft\.(?:com|ru|ua)|microsoft\.com|microsoftonline\.com|windows\.net|visualstudio\.com|w3\.org|xmlsoap\.org|oasis-open\.org|openid\.net|ietf\.org|rfc-editor\.org|iana\.org|tempuri\.org|nuget\.org|github\.com|githubusercontent\.com|googleapis\.com|google\.com|mozilla\.org|apache\.org|nlog-project\.org|aka\.ms|go\.microsoft\.com|schemas\.\w+\.com|newtonsoft\.com|postgresql\.org|redis\.io|docker\.com|identityserver\.io|digicert\.com|letsencrypt\.org|slack\.com|office\.com|discord\.com|telegram\.org))$/i;

const domains = { user: users, path: users, host: hosts, email: null, ip: null, phone: null } as const;

/** What a pseudonym looks like. A name that looks like one stays, so that redacting twice changes nothing more. */
export const pseudonymShape = /^(?:(?:user|host|email|phone)-\d{1,9}|ip-\d{1,9}-\d{1,9})$/;

/** Loopback, unspecified, broadcast and masks. */
const addresses =
  /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|255\.\d{1,3}\.\d{1,3}\.\d{1,3}|\d{1,3}\.0\.0\.0|::1?|::ffff:127\..*|2\.5\.(?:4|29)\.\d+)$/i;

/** Whether a value stays, because it tells nothing about anyone. */
export function isWellKnown(kind: PersonalKind, value: string): boolean {
  if (value.startsWith('***') || pseudonymShape.test(value)) return true;
  if (kind === 'ip') return addresses.test(value);
  if (kind === 'host' && accountDomains.test(value)) return true;
  return domains[kind]?.test(value) ?? false;
}
