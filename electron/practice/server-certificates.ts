import type { CertificateName } from './behaviour.ts';
import type { KeyPairCertificate } from './certificates.ts';

/** What a TLS server needs; `certificate` holds the chain as it is sent. */
export interface ServerCertificate extends KeyPairCertificate {
  /** The authority whose client certificates are wanted, when some are. */
  clientAuthority: string | null;
}

export interface ServerCertificates {
  /** The root that an environment must trust for the certificates to show no fault but their own. */
  root: string;
  get(name: CertificateName): Promise<ServerCertificate>;
}

const dayMs = 86_400_000;
const daysFromNow = (days: number): Date => new Date(Date.now() + days * dayMs);

/** Makes the authority and, when one is asked for, the certificates; loaded with the first scenario that has TLS. */
export async function createServerCertificates(): Promise<ServerCertificates> {
  const { createAuthority, createSelfSigned } = await import('./certificates.ts');
  const root = await createAuthority('Practice Root CA');
  const issuing = await root.issueAuthority('Practice Issuing CA');
  const commonName = 'practice.example.com';

  const withChain = ({ certificate, privateKey }: KeyPairCertificate): KeyPairCertificate => ({
    certificate: certificate + issuing.certificate,
    privateKey,
  });
  const make = async (name: CertificateName): Promise<KeyPairCertificate> => {
    switch (name) {
      case 'https':
      case 'client-certificate-wanted':
        return withChain(await issuing.issue({ commonName }));
      case 'certificate-expires-soon':
        return withChain(await issuing.issue({ commonName, notBefore: daysFromNow(-360), notAfter: daysFromNow(5.5) }));
      case 'certificate-expired':
        return withChain(
          await issuing.issue({ commonName, notBefore: daysFromNow(-377), notAfter: daysFromNow(-12.5) }),
        );
      case 'certificate-not-yet-valid':
        return withChain(await issuing.issue({ commonName, notBefore: daysFromNow(3.5), notAfter: daysFromNow(368) }));
      case 'certificate-wrong-name':
        return withChain(await issuing.issue({ commonName: 'crm.example.com', names: ['crm.example.com'] }));
      case 'certificate-intermediate-missing':
        return issuing.issue({ commonName });
      case 'certificate-self-signed':
        return createSelfSigned({ commonName });
      case 'certificate-unknown-authority': {
        const unknown = await createAuthority('Unknown Root CA');
        const { certificate, privateKey } = await unknown.issue({ commonName });
        return { certificate: certificate + unknown.certificate, privateKey };
      }
    }
  };

  return {
    root: root.certificate,
    async get(name) {
      const clientAuthority = name === 'client-certificate-wanted' ? root.certificate : null;
      return { ...(await make(name)), clientAuthority };
    },
  };
}

const certificateNames: Readonly<Record<CertificateName, true>> = {
  https: true,
  'certificate-expires-soon': true,
  'certificate-expired': true,
  'certificate-not-yet-valid': true,
  'certificate-wrong-name': true,
  'certificate-self-signed': true,
  'certificate-unknown-authority': true,
  'certificate-intermediate-missing': true,
  'client-certificate-wanted': true,
};

export const isCertificateName = (name: string): name is CertificateName => Object.hasOwn(certificateNames, name);
