import { useState, type FormEvent } from 'react';
import { Button, Field, Select } from '@fluentui/react-components';
import { tokenKinds, type TokenKind } from '../../../shared/client/choices.ts';
import { consoleApi, settled } from '../../api.ts';
import { TypedSecret } from '../../environments/SecretField.tsx';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';
import { tokenWords } from './words.ts';
import styles from './result.module.css';

interface EnterTokenProps {
  profileId: string;
  onEntered: (tokenId: string) => void;
}

/** Takes a token that came from elsewhere, for example out of Creatio or an application. */
export function EnterToken({ profileId, onEntered }: EnterTokenProps) {
  const [kind, setKind] = useState<TokenKind>('access_token');
  const [value, setValue] = useState('');
  const enter = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (value.trim() === '') return;
    const reply = await settled(consoleApi().client.enterToken({ profileId, kind, value }));
    if (!reply.ok) {
      showError(reply.error);
      return;
    }
    setValue('');
    onEntered(reply.value.id);
    announce('The token was taken.');
  };
  return (
    <details className={styles.more}>
      <summary>A token from elsewhere</summary>
      <form onSubmit={(event) => void enter(event)}>
        <Field label="What it is">
          <Select
            className={styles.select}
            name="tokenKind"
            value={kind}
            onChange={(_event, { value: chosen }) => {
              const known = tokenKinds.find((each) => each === chosen);
              if (known) setKind(known);
            }}
          >
            {tokenKinds.map((each) => (
              <option key={each} value={each}>
                {tokenWords[each]}
              </option>
            ))}
          </Select>
        </Field>
        <TypedSecret
          field="enteredToken"
          label="Token"
          message={{ hint: 'It stays in the memory of this console, and goes nowhere until you use it.' }}
          value={value}
          onType={setValue}
        />
        <div className={styles.row}>
          <Button type="submit" size="small" disabledFocusable={value.trim() === ''}>
            Take it
          </Button>
        </div>
      </form>
    </details>
  );
}
