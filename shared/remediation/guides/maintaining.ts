import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { deployIdentityService, signingCertificate, tokenLifetime } from '../sources.ts';
import { recyclePath } from '../steps/paths.ts';

const byCertificate = documentedIn(signingCertificate);

/** What has to be renewed or changed while the Identity Service runs. */
export const maintainingGuides = {
  'create-signing-certificate': () => ({
    title: 'Create or renew the signing certificate of the Identity Service',
    cause:
      'The Identity Service signs its tokens with the key in a PFX file, openssl.pfx. Each installation needs a file of its own, and the certificate in it expires.',
    steps: [
      advice(
        'In 8.0 and 8.1 the articles have no step for this; a sample file lay in the archive until 8.2.3. A file of your own is safer.',
        { before: '8.2' },
      ),
      byCertificate(
        'Use a certificate of an authority, or make one with the script in the archive, which needs OpenSSL. RSA keys always work; from 8.2.3 on ECDSA keys (P-256, P-384, P-521) do as well.',
        { from: '8.2' },
      ),
      byCertificate('On Windows, open PowerShell as administrator, allow scripts and confirm.', {
        values: [copied('PowerShell', 'Set-ExecutionPolicy RemoteSigned')],
        from: '8.2',
      }),
      byCertificate(
        'Go to the folder of the script and run it. The password protects the PEM file: 12 characters or more, mixed.',
        {
          values: [
            ...named('PowerShell', 'cd <folder of the Identity Service>\\pfx\\win'),
            ...named('PowerShell', '.\\generate_pfx.ps1 -pemPassword "<password>" -outputPath "../../" -validDays 365'),
          ],
          from: '8.2',
        },
      ),
      byCertificate('On Linux, install openssl, go to the folder of the script, make it executable and run it.', {
        values: [
          ...named('Command', 'cd <folder of the Identity Service>/pfx/linux'),
          copied('Command', 'chmod +x generate_pfx.sh'),
          ...named('Command', './generate_pfx.sh "<password>" "../../" 365'),
        ],
        from: '8.2',
      }),
      advice('The article has two misprints there: chmod before cd, and a file that ends in .ps1.', { from: '8.2' }),
      byCertificate('The path ../../ is the root of the service, where the file is expected by default.', {
        from: '8.2',
      }),
      advice('On Windows Server 2016 the script works from 8.2.3 on.', { from: '8.2' }),
      advice(
        'Without -pemPassword the PFX was seen to load without a password. A parameter X509CertificatePassword exists in newer builds, but the documents do not describe it.',
        { from: '8.2' },
      ),
      byCertificate('To renew it, work off hours: keep the old PFX and rehearse on a test system first.', {
        from: '8.2',
      }),
      documentedIn(signingCertificate, deployIdentityService)(
        'Enter the full path in appsettings.json if it has changed.',
        {
          values: named('Parameter', 'X509CertificatePath'),
        },
      ),
      byCertificate('Recycle the application pool of the Identity Service first, then that of Creatio.', {
        path: recyclePath,
        checks: ['identity.keys'],
      }),
      byCertificate('In Docker, build the image again, restart the container, then restart Creatio.', { from: '8.2' }),
      byCertificate('Try every OAuth integration afterwards.', {
        checks: ['token.request', 'token.inspect', 'token.use'],
      }),
      advice(
        'From 8.3.1 on the service says in its console and its log that the PFX is missing; before, it stopped silently.',
      ),
    ],
    provenBy: ['identity.keys', 'token.inspect'],
    sources: [signingCertificate, deployIdentityService],
  }),

  'token-lifetime': () => ({
    title: 'Change the lifetime of access tokens',
    cause: 'A token of the client credentials grant holds for 3600 seconds unless its client has another value.',
    steps: [
      documentedIn(tokenLifetime)('In the database of the Identity Service, read the present values.', {
        values: [copied('SQL', 'select "ClientId", "AccessTokenLifetime" from "Clients"')],
      }),
      documentedIn(tokenLifetime)('Set the new value, in seconds, for one client.', {
        values: named(
          'SQL',
          'update "Clients" set "AccessTokenLifetime" = <seconds> where "ClientId" = \'<client id>\'',
        ),
      }),
      documentedIn(tokenLifetime)('Do not go beyond a few hours: a lost token works until it runs out.'),
      documentedIn(tokenLifetime)('In the cloud, ask Creatio support.', {
        values: [copied('Creatio support', 'support@creatio.com')],
      }),
      advice('The article does not say whether a restart is needed. Recycle the pool if the new value does not show.', {
        path: recyclePath,
        checks: ['token.request', 'token.inspect'],
      }),
    ],
    provenBy: ['token.inspect'],
    sources: [tokenLifetime],
  }),
} satisfies Record<string, EntryMaker>;
