import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, type JsonNode } from '../../../electron/configuration/json.ts';
import { attributeOf, elementsOf, parseXml } from '../../../electron/configuration/xml.ts';

const valueOf = (node: JsonNode): unknown => {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOf(value)]));
    case 'array':
      return node.items.map(valueOf);
    case 'null':
      return null;
    default:
      return node.value;
  }
};

describe('JSON', () => {
  it('reads whatever is JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.boolean(), (text, spaced) => {
        fc.pre(!text.includes('"__proto__"'));
        const written = spaced ? JSON.stringify(JSON.parse(text), null, 2) : text;
        const { node, problem } = parseJson(written);
        expect(problem).toBeNull();
        expect(node && valueOf(node)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('never fails otherwise than with a place, and tells nothing of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\/*\n ae1-t') }), (text) => {
        const { problem } = parseJson(text);
        if (problem === null) return;
        expect(problem.line).toBeGreaterThan(0);
        expect(problem.line).toBeLessThanOrEqual(text.split('\n').length);
        expect(problem.message).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 500 },
    );
    expect(JSON.stringify(parseJson('{"a": "canary-1" "canary-2"}'))).not.toContain('canary');
  });

  it('takes comments and commas of any length', () => {
    const comment = `/*${'*'.repeat(300_000)}*/`;
    expect(parseJson(`${comment}{"a":[1,2,],//${'x'.repeat(300_000)}\n}${comment}`).problem).toBeNull();
  });
});

describe('XML', () => {
  it('reads elements of any namespace with their lines and attributes', () => {
    const { root } = parseXml(
      `\uFEFF<?xml version="1.0"?>\r\n<!-- < & -->\n<x:a xmlns:x="urn:x"\n  b='1 &lt;&#65;&#x42;&amp;"'><![CDATA[ < & ]]>\n<c/>text &gt;</x:a>\n`,
    );
    expect(root).toMatchObject({ name: 'a', line: 3, children: [{ name: 'c', line: 5 }] });
    expect(root && attributeOf(root, 'B')).toBe('1 <AB&"');
    expect(root && elementsOf(root, 'C')).toHaveLength(1);
  });

  it.each<[string, string, number, RegExp]>([
    ['nothing', ' ', 1, /no element/],
    ['a text', 'hello', 1, /outside of the elements/],
    ['another end', '<a>\n<b></a>', 2, /not the one that is open/],
    ['no end', '<a>\n<b/>', 1, /never closed/],
    ['two roots', '<a/>\n<b/>', 2, /second element/],
    ['a bare ampersand', '<a>\nx & y</a>', 2, /&amp;/],
    ['an unknown reference', '<a b="&nbsp;"/>', 1, /&amp;/],
    ['an attribute without quotation marks', '<a b=c/>', 1, /name="value"/],
    ['an attribute twice', '<a b="1" b="2"/>', 1, /twice/],
    ['a comment without end', '<a>\n<!-- ', 2, /never ends/],
    ['a document type', '<!DOCTYPE a><a/>', 1, /document type/],
    ['elements without end', '<a>'.repeat(1_000), 1, /more elements/],
  ])('says where it is broken: %s', (_what, text, line, message) => {
    const { root, problem } = parseXml(text);
    expect(root).toBeNull();
    expect(problem).toEqual({ line, message: expect.stringMatching(message) });
  });

  it('ends within moments, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>/="\'&;!-?[]ab \n') }), (text) => {
        const { root, problem } = parseXml(text);
        expect((root === null) !== (problem === null)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(parseXml(`<a ${'b '.repeat(300_000)}`).root).toBeNull();
    expect(parseXml(`<a>${'&'.repeat(1_000_000)}</a>`).root).toBeNull();
  });
});
