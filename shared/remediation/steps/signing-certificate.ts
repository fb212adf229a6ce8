import type { AuthoredStep } from '../entry.ts';
import { documentedIn, named } from '../entry.ts';
import { deployIdentityService, signingCertificate } from '../sources.ts';
import { recyclePath } from './paths.ts';

const byArticle = documentedIn(signingCertificate);

/** A new key pair in place of the old one, with both pools recycled. */
export const renewSigningCertificate: AuthoredStep[] = [
  byArticle(
    'Create a new PFX with the script in the archive of the Identity Service; it is in the folder pfx. Do it off hours, after a rehearsal on a test system, and keep the old file.',
    { from: '8.2', branches: [{ label: 'The script is new to you.', entry: 'create-signing-certificate' }] },
  ),
  documentedIn(deployIdentityService)('Enter its full path in appsettings.json if the path has changed.', {
    values: named('Parameter', 'X509CertificatePath'),
  }),
  byArticle('Recycle the application pool of the Identity Service first, then that of Creatio.', {
    path: recyclePath,
    checks: ['identity.keys'],
  }),
];
