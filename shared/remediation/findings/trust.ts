import type { FindingId } from '../../findings.ts';
import type { EntryMaker } from '../entry.ts';
import { advice } from '../entry.ts';

/** Whom this computer trusts, and what it shows of itself. */
export type TrustFindingId = Extract<
  FindingId,
  | 'tls-accepted-certificate'
  | 'tls-certificate-changed'
  | 'tls-verification-disabled'
  | 'authority-file-unusable'
  | `client-certificate-${string}`
>;

const provenBy: ReturnType<EntryMaker>['provenBy'] = ['creatio.tls', 'identity.tls'];

const chooseInSettings = advice(
  'Choose the right file under Trust in the settings of the environment, then run the diagnosis again.',
);

export const trustFindings = {
  'tls-accepted-certificate': () => ({
    title: 'The certificate is accepted as an exception',
    cause:
      'Somebody accepted this very certificate for this server although it is not trusted. Creatio, the Identity Service and browsers know nothing of that exception and still refuse it.',
    steps: [
      advice('Mend what is wrong with the certificate; the evidence lists it.'),
      advice('Then remove the exception, so that this environment is judged like any other.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-certificate-changed': () => ({
    title: 'The server presents another certificate than the accepted one',
    cause:
      'An exception holds for one certificate. The server has a new one, or something between this computer and the server answers in its place.',
    steps: [
      advice('Ask whoever runs the server whether the certificate was replaced, and when.'),
      advice('Compare the fingerprint in the evidence with the one that the server itself shows.', {
        values: [{ label: 'Command on the server', value: 'certutil -store My' }],
      }),
      advice(
        'If they differ, an inspecting proxy or an attacker answers. Do not accept the certificate; tell whoever is responsible for the network.',
      ),
      advice('If they are equal, better have the certificate trusted; else accept the new one as an exception.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-verification-disabled': () => ({
    title: 'This computer tells Node.js not to verify certificates',
    cause:
      'The environment variable NODE_TLS_REJECT_UNAUTHORIZED is set to 0. The console verifies certificates all the same, but other Node.js programs started here accept every server.',
    steps: [
      advice('Remove the variable from the settings of the user and of the computer, and start the programs again.', {
        values: [{ label: 'Environment variable', value: 'NODE_TLS_REJECT_UNAUTHORIZED' }],
      }),
      advice(
        'Where a program needs a certificate that is not trusted, give it the certificate of the authority instead.',
        {
          values: [{ label: 'Environment variable', value: 'NODE_EXTRA_CA_CERTS' }],
        },
      ),
    ],
    provenBy,
    sources: [],
  }),

  'authority-file-unusable': () => ({
    title: 'The file with additional authorities cannot be used',
    cause:
      'The settings of the environment name a file with certificates of authorities. It cannot be read or holds something else, so those authorities are not trusted.',
    steps: [
      advice('Export the certificate of the authority anew, without a private key, as "Base-64 encoded X.509".', {
        path: ['Certificate', 'Details', 'Copy to File'],
      }),
      chooseInSettings,
    ],
    provenBy,
    sources: [],
  }),

  'client-certificate-unusable': () => ({
    title: 'The client certificate cannot be used',
    cause:
      'The settings of the environment name a client certificate, but its file, its private key or its passphrase is not in order. The console connects without it.',
    steps: [
      advice('Export the certificate together with its private key as PFX, with AES256-SHA256 and a passphrase.', {
        values: [
          {
            label: 'Command on Windows',
            value:
              'Export-PfxCertificate -Cert <certificate> -FilePath <file> -Password <passphrase> -CryptoAlgorithmOption AES256_SHA256',
          },
        ],
      }),
      chooseInSettings,
      advice('Enter the passphrase of the file there as well.'),
    ],
    provenBy,
    sources: [],
  }),

  'client-certificate-dates': () => ({
    title: 'The client certificate is out of its dates',
    cause:
      'The certificate that this environment presents has expired or is not valid yet. Servers that ask for one refuse it.',
    steps: [advice('Obtain a new client certificate from whoever issued this one.'), chooseInSettings],
    provenBy,
    sources: [],
  }),

  'client-certificate-refused': () => ({
    title: 'The server refuses the client certificate',
    cause: 'The server asks for a certificate of the client and got that of this environment, but does not accept it.',
    steps: [
      advice(
        'Read in the log of the web server why it was refused: System event log, source Schannel, or the log of the proxy.',
      ),
      advice(
        'Check that the server trusts the authority that issued the client certificate, and that it has not expired.',
      ),
      advice('Check that the certificate is meant for client authentication.'),
      chooseInSettings,
    ],
    provenBy,
    sources: [],
  }),
} satisfies Record<TrustFindingId, EntryMaker>;
