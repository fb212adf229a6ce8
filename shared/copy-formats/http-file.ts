import { filled, templateOf, type MaskedRequest, type Piece } from './template.ts';

type Variable = Exclude<Piece, { text: string }>;

const variable = ({ variable: name, spelling }: Variable): string =>
  `{{${name}${spelling === 'raw' ? '' : spelling === 'form' ? '_encoded' : '_basic'}}}`;

const hint: Readonly<Record<Variable['spelling'], string>> = {
  raw: 'as it is',
  form: 'form-encoded',
  basic: 'the client id, a colon and the secret, each form-encoded, then all of it in Base64',
  'basic-raw': 'the user name, a colon and the password, in Base64',
};

/** The request as a file for the HTTP editors of Visual Studio, VS Code and JetBrains. Secrets are variables without a value. */
export function asHttpFile(request: MaskedRequest, title: string): string {
  const template = templateOf(request);
  const text = (each: string): string => each;
  const all = [template.url, ...template.headers.map(([, value]) => value), template.body ?? []].flat();
  const variables = all.filter((piece): piece is Variable => 'variable' in piece);
  const declared = new Map(variables.map((each) => [variable(each).slice(2, -2), each.spelling]));
  return [
    ...[...declared].flatMap(([name, spelling]) => [`# ${hint[spelling]}`, `@${name} =`]),
    ...(declared.size > 0 ? [''] : []),
    `### ${title.replaceAll(/\s+/g, ' ')}`,
    `${template.method} ${filled(template.url, text, variable)}`,
    ...template.headers.map(([name, value]) => `${name}: ${filled(value, text, variable)}`),
    ...(template.body === null ? [] : ['', filled(template.body, text, variable)]),
    '',
  ].join('\n');
}
