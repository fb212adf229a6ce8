import { expect, it } from 'vitest';
import { prepareRedaction, redactText } from '../../../electron/redaction/index.ts';
import { contexts, distantContexts, furtherContexts, secrets } from './contexts.ts';
import { encodings, lines } from './surroundings.ts';

const redaction = prepareRedaction();
const some = secrets.slice(0, 3);

/** Parts of a secret that give it away. */
const parts = (spelled: string): string[] =>
  Array.from({ length: Math.max(1, spelled.length - 7) }, (_, index) => spelled.slice(index, index + 8));

it.each([...lines, ...encodings].map((surrounding) => [surrounding.name, surrounding] as const))(
  'hides every secret in: %s',
  (_name, { encode, text: place, takes }) => {
    const survivors = [...contexts, ...furtherContexts, ...distantContexts].flatMap(({ name, spell, text }) => {
      const around = place(encode(text('')));
      return some.flatMap((secret) => {
        const spelled = spell(secret);
        if (!takes(text(spelled))) return [];
        const redacted = redactText(place(encode(text(spelled))), redaction);
        const survives = parts(encode(spelled)).some((part) => redacted.includes(part) && !around.includes(part));
        return survives ? [`${name}: ${redacted}`] : [];
      });
    });
    expect(survivors).toEqual([]);
  },
);

it('looks at what stands before a value that it finds far ahead, also where a block ends in between', () => {
  const query = Array.from({ length: 40 }, (_, number) => `password=canary-${number}&a=1`).join('&');
  const hidden = Array.from({ length: 40 }, () => 'password=***&a=1').join('&');
  for (let padding = 254; padding < 260; padding += 0.25) {
    const line = `${'x '.repeat(padding * 512)}10.0.0.5 GET /0/x ${query} 443 jdoe 192.168.7.31 x`;
    const redacted = redactText(line + ' y'.repeat(9000), redaction).replace(/^(?:x )+|(?: y)+$/g, '');
    expect(redacted).toBe(`ip-1-1 GET /0/x ${hidden} 443 user-1 ip-2-1 x`);
  }
});

const withinString = {
  CSV: (value: string) => `1,"x: password: ""${value}""\n",y`,
  'an attribute in CSV': (value: string) => `1,"<add password=""${value}"" />",y`,
  'YAML in CSV': (value: string) => `1,"- name: DB_PASSWORD\n  value: ""${value}""\n",y`,
  'YAML in SQL': (value: string) => `VALUES ('- name: DB_PASSWORD\n  value: ''${value}''\n')`,
};

it.each(Object.entries(withinString))('tells a value from what joins empty strings: %s', (_name, text) => {
  const survivors = [...')]},;:=/+|&<>.*K'].flatMap((first) =>
    [...':=,;([{|+}.K'].flatMap((end) =>
      [`${first}Xk9.q2#wL${end}`, `${first}})B.& 3>${end}`]
        .map((secret) => redactText(text(secret), redaction))
        .filter((redacted) => redacted !== text('***')),
    ),
  );
  expect(survivors).toEqual([]);
});
