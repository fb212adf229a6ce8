import { CodeRegular } from '@fluentui/react-icons/svg/code';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { asCurl, asHttpFile, asPostman, healthChecksAsPostman, requestOf } from '../../../shared/copy-formats/index.ts';
import type { ProfileView } from '../../../shared/contract.ts';
import type { Attempt, Exchange } from '../../../shared/test-client.ts';
import { copyText } from '../../clipboard.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { MenuButton } from '../../parts/MenuButton.tsx';
import { purposeWords } from './words.ts';
import styles from './result.module.css';

const userOf = ({ request }: Attempt): string =>
  request.authentication === 'http-basic' ? request.username : request.clientId;

const inLines = (value: unknown): string => JSON.stringify(value, null, 2);

const asksForToken = ({ purpose }: Exchange): boolean => purpose === 'token' || purpose === 'refresh';

const forPostman = (attempt: Attempt, exchanges: readonly Exchange[]) =>
  asPostman(
    'OAuth test client',
    exchanges.map((exchange) => ({
      title: purposeWords[exchange.purpose],
      asksForToken: asksForToken(exchange),
      request: requestOf(exchange, userOf(attempt)),
    })),
  );

/** Copies a request for other tools. Secrets are variables there, and never a value. */
export function CopyRequestAs({ attempt, exchange }: { attempt: Attempt; exchange: Exchange }) {
  const request = requestOf(exchange, userOf(attempt));
  const title = purposeWords[exchange.purpose];
  const action = (label: string, text: () => string) => ({
    label,
    icon: <CopyRegular />,
    act: () => void copyText(text()),
  });
  return (
    <MenuButton
      label={`Copy the ${title.toLowerCase()} for other tools`}
      icon={<CodeRegular />}
      actions={[
        [
          action('curl (sh)', () => asCurl(request, 'sh')),
          action('curl (PowerShell)', () => asCurl(request, 'powershell')),
          action('HTTP file', () => asHttpFile(request, title)),
        ],
        [
          action('Postman collection', () => inLines(forPostman(attempt, [exchange]).collection)),
          action('Postman environment', () => inLines(forPostman(attempt, [exchange]).environment)),
        ],
      ]}
    />
  );
}

/** All requests of an attempt, and the health checks of the environment, for Postman and the monitors that run its files. */
export function CopyForPostman({ profile, attempt }: { profile: ProfileView; attempt: Attempt }) {
  return (
    <details className={styles.more}>
      <summary>For Postman, and monitors that run its files</summary>
      <div>
        <p className={styles.small}>
          Secrets are variables without a value. Paste the text into the import of Postman.
        </p>
        <div className={styles.row}>
          <CopyButton
            labelled
            label="Copy these requests as collection"
            text={() => inLines(forPostman(attempt, attempt.exchanges).collection)}
          />
          <CopyButton
            labelled
            label="Copy the environment of these requests"
            text={() => inLines(forPostman(attempt, attempt.exchanges).environment)}
          />
          <CopyButton
            labelled
            label="Copy the health checks as collection"
            text={() => inLines(healthChecksAsPostman(profile).collection)}
          />
          <CopyButton
            labelled
            label="Copy the environment of the health checks"
            text={() => inLines(healthChecksAsPostman(profile).environment)}
          />
        </div>
      </div>
    </details>
  );
}
