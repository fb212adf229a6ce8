import type { CertificateChoice } from '../../shared/contract.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { isAcceptable, presentedCertificate } from '../../shared/trust.ts';
import { UserError } from '../../shared/user-error.ts';
import { acceptCertificate, dropCertificates, dropChangedCertificates } from '../profiles/index.ts';
import type { ProfileStore } from '../profiles/index.ts';

export interface CertificateExceptionsOptions {
  store: ProfileStore;
  /** The last report of an environment in this session, or null. */
  lastReport: (profileId: string) => Report | null;
  onChange: () => void;
  /** Takes a sentence for the user. */
  onNotice: (message: string) => void;
  onFault: (error: unknown) => void;
}

/** The certificates that environments accept although they are not trusted. */
export interface CertificateExceptions {
  /** Takes the certificate from what the last run saw. Throws a UserError `certificate-unseen`, or what the store throws. */
  accept(choice: CertificateChoice): Promise<void>;
  drop(choice: CertificateChoice): Promise<void>;
  /** Ends, beside the caller, the exceptions whose server presented another certificate in this run, and tells the user. */
  dropChanged(report: Report): void;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

/** Accepts certificates that a run saw, and drops them when another one takes their place. */
export function createCertificateExceptions(options: CertificateExceptionsOptions): CertificateExceptions {
  const { store } = options;
  let underWay: Promise<void> = Promise.resolve();

  async function endChanged(report: Report): Promise<void> {
    try {
      const notices = await dropChangedCertificates(store, report);
      for (const notice of notices) options.onNotice(notice);
      if (notices.length > 0) options.onChange();
    } catch (error) {
      // The exception holds for its certificate alone, so it does no harm until the file can be changed again.
      if (error instanceof UserError) options.onNotice(error.message);
      else options.onFault(error);
    }
  }

  return {
    async accept({ profileId, server, fingerprint256 }) {
      const seen = (options.lastReport(profileId)?.checks ?? [])
        .filter(isAcceptable)
        .map(presentedCertificate)
        .find((each) => each?.server === server && each.certificate.fingerprint256 === fingerprint256);
      if (!seen) {
        throw new UserError(
          'certificate-unseen',
          'The last diagnosis of this environment saw no such certificate. Run it again, then accept what it shows.',
        );
      }
      const { subject } = seen.certificate;
      const acceptedAt = new Date().toISOString();
      await acceptCertificate(store, profileId, { server, fingerprint256, subject: printable(subject), acceptedAt });
      options.onChange();
    },
    async drop({ profileId, server, fingerprint256 }) {
      await dropCertificates(store, profileId, [{ server, fingerprint256 }]);
      options.onChange();
    },
    dropChanged(report) {
      if (report.profile.id === practiceProfileId) return;
      underWay = underWay.then(() => endChanged(report));
    },
    settled: () => underWay,
  };
}

/** What a certificate says of itself, as it may be stored. */
const printable = (subject: string): string => subject.replace(/\p{Cc}+/gu, ' ').slice(0, 2_000);
