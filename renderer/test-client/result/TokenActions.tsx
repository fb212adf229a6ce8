import { Button } from '@fluentui/react-components';
import type { TokenHandle } from '../../../shared/test-client.ts';
import { consoleApi, settled, type Reply } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';
import { clientOf, useClient } from '../client.ts';
import { targetOf } from '../request/check.ts';
import { Line } from '../request/Line.tsx';
import type { RequestFormState } from '../request/use-request-form.ts';
import styles from './result.module.css';

/** What can be done with a token: use it, renew it, end it, ask the server about it. */
export function TokenActions({ form, token }: { form: RequestFormState; token: TokenHandle }) {
  const { draft, change, act, busy } = form;
  const { id: tokenId, kind } = token;
  if (kind === 'id_token') return null;
  const isCreatio = draft.direction === 'creatio';
  return (
    <section className={styles.part} aria-label="Work with the token">
      {kind === 'access_token' && (
        <form
          className={styles.use}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            act({ kind: 'use', tokenId, target: targetOf(draft.target) }, ['target']);
          }}
        >
          <Line
            name="useTarget"
            label={isCreatio ? 'Path of Creatio to read with it' : 'Address to read with it'}
            hint={isCreatio ? 'The console puts /0 before it where the platform wants it.' : undefined}
            value={draft.target}
            error={form.errorOf('target')}
            address
            onType={(target) => change({ target })}
          />
          <Button type="submit" disabledFocusable={busy}>
            Use it
          </Button>
        </form>
      )}
      <div className={styles.row}>
        {kind === 'refresh_token' && (
          <Button
            size="small"
            disabledFocusable={busy}
            onClick={() => act({ kind: 'refresh', tokenId }, ['tokenUrl', 'clientId'])}
          >
            Refresh
          </Button>
        )}
        <Button
          size="small"
          disabledFocusable={busy}
          onClick={() => act({ kind: 'revoke', tokenId }, ['revocationUrl'])}
        >
          Revoke
        </Button>
        <Button
          size="small"
          disabledFocusable={busy}
          onClick={() => act({ kind: 'introspect', tokenId }, ['introspectionUrl'])}
        >
          Introspect
        </Button>
        {kind === 'refresh_token' && !form.profile.builtIn && <KeepRefreshToken form={form} token={token} />}
      </div>
    </section>
  );
}

/** A refresh token is forgotten with the console unless it is kept on purpose, for a saved request. */
function KeepRefreshToken({ form: { profile }, token }: { form: RequestFormState; token: TokenHandle }) {
  const { saved, savedId } = useClient((state) => clientOf(state, profile.id));
  const request = saved.find(({ id }) => id === (token.keptFor ?? savedId));
  const told = (reply: Reply<unknown>, sentence: string): void => {
    if (reply.ok) announce(sentence);
    else showError(reply.error);
  };
  if (request === undefined) {
    return <span className={styles.small}>To keep it in the keychain, save the request first.</span>;
  }
  const of = { profileId: profile.id, requestId: request.id };
  return token.keptFor === null ? (
    <Button
      size="small"
      onClick={async () =>
        told(
          await settled(consoleApi().client.keepRefreshToken({ tokenId: token.id, requestId: request.id })),
          'The refresh token is in the keychain.',
        )
      }
    >
      Keep it in the keychain
    </Button>
  ) : (
    <Button
      size="small"
      onClick={async () =>
        told(
          await settled(consoleApi().client.forgetRefreshToken(of)),
          'The refresh token was removed from the keychain.',
        )
      }
    >
      Remove it from the keychain
    </Button>
  );
}
