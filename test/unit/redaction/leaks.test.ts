import { assert, constantFrom, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { prepareRedaction, redactText } from '../../../electron/redaction/index.ts';
import { contexts, distantContexts, furtherContexts, knownSpellings, secrets } from './contexts.ts';

const redaction = prepareRedaction();

/** Parts of a secret that are long enough to give it away. */
const parts = (spelled: string): string[] =>
  Array.from({ length: Math.max(0, spelled.length - 5) }, (_, index) => spelled.slice(index, index + 6));

it.each([...contexts, ...furtherContexts, ...distantContexts].map((context) => [context.name, context] as const))(
  'hides secrets in: %s',
  (_name, { spell, text }) => {
    const around = text('');
    for (const secret of secrets) {
      const spelled = spell(secret);
      const redacted = redactText(text(spelled), redaction);
      expect(
        parts(spelled).filter((part) => redacted.includes(part) && !around.includes(part)),
        redacted,
      ).toEqual([]);
      expect(redactText(redacted, redaction)).toBe(redacted);
    }
  },
);

it.each(knownSpellings.map((context) => [context.name, context] as const))(
  'hides a secret that is known, spelled as: %s',
  (name, { spell, text }) => {
    for (const secret of secrets) {
      const spelled = spell(secret);
      const redacted = redactText(text(spelled), prepareRedaction({ secrets: [secret], only: [] }));
      // What encodes a neighbour too is not the secret's own.
      const own = name.startsWith('Base64') ? parts(spelled).slice(10, -10) : parts(spelled);
      expect(
        own.filter((part) => redacted.includes(part)),
        redacted,
      ).toEqual([]);
    }
  },
);

it('hides random secrets in random places', () => {
  const secretText = string({ unit: 'binary', minLength: 10, maxLength: 60 }).filter((text) => !/[\r\n\0]/.test(text));
  assert(
    property(
      secretText,
      constantFrom(...knownSpellings.slice(0, 11)),
      constantFrom(...contexts),
      (secret, known, place) => {
        const own = prepareRedaction({ secrets: [secret] });
        const spelled = known.spell(secret);
        const text = `${known.text(spelled)}\n${place.text(place.spell(secret))}\n${known.text(spelled)}`;
        const redacted = redactText(text, own);
        expect(redacted).not.toContain(spelled);
        expect(redacted).not.toContain(secret);
      },
    ),
    { numRuns: 75 },
  );
});

it('hides a known secret whole where a rule finds only its beginning', () => {
  const secret = 'abc def&ghi"jkl<mno';
  const own = prepareRedaction({ secrets: [secret] });
  expect(redactText(`client_secret=${secret}&x=1`, own)).toBe('client_secret=***&x=1');
});

it('looks at the attributes of an element whose value it hides', () => {
  expect(redactText('<Password hash="x" token="canary-12345" x="10.1.2.3">canary-1</Password>', redaction)).toBe(
    '<Password hash="x" token="***" x="ip-1-1">***</Password>',
  );
});

it('hides a known secret that begins before what a rule finds', () => {
  const own = prepareRedaction({ secrets: ['begin&password=middle&end', 'other 10.1.2.3 end'] });
  expect(redactText('x begin&password=middle&end y other 10.1.2.3 end z', own)).toBe('x *** y *** z');
});

it('hides short known secrets as whole words only', () => {
  const own = prepareRedaction({ secrets: ['abc', 'x'] });
  expect(redactText('value abc, abcd and x', own)).toBe('value ***, abcd and x');
});

it('hides known secrets of many lines', () => {
  const secret = 'first line 1234\nsecond line 5678\n';
  expect(redactText('a first line 1234\r\nsecond line 5678\r\nb', prepareRedaction({ secrets: [secret] }))).toMatch(
    /^a \*\*\*\s*b$/,
  );
});

it('never tells a secret by what it replaces it with', () => {
  const [first = '', second = ''] = ['short-secret-1', 'a-much-longer-secret-0123456789'].map((secret) =>
    redactText(`password=${secret}&x`, redaction),
  );
  expect(first).toBe(second);
});

it.each([
  ["X-Api-Key: '')<<|&_<B#=:$[/<^/a", 'X-Api-Key: ***'],
  [`X-Api-Key: '';]a:!)()?"@=]=;3-`, 'X-Api-Key: ***'],
  ['authorization: "-"}\\~`[3/_{[^<B3', 'authorization: ***'],
  ['<p>authorization: "";; /3~/({{~.3\n</p>', '<p>authorization: ***\n</p>'],
  ['1,"authorization: "",:]+-(3()+;$&<|.B)\n",x', '1,"authorization: ""***\n",x'],
  [`1,"X-Api-Key: <3Baa%3=)&>::.,'!{[BB ""\n",x`, '1,"X-Api-Key: ***\n",x'],
  ['API key: "abc1", user: "-"', 'API key: "***", user: "-"'],
  ['api_key: "abc1" } # of whom', 'api_key: "***" } # of whom'],
])('hides a header that begins with quotation marks whole: %s', (text, redacted) => {
  expect(redactText(text, redaction)).toBe(redacted);
});

it.each([
  ['X-Api-Key: 7864875990739323736127879980459001516831', 'X-Api-Key: ***'],
  ['X-Api-Key: 7864A75990739323736127879980459001516831', 'X-Api-Key: 7864A75990739323736127879980459001516831'],
  ['GET /reset-password/1496880005251984899 200', 'GET /reset-password/*** 200'],
  ['GET /invite/149688000 200', 'GET /invite/149688000 200'],
  ['Driver=x;Pwd={3}}b<%d;:$};Pooling=1', 'Driver=x;Pwd={***};Pooling=1'],
  ['Driver=x;Pwd={0};Pooling=1', 'Driver=x;Pwd={0};Pooling=1'],
  ['<message>{"password"=&gt;",aa{(.;!"}</message>', '<message>{"password"=&gt;"***"}</message>'],
  ['password: a x :`x_ax.a?', 'password: ***'],
  ['password: a word was missing', 'password: a word was missing'],
])('tells a secret from what looks like it: %s', (text, redacted) => {
  expect(redactText(text, redaction)).toBe(redacted);
});
