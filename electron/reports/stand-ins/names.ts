import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { checkIds } from '../../../shared/check-ids.ts';

/** What looks like the name of a host by its dots, but is the name of a file, of a product or of ours. */
const fileEndings = new Set(
  'json config dll exe xml html htm aspx ashx asmx svc js ts css png jpg gif svg ico log txt pfx pem key crt cer der cs php md zip gz sh ps1 bat cmd ini yml yaml sql db bak jsonl tmp wsdl xsd axd cshtml map woff woff2'.split(
    ' ',
  ),
);
const otherNames = new Set<string>(['asp.net', 'ado.net', 'vb.net', 'ml.net', 'node.js', ...checkIds]);
const usualDomains = new Set(
  'com net org edu gov mil int io local lan internal intranet corp home test example invalid localdomain private cloud app dev info biz online site tech'.split(
    ' ',
  ),
);

/** Whether a word is the name of a host by its form: labels with dots, the last one like a domain. */
export function looksLikeHost(word: string): boolean {
  const labels = word.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => label === '')) return false;
  if (!/^(?:\p{L}{2,24}|xn--[\w-]+)$/iu.test(last) || !/\p{L}/u.test(labels.slice(0, -1).join(''))) return false;
  const lower = word.toLowerCase();
  if (fileEndings.has(last.toLowerCase()) || otherNames.has(lower)) return false;
  // Names of classes and namespaces have capitals within.
  return word === lower || word === word.toUpperCase() || usualDomains.has(last);
}

/** The spellings of one host: as it is given, and, for names beyond ASCII, both of theirs. */
export const spellingsOf = (host: string): string[] =>
  [...new Set([host, domainToASCII(host), domainToUnicode(host)].map((each) => each.toLowerCase()))].filter(
    (each) => each !== '',
  );

/** An IP address in the one spelling that all its spellings share; null for anything else. */
export function canonicalAddress(text: string): string | null {
  const address = text.replace(/%.*$/, '');
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return new URL(`http://[${address}]/`).hostname.slice(1, -1);
    default:
      return null;
  }
}
