import { useState } from 'react';
import { Field, Select } from '@fluentui/react-components';
import type { Attempt, TokenHandle } from '../../../shared/test-client.ts';
import { momentOf } from '../../parts/time.ts';
import { clientOf, useClient } from '../client.ts';
import type { RequestFormState } from '../request/use-request-form.ts';
import { EnterToken } from './EnterToken.tsx';
import { ScopesTable } from './Scopes.tsx';
import { TokenActions } from './TokenActions.tsx';
import { TokenContents } from './TokenContents.tsx';
import { TokenFacts } from './TokenFacts.tsx';
import { useTokenView } from './use-token-view.ts';
import { tokenWords } from './words.ts';
import styles from './result.module.css';

/** The tokens of this session, that of the attempt first. */
export function TokenTab({ form, attempt }: { form: RequestFormState; attempt: Attempt | null }) {
  const tokens = useClient((state) => clientOf(state, form.profile.id).tokens);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const ofAttempt = attempt === null ? undefined : tokenOf(attempt, tokens);
  const token = tokens.find(({ id }) => id === chosenId) ?? ofAttempt ?? tokens[0];
  return (
    <div className={styles.part}>
      {token === undefined ? (
        attempt !== null && <p className={styles.small}>No token has come yet.</p>
      ) : (
        <>
          {tokens.length > 1 && (
            <Field label="Token">
              <Select
                className={styles.select}
                name="token"
                value={token.id}
                onChange={(_event, { value }) => setChosenId(value)}
              >
                {tokens.map(({ id, kind, receivedAt, state }) => (
                  <option key={id} value={id}>
                    {tokenWords[kind]}, {momentOf(receivedAt)}
                    {state === 'current' ? '' : `, ${state}`}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <OneToken key={token.id} form={form} attempt={attempt} token={token} />
        </>
      )}
      <EnterToken profileId={form.profile.id} onEntered={setChosenId} />
    </div>
  );
}

interface OneTokenProps {
  form: RequestFormState;
  attempt: Attempt | null;
  token: TokenHandle;
}

/** What a token is, what it says, and what can be done with it. */
function OneToken({ form, attempt, token }: OneTokenProps) {
  const view = useTokenView(token.id);
  const scopes = attempt?.tokens.some(({ id }) => id === token.id) ? attempt.scopes : null;
  return (
    <>
      <TokenFacts token={token} expiresAt={token.expiresAt ?? view?.expiresAt ?? null} />
      <TokenActions form={form} token={token} />
      {view && <TokenContents profileId={form.profile.id} view={view} />}
      {scopes && token.kind === 'access_token' && (
        <section aria-label="Scopes">
          <h3 className={styles.subtitle}>Scopes</h3>
          <ScopesTable
            asked={scopes.asked}
            reply={token.scope === null ? null : token.scope.split(' ').filter((scope) => scope !== '')}
            token={view?.scopes ?? null}
          />
        </section>
      )}
    </>
  );
}

/** The token that an attempt brought, or that it was about. */
function tokenOf({ act, tokens: brought }: Attempt, known: readonly TokenHandle[]): TokenHandle | undefined {
  const about = 'tokenId' in act ? act.tokenId : null;
  const id = brought.find(({ kind }) => kind === 'access_token')?.id ?? brought[0]?.id ?? about;
  return known.find((token) => token.id === id);
}
