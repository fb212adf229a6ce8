import type { Report } from '../../shared/report.ts';
import { changedCertificates, type CertificateException } from '../../shared/trust.ts';
import type { ProfileStore } from './store.ts';

const isOf =
  (server: string) =>
  (exception: CertificateException): boolean =>
    exception.server.toLowerCase() === server.toLowerCase();

/** Accepts a certificate for one server of an environment, in place of an earlier one. Throws what `update` of the store does. */
export async function acceptCertificate(
  store: ProfileStore,
  profileId: string,
  exception: CertificateException,
): Promise<void> {
  await store.update(profileId, ({ trust, ...profile }) => {
    const others = trust.acceptedCertificates.filter((each) => !isOf(exception.server)(each));
    return { ...profile, trust: { ...trust, acceptedCertificates: [...others, exception] } };
  });
}

/** Ends exceptions of an environment. Throws what `update` of the store does. */
export async function dropCertificates(
  store: ProfileStore,
  profileId: string,
  ended: readonly Pick<CertificateException, 'server' | 'fingerprint256'>[],
): Promise<void> {
  await store.update(profileId, ({ trust, ...profile }) => {
    const acceptedCertificates = trust.acceptedCertificates.filter(
      (each) =>
        !ended.some(({ server, fingerprint256 }) => isOf(server)(each) && fingerprint256 === each.fingerprint256),
    );
    return { ...profile, trust: { ...trust, acceptedCertificates } };
  });
}

/**
 * Ends the exceptions of a stored environment whose server presented another certificate in a run, and gives a sentence for
 * each. An environment that was removed meanwhile has none.
 */
export async function dropChangedCertificates(store: ProfileStore, report: Report): Promise<string[]> {
  const profile = (await store.list()).find(({ id }) => id === report.profile.id);
  const changed = profile === undefined ? [] : changedCertificates(profile, report.checks);
  if (profile === undefined || changed.length === 0) return [];
  await dropCertificates(store, profile.id, changed);
  return changed.map(
    ({ server }) =>
      `The exception for the certificate of ${server} was removed from the environment “${profile.name}”, because the server presents another certificate now.`,
  );
}
