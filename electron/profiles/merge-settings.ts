import { mergeFields, mergeList } from '../../shared/merge.ts';
import type { Settings } from '../../shared/profile.ts';

/**
 * The settings of an environment after a change that was made to `base`, while another console may have changed what is
 * stored. Of a field that both changed, the later change holds. A client certificate is one field, since its files belong
 * together.
 */
export function mergeSettings(base: Settings, stored: Settings, mine: Settings): Settings {
  const all = [base, stored, mine] as const;
  return {
    ...mergeFields(...all),
    logFolders: mergeFields(...of(all, ({ logFolders }) => logFolders)),
    trust: {
      ...mergeFields(...of(all, ({ trust }) => trust)),
      acceptedCertificates: mergeList(
        of(all, ({ trust }) => trust.acceptedCertificates),
        exceptionKey,
      ),
    },
    proxy: {
      ...mergeFields(...of(all, ({ proxy }) => proxy)),
      bypass: mergeList(
        of(all, ({ proxy }) => proxy.bypass),
        (host) => host,
      ),
    },
    furtherClients: mergeList(
      of(all, ({ furtherClients }) => furtherClients),
      ({ id }) => id,
      mergeFields,
    ),
  };
}

/** Settings as a form may change them: exceptions for certificates can be left out, but neither added nor changed. */
export function withoutNewExceptions<Form extends Settings>(form: Form, base: Settings): Form {
  const left = new Set(form.trust.acceptedCertificates.map(exceptionKey));
  const acceptedCertificates = base.trust.acceptedCertificates.filter((each) => left.has(exceptionKey(each)));
  return { ...form, trust: { ...form.trust, acceptedCertificates } };
}

const exceptionKey = ({ server, fingerprint256 }: Settings['trust']['acceptedCertificates'][number]): string =>
  `${server} ${fingerprint256}`;

type Versions<Value> = readonly [base: Value, stored: Value, mine: Value];

const of = <Part>([base, stored, mine]: Versions<Settings>, part: (settings: Settings) => Part): Versions<Part> => [
  part(base),
  part(stored),
  part(mine),
];
