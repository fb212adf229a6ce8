import { parseProxyAddress } from '../../../shared/proxy-address.ts';
import { parseBypassList } from '../../../shared/typed-settings.ts';
import type { Draft } from '../draft.ts';
import { emptyAsNull, errorOf, hintOf, line, secretTooLong, texts, tooLong, type Checked } from './text.ts';

/** The proxy. What was entered of one stays while another choice is made. */
export function checkProxy(draft: Draft) {
  const manual = draft.proxyMode === 'manual';
  const address = parseProxyAddress(draft.proxyUrl);
  const bypass = parseBypassList(draft.proxyBypass);
  const username = line(draft.proxyUsername);
  const password = draft.secrets['proxy-password'];
  return {
    errors: manual
      ? texts({
          proxyUrl: address.ok ? null : address.message,
          proxyUsername: tooLong(username, 200, 'A user name'),
          proxyPassword:
            secretTooLong(password, 'A password') ??
            (username === '' && password?.action === 'set' && password.value !== ''
              ? 'A password needs the user name that it belongs to.'
              : null),
          proxyBypass: errorOf(bypass),
        })
      : {},
    hints: texts({
      proxyUrl: address.ok && address.corrections.length > 0 ? proxyHint(address.url, address.corrections) : null,
      proxyBypass: hintOf(bypass),
    }),
    settings: {
      proxy: {
        mode: draft.proxyMode,
        url: address.ok ? address.url : null,
        username: username.length > 200 ? null : emptyAsNull(username),
        bypass: bypass.ok ? bypass.value : [],
      },
    },
  } satisfies Checked<unknown>;
}

const proxyHint = (url: string, corrections: readonly string[]): string =>
  [`Understood as ${url}.`, ...corrections].join(' ');

/** Moves credentials that were pasted with the address to the fields of their own; null where there are none. */
export function movedCredentials(draft: Draft): Pick<Draft, 'proxyUrl' | 'proxyUsername' | 'secrets'> | null {
  const parsed = parseProxyAddress(draft.proxyUrl);
  if (!parsed.ok || (parsed.username === null && parsed.password === null)) return null;
  return {
    proxyUrl: parsed.url,
    proxyUsername: parsed.username ?? draft.proxyUsername,
    secrets:
      parsed.password === null
        ? draft.secrets
        : { ...draft.secrets, 'proxy-password': { action: 'set', value: parsed.password } },
  };
}
