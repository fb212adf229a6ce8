import type { ExamineContext } from './context.ts';
import { compareListening, listeningIn } from './addresses.ts';
import { keepConnectionSecrets } from './database.ts';
import { fail, pass, warn, type Found } from './finding.ts';
import { attributeOf, elementsOf, type XmlElement } from './xml.ts';

/** Examines `web.config` of an application on ASP.NET Core under IIS. */
export function examineAspNetCore(root: XmlElement, address: string | null, service: string): Found[] {
  const [module] = elementsOf(root, 'aspNetCore');
  if (module === undefined) {
    return [
      fail('configuration-web-config', `web.config has no aspNetCore element, so IIS does not start ${service}.`),
    ];
  }
  const { line } = module;
  const log = attributeOf(module, 'stdoutLogEnabled')?.toLowerCase() === 'true';
  const variables = elementsOf(module, 'environmentVariable');
  const urls = variables.filter((each) => attributeOf(each, 'name')?.toUpperCase() === 'ASPNETCORE_URLS');
  return [
    ...((attributeOf(module, 'processPath') ?? '').trim() === ''
      ? [fail('configuration-web-config', 'The aspNetCore element has no processPath.', line)]
      : []),
    log
      ? pass(
          'stdout logging is on. It grows until the application pool is recycled, so switch it off after the test.',
          line,
        )
      : warn(
          'identity-service-logging',
          'stdout logging is off (stdoutLogEnabled), so errors at start stand in the event log alone.',
          line,
        ),
    ...(log && (attributeOf(module, 'stdoutLogFile') ?? '').trim() === ''
      ? [warn('identity-service-logging', 'stdout logging is on, but stdoutLogFile names no file.', line)]
      : []),
    ...compareListening(
      urls.flatMap((each) => listeningIn(attributeOf(each, 'value') ?? '', each.line)),
      address,
      service,
    ),
  ];
}

/** Switches of OAuth 2.0 in the settings of an application, which beat what its pages show. */
const switches = ['Feature-EnableOAuth20Integration', 'Feature-OAuth20Integration'];

/** Examines `web.config` of Creatio on .NET Framework. */
export function examineApplicationSettings(root: XmlElement): Found[] {
  const entries = elementsOf(root, 'add').filter((each) => attributeOf(each, 'key') !== null);
  const found = switches.flatMap((name) => {
    const entry = entries.findLast((each) => attributeOf(each, 'key')?.toLowerCase() === name.toLowerCase());
    if (entry === undefined) return [];
    return attributeOf(entry, 'value')?.trim().toLowerCase() === 'true'
      ? [pass(`${name} is switched on.`, entry.line)]
      : [fail('configuration-feature-off', `${name} is switched off here, so OAuth 2.0 does not work.`, entry.line)];
  });
  return found.length > 0
    ? found
    : [pass('The file is sound. It has no switch for OAuth 2.0, so the additional feature decides.')];
}

/** Examines `ConnectionStrings.config` of Creatio. */
export function examineConnectionStrings(root: XmlElement, context: ExamineContext): Found[] {
  const entries = elementsOf(root, 'add');
  for (const each of entries) keepConnectionSecrets(attributeOf(each, 'connectionString') ?? '', context);
  return ['db', 'redis'].flatMap((name) => {
    const entry = entries.find((each) => attributeOf(each, 'name')?.toLowerCase() === name);
    if (entry === undefined)
      return [fail('configuration-connection-strings', `There is no connection string with the name ${name}.`)];
    return (attributeOf(entry, 'connectionString') ?? '').trim() === ''
      ? [fail('configuration-connection-strings', `The connection string ${name} is empty.`, entry.line)]
      : [pass(`The connection string ${name} is there. Whether it works was not tried.`, entry.line)];
  });
}

/** Examines `nlog.config`: whether what goes wrong with OAuth 2.0 is logged at all, and where. */
export function examineLogRules(root: XmlElement): Found[] {
  const threshold = attributeOf(root, 'globalThreshold')?.toLowerCase();
  if (threshold === 'off')
    return [fail('creatio-logging', 'globalThreshold is Off, so nothing is logged at all.', root.line)];
  const rules = elementsOf(root, 'logger').filter((each) => attributeOf(each, 'name') !== null);
  if (rules.length === 0) return [warn('creatio-logging', 'There is no rule for any logger, so nothing is logged.')];
  const own = rules.find((each) => attributeOf(each, 'name')?.toLowerCase() === 'oauth20');
  if (own === undefined) {
    return [
      {
        ...pass(
          'There is no rule for the logger OAuth20, so what it tells stands among the rest, for example in Error.log.',
        ),
        remediation: 'creatio-logging',
      },
    ];
  }
  const off =
    attributeOf(own, 'enabled')?.toLowerCase() === 'false' ||
    attributeOf(own, 'level')?.toLowerCase() === 'off' ||
    attributeOf(own, 'minlevel')?.toLowerCase() === 'off';
  return off
    ? [warn('creatio-logging', 'The rule for the logger OAuth20 is switched off.', own.line)]
    : [pass('The logger OAuth20 has a rule of its own.', own.line)];
}
