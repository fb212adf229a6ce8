import { parseJson } from './json.ts';
import type { CheckResult } from './report.ts';

/** One of the three checkboxes of Creatio's Diagnostic tab, beside what the console saw of the same thing. */
export interface DiagnosticFlag {
  title: string;
  /** Name of the flag in the health reply. */
  name: string;
  /** Whether Creatio ticks it. */
  creatio: boolean;
  /** Whether the console saw the same thing work; null where it could not tell. */
  console: boolean | null;
  /** What the console saw, as a sentence. */
  saw: string;
  /** What it means that the two differ; null where they do not. */
  contradiction: string | null;
}

type Results = readonly Pick<CheckResult, 'id' | 'status' | 'summary' | 'evidence'>[];

const titles = {
  IsSystemSettingsFilledIn: 'The system settings are filled in',
  IsIdentityServiceAvailable: 'The Identity Service is available',
  IsAccessTokenRetrievableForSystemActions: 'An access token can be got for system actions',
} as const;
type FlagName = keyof typeof titles;

/**
 * The three flags of the health check, as Creatio shows them on its Diagnostic tab from 8.2.1 on. Null where the reply does
 * not hold them.
 */
export function diagnosticTabOf(results: Results): DiagnosticFlag[] | null {
  const flags = flagsOf(results);
  if (flags === null) return null;
  const discovery = seenOf(results, 'identity.discovery');
  const token = seenOf(results, 'token.request');
  const { IsSystemSettingsFilledIn: filled, IsIdentityServiceAvailable: available } = flags;
  const retrievable = flags.IsAccessTokenRetrievableForSystemActions;
  return [
    row(
      'IsSystemSettingsFilledIn',
      filled,
      { works: null, saw: 'The console cannot look into the system settings.' },
      () =>
        available || retrievable
          ? 'Creatio says that settings are empty, and yet that what needs them works. Its reply contradicts itself.'
          : null,
    ),
    row('IsIdentityServiceAvailable', available, discovery, (works) =>
      works && !filled
        ? 'This computer reaches the Identity Service. Creatio cannot, because its settings are not filled in.'
        : works
          ? 'This computer reaches the Identity Service and Creatio does not: the address in the system setting, the way from the Creatio server, or its trust in the certificate is different.'
          : 'Creatio reaches the Identity Service and this computer does not: the address of this environment or the way from this computer is different. For OAuth in Creatio, the view of Creatio counts.',
    ),
    row('IsAccessTokenRetrievableForSystemActions', retrievable, token, (works) =>
      works && !filled
        ? 'This computer gets a token. Creatio cannot ask for one, because its settings are not filled in.'
        : works && !available
          ? 'This computer gets a token. Creatio gets none because it does not reach the Identity Service.'
          : works
            ? 'This computer gets a token with the client of this environment and Creatio gets none: compare it with the client id and the client secret in the system settings.'
            : 'Creatio gets a token and this computer gets none: the client of this environment is another one than that of Creatio, or its secret is wrong here.',
    ),
  ];
}

interface Saw {
  works: boolean | null;
  saw: string;
}

function row(
  name: FlagName,
  creatio: boolean,
  { works, saw }: Saw,
  explain: (works: boolean) => string | null,
): DiagnosticFlag {
  // What the console cannot see contradicts the flag only where Creatio contradicts itself.
  const differs = works === null ? name === 'IsSystemSettingsFilledIn' && !creatio : works !== creatio;
  return {
    title: titles[name],
    name,
    creatio,
    console: works,
    saw,
    contradiction: differs ? explain(works === true) : null,
  };
}

function seenOf(results: Results, id: CheckResult['id']): Saw {
  const result = results.find((each) => each.id === id);
  if (result === undefined) return { works: null, saw: 'The console did not look.' };
  const { status, summary: saw } = result;
  if (status === 'pass' || status === 'warn') return { works: true, saw };
  return { works: status === 'fail' || status === 'timeout' ? false : null, saw };
}

/** The flags in the evidence of the health check; names are read without regard to case, since serializers differ in it. */
function flagsOf(results: Results): Record<FlagName, boolean> | null {
  for (const evidence of results.find(({ id }) => id === 'creatio.health')?.evidence ?? []) {
    const body = evidence.kind === 'exchange' ? (evidence.response?.body ?? '') : '';
    const values = new Map(propertiesOf(body).map(([name, value]) => [name.toLowerCase(), value]));
    const read = (name: FlagName) => values.get(name.toLowerCase());
    const filled = read('IsSystemSettingsFilledIn');
    const available = read('IsIdentityServiceAvailable');
    const retrievable = read('IsAccessTokenRetrievableForSystemActions');
    if (typeof filled === 'boolean' && typeof available === 'boolean' && typeof retrievable === 'boolean') {
      return {
        IsSystemSettingsFilledIn: filled,
        IsIdentityServiceAvailable: available,
        IsAccessTokenRetrievableForSystemActions: retrievable,
      };
    }
  }
  return null;
}

function propertiesOf(body: string): [string, unknown][] {
  const value = parseJson(body.replace(/^\uFEFF/, ''));
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
