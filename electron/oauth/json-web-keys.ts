import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.ts';
import { objectSchema, textSchema, textsSchema } from './json.ts';
import { isSignatureAlgorithm } from './signatures.ts';

/** A published key, looked at: usable for checking signatures when `key` is there, else `problem` says why not. */
export interface PublishedKey {
  keyId: string | null;
  /** The algorithm the key is bound to, when it is. */
  algorithm: string | null;
  /** For people, for example `RSA, 2048 bits`. */
  description: string;
  key: KeyObject | null;
  problem: string | null;
  /** End of validity of the certificate that comes with the key. */
  certificateValidTo: Date | null;
}

/** A key that can check signatures. */
export type SigningKey = PublishedKey & { key: KeyObject };

/** Members of a key, each null when it is absent; what is no object counts as a key without members. */
const membersOf = <Shape extends z.core.$ZodShape>(shape: Shape) => z.pipe(z.catch(objectSchema, {}), z.object(shape));

/** What the console reads of a key (RFC 7517, section 4; RFC 7518, section 6). */
const keySchema = membersOf({
  kty: textSchema,
  kid: textSchema,
  use: textSchema,
  alg: textSchema,
  key_ops: textsSchema,
  x5c: textsSchema,
  crv: textSchema,
  n: textSchema,
  e: textSchema,
  x: textSchema,
  y: textSchema,
});
type KeyMembers = z.infer<typeof keySchema>;

const curves = ['P-256', 'P-384', 'P-521'];
const smallestRsaBits = 2_048;

/** Members that hold private or symmetric key material (RFC 7518, section 6). */
const privateKeySchema = membersOf({
  d: textSchema,
  p: textSchema,
  q: textSchema,
  dp: textSchema,
  dq: textSchema,
  qi: textSchema,
  k: textSchema,
});

const keySetSchema = z.object({ keys: z.array(z.unknown()) });

/** The keys of a key set as they stand there; null when the text is no key set. */
function keysIn(body: string): unknown[] | null {
  const keySet = keySetSchema.safeParse(parseJson(body));
  return keySet.success ? keySet.data.keys : null;
}

/** Reads a JSON Web Key Set (RFC 7517, section 5). Null when the text is none. */
export function readKeySet(body: string): PublishedKey[] | null {
  return keysIn(body)?.map(readKey) ?? null;
}

/** Every piece of private key material in a key set: it should hold none, and none may be shown. */
export function privateKeyMaterial(body: string): string[] {
  const keys = keysIn(body) ?? [];
  return keys.flatMap((key) => Object.values(privateKeySchema.parse(key)).filter((material) => material !== null));
}

/** True when the key can check signatures. */
export const isSigningKey = (published: PublishedKey): published is SigningKey => published.key !== null;

function readKey(value: unknown): PublishedKey {
  const members = keySchema.parse(value);
  const key = importKey(members);
  const problem = problemOf(members, key);
  return {
    keyId: members.kid,
    algorithm: members.alg,
    description: describe(members, key),
    key: problem === null ? key : null,
    problem,
    certificateValidTo: certificateEnd(members.x5c?.[0]),
  };
}

function problemOf(members: KeyMembers, key: KeyObject | null): string | null {
  if (members.kty !== 'RSA' && members.kty !== 'EC') return 'neither an RSA nor an elliptic curve key';
  if (members.kty === 'EC' && !curves.includes(members.crv ?? '')) return 'a curve other than P-256, P-384 and P-521';
  if (members.use !== null && members.use !== 'sig') return 'not meant for signatures';
  if (members.key_ops !== null && !members.key_ops.includes('verify')) return 'not meant for checking signatures';
  if (members.alg !== null && !isSignatureAlgorithm(members.alg)) return 'an algorithm the console does not know';
  if (key === null) return 'its values do not make a key';
  const bits = modulusBits(key);
  if (members.kty === 'RSA' && (bits ?? 0) < smallestRsaBits) return `shorter than ${smallestRsaBits} bits`;
  return null;
}

const importedKeys = new Map<string, KeyObject | null>();
const mostImportedKeys = 100;
const longestImportedKey = 10_000;

/** Importing takes longer than reading all else of a key set, and the environments of a company often share one. */
function importKey({ kty, crv, n, e, x, y }: KeyMembers): KeyObject | null {
  const values = JSON.stringify([kty, crv, n, e, x, y]);
  const known = importedKeys.get(values);
  if (known !== undefined) return known;
  const key = keyOf({ kty, crv, n, e, x, y });
  if (values.length > longestImportedKey) return key;
  if (importedKeys.size === mostImportedKeys) importedKeys.clear();
  importedKeys.set(values, key);
  return key;
}

function keyOf({ kty, crv, n, e, x, y }: Pick<KeyMembers, 'kty' | 'crv' | 'n' | 'e' | 'x' | 'y'>): KeyObject | null {
  try {
    if (kty === 'RSA' && n !== null && e !== null) {
      return createPublicKey({ format: 'jwk', key: { kty, n, e } });
    }
    if (kty === 'EC' && crv !== null && x !== null && y !== null) {
      return createPublicKey({ format: 'jwk', key: { kty, crv, x, y } });
    }
    return null;
  } catch {
    return null;
  }
}

function describe(members: KeyMembers, key: KeyObject | null): string {
  const bits = modulusBits(key);
  const size = bits === undefined ? members.crv : `${bits} bits`;
  return [members.kty ?? 'no key type', size, members.alg].filter((part) => part !== null).join(', ');
}

function certificateEnd(base64: string | undefined): Date | null {
  if (base64 === undefined) return null;
  try {
    const end = new Date(new X509Certificate(Buffer.from(base64, 'base64')).validTo);
    return Number.isNaN(end.getTime()) ? null : end;
  } catch {
    return null;
  }
}

/** Length of an RSA key, in bits. Details of other keys are not asked for: that costs more than to import them. */
const modulusBits = (key: KeyObject | null): number | undefined =>
  key?.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails?.modulusLength : undefined;
