import type { LogKind } from '../../../shared/logs.ts';
import type { Platform } from '../../../shared/profile.ts';
import type { Role } from './places.ts';

/** What a file is, by its name and the folders it lies in. */
export interface Recognised {
  kind: LogKind;
  packed: 'gzip' | 'zip' | null;
  why: string;
}

const frameworkDay = /^\d{4}_\d\d_\d\d$/;
const netDay = /^\d{4}-\d\d-\d\d$/;

/** Logs of Creatio that tell of OAuth. */
const ofOAuth = /^(?:common|error|auth|openid|securitytoken|oauth20)\b/i;
const ofCreatio =
  /^(?:application|auth|build|common|error|(?:extended)?request|redis|scheduler|openid|securitytoken|oauth20|businessprocess|sql)\b/i;

/** Other packed forms are told of, and not read. */
export const unreadablePacked = /\.(?:7z|rar|tgz|tar(?:\.gz)?|bz2|xz|zst|cab|evtx|etl)$/i;

/** What stands behind the names in a bundle that was made before; it stays where it is. */
const mapOfNames = /\.names\.json$/i;

/** Null where it is no log. Only names count, so that a copy from elsewhere is recognised as well. */
export function recognise(
  folders: readonly string[],
  name: string,
  { role, platform }: { role: Role; platform: Platform },
): Recognised | null {
  if (mapOfNames.test(name)) return null;
  const packed = /\.gz$/i.test(name) ? 'gzip' : /\.zip$/i.test(name) ? 'zip' : null;
  const bare = packed === null ? name : name.slice(0, name.lastIndexOf('.'));
  const day = folders.findLast((folder) => frameworkDay.test(folder) || netDay.test(folder));
  const isLog =
    /\.(?:log|out)(?:[._-]?\d[\d_.-]*|\.old|\.bak)?$/i.test(bare) ||
    // Texts are more often something else.
    (/\.txt(?:[._-]?\d[\d_.-]*)?$/i.test(bare) && (day !== undefined || /log|stdout|trace/i.test(bare)));
  const isJson =
    /\.(?:json|jsonl|ndjson)(?:\.\d+)?$/i.test(bare) &&
    (day !== undefined || /^sql\b|(?:^|[^a-z])logs?(?:[^a-z]|$)/i.test(bare));
  // An archive may hold any of them; what is in it is looked at again.
  if (!isLog && !isJson && packed !== 'zip') return null;
  const found = (kind: LogKind, why: string): Recognised => ({ kind, packed, why });
  if (/^stdout_\d+_\d+/i.test(bare))
    return found('identity-service', 'It is named as the standard output of a service under IIS.');
  if (/^u_(?:ex|in|nc|extend)\d+/i.test(bare) || folders.some((folder) => /^w3svc\d+$/i.test(folder)))
    return found('iis', 'It tells what reached the web server. IIS writes it up to a minute late.');
  if (/^httperr\d+/i.test(bare) || folders.some((folder) => /^httperr$/i.test(folder)))
    return found('httperr', 'It tells of requests that never reached an application.');
  const ofFolder = folders.some((folder) => /identity.?service/i.test(folder)) ? 'identity-service' : role;
  if (ofFolder === 'identity-service' && day === undefined)
    return found('identity-service', 'It lies in the folder of the Identity Service.');
  if (role === 'iis' || role === 'httperr') return found(role, 'It lies among the logs of the web server.');
  if (day === undefined && role !== 'creatio' && !ofCreatio.test(bare))
    return found('other', 'It is named as a log; of what is not known.');
  const kind =
    day === undefined ? platformKind[platform] : frameworkDay.test(day) ? 'creatio-net-framework' : 'creatio-net';
  return found(
    kind,
    ofOAuth.test(bare)
      ? 'Creatio tells of OAuth in this log.'
      : 'Creatio writes it; it may tell what happened around the problem.',
  );
}

const platformKind: Readonly<Record<Platform, LogKind>> = {
  'net-framework': 'creatio-net-framework',
  net: 'creatio-net',
};

/** Files that say how Creatio and its Identity Service are set up. A PFX is never among them. */
export const isConfiguration = (name: string): boolean =>
  /^(?:nlog(?:\.targets)?\.config|web\.config|connectionstrings\.config|appsettings(?:\.[\w-]+)?\.json|[\w.-]+\.runtimeconfig\.json)$/i.test(
    name,
  );

/** Files that hold private keys. */
export const isKey = (name: string): boolean => /\.(?:pfx|p12|pem|key|pvk|jks|snk)$/i.test(name);

/** Why a configuration file helps, and what it holds. */
export function whyConfiguration(name: string): string {
  const taken = 'It is taken only where you name it, and redacted.';
  if (/^nlog/i.test(name)) return `It says what Creatio logs, and where to. ${taken}`;
  if (/^connectionstrings/i.test(name))
    return `It holds the connections to database and Redis, with their passwords. ${taken}`;
  if (/^appsettings/i.test(name))
    return `It holds settings, in the Identity Service also its clients with their secrets. ${taken}`;
  if (/^web\.config$/i.test(name)) return `It says how IIS runs the application, and may hold machine keys. ${taken}`;
  return `It says which .NET the application wants. ${taken}`;
}
