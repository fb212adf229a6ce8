import type { Experiment } from '../../../shared/explanation/index.ts';
import type { Attempt, TokenHandle } from '../../../shared/test-client.ts';
import { startDiagnosis } from '../../store/diagnosis.ts';
import { showTab } from '../../store/view.ts';
import { showResult } from '../client.ts';
import { neededFor } from '../request/check.ts';
import type { RequestDraft } from '../request/draft.ts';
import { askForEachScope } from './each-scope.ts';
import type { RequestFormState } from '../request/use-request-form.ts';

/** What trying an experiment does; null where it cannot be done from here. */
export function experimentAct(
  { id, change }: Experiment,
  form: RequestFormState,
  attempt: Attempt,
  tokens: readonly TokenHandle[],
): (() => void) | null {
  const { draft, profile } = form;
  const ask = (part: Partial<RequestDraft>) => (): void =>
    form.act({ kind: 'token' }, neededFor({ ...draft, ...part }), part);
  const current = (kind: TokenHandle['kind']) =>
    tokens.find((token) => token.kind === kind && token.state === 'current');
  switch (change.kind) {
    case 'compare-modes':
      return () => form.act({ kind: 'compare' }, ['tokenUrl', 'clientId']);
    case 'mode':
      return ask({ credentials: change.mode });
    case 'scopes': {
      const scopes = draft.scope.split(/\s+/).filter((scope) => scope !== '');
      if (id !== 'scopes-one-by-one') return ask({ scope: change.scopes.join(' ') });
      // With a login for each of them it would be no help.
      return draft.grant === 'client_credentials' ? () => void askForEachScope(form, scopes) : null;
    }
    case 'token-endpoint':
      return change.url === '' ? null : ask({ tokenUrl: change.url });
    case 'exchange-endpoints':
      return ask({ tokenUrl: draft.authorizationUrl, authorizationUrl: draft.tokenUrl });
    case 'wait':
    case 'repeat':
      return () => form.act(attempt.act);
    case 'sign-in':
      return ask({
        grant: 'authorization_code',
        scope: [...new Set([...draft.scope.split(/\s+/), ...change.scopes])].join(' ').trim(),
      });
    case 'refresh': {
      const token = current('refresh_token');
      return token ? () => form.act({ kind: 'refresh', tokenId: token.id }, ['tokenUrl', 'clientId']) : null;
    }
    case 'introspect': {
      const token = current('access_token') ?? current('refresh_token');
      return token ? () => form.act({ kind: 'introspect', tokenId: token.id }, ['introspectionUrl']) : null;
    }
    case 'revoke': {
      const token = current('refresh_token') ?? current('access_token');
      return token ? () => form.act({ kind: 'revoke', tokenId: token.id }, ['revocationUrl']) : null;
    }
    case 'new-token':
      return ask({});
    case 'send-token':
    case 'inspect-token':
      return tokens.length === 0 ? null : () => showResult(profile.id, 'token');
    case 'diagnosis':
      return () => {
        showTab('diagnosis');
        void startDiagnosis(profile.id);
      };
    case 'discovery':
      return () => form.act({ kind: 'discover' }, ['discoveryUrl']);
    case 'search-log':
      return () => showTab('logs');
  }
}
