import { counted } from '../../shared/amounts.ts';
import {
  configurationKindTitles,
  type ConfigurationFile,
  type ConfigurationKind,
  type ConfigurationReport,
} from '../../shared/configuration.ts';
import { lineText } from '../../shared/visible-text.ts';
import { createMask } from '../reports/mask/mask.ts';
import type { Environment, ExamineContext } from './context.ts';
import { creatioFiles, filesInside } from './creatio.ts';
import { openFolder } from './files.ts';
import type { Found } from './finding.ts';
import { identityServiceFiles } from './identity-service.ts';
import { identityServicesIn } from './inside-creatio.ts';
import { kindOf } from './kind.ts';

export type { Environment, KnownClient } from './context.ts';

export interface CheckOptions {
  folder: string;
  environment: Environment;
  now?: () => Date;
}

/**
 * Reads the configuration in the folder of an Identity Service or a Creatio and compares it with the environment. Changes
 * nothing, connects to nothing, and tells no secret. Throws a UserError `folder-unreadable` or `folder-unknown`.
 */
export async function checkConfiguration({
  folder: typed,
  environment,
  now = () => new Date(),
}: CheckOptions): Promise<ConfigurationReport> {
  const folder = await openFolder(typed);
  const mask = createMask();
  const keepSecret = (value: string): void => {
    // A shorter one would hide ordinary words, and no value of a file is told anyway.
    if (value.trim().length >= 6) mask.add(value);
  };
  for (const { secret } of environment.clients) if (secret !== null) keepSecret(secret);
  const context: ExamineContext = { folder, environment, now: now().getTime(), keepSecret };
  const kind = await kindOf(folder);
  const own = kind === 'identity-service' ? await identityServiceFiles(context) : await creatioFiles(kind, context);
  const inside = kind === 'identity-service' ? [] : await identityServicesIn(folder);
  const files = [...own, ...(await Promise.all(inside.map((name) => filesInside(name, context)))).flat()];
  const told = (text: string): string => lineText(mask.apply(text));
  return {
    folder: folder.path,
    kind,
    checkedAt: now().toISOString(),
    headline: headlineOf(kind, inside, files),
    files: files.map((file) => ({
      ...file,
      name: told(file.name),
      findings: file.findings.map((each) => ({ ...each, summary: told(each.summary) })),
    })),
  };
}

function headlineOf(kind: ConfigurationKind, inside: readonly string[], files: readonly ConfigurationFile[]): string {
  const findings = files.flatMap((file) => file.findings);
  const count = (status: Found['status']): number => findings.filter((each) => each.status === status).length;
  const [faults, hints] = [count('fail'), count('warn')];
  const within = inside.length === 0 ? '' : ` with its Identity Service in ${inside.join(' and ')}`;
  const where = `The configuration of this ${configurationKindTitles[kind]}${within}`;
  const hinted = hints === 0 ? '' : `${counted(hints, 'thing')} worth a look`;
  if (faults > 0) return `${where} has ${counted(faults, 'problem')}${hints === 0 ? '' : ` and ${hinted}`}.`;
  return hints > 0 ? `${where} has no problem, but ${hinted}.` : `${where} shows no problem.`;
}
