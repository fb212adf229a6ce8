import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off';
import type { TokenHandle } from '../../../shared/test-client.ts';
import { consoleApi, settled } from '../../api.ts';
import { Ago } from '../../parts/Ago.tsx';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { exactly } from '../../parts/time.ts';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';
import { Fact } from './Fact.tsx';
import { Remaining } from './Remaining.tsx';
import { tokenWords } from './words.ts';
import styles from './result.module.css';

const forms: Readonly<Record<TokenHandle['form'], string>> = {
  signed: 'Signed, readable for everybody (JWT)',
  encrypted: 'Encrypted (JWE); only the server can read it',
  opaque: 'Opaque; only the server knows what it means',
};
const states: Readonly<Record<TokenHandle['state'], string>> = {
  current: 'Not replaced and not revoked by this console',
  replaced: 'Replaced by a refresh',
  revoked: 'Revoked',
};

/** What a token is like from outside, and its value by a deliberate act. */
export function TokenFacts({ token, expiresAt }: { token: TokenHandle; expiresAt: string | null }) {
  const { kind, form, type, receivedAt, scope, length, state } = token;
  return (
    <section className={styles.part} aria-label={tokenWords[kind]}>
      <h3 className={styles.subtitle}>{tokenWords[kind]}</h3>
      <dl className={styles.facts}>
        <Fact title="Form">
          {forms[form]}, {length.toLocaleString('en')} characters
        </Fact>
        {type !== null && <Fact title="Type">{type}</Fact>}
        <Fact title="Received">
          <Ago moment={receivedAt} />
        </Fact>
        <Fact title="Remaining life">
          {expiresAt === null ? (
            'Neither the reply nor the token tells'
          ) : (
            <>
              <Remaining until={expiresAt} over="None" /> (it ends on{' '}
              <time dateTime={expiresAt}>{exactly(expiresAt)}</time>)
            </>
          )}
        </Fact>
        {scope !== null && scope !== '' && <Fact title="Scope">{scope}</Fact>}
        <Fact title="State">{states[state]}</Fact>
      </dl>
      <Value token={token} />
    </section>
  );
}

function Value({ token: { id, kind } }: { token: TokenHandle }) {
  const [value, setValue] = useState<string | null>(null);
  const name = tokenWords[kind].toLowerCase().replace('id ', 'ID ');
  const reveal = async (): Promise<void> => {
    const reply = await settled(consoleApi().client.reveal({ tokenId: id }));
    if (!reply.ok) {
      showError(reply.error);
      return;
    }
    setValue(reply.value.value);
    announce(`The ${name} is shown.`);
  };
  return (
    <>
      <div className={styles.row}>
        {value === null ? (
          <Button size="small" icon={<EyeRegular />} onClick={() => void reveal()}>
            Reveal the {name}
          </Button>
        ) : (
          <>
            <Button size="small" icon={<EyeOffRegular />} onClick={() => setValue(null)}>
              Hide the {name}
            </Button>
            <CopyButton labelled label={`Copy the ${name}`} text={() => value} />
          </>
        )}
      </div>
      {value !== null && (
        <pre className={styles.value} tabIndex={0} role="region" aria-label={`The ${name}`}>
          {value}
        </pre>
      )}
    </>
  );
}
