import { isBefore, parseVersion } from '../../shared/remediation/index.ts';
import { fail, pass, skip, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';

/** The .NET that an Identity Service of a Creatio version needs (Creatio Academy, "Deploy the Identity Service", by version). */
function neededFor(version: readonly number[]): { major: number; name: string } {
  if (isBefore(version, [8, 0, 8])) return { major: 2, name: '.NET Core 2.2' };
  return isBefore(version, [8, 2, 1]) ? { major: 6, name: '.NET 6' } : { major: 8, name: '.NET 8' };
}

/** Compares the .NET for which an Identity Service was built (`runtimeconfig.json`) with the version of Creatio. */
export function examineRuntime(settings: JsonNode, creatioVersion: string | null): Found[] {
  const built = builtFor(settings);
  if (built === null) return [skip('The file does not say which .NET it wants.')];
  const name =
    built.text.startsWith('2.') || built.text.startsWith('3.') ? `.NET Core ${built.text}` : `.NET ${built.text}`;
  const version = creatioVersion === null ? null : parseVersion(creatioVersion);
  if (version === null) {
    return [
      skip(
        `The Identity Service is built for ${name}. Enter the version of Creatio in the settings of the environment to have it compared.`,
        built.line,
      ),
    ];
  }
  const needed = neededFor(version);
  return built.major === needed.major
    ? [pass(`The Identity Service is built for ${name}, as Creatio ${creatioVersion} wants it.`, built.line)]
    : [
        fail(
          'configuration-runtime-differs',
          `The Identity Service is built for ${name}, while that of Creatio ${creatioVersion} is for ${needed.name}.`,
          built.line,
        ),
      ];
}

function builtFor(settings: JsonNode): { major: number; text: string; line: number } | null {
  const options = memberOf(settings, 'runtimeOptions');
  const list = memberOf(options, 'frameworks') ?? memberOf(options, 'includedFrameworks');
  const frameworks = [memberOf(options, 'framework'), ...(list?.kind === 'array' ? list.items : [])];
  const asp = frameworks.find((each) => /AspNetCore/i.test(textOf(memberOf(each, 'name')) ?? ''));
  for (const node of [
    memberOf(asp ?? frameworks.find((each) => each !== null) ?? null, 'version'),
    memberOf(options, 'tfm'),
  ]) {
    const text = /(\d{1,3})(?:\.\d{1,5}){1,3}/.exec(textOf(node) ?? '');
    if (node !== null && text !== null) return { major: Number(text[1]), text: text[0], line: node.line };
  }
  return null;
}
