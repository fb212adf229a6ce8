import { isSecretName } from './secret-names.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const element = String.raw`<(?:[\w-]{1,32}:)?`;
const typedValue = new RegExp(
  String.raw`<\/(?:[\w-]{1,32}:)?(?:name|key)>[\t-\r ]{0,64}${element}value(?:[\t-\r ][^<>]{0,64})?>[\t-\r ]{0,64}<\w{1,16}>[\t-\r ]{0,16}([^<\r\n]{1,1024})`,
  'iy',
);
const nameBefore = />[\t-\r ]{0,16}([\w.-]{1,64})[\t-\r ]{0,16}$/;
const nameBehind = new RegExp(
  String.raw`<\/(?:[\w-]{1,32}:)?value>[\t-\r ]{0,64}${element}(?:name|key)>([\w.-]{1,64})<`,
  'iy',
);
const valueBefore = />[\t-\r ]{0,16}([^<>\r\n]{1,400})$/;

/** The value of a pair of elements, in front of its name, or in an element of its own for the type. */
function valueOfElements(text: string, start: number, _end: number, least: number): Range[] {
  typedValue.lastIndex = start;
  const typed = typedValue.exec(text)?.[1];
  if (typed !== undefined) {
    const name = nameBefore.exec(text.slice(Math.max(0, start - 100), start))?.[1];
    if (name === undefined || !isSecretName(name)) return [];
    return [[typedValue.lastIndex - typed.length, typedValue.lastIndex]];
  }
  nameBehind.lastIndex = start;
  const name = nameBehind.exec(text)?.[1];
  if (name === undefined || !isSecretName(name)) return [];
  const value = valueBefore.exec(text.slice(Math.max(least, start - 420), start))?.[1];
  return value === undefined ? [] : [[start - value.length, start]];
}

const attributeValue = />[\t-\r ]{0,64}([^<\r\n]{1,1024})/y;
const attributeName = /\bname=["']([^"'<>]{1,64})["'][^<>]{0,200}>[\t-\r ]{0,64}<(?:[\w-]{1,32}:)?$/i;

/** `<saml:Attribute Name="password"><saml:AttributeValue>...`. */
function valueOfAttribute(text: string, start: number, end: number): Range[] {
  attributeValue.lastIndex = end;
  const value = attributeValue.exec(text)?.[1];
  if (value === undefined) return [];
  const name = attributeName.exec(text.slice(Math.max(0, start - 360), start))?.[1];
  if (name === undefined || !isSecretName(name.slice(name.lastIndexOf('/') + 1))) return [];
  return [[attributeValue.lastIndex - value.length, attributeValue.lastIndex]];
}

/** Secrets in elements of XML whose name stands in another element or attribute. */
export const elementRules: readonly (PlacedRule | ShapeRule)[] = [
  {
    kind: 'placed',
    id: 'element-pair',
    protects: 'secrets in pairs of elements, as XML-RPC and lists of properties have them',
    starts: ['</name>', '</key>', '</value>'],
    find: valueOfElements,
    examples: [
      [
        '<name>password</name><value><string>abc</string></value>',
        '<name>password</name><value><string>***</string></value>',
      ],
      ['<value>abc</value><name>password</name>', '<value>***</value><name>password</name>'],
      ['<value>abc</value><name>title</name>', '<value>abc</value><name>title</name>'],
    ],
  },
  {
    kind: 'placed',
    id: 'attribute-value',
    protects: 'secrets in attributes of SAML',
    starts: ['attributevalue'],
    find: valueOfAttribute,
    examples: [
      [
        '<Attribute Name="password"><AttributeValue>abc</AttributeValue>',
        '<Attribute Name="password"><AttributeValue>***</AttributeValue>',
      ],
    ],
  },
  {
    kind: 'shape',
    id: 'value-of-element',
    protects: 'secrets in an attribute of an element that is called so',
    starts: ['password', 'secret', 'token'].flatMap((name) =>
      ['name', 'id', 'key'].map((first) => `${name} ${first}=`),
    ),
    pattern:
      /([a-z]{5,8} (?:name|id|key)=["'][^"'<>]{0,128}["'](?:[\t-\r ][^<>]{0,200}?)?[\t-\r ]value=["'])[^"'<>]{1,512}/iy,
    notAfter: /(?<!<(?:\w{1,16}:)?\w{0,24})$/,
    examples: [['<secret name="x" value="abc"/>', '<secret name="x" value="***"/>']],
  },
  {
    kind: 'shape',
    id: 'cipher-value',
    protects: 'encrypted data in XML',
    starts: ['ciphervalue>'],
    pattern: /(ciphervalue>[\t-\r ]{0,64})[\w+/=][\w+/=\t-\r ]{7,255}/iy,
    goesOn: /[\w+/=\t-\r ]*/y,
    examples: [[`<CipherValue>aB3dE6gH9j</CipherValue>`, '<CipherValue>***</CipherValue>']],
  },
];
