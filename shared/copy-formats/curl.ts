import { filled, hasVariable, templateOf, type MaskedRequest, type Piece, type Template } from './template.ts';

type Variable = Exclude<Piece, { text: string }>;

/** How a shell spells what a command needs. */
interface Shell {
  /** A text as one argument. */
  argument(text: string): string;
  /** Text and variables within the configuration that curl reads from standard input. */
  text(text: string): string;
  variable(variable: Variable): string;
  command(argumentLines: readonly string[], configuration: readonly string[], template: Template): string;
}

/** curl's configuration takes values in double quotes (curl's manual, option --config). */
const inConfiguration = (text: string): string =>
  text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');

const names = (template: Template, spell: (name: string) => string): string =>
  template.variables.map((name) => spell(name.toUpperCase())).join(', ');

const inSingleQuotes = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** For sh, bash and zsh. */
const sh: Shell = {
  argument: inSingleQuotes,
  text: (text) => inConfiguration(text).replaceAll(/[\\$`]/g, '\\$&'),
  variable({ variable, spelling, user }) {
    const value = `"$${variable.toUpperCase()}"`;
    switch (spelling) {
      case 'raw':
        return `$(quote ${value})`;
      case 'form':
        return `$(encode ${value})`;
      case 'basic':
        return `$(printf '%s:%s' "$(encode ${inSingleQuotes(user)})" "$(encode ${value})" | base64 | tr -d '\\n')`;
      case 'basic-raw':
        return `$(printf '%s:%s' ${inSingleQuotes(user)} ${value} | base64 | tr -d '\\n')`;
    }
  },
  command(argumentLines, configuration, template) {
    const lines = argumentLines.join(' \\\n  ');
    if (configuration.length === 0) return `${lines}\n`;
    const text = configuration.join('\n');
    return [
      `# Set first: ${names(template, (name) => name)}`,
      ...(text.includes('$(encode ')
        ? [`encode() { printf %s "$1" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g'; }`]
        : []),
      ...(text.includes('$(quote ') ? [`quote() { printf %s "$1" | sed 's/[\\\\"]/\\\\&/g'; }`] : []),
      `${lines} \\\n  --config - <<END`,
      text,
      'END',
      '',
    ].join('\n');
  },
};

/** For Windows PowerShell 5.1 and PowerShell 7, with the curl.exe that Windows has. */
const powerShell: Shell = {
  argument: (text) => `'${text.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`,
  text: (text) => inConfiguration(text).replaceAll(/[`$]/g, '`$&'),
  variable({ variable, spelling, user }) {
    const value = `$env:${variable.toUpperCase()}`;
    const name = `'${user.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
    const base64 = (text: string) => `$([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(${text})))`;
    switch (spelling) {
      case 'raw':
        return `$(${value} -replace '[\\\\"]', '\\$&')`;
      case 'form':
        return `$([uri]::EscapeDataString(${value}))`;
      case 'basic':
        return base64(`[uri]::EscapeDataString(${name}) + ':' + [uri]::EscapeDataString(${value})`);
      case 'basic-raw':
        return base64(`${name} + ':' + ${value}`);
    }
  },
  command(argumentLines, configuration, template) {
    const lines = argumentLines.join(' `\n  ');
    if (configuration.length === 0) return `${lines}\n`;
    return [
      ...(template.variables.length === 0 ? [] : [`# Set first: ${names(template, (name) => `$env:${name}`)}`]),
      '@"',
      ...configuration,
      `"@ | ${lines} \`\n  --config -`,
      '',
    ].join('\n');
  },
};

/**
 * The request as a command of curl. Secrets are variables of the environment: they stand neither in the text nor, since curl
 * reads them from standard input, among the arguments of a process.
 */
export const asCurl = (request: MaskedRequest, shell: 'sh' | 'powershell'): string =>
  shell === 'sh' ? render(request, sh, 'curl') : render(request, powerShell, 'curl.exe');

function render(request: MaskedRequest, shell: Shell, program: string): string {
  const template = templateOf(request);
  const options: [option: string, value: Piece[]][] = [
    ...template.headers.map(([name, value]): [string, Piece[]] => ['header', [{ text: `${name}: ` }, ...value]]),
    ...(template.body === null ? [] : [['data-raw', template.body] satisfies [string, Piece[]]]),
  ];
  // Windows PowerShell 5.1 loses double quotes within the arguments of programs, and curl takes an empty value for none.
  const asArgument = (value: readonly Piece[]): boolean =>
    !hasVariable(value) &&
    !(
      program === 'curl.exe' &&
      filled(
        value,
        (text) => text,
        () => '',
      ).includes('"')
    );
  const plain = (value: readonly Piece[]): string =>
    shell.argument(
      filled(
        value,
        (text) => text,
        () => '',
      ),
    );
  const line = (option: string, value: readonly Piece[]): string =>
    `${option} = "${filled(value, shell.text, shell.variable)}"`;
  const urlIsPlain = asArgument(template.url);
  const argumentLines = [
    `${program} --include --globoff --request ${shell.argument(template.method)}${urlIsPlain ? ` ${plain(template.url)}` : ''}`,
    ...options.filter(([, value]) => asArgument(value)).map(([option, value]) => `--${option} ${plain(value)}`),
  ];
  const configuration = [
    ...(urlIsPlain ? [] : [line('url', template.url)]),
    ...options.filter(([, value]) => !asArgument(value)).map(([option, value]) => line(option, value)),
  ];
  return shell.command(argumentLines, configuration, template);
}
